/// Collects the rows of a document that were not taken in a file of their own (被拒行文件), to be corrected and imported
/// again: line, column and reason, then the fields as they were.
package struct RejectedRowsWriter: ~Copyable {
    private var writer: CSVWriter
    /// How many rows have been written.
    package private(set) var count = 0

    /// Begins a file, with the words for line, column and reason in the reader's language before the document's header.
    package init(
        path: String,
        headings: (line: String, column: String, reason: String),
        header: [String]
    ) throws(DocumentError) {
        var writer = try CSVWriter(path: path)
        try writer.write([headings.line, headings.column, headings.reason] + header)
        self.writer = writer
    }

    /// Goes on with a file that an earlier process began; `nil` where it is not there any more.
    package init?(path: String, keeping length: Int, rows: Int) {
        guard let writer = CSVWriter(path: path, keeping: length) else { return nil }
        self.writer = writer
        count = rows
    }

    /// Makes durable what was written so far and returns its length. [B]
    package mutating func checkpoint() throws(DocumentError) -> Int { try writer.checkpoint() }

    /// Adds a row; the reason is the text of the rejection's rule.
    package mutating func write(
        _ rejection: RowRejection,
        reason: String,
        fields: [String]
    ) throws(DocumentError) {
        try writer.write([String(rejection.line), rejection.column ?? "", reason] + fields)
        count += 1
    }

    /// Makes the file durable and gives it its name.
    package mutating func finish() throws(DocumentError) { try writer.finish() }
}
