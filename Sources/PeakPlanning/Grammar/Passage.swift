/// A task's text cut into sentences and clauses (分句); what stands in brackets and quotation marks is never cut.
struct Passage {
    let text: FoldedText
    /// Sentences as lists of clauses. [folded scalars]
    private(set) var sentences: [[Range<Int>]] = []
    /// Where a bracket or quotation that opens at a place closes.
    private let closings: [Int: Int]

    var scalars: [Unicode.Scalar] { text.scalars }

    /// Cuts a text, leaving out what stands at `omitted` places.
    init(_ text: FoldedText, omitting omitted: [Range<Int>]) {
        self.text = text
        closings = Self.closings(in: text.scalars)
        let ends = Dictionary(omitted.map { ($0.lowerBound, $0.upperBound) }, uniquingKeysWith: max)
        var clauses: [Range<Int>] = []
        var start = 0
        var place = 0
        while place < text.count {
            let scalar = text.scalars[place]
            let jump = ends[place] ?? closings[place].map { $0 + 1 }
            let endsSentence = ends[place] != nil || Sign.endsSentence(scalar)
            if endsSentence || Sign.endsClause(scalar) {
                if place > start { clauses.append(start..<place) }
                start = jump ?? place + 1
            }
            if endsSentence, !clauses.isEmpty {
                sentences.append(clauses)
                clauses = []
            }
            place = jump ?? place + 1
        }
        if start < text.count { clauses.append(start..<text.count) }
        if !clauses.isEmpty { sentences.append(clauses) }
    }

    /// Where what opens at a place closes, within its sentence or paragraph; `nil` where nothing opens or it never closes.
    func closing(of place: Int) -> Int? { closings[place] }

    private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
        Sign.closing: Sign.opening, Sign.titleClosing: Sign.titleOpening, Sign.quoteClosing: Sign.quoteOpening,
    ]
    private static let openings = Set(pairs.values)

    /// One pass with a stack; brackets left open at the end of a paragraph are ordinary signs.
    private static func closings(in scalars: [Unicode.Scalar]) -> [Int: Int] {
        var closings: [Int: Int] = [:]
        var open: [Int] = []
        for (place, scalar) in scalars.enumerated() {
            if scalar == Sign.newline {
                open = []
            } else if openings.contains(scalar) {
                open.append(place)
            } else if let opening = pairs[scalar], let last = open.last, scalars[last] == opening {
                closings[last] = place
                open.removeLast()
            }
        }
        return closings
    }
}
