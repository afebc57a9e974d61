/// Who is responsible for a task and who carries it out (责任分工), as its text says.
struct Responsibility {
    var text = ""
    var departments: [PlanActor] = []
    var executors: [PlanActor] = []
    var isOpenEnded = false
    /// Where it stands, brackets included, so that no indicator is read from it. [folded scalars]
    var places: [Range<Int>] = []

    /// Reads the brackets at the ends of paragraphs and the lines such as 责任单位：….
    init(_ text: FoldedText, words: StructureWords) {
        var start = 0
        while start < text.count {
            let end = text.scalars[start...].firstIndex(of: Sign.newline) ?? text.count
            if let place = Self.place(in: text.scalars, start..<end, words: words) {
                places.append(place.outer)
                let part = text.original(text.bytes(of: place.inner))
                self.text += self.text.isEmpty ? part : "\n" + part
                readSegments(text, place.inner, words)
            }
            start = end + 1
        }
    }

    /// Where a paragraph says who is responsible, with and without its bracket.
    static func place(
        in scalars: [Unicode.Scalar],
        _ paragraph: Range<Int>,
        words: StructureWords
    ) -> (inner: Range<Int>, outer: Range<Int>)? {
        if let place = labelled(in: scalars, paragraph, words) { return (place, place) }
        var end = paragraph.upperBound
        while end > paragraph.lowerBound, Sign.endsSentence(scalars[end - 1]) { end -= 1 }
        guard end > paragraph.lowerBound, scalars[end - 1] == Sign.closing else { return nil }
        var depth = 0
        for place in (paragraph.lowerBound..<end).reversed() {
            if scalars[place] == Sign.closing { depth += 1 }
            if scalars[place] == Sign.opening { depth -= 1 }
            guard depth == 0 else { continue }
            let inner = place + 1..<end - 1
            return namesSomebody(scalars, inner, words) ? (inner, place..<end) : nil
        }
        return nil
    }

    /// The sentences of a paragraph that begin with a label such as 责任单位：, one right behind the other.
    private static func labelled(
        in scalars: [Unicode.Scalar],
        _ paragraph: Range<Int>,
        _ words: StructureWords
    ) -> Range<Int>? {
        let isLabel = { (place: Int) in
            words.dutyLabels.length(at: place, in: scalars, upTo: paragraph.upperBound).map { length in
                place + length < paragraph.upperBound && scalars[place + length] == Sign.colon
            } ?? false
        }
        var depth = 0
        let first = paragraph.first { place in
            if scalars[place] == Sign.opening { depth += 1 }
            if scalars[place] == Sign.closing { depth = max(0, depth - 1) }
            let isOpen = place == paragraph.lowerBound || !Sign.isWordPart(scalars[place - 1])
            return depth == 0 && isOpen && isLabel(place)
        }
        guard let first else { return nil }
        var end = first
        while end < paragraph.upperBound, isLabel(end) {
            let stop = scalars[end..<paragraph.upperBound].firstIndex(where: Sign.endsSentence)
            end = stop.map { $0 + 1 } ?? paragraph.upperBound
        }
        return first..<end
    }

    /// Whether a bracket speaks of duties, or holds nothing but names of public bodies.
    private static func namesSomebody(_ scalars: [Unicode.Scalar], _ range: Range<Int>, _ words: StructureWords) -> Bool
    {
        if range.isEmpty { return false }
        if words.duties.first(in: range, of: scalars) != nil { return true }
        return parts(of: range, in: scalars, at: { $0 == Sign.listComma || Sign.endsClause($0) }).allSatisfy { part in
            part.count >= 3 && part.count <= 30
                && words.bodyEndings.length(endingAt: part.upperBound, in: scalars, from: part.lowerBound) != nil
        }
    }

    private mutating func readSegments(_ text: FoldedText, _ range: Range<Int>, _ words: StructureWords) {
        let ends: (Unicode.Scalar) -> Bool = { Sign.endsClause($0) || Sign.endsSentence($0) }
        let segments = Self.parts(of: range, in: text.scalars, at: ends)
        for segment in segments.flatMap({ Self.cutAtLabels($0, text.scalars, words) }) {
            var (start, end) = (segment.lowerBound, segment.upperBound)
            let scalars = text.scalars
            var carriesOut = false
            if let label = words.dutyLabels.length(at: start, in: scalars, upTo: end) {
                carriesOut = words.executionLabels.length(at: start, in: scalars, upTo: end) == label
                start += label
                if start < end, scalars[start] == Sign.colon { start += 1 }
            }
            // Another label, such as 完成时限：, names nobody.
            if scalars[start..<end].contains(Sign.colon) { continue }
            if let lead = words.dutyLeads.length(at: start, in: scalars, upTo: end) { start += lead }
            if let tail = words.executionTails.length(endingAt: end, in: scalars, from: start) {
                carriesOut = true
                end -= tail
            }
            while let tail = words.dutyTails.length(endingAt: end, in: scalars, from: start) { end -= tail }
            if let tail = words.openTails.length(endingAt: end, in: scalars, from: start) {
                end -= tail
                if !carriesOut { isOpenEnded = true }
            }
            let actors = Self.parts(of: start..<end, in: scalars, at: { $0 == Sign.listComma }).map {
                PlanActor(name: text.text($0), mark: text.bytes(of: $0))
            }
            if carriesOut { executors += actors } else { departments += actors }
        }
    }

    /// A segment cut before every label inside it, as where labelled lines follow one another without a sign.
    private static func cutAtLabels(
        _ segment: Range<Int>,
        _ scalars: [Unicode.Scalar],
        _ words: StructureWords
    ) -> [Range<Int>] {
        var cuts: [Range<Int>] = []
        var start = segment.lowerBound
        while start < segment.upperBound {
            let label = words.dutyLabels.length(at: start, in: scalars, upTo: segment.upperBound) ?? 1
            let next = words.dutyLabels.first(in: start + label..<segment.upperBound, of: scalars)?.lowerBound
            cuts.append(start..<(next ?? segment.upperBound))
            start = next ?? segment.upperBound
        }
        return cuts
    }

    /// The parts of a range between signs, empty ones left out.
    private static func parts(
        of range: Range<Int>,
        in scalars: [Unicode.Scalar],
        at isBoundary: (Unicode.Scalar) -> Bool
    ) -> [Range<Int>] {
        scalars[range].split(whereSeparator: isBoundary).map { $0.startIndex..<$0.endIndex }
    }
}
