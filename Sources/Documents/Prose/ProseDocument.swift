import Foundation

/// A document of running text in any of the forms in which plans are published (文稿).
///
/// What the file is decides its content, never its name. Paragraphs come out as lines, rows of tables too.
package enum ProseDocument {
    /// Reads plain text, Markdown, HTML, .docx or PDF.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limits: how much is read.
    ///   - converter: where the program that reads PDF may stand, the first one that is there counts.
    /// - Returns: the text.
    /// - Throws: ``DocumentError`` where the file cannot be read or is no such document.
    package static func read(
        path: String,
        limits: ProseLimits = ProseLimits(),
        converter: [String] = PDFConverter.places
    ) throws(DocumentError) -> String {
        let file = try InputFile(path: path)
        guard file.size > 0 else { throw .empty(path: path) }
        guard file.size <= limits.packedBytes else { throw .tooLarge(path: path, limit: limits.packedBytes) }
        let opening = try file.opening(min(file.size, ContentKind.length))
        switch ContentKind(opening, isWhole: opening.count == file.size) {
        case .pdf: return try PDFDocument.text(of: file, limits: limits, converter: converter)
        case .zip: return try WordDocument.text(of: file.opening(file.size), path: path, limits: limits)
        case .compoundFile: throw .notProse(path: path, CompoundFile.problem(try file.opening(file.size)))
        case .richText: throw .notProse(path: path, .richText)
        case .gzip: throw .notProse(path: path, .archive)
        case .empty: throw .empty(path: path)
        case .program, .image: throw .notText(path: path, .other)
        case .html: return try HTMLText.text(of: text(file, limits), path: path, limits: limits)
        case .text, .json, .binary:
            let bytes = try text(file, limits)
            return plain(
                try bytes.span.withUnsafeBytes { (buffer) throws(DocumentError) in
                    try TextDocument.text(of: buffer, path: path)
                }
            )
        }
    }

    /// The text of what was pasted into a form, in the same form as that of a file.
    package static func text(pasted: String) -> String { plain(pasted) }

    private static func text(_ file: borrowing InputFile, _ limits: ProseLimits) throws(DocumentError) -> [UInt8] {
        guard file.size <= limits.textBytes else { throw .tooLarge(path: file.path, limit: limits.textBytes) }
        return try file.opening(file.size)
    }

    private static func plain(_ text: String) -> String {
        let text = ProseText.normalized(text)
        return MarkdownText.isMarkdown(text) ? MarkdownText.plain(text) : text
    }
}

/// An OLE compound file, of which only the kind is told apart.
enum CompoundFile {
    /// What a compound file is, by the names in its directory.
    static func problem(_ bytes: [UInt8]) -> ProseProblem {
        let data = Data(bytes)
        if holds("EncryptedPackage", data) { return .encrypted }
        if holds("WordDocument", data) { return .oldWord }
        if holds("Workbook", data) || holds("Book", data) { return .workbook }
        if holds("PowerPoint Document", data) { return .slides }
        return .oldWord
    }

    private static func holds(_ name: String, _ data: Data) -> Bool {
        data.range(of: Data(name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })) != nil
    }
}
