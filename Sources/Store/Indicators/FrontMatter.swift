import Units

/// The head of an indicator's file: a comment of `key: value` lines.
struct FrontMatter {
    /// The keys that stand once.
    static let single = [
        "id", "zh", "en", "unit", "direction", "change", "formula-zh", "formula-en", "clause", "clause-en",
        "method-zh", "method-en", "quantities", "reporter", "reporter-en",
    ]
    /// The keys that may stand several times.
    static let repeated = ["answers", "variant"]

    /// The line after it, counted from 0.
    let end: Int
    private let file: String
    private let entries: [(key: String, value: String, line: Int)]

    /// Reads the lines up to the end of the comment.
    init(_ lines: [String], file: String) throws(IndicatorRefusal) {
        self.file = file
        guard let start = lines.firstIndex(where: { !$0.trimmed.isEmpty }),
            lines[start].trimmed == "/*" || lines[start] == "\u{FEFF}/*",
            let close = lines[start...].firstIndex(where: { $0.trimmed == "*/" })
        else { throw IndicatorRefusal(file: file, reason: .noFrontMatter, line: 1) }
        end = close + 1
        var entries: [(key: String, value: String, line: Int)] = []
        for index in start + 1..<close where !lines[index].trimmed.isEmpty {
            let line = lines[index].trimmed
            let key = line.prefix { $0 != ":" }
            guard Self.single.contains(String(key)) || Self.repeated.contains(String(key)) else {
                throw IndicatorRefusal(file: file, reason: .unknownKey(String(key)), line: index + 1)
            }
            if Self.single.contains(String(key)), entries.contains(where: { $0.key == key }) {
                throw IndicatorRefusal(file: file, reason: .contradictory(String(key)), line: index + 1)
            }
            entries.append((String(key), String(line.dropFirst(key.count + 1)).trimmed, index + 1))
        }
        self.entries = entries
    }

    /// The value of a key that must be there.
    func text(_ key: String) throws(IndicatorRefusal) -> String {
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isEmpty else {
            throw IndicatorRefusal(file: file, reason: .missingKey(key))
        }
        return entry.value
    }

    /// The values of two keys of which either both are there or none.
    func texts(_ first: String, _ second: String) throws(IndicatorRefusal) -> (first: String, second: String)? {
        let isThere = entries.contains { $0.key == first || $0.key == second }
        return isThere ? (try text(first), try text(second)) : nil
    }

    /// The comma separated values of a key; none where it is missing.
    func list(_ key: String) -> [String] {
        entries.first { $0.key == key }?.value.parts(",").filter { !$0.isEmpty } ?? []
    }

    /// A value of lower-case letters, digits, hyphens and underscores.
    func identifier(_ key: String) throws(IndicatorRefusal) -> String {
        let value = try text(key)
        guard Self.isIdentifier(value) else { throw malformed(key, value) }
        return value
    }

    /// Whether a key is there, whose only value is `yes`.
    func mark(_ key: String) throws(IndicatorRefusal) -> Bool {
        guard let entry = entries.first(where: { $0.key == key }) else { return false }
        guard entry.value == "yes" else { throw malformed(key, entry.value) }
        return true
    }

    /// The direction.
    func direction() throws(IndicatorRefusal) -> IndicatorDefinition.Direction {
        let value = try text("direction")
        guard let direction = IndicatorDefinition.Direction(rawValue: value) else {
            throw malformed("direction", value)
        }
        return direction
    }

    /// `answers: word word -word @word | unit`, `… | unit | goal` or `… | unit | goal | printed`.
    func answers() throws(IndicatorRefusal) -> [IndicatorDefinition.Answer] {
        var answers: [IndicatorDefinition.Answer] = []
        for entry in entries where entry.key == "answers" {
            let parts = entry.value.parts("|")
            let words = parts[0].parts(" ").filter { !$0.isEmpty }
            let excluded = words.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
            let context = words.filter { $0.hasPrefix("@") }.map { String($0.dropFirst()) }
            let required = words.filter { !$0.hasPrefix("-") && !$0.hasPrefix("@") }
            let isWhole = !excluded.contains("") && !context.contains("")
            let numbers = parts.dropFirst(2).map { FixedPoint($0) }
            guard (2...4).contains(parts.count), numbers.allSatisfy({ $0 != nil }), !parts[1].isEmpty,
                !required.isEmpty, isWhole
            else {
                throw malformed("answers", entry.value, line: entry.line)
            }
            // A word that holds an excluded one can never be met.
            if let both = required.first(where: { word in excluded.contains { word.contains($0) } }) {
                throw IndicatorRefusal(file: file, reason: .contradictory(both), line: entry.line)
            }
            answers.append(
                .init(
                    words: required,
                    context: context,
                    excluded: excluded,
                    unit: parts[1],
                    goal: numbers.first ?? nil,
                    printed: numbers.dropFirst().first ?? nil
                )
            )
        }
        return answers
    }

    /// `variant: id | Chinese | English | words`.
    func variants() throws(IndicatorRefusal) -> [IndicatorDefinition.Variant] {
        var variants: [IndicatorDefinition.Variant] = []
        for entry in entries where entry.key == "variant" {
            let parts = entry.value.parts("|")
            guard parts.count == 4, Self.isIdentifier(parts[0]), !parts[1].isEmpty, !parts[2].isEmpty else {
                throw malformed("variant", entry.value, line: entry.line)
            }
            if variants.contains(where: { $0.id == parts[0] }) {
                throw IndicatorRefusal(file: file, reason: .contradictory(parts[0]), line: entry.line)
            }
            let words = parts[3].parts(" ").filter { !$0.isEmpty }
            variants.append(.init(id: parts[0], name: parts[1], englishName: parts[2], words: words))
        }
        return variants
    }

    private static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                ("a"..."z").contains(UnicodeScalar($0)) || ("0"..."9").contains(UnicodeScalar($0)) || $0 == 0x2D
                    || $0 == 0x5F
            }
    }

    private func malformed(_ key: String, _ value: String, line: Int? = nil) -> IndicatorRefusal {
        let known = line ?? entries.first { $0.key == key }?.line
        return IndicatorRefusal(file: file, reason: .malformedKey(key, value: value), line: known)
    }
}
