import Foundation

/// A text file read as a whole (文本文件): a plan, not a table.
package enum TextDocument {
    /// Reads a file in UTF-8, GB18030 or UTF-16, without its byte order mark.
    ///
    /// A few damaged characters become replacement characters, so that one bad byte does not cost the whole text.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the largest file that is read. [B]
    /// - Returns: the text.
    /// - Throws: ``DocumentError`` where the file cannot be read, is too large, empty or no text.
    package static func read(path: String, limit: Int = 8 << 20) throws(DocumentError) -> String {
        let file = try InputFile(path: path)
        guard file.size <= limit else { throw .tooLarge(path: path, limit: limit) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: file.size, alignment: 1)
        defer { buffer.deallocate() }
        let count = try file.readFully(into: buffer)
        return try text(of: UnsafeRawBufferPointer(rebasing: buffer[..<count]), path: path)
    }

    /// The text of a file's bytes.
    static func text(of bytes: UnsafeRawBufferPointer, path: String) throws(DocumentError) -> String {
        guard !bytes.isEmpty else { throw .empty(path: path) }
        if let kind = EncodingProbe.binaryKind(bytes) { throw .notText(path: path, kind) }
        guard let probe = EncodingProbe(bytes, isWhole: true) else { throw .notText(path: path, .other) }
        let body = UnsafeRawBufferPointer(rebasing: bytes[probe.markLength...])
        let text =
            switch probe.encoding {
            case .utf8, .gb18030: probe.encoding.lossyText(of: body)
            case .utf16LittleEndian: String(decoding: units(body) { UInt16(littleEndian: $0) }, as: UTF16.self)
            case .utf16BigEndian: String(decoding: units(body) { UInt16(bigEndian: $0) }, as: UTF16.self)
            }
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty(path: path) }
        return text
    }

    private static func units(_ bytes: UnsafeRawBufferPointer, _ order: (UInt16) -> UInt16) -> [UInt16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map {
            order(bytes.loadUnaligned(fromByteOffset: $0, as: UInt16.self))
        }
    }
}
