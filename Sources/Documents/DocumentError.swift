/// A reason why a document cannot be read or written as a whole; one bad row is a ``RowRejection`` instead.
package enum DocumentError: Error, Sendable, Equatable {
    /// The file cannot be opened or read.
    case unreadable(path: String, FileProblem)
    /// The file cannot be created, written or renamed.
    case unwritable(path: String, FileProblem)
    /// The file is larger than its kind may be. [B]
    case tooLarge(path: String, limit: Int)
    /// The file has no byte, or nothing but blank lines.
    case empty(path: String)
    /// The first row that is not blank is malformed (the rule says how), so there are no headings.
    case noHeader(path: String, rule: String)
    /// The file is not text: a workbook, an archive or something else whose content is known from its first bytes.
    case notText(path: String, BinaryKind)
    /// The file is a document that cannot be read as running text.
    case notProse(path: String, ProseProblem)
}

/// What the operating system had against a file.
package enum FileProblem: Sendable, Equatable {
    /// There is no such file or folder.
    case notFound
    /// The process may not open it.
    case noPermission
    /// It is a folder, a pipe or a device.
    case notRegularFile
    /// The disk is full.
    case noSpace
    /// Something else; the number is `errno`.
    case other(errno: Int32)
}

/// What a file is that was offered as text; the raw value is a stable code.
package enum BinaryKind: String, Sendable, CaseIterable {
    /// A zip archive, which is what .xlsx and .docx files are.
    case zip
    /// An OLE compound file, which is what .xls and .doc files are.
    case compoundFile = "compound_file"
    /// A gzip archive.
    case gzip
    /// A PDF document.
    case pdf
    /// Bytes that no text holds.
    case other
}
