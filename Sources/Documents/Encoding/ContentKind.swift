/// What a file is by its first bytes (内容类型), whatever its name or its sender says; the raw value is a stable code.
package enum ContentKind: String, Sendable, CaseIterable {
    /// Text in UTF-8, GB18030 or marked UTF-16.
    case text
    /// Text that begins as JSON does.
    case json
    /// A page of the web, which a browser might run.
    case html
    /// Rich text, which is what .rtf files are.
    case richText = "rich_text"
    /// A zip archive, which is what .xlsx and .docx files are.
    case zip
    /// An OLE compound file, which is what .xls and .doc files are.
    case compoundFile = "compound_file"
    /// A gzip archive.
    case gzip
    /// A PDF document.
    case pdf
    /// A program for Windows or Linux.
    case program
    /// A picture.
    case image
    /// Bytes that no text holds.
    case binary
    /// Nothing at all.
    case empty

    /// How many bytes decide. [B]
    package static let length = 64 << 10

    /// Decides from the beginning of a file.
    ///
    /// - Parameters:
    ///   - bytes: the beginning.
    ///   - isWhole: whether the file ends there.
    package init(_ bytes: [UInt8], isWhole: Bool) {
        self = bytes.withUnsafeBytes { Self.kind(of: $0, isWhole: isWhole) }
    }

    /// How a page of the web, or a piece of one, begins.
    private static let markup = [
        "<!doctype", "<!--", "<html", "<head", "<meta", "<title", "<body", "<div", "<p>", "<p ", "<h1", "<table",
        "<article",
        "<script", "<?xml", "<svg",
    ]

    private static func kind(of bytes: UnsafeRawBufferPointer, isWhole: Bool) -> ContentKind {
        if bytes.isEmpty { return .empty }
        switch EncodingProbe.binaryKind(bytes) {
        case .zip: return .zip
        case .compoundFile: return .compoundFile
        case .gzip: return .gzip
        case .pdf: return .pdf
        case .other: return .binary
        case nil: break
        }
        if bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) || bytes.starts(with: [0x4D, 0x5A, 0x90]) { return .program }
        if [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x47, 0x49, 0x46, 0x38]].contains(where: bytes.starts) {
            return .image
        }
        guard let probe = EncodingProbe(bytes, isWhole: isWhole) else { return .binary }
        // Characters that control a terminal or printer stand in no table and no plan.
        let isWide = probe.encoding == .utf16LittleEndian || probe.encoding == .utf16BigEndian
        if !isWide, bytes.contains(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0D, 0x0C, 0x1A].contains($0) }) {
            return .binary
        }
        let start = bytes.dropFirst(probe.markLength).lazy.filter { $0 != 0 }.drop {
            [0x09, 0x0A, 0x0D, 0x20].contains($0)
        }
        let opening = String(decoding: start.prefix(16), as: UTF8.self).lowercased()
        if markup.contains(where: opening.hasPrefix) { return .html }
        if opening.hasPrefix("{\\rtf") { return .richText }
        if opening.hasPrefix("{") { return .json }
        // A bracket may open a remark as well as a list of values.
        let first = opening.dropFirst().first { !$0.isWhitespace }
        let isList = opening.hasPrefix("[") && first.map { "[{\"]-0123456789".contains($0) } ?? true
        return isList ? .json : .text
    }
}
