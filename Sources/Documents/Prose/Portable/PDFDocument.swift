/// A PDF document as paragraphs (版式文件): lines that the width of the page broke are put together again, page numbers
/// and running heads left out.
enum PDFDocument {
    /// The text of an open file.
    ///
    /// - Throws: ``DocumentError`` where it is damaged, encrypted, without text or beyond the limits.
    static func text(
        of file: borrowing InputFile,
        limits: ProseLimits,
        converter: [String]
    ) throws(DocumentError) -> String {
        let answer = try PDFConverter.convert(file, limits: limits, places: converter)
        let reader = PDFPositions()
        guard HTMLEvents.read(answer, depth: limits.depth, reader) else {
            throw .notProse(path: file.path, .converterFailed)
        }
        let pages = RunningLines.removed(from: reader.pages.map(PDFRow.rows))
        guard pages.contains(where: { !$0.isEmpty }) else { throw .notProse(path: file.path, .scanned) }
        var lines = ProseLines(limit: limits.outputBytes)
        for paragraph in PDFParagraphs(pages).texts { lines.append(paragraph) }
        return try lines.finish(path: file.path)
    }
}

/// A box on a page. [points from the upper left corner]
struct PDFBox {
    var left = 0.0
    var top = 0.0
    var right = 0.0
    var bottom = 0.0

    init(_ attributes: [String: String]) {
        let number = { (name: String) in attributes[name].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } ?? 0
        }
        (left, top) = (number("xmin"), number("ymin"))
        (right, bottom) = (max(left, number("xmax")), max(top, number("ymax")))
    }
}

/// A word with its place.
struct PDFWord {
    let box: PDFBox
    var text = ""
}

/// Collects the words of each line of each page from what `pdftotext` says.
final class PDFPositions: HTMLVisitor {
    /// Lines of words by page.
    private(set) var pages: [[[PDFWord]]] = []
    private var word: PDFWord?
    let isDone = false

    func start(_ name: String, attributes: () -> [String: String]) {
        switch name {
        case "page": pages.append([])
        case "line": if !pages.isEmpty { pages[pages.count - 1].append([]) }
        case "word": word = PDFWord(box: PDFBox(attributes()))
        default: break
        }
    }

    func end(_ name: String) {
        guard name == "word", var done = word else { return }
        word = nil
        done.text = ProseText.normalized(done.text).filter { !$0.isNewline }
        guard !done.text.withoutOuterBlanks.isEmpty, let page = pages.indices.last, let line = pages[page].indices.last
        else { return }
        pages[page][line].append(done)
    }

    func text(_ text: String) { word?.text += text }
}
