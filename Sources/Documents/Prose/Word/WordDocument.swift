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
        let main = try target(of: "officeDocument", from: "", in: package, path: path) ?? "word/document.xml"
        guard main.hasPrefix("word/") || main.hasSuffix("document.xml"), let body = try package.part(main) else {
            throw .notProse(path: path, kind(of: package))
        }
        let context = WordContext(path: path, limits: limits)
        let styles = try part("styles", of: main, "word/styles.xml", package, path)
        let numbering = try part("numbering", of: main, "word/numbering.xml", package, path)
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
        _ package: borrowing ZipPackage,
        _ path: String
    ) throws(DocumentError) -> [UInt8]? {
        let name = try target(of: relation, from: main, in: package, path: path) ?? usual
        return try package.part(name)
    }

    /// The part to which another one, or the package itself, has a relation of a kind.
    private static func target(
        of relation: String,
        from source: String,
        in package: borrowing ZipPackage,
        path: String
    ) throws(DocumentError) -> String? {
        let cut = source.lastIndex(of: "/").map { source.index(after: $0) } ?? source.startIndex
        let folder = source[..<cut]
        guard let bytes = try package.part("\(folder)_rels/\(source[cut...]).rels") else { return nil }
        var found: String?
        try XMLEvents.read(bytes, path: path, depth: 10) { event in
            guard case .start(let element) = event, found == nil, let target = element["Target"],
                element["Type"]?.hasSuffix("/" + relation) == true
            else { return }
            found = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
        }
        return found
    }
}

/// What every reader of a part needs.
struct WordContext {
    let path: String
    let limits: ProseLimits
}
