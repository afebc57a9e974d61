package import Units

extension CSVReader {
    /// The text of a field, trimmed; `nil` where its bytes stand for no text, or behind the last field.
    package func text(_ index: Int) -> String? {
        guard index < fieldCount else { return nil }
        return fieldEncoding.text(of: self[index]).map(FieldParser.trimmed)
    }

    /// Whether a field holds nothing but blanks.
    package func isBlank(_ index: Int) -> Bool { FieldParser.isBlank(self[index], encoding: fieldEncoding) }

    /// A decimal number; see ``FieldParser/number(_:encoding:)``.
    package func number(_ index: Int) -> FixedPoint? { FieldParser.number(self[index], encoding: fieldEncoding) }

    /// A point in time; see ``FieldParser/instant(_:encoding:)``.
    package func instant(_ index: Int) -> Instant? { FieldParser.instant(self[index], encoding: fieldEncoding) }

    /// A date; see ``FieldParser/day(_:encoding:)``.
    package func day(_ index: Int) -> CivilDay? { FieldParser.day(self[index], encoding: fieldEncoding) }

    /// All fields as text, with a replacement character for damaged bytes; the raw row where it could not be split.
    package var texts: [String] {
        guard fieldCount > 0 else { return [rawText] }
        return (0..<fieldCount).map { fieldEncoding.lossyText(of: self[$0]) }
    }

    /// Refuses the current row for what stands in one column, whose text becomes the evidence unless other is given.
    package func rejection(_ rule: String, column index: Int, evidence: [String]? = nil) -> RowRejection {
        RowRejection(
            line: position.line,
            column: index < header.count ? header[index] : nil,
            byteOffset: position.byteOffset,
            rule: rule,
            evidence: evidence ?? [String(fieldEncoding.lossyText(of: self[index]).prefix(100))]
        )
    }

    /// Refuses the current row for a column that holds no point in time.
    package func timeRejection(column index: Int) -> RowRejection {
        if isBlank(index) { return rejection(ImportRule.fieldMissing, column: index, evidence: []) }
        return rejection(FieldParser.timeRule(self[index], encoding: fieldEncoding), column: index)
    }

    /// Refuses the current row for a column that holds no number.
    package func numberRejection(column index: Int) -> RowRejection {
        if isBlank(index) { return rejection(ImportRule.fieldMissing, column: index, evidence: []) }
        return rejection(ImportRule.numberInvalid, column: index)
    }
}
