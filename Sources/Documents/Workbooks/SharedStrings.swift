/// The texts that cells of a workbook refer to by number (共享字符串).
struct SharedStrings {
    private(set) var texts: [String] = []

    /// Reads the part; none where there is no such part.
    ///
    /// - Throws: ``DocumentError`` where it is damaged.
    init(_ bytes: [UInt8]?, path: String) throws(DocumentError) {
        guard let bytes else { return }
        var texts: [String] = []
        var run = TextRuns()
        try XMLEvents.read(bytes, path: path, depth: 20) { event in
            run.take(event)
            if case .end = event, run.isComplete {
                texts.append(run.text)
                run = TextRuns()
            }
        }
        self.texts = texts
    }
}

/// Collects the text of a cell or shared string from its runs; how it is spoken (`rPh`) is no part of it.
struct TextRuns {
    private(set) var text = ""
    /// Whether the element that holds the runs has ended.
    private(set) var isComplete = false
    private var open: [String] = []

    mutating func take(_ event: XMLEvent) {
        switch event {
        case .start(let element):
            if !open.isEmpty || ["si", "is"].contains(element.name) { open.append(element.name) }
        case .end: if open.popLast() != nil { isComplete = open.isEmpty }
        case .text(let part): if open.last == "t", !open.contains("rPh") { text += part }
        }
    }
}
