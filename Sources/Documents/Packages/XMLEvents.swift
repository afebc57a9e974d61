import CXML

/// What a reader of XML meets, in the order of the document.
enum XMLEvent {
    case start(XMLElement)
    case end
    case text(String)
}

/// An element's name, without prefix, and what it carries.
struct XMLElement {
    /// The vocabularies of a word processor's document.
    enum Vocabulary { case word, mathematics, compatibility, other }

    let name: String
    let vocabulary: Vocabulary
    /// The attributes by their names without prefix.
    let attributes: [String: String]

    subscript(attribute: String) -> String? { attributes[attribute] }
}

/// Reads XML without document type, entities of its own or the network.
///
/// ## References
/// 1. ECMA-376 part 2, Open Packaging Conventions: parts must not declare a document type.
enum XMLEvents {
    /// Calls `body` for each event.
    ///
    /// - Throws: what `body` throws, or ``DocumentError`` where the bytes are no such XML or too deep.
    static func read(
        _ bytes: [UInt8],
        path: String,
        depth: Int,
        _ body: (XMLEvent) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        XMLLibrary.prepare()
        let damaged = DocumentError.notProse(path: path, .damaged)
        try bytes.span.withUnsafeBytes { (buffer) throws(DocumentError) in
            let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            // The reader looks into the buffer until it is freed, both inside this closure.
            guard let size = Int32(exactly: buffer.count),
                let reader = xmlReaderForMemory(start, size, nil, nil, Int32(options))
            else { throw damaged }
            defer { xmlFreeTextReader(reader) }
            while true {
                switch xmlTextReaderRead(reader) {
                case 1: try pass(reader, path: path, depth: depth, body)
                case 0: return
                default: throw damaged
                }
            }
        }
    }

    private static func pass(
        _ reader: OpaquePointer,
        path: String,
        depth: Int,
        _ body: (XMLEvent) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        guard xmlTextReaderDepth(reader) <= Int32(depth) else { throw .notProse(path: path, .tooDeep) }
        switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue:
            let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
            try body(.start(element(reader)))
            if isEmpty { try body(.end) }
        case XML_READER_TYPE_END_ELEMENT.rawValue: try body(.end)
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
            XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
            try body(.text(text(xmlTextReaderConstValue(reader))))
        case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
            throw .notProse(path: path, .damaged)
        default: break
        }
    }

    private static func element(_ reader: OpaquePointer) -> XMLElement {
        let name = text(xmlTextReaderConstLocalName(reader))
        let vocabulary = vocabulary(text(xmlTextReaderConstNamespaceUri(reader)))
        var attributes: [String: String] = [:]
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            let name = text(xmlTextReaderConstLocalName(reader))
            // Marks of editing sessions are on every run and mean nothing.
            if name.hasPrefix("rsid") { continue }
            attributes[name] = text(xmlTextReaderConstValue(reader))
        }
        xmlTextReaderMoveToElement(reader)
        return XMLElement(name: name, vocabulary: vocabulary, attributes: attributes)
    }

    /// Both editions of the standard, transitional and strict, name their vocabularies by such addresses.
    private static func vocabulary(_ address: String) -> XMLElement.Vocabulary {
        if address.hasSuffix("/wordprocessingml/2006/main") || address.hasSuffix("/wordprocessingml/main") {
            return .word
        }
        if address.hasSuffix("/officeDocument/2006/math") || address.hasSuffix("/officeDocument/math") {
            return .mathematics
        }
        return address.hasSuffix("/markup-compatibility/2006") ? .compatibility : .other
    }

    /// A copy of a string that belongs to the reader.
    private static func text(_ pointer: UnsafePointer<UInt8>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
