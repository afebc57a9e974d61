import Units

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
