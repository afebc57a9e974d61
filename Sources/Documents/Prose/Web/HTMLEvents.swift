import CXML

/// Who is told what a page of the web holds; libxml2 mends the page on the way.
protocol HTMLVisitor: AnyObject {
    /// An element begins; `attributes` reads what it carries.
    func start(_ name: String, attributes: () -> [String: String])
    /// An element ends, said or not.
    func end(_ name: String)
    /// Text, its entities replaced.
    func text(_ text: String)
    /// Whether nothing more is wanted.
    var isDone: Bool { get }
}

/// Passes pages of the web through libxml2 without building a tree.
enum HTMLEvents {
    /// Reads a page in UTF-8.
    ///
    /// - Returns: whether it was read without going deeper than `depth`.
    static func read(_ page: [UInt8], depth: Int, _ visitor: any HTMLVisitor) -> Bool {
        XMLLibrary.prepare()
        let context = HTMLContext(visitor, depth: depth)
        page.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            // The parser looks into the buffer until it is freed, both inside this closure.
            guard let size = Int32(exactly: buffer.count), let parser = htmlCreateMemoryParserCtxt(start, size) else {
                return
            }
            context.parser = parser
            let options =
                HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(parser, Int32(bitPattern: options))
            xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
            // Ours alone: what stood there would build a tree.
            parser.pointee.sax.pointee = handler()
            // The context outlives the parser, which holds it unretained.
            parser.pointee.userData = Unmanaged.passUnretained(context).toOpaque()
            htmlParseDocument(parser)
            htmlFreeParserCtxt(parser)
            context.parser = nil
        }
        withExtendedLifetime(context) {}
        return !context.isTooDeep
    }

    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.startElement = startElement
        handler.endElement = endElement
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
        return handler
    }
}

/// What the functions called by libxml2 share.
private final class HTMLContext {
    let visitor: any HTMLVisitor
    let depth: Int
    var parser: htmlParserCtxtPtr?
    var level = 0
    var isTooDeep = false

    init(_ visitor: any HTMLVisitor, depth: Int) { (self.visitor, self.depth) = (visitor, depth) }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> HTMLContext? {
        pointer.map { Unmanaged<HTMLContext>.fromOpaque($0).takeUnretainedValue() }
    }

    func stop() { xmlStopParser(parser) }
}

private func startElement(
    _ pointer: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let context = HTMLContext.of(pointer), let name, !context.isTooDeep else { return }
    context.level += 1
    guard context.level <= context.depth else {
        context.isTooDeep = true
        return context.stop()
    }
    // Names and values by turns, a missing name at the end; they belong to the parser.
    context.visitor.start(String(cString: name)) {
        var found: [String: String] = [:]
        var place = attributes
        while let pair = place, let name = pair[0] {
            found[String(cString: name)] = pair[1].map { String(cString: $0) } ?? ""
            place = pair + 2
        }
        return found
    }
}

private func endElement(_ pointer: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    guard let context = HTMLContext.of(pointer), let name, !context.isTooDeep else { return }
    context.level -= 1
    context.visitor.end(String(cString: name))
}

private func characters(_ pointer: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let context = HTMLContext.of(pointer), let text, !context.isTooDeep else { return }
    context.visitor.text(String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self))
    if context.visitor.isDone { context.stop() }
}
