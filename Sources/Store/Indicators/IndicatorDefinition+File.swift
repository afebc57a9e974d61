extension IndicatorDefinition {
    /// The largest file that is read. [bytes]
    package static let largestFile = 64 * 1024

    /// Reads a file: a front matter of `key: value` lines in a comment, then `-- value` and `-- rows`, each with a query.
    ///
    /// - Throws: ``IndicatorRefusal``. Whether the queries work is for ``IndicatorRunner`` to say.
    init(file: String, text: String, isOwn: Bool) throws(IndicatorRefusal) {
        guard text.utf8.count <= Self.largestFile else {
            throw IndicatorRefusal(file: file, reason: .tooLarge(text.utf8.count))
        }
        // Windows editors end lines with CRLF, which is one character in Swift.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let front = try FrontMatter(lines, file: file)
        let sections = try Self.sections(lines, from: front.end, file: file)
        let method = try front.texts("method-zh", "method-en")
        self.init(
            id: try front.identifier("id"),
            file: file,
            isOwn: isOwn,
            name: try front.text("zh"),
            englishName: try front.text("en"),
            unit: try front.text("unit"),
            direction: try front.direction(),
            isChange: try front.mark("change"),
            formula: try front.text("formula-zh"),
            englishFormula: try front.text("formula-en"),
            clause: try front.text("clause"),
            englishClause: try front.text("clause-en"),
            method: method?.first,
            englishMethod: method?.second,
            quantities: front.list("quantities"),
            reporter: try front.text("reporter"),
            englishReporter: try front.text("reporter-en"),
            answers: try front.answers(),
            variants: try front.variants(),
            value: sections.value,
            rows: sections.rows
        )
        let usesVariant = [value, rows].contains {
            SQLTokenizer.tokens(of: $0.sql).contains { $0.kind == .parameter && $0.text == ":variant" }
        }
        if usesVariant == variants.isEmpty {
            throw IndicatorRefusal(file: file, reason: .contradictory(":variant"))
        }
    }

    private static func sections(
        _ lines: [String],
        from start: Int,
        file: String
    ) throws(IndicatorRefusal) -> (value: Section, rows: Section) {
        func marker(_ name: String) throws(IndicatorRefusal) -> Int {
            let found = lines.indices.filter { $0 >= start && lines[$0].trimmed == "-- \(name)" }
            guard let only = found.first, found.count == 1 else {
                throw IndicatorRefusal(
                    file: file,
                    reason: .missingSection("-- \(name)"),
                    line: found.last.map { $0 + 1 }
                )
            }
            return only
        }
        let value = try marker("value")
        let rows = try marker("rows")
        guard value < rows else {
            throw IndicatorRefusal(file: file, reason: .missingSection("-- value"), line: rows + 1)
        }
        func section(_ name: String, _ range: Range<Int>) -> Section {
            Section(name: name, sql: lines[range].joined(separator: "\n"), line: range.lowerBound + 1)
        }
        return (section("value", value + 1..<rows), section("rows", rows + 1..<lines.count))
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The parts between a separator, without blanks around them.
    func parts(_ separator: Character) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map { String($0).trimmed }
    }
}
