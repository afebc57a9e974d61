/// A document of a word processor (.docx), as it is printed: automatic numbers included, footnotes and what was deleted
/// left out.
///
/// ## References
/// 1. ECMA-376 part 1, WordprocessingML.
enum WordDocument {
    /// The text of a file's bytes.
    ///
    /// - Throws: ``DocumentError`` where it is no such document, damaged or beyond the limits.
    static func text(of bytes: [UInt8], path: String, limits: ProseLimits) throws(DocumentError) -> String {
        let package = try ZipPackage(bytes, path: path, limits: limits)
        let main = try package.relations(of: "").first { $0.kind == "officeDocument" }?.target ?? "word/document.xml"
        guard main.hasPrefix("word/") || main.hasSuffix("document.xml"), let body = try package.part(main) else {
            throw .notProse(path: path, kind(of: package))
        }
        let context = WordContext(path: path, limits: limits)
        let styles = try part("styles", of: main, "word/styles.xml", package)
        let numbering = try part("numbering", of: main, "word/numbering.xml", package)
        var reader = WordBody(
            context: context,
            styles: try WordStyles(styles, context),
            lists: ListCounters(try WordNumbering(numbering, context))
        )
        try XMLEvents.read(body, path: path, depth: limits.depth) { (event) throws(DocumentError) in
            try reader.take(event)
        }
        return try reader.finish()
    }

    /// What an archive is that holds no document of a word processor.
    private static func kind(of package: borrowing ZipPackage) -> ProseProblem {
        if package.has("xl/workbook.xml") || package.has("xl/workbook.bin") { return .workbook }
        if package.has("ppt/presentation.xml") { return .slides }
        if package.has("OFD.xml") { return .fixedLayout }
        if package.has("content.xml"), package.has("mimetype") { return .openDocument }
        return package.hasFolder("word/") ? .damaged : .archive
    }

    private static func part(
        _ relation: String,
        of main: String,
        _ usual: String,
        _ package: borrowing ZipPackage
    ) throws(DocumentError) -> [UInt8]? {
        let name = try package.relations(of: main).first { $0.kind == relation }?.target ?? usual
        return try package.part(name)
    }
}

/// What every reader of a part needs.
struct WordContext {
    let path: String
    let limits: ProseLimits
}
