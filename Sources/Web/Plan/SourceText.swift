import PeakPlanning

/// A task's text in pieces (原文标注): what was read from it is marked in place.
///
/// Marks may nest and overlap; a piece shows the strongest of them, a number before a year before a department before
/// a quoted sentence, and each number of a list can be found from its place in the text and back.
struct SourceText: Sendable {
    /// Words under the same marks.
    struct Piece: Sendable, Equatable {
        let text: String
        /// Class of the mark; empty for plain text.
        let style: String
        /// The entry of the list that it belongs to; `nil` where it is no number.
        let entry: Entry?
        /// Entries whose mark ends here and is not the piece's own.
        let ends: [Entry]
    }

    /// A number of the list beside the text.
    struct Entry: Sendable, Equatable {
        let number: String
        /// The place in the text; `nil` where an earlier piece has it.
        let id: String?
        /// Whether the number is written here: at the end of the mark.
        let isLast: Bool
    }

    /// Paragraphs as published.
    let paragraphs: [Paragraph]

    /// One paragraph.
    struct Paragraph: Sendable, Equatable {
        let pieces: [Piece]
    }
}

extension SourceText {
    /// What lies over the text.
    private enum Kind: Int {
        case number, year, department, quote

        var style: String {
            switch self {
            case .number: "mk"
            case .year: "yr"
            case .department: "dp"
            case .quote: "mq"
            }
        }
    }

    private struct Mark {
        let kind: Kind
        let range: Range<Int>
        /// Index of the indicator from 1, for numbers and quotes.
        let number: Int?
    }

    init(_ task: PlanTask) {
        let bytes = Array(task.text.utf8)
        let marks = Self.marks(task, in: bytes)
        var cuts: Set<Int> = [0, bytes.count]
        for mark in marks { cuts.formUnion([mark.range.lowerBound, mark.range.upperBound]) }
        for (index, byte) in bytes.enumerated() where byte == 0x0A { cuts.formUnion([index, index + 1]) }
        let borders = cuts.sorted()
        var placed: Set<Int> = []
        var paragraphs: [Paragraph] = []
        var pieces: [Piece] = []
        for (start, end) in zip(borders, borders.dropFirst()) {
            if bytes[start] == 0x0A {
                if !pieces.isEmpty { paragraphs.append(Paragraph(pieces: pieces)) }
                pieces = []
            } else {
                pieces.append(Self.piece(bytes, start..<end, marks.filter { $0.range.contains(start) }, &placed))
            }
        }
        if !pieces.isEmpty { paragraphs.append(Paragraph(pieces: pieces)) }
        self.paragraphs = paragraphs
    }

    /// The marks that lie in the text, moved to whole characters.
    private static func marks(_ task: PlanTask, in bytes: [UInt8]) -> [Mark] {
        var marks = (task.departments + task.executors).map { Mark(kind: .department, range: $0.mark, number: nil) }
        for (index, indicator) in task.indicators.enumerated() {
            let place = indicator.valueMark ?? indicator.quoteMark
            let kind: Kind = indicator.valueMark == nil ? .quote : .number
            marks.append(Mark(kind: kind, range: place, number: index + 1))
            if let year = indicator.yearMark { marks.append(Mark(kind: .year, range: year, number: nil)) }
        }
        return marks.compactMap { mark in
            let range = mark.range.clamped(to: 0..<bytes.count)
            guard !range.isEmpty else { return nil }
            let start = border(range.lowerBound, in: bytes, step: -1)
            var end = border(range.upperBound, in: bytes, step: 1)
            while end > start, bytes[end - 1] == 0x0A { end -= 1 }
            return start < end ? Mark(kind: mark.kind, range: start..<end, number: mark.number) : nil
        }
    }

    /// The nearest place between two characters.
    private static func border(_ index: Int, in bytes: [UInt8], step: Int) -> Int {
        var index = index
        while bytes.indices.contains(index), bytes[index] & 0xC0 == 0x80 { index += step }
        return index
    }

    private static func piece(_ bytes: [UInt8], _ range: Range<Int>, _ marks: [Mark], _ placed: inout Set<Int>) -> Piece
    {
        let strongest = marks.min { ($0.kind.rawValue, $0.number ?? 0) < ($1.kind.rawValue, $1.number ?? 0) }
        let own = strongest?.kind == .number ? strongest?.number : nil
        var entry: Entry?
        if let own, let mark = strongest {
            entry = Entry(
                number: "\(own)",
                id: placed.insert(own).inserted ? "m\(own)" : nil,
                isLast: mark.range.upperBound == range.upperBound
            )
        }
        let ends = marks.filter { $0.number != nil && $0.number != own && $0.range.upperBound == range.upperBound }
            .compactMap(\.number).sorted()
            .map { Entry(number: "\($0)", id: placed.insert($0).inserted ? "m\($0)" : nil, isLast: true) }
        return Piece(
            text: String(decoding: bytes[range], as: UTF8.self),
            style: strongest?.kind.style ?? "",
            entry: entry,
            ends: ends
        )
    }
}
