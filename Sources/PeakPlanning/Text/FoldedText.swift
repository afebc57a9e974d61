/// A text in the one form that the grammar reads (归一文本), with the way back to the bytes of the original.
///
/// Traditional characters become simplified, full-width digits and letters become half-width, half-width punctuation becomes full-width, straight
/// quotation marks become an opening and a closing one by turns, blanks vanish except
/// between two Latin words, a line break inside a sentence vanishes. A comma between digits vanishes too (`1,000`).
struct FoldedText {
    /// The original.
    let source: String
    /// The folded scalars.
    private(set) var scalars: [Unicode.Scalar] = []
    /// Where each folded scalar stands in the original. [UTF-8 bytes]
    private var bytes: [Range<Int>] = []

    init(_ source: some StringProtocol, _ forms: TraditionalForms = .none) {
        var source = String(source)
        source.makeContiguousUTF8()
        self.source = source
        scalars.reserveCapacity(source.utf8.count / 3)
        bytes.reserveCapacity(source.utf8.count / 3)
        var offset = 0
        var isQuoting = false
        var lineStart = 0
        var blank: (scalar: Unicode.Scalar, bytes: Range<Int>)?
        let original = Array(source.unicodeScalars)
        for (index, scalar) in original.enumerated() {
            let place = offset..<offset + scalar.utf8.count
            offset = place.upperBound
            if Self.isThousandsComma(at: index, in: original) { continue }
            if Sign.isBlank(scalar) {
                if scalar == "\n" { (isQuoting, lineStart) = (false, scalars.count) }
                if blank?.scalar != Sign.newline { blank = (scalar == "\n" ? Sign.newline : " ", place) }
                continue
            }
            var folded = forms.simplified(Self.fold(scalar, after: scalars.last))
            if folded == "\"" {
                folded = isQuoting ? Sign.quoteClosing : Sign.quoteOpening
                isQuoting.toggle()
            } else if folded == ".", scalars.count - lineStart > Self.longestNumbering,
                Self.isLast(index, in: original)
            {
                folded = Sign.fullStop
            }
            if let kept = blank, keeps(kept.scalar, before: folded) { append(kept.scalar, kept.bytes) }
            blank = nil
            append(folded, place)
        }
    }

    var count: Int { scalars.count }

    /// The bytes of the original that a range of folded scalars stands for.
    func bytes(of range: Range<Int>) -> Range<Int> {
        guard let first = bytes[range].first, let last = bytes[range].last else {
            let place = range.lowerBound < bytes.count ? bytes[range.lowerBound].lowerBound : source.utf8.count
            return place..<place
        }
        return first.lowerBound..<last.upperBound
    }

    /// The folded scalars that stand for a range of bytes of the original.
    func folded(_ range: Range<Int>) -> Range<Int> {
        let start = bytes.partitioningIndex { $0.lowerBound >= range.lowerBound }
        return start..<max(start, bytes.partitioningIndex { $0.lowerBound >= range.upperBound })
    }

    /// The words of the original at a range of its bytes.
    func original(_ bytes: Range<Int>) -> String { source.slice(bytes) }

    /// The words of a range in folded form.
    func text(_ range: Range<Int>) -> String { String(scalars: scalars[range]) }

    private mutating func append(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
        scalars.append(scalar)
        bytes.append(place)
    }

    /// A blank stands between Latin words, a line break behind the end of a sentence.
    private func keeps(_ blank: Unicode.Scalar, before next: Unicode.Scalar) -> Bool {
        guard let last = scalars.last else { return false }
        if blank == Sign.newline { return Sign.endsSentence(last) || last == Sign.closing || last == Sign.colon }
        return Sign.isLatin(last) && Sign.isLatin(next) && !(Sign.isDigit(last) && Sign.isDigit(next))
    }

    private static func isThousandsComma(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard scalars[index] == ",", index > 0, Sign.isDigit(scalars[index - 1]), index + 3 < scalars.count else {
            return false
        }
        let isLonger = index + 4 < scalars.count && Sign.isDigit(scalars[index + 4])
        return !isLonger && scalars[index + 1...index + 3].allSatisfy(Sign.isDigit)
    }

    /// Whether no letter or digit follows, so that a point ends a sentence.
    private static func isLast(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index + 1 < scalars.count else { return true }
        return !Sign.isLatin(fold(scalars[index + 1], after: nil)) && scalars[index + 1] != " "
    }

    /// A point this near to the beginning of a line may belong to its number. [characters]
    private static let longestNumbering = 6

    private static func fold(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2C: Sign.comma
        case 0x3B: Sign.semicolon
        case 0x3A: Sign.colon
        case 0x28, 0x3014, 0xFF3B, 0x5B: Sign.opening
        case 0x29, 0x3015, 0xFF3D, 0x5D: Sign.closing
        case 0x21: "\u{FF01}"
        case 0x3F: "\u{FF1F}"
        case 0xFF61: Sign.fullStop
        // A point behind a digit or a letter belongs to a number or a name.
        case 0x2E where last.map { !Sign.isLatin($0) } ?? false: Sign.fullStop
        case 0xFF02: "\""
        case 0x300C, 0x300E: Sign.quoteOpening
        case 0x300D, 0x300F: Sign.quoteClosing
        case 0xFE6A: "%"
        // Full-width digits, letters, the point, the percent sign, joints, the solidus and comparing signs.
        case 0xFF05, 0xFF0B, 0xFF0D...0xFF19, 0xFF1C...0xFF1E, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF5E:
            Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
        // Dashes and waves that join the ends of a range.
        case 0x2010...0x2015, 0x2212, 0x301C, 0x223C: "-"
        default: scalar
        }
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self = String(view)
    }

    /// The words at a range of UTF-8 bytes.
    func slice(_ bytes: Range<Int>) -> String {
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        return String(self[start..<utf8.index(start, offsetBy: bytes.count)])
    }

    /// The text without blanks at its ends.
    var trimmed: Substring {
        let view = unicodeScalars
        guard let first = view.firstIndex(where: { !Sign.isBlank($0) }),
            let last = view.lastIndex(where: { !Sign.isBlank($0) })
        else { return "" }
        return self[first...last]
    }
}
