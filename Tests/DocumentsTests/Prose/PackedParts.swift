import CZip
import Documents

/// The text that is read from a file with these bytes.
func prose(_ bytes: [UInt8], _ limits: ProseLimits = ProseLimits()) throws -> String {
    let file = try TemporaryFile(bytes)
    defer { withExtendedLifetime(file) {} }
    return try ProseDocument.read(path: file.path, limits: limits)
}

/// A zip archive with given parts, packed by libzip in memory.
func zip(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
    struct Failed: Error {}
    guard let source = zip_source_buffer_create(nil, 0, 0, nil) else { throw Failed() }
    // Kept beyond the archive, which would free it when it closes.
    zip_source_keep(source)
    defer { zip_source_free(source) }
    guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, nil) else { throw Failed() }
    var buffers: [UnsafeMutableBufferPointer<UInt8>] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for part in parts {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: part.text.utf8.count)
        _ = buffer.initialize(from: part.text.utf8)
        buffers.append(buffer)
        let content = zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(buffer.count), 0)
        guard zip_file_add(archive, part.name, content, ZIP_FL_ENC_UTF_8) >= 0 else { throw Failed() }
    }
    guard zip_close(archive) == 0, zip_source_open(source) == 0 else { throw Failed() }
    defer { zip_source_close(source) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = zip_source_read(source, &chunk, zip_uint64_t(chunk.count))
        guard count > 0 else { break }
        bytes += chunk[..<Int(count)]
    }
    return bytes
}

/// A document of a word processor with a body, styles and numbering given as XML.
func docx(_ body: String, styles: String = "", numbering: String = "") throws -> [UInt8] {
    let spaces = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
        """
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    return try zip([
        ("word/document.xml", "\(head)<w:document \(spaces)><w:body>\(body)</w:body></w:document>"),
        ("word/styles.xml", "\(head)<w:styles \(spaces)>\(styles)</w:styles>"),
        ("word/numbering.xml", "\(head)<w:numbering \(spaces)>\(numbering)</w:numbering>"),
    ])
}

/// A paragraph of one run, with properties given as XML.
func paragraph(_ text: String, _ properties: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
}

/// The properties of a paragraph in a list.
func listed(_ list: Int, _ level: Int = 0) -> String {
    "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr>"
}
