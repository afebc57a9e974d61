/// A heading reduced to what matters when headings are compared (表头归一).
struct Heading: Hashable {
    private let text: String

    /// Creates a heading: lower case, half-width, without blanks, joints, a trailing unit in brackets, or
    /// the asterisk of required columns.
    init(_ heading: String) {
        var scalars: [Unicode.Scalar] = []
        for scalar in heading.lowercased().unicodeScalars {
            let folded = Self.halfWidth(scalar)
            if !Self.isIgnored(folded) { scalars.append(folded) }
        }
        if let last = scalars.last, let opening = Self.openings[last], let start = scalars.lastIndex(of: opening),
            BuildingColumn.ignoredBrackets.contains(Self.string(scalars[(start + 1)...].dropLast()))
        {
            scalars.removeSubrange(start...)
        }
        text = Self.string(scalars[...])
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static let openings: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "\u{3011}": "\u{3010}"]

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar
    }

    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "_" || scalar == "-" || scalar == "*" || scalar == ":"
            || scalar.value == 0xFEFF || scalar.value == 0x200B
    }
}

extension Building.Kind {
    /// The kind that a letter A to H, a stable code, or a Chinese or English word stands for.
    public init?(word: String) {
        if word.count == 1, let letter = word.first, let kind = Building.Kind(letter: letter) {
            self = kind
            return
        }
        var candidates = [word]
        for ending in Self.wordEndings where word.hasSuffix(ending) {
            candidates.append(String(word.dropLast(ending.count)))
        }
        for candidate in candidates {
            if let kind = Self.byHeading[Heading(candidate)] {
                self = kind
                return
            }
        }
        return nil
    }

    private static let byHeading: [Heading: Building.Kind] = {
        var result: [Heading: Building.Kind] = [:]
        for kind in allCases { result[Heading(kind.rawValue)] = kind }
        for entry in words {
            for word in entry.words { result[Heading(word)] = entry.kind }
        }
        return result
    }()
}
