/// Why one row of a document was not taken (被拒行), with where to find it and what was there.
///
/// `Texts` holds the words under the rule's name, with the evidence as arguments.
package struct RowRejection: Sendable, Equatable {
    /// The physical line on which the row begins, as an editor counts; the header's line is usually 1.
    package let line: Int
    /// The heading of the column, where one column is to blame.
    package let column: String?
    /// Where the row begins in the file. [B]
    package let byteOffset: Int
    /// The rule that refused it, such as `import.number.invalid`.
    package let rule: String
    /// The facts that show why, in the order in which the text uses them.
    package let evidence: [String]

    /// Creates a rejection.
    package init(line: Int, column: String?, byteOffset: Int, rule: String, evidence: [String] = []) {
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
        self.rule = rule
        self.evidence = evidence
    }
}

/// The rules that refuse a row or a field of a document; stable, since stored rejections name them.
package enum ImportRule {
    /// A quoted field does not end.
    package static let quoteUnterminated = "import.row.quoteUnterminated"
    /// Something other than a delimiter follows a closing quote.
    package static let quoteMalformed = "import.row.quoteMalformed"
    /// The row is longer than the limit (evidence: the limit in bytes).
    package static let rowTooLong = "import.row.tooLong"
    /// A field is longer than the limit (evidence: the limit in bytes).
    package static let fieldTooLong = "import.field.tooManyBytes"
    /// The row has bytes that its encoding does not know (evidence: the encoding).
    package static let encodingInvalid = "import.row.encoding"
    /// The row has more or fewer fields than the header (evidence: expected, found).
    package static let fieldCount = "import.row.fieldCount"
    /// A required field is blank.
    package static let fieldMissing = "import.field.missing"
    /// A number is expected (evidence: the text).
    package static let numberInvalid = "import.number.invalid"
    /// A point in time is expected (evidence: the text).
    package static let timeInvalid = "import.time.invalid"
    /// A point in time is expected, but there is a bare number, as workbooks store dates (evidence: the text).
    package static let timeSerialNumber = "import.time.serialNumber"
}
