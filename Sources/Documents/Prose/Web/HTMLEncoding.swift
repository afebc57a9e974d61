import Foundation

/// The text of a page of the web, by its mark, its bytes and what it says about itself (网页编码).
enum HTMLEncoding {
    /// How far into a page its encoding may be declared. [B]
    private static let reach = 4096

    /// The text of a page.
    ///
    /// UTF-8 comes before what is declared: text in another encoding is hardly ever valid UTF-8, while editors that save
    /// a page anew often leave its declaration as it was.
    static func text(of bytes: [UInt8], path: String) throws(DocumentError) -> String {
        if isBig5(bytes), let text = String(bytes: bytes, encoding: big5) { return text }
        return try bytes.span.withUnsafeBytes { (buffer) throws(DocumentError) in
            try TextDocument.text(of: buffer, path: path)
        }
    }

    private static func isBig5(_ bytes: [UInt8]) -> Bool {
        guard String(validating: bytes, as: UTF8.self) == nil else { return false }
        let head = String(decoding: bytes.prefix(reach), as: UTF8.self).lowercased()
        guard let place = head.range(of: "charset=") else { return false }
        return head[place.upperBound...].drop { "\"' ".contains($0) }.hasPrefix("big5")
    }

    // NSStringEncoding's number for Big5, for which Foundation has no name.
    private static let big5 = String.Encoding(rawValue: 0x8000_0A03)
}
