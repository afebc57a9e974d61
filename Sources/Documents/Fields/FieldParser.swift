package import Units

/// Turns the text of a field into a value, by the habits of Chinese workbooks and exports (字段解析).
///
/// Bytes are UTF-8 unless an encoding is given. A blank field and a field that is not understood both give `nil`;
/// ``isBlank(_:encoding:)`` tells them apart.
package enum FieldParser {
    /// The longest text that can be a number or a time. [B]
    static let longestValue = 64

    /// Whether a field holds nothing but blanks.
    package static func isBlank(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding = .utf8) -> Bool {
        if bytes.isEmpty { return true }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return true }
        guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
        return encoding.text(of: bytes).map { trimmed($0).isEmpty } ?? false
    }

    /// The text without blanks, no-break and ideographic ones included, at both ends.
    package static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text with full-width letters, digits and signs made half-width, trimmed; for codes and numbers, not names.
    package static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(folded(scalar)) }
        return trimmed(String(result))
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002...0x200B, 0x202F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    /// The half-width form of a full-width sign, a blank for any kind of blank, a hyphen for a minus sign.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
        case 0x2212: "-"
        case _ where isBlank(scalar): " "
        default: scalar
        }
    }

    /// Calls `body` with bytes that are ASCII, or the marks of ``TimeMark``, and trimmed; `nil` where they cannot be.
    @inline(__always)
    static func withPlainBytes<Value>(
        _ bytes: UnsafeRawBufferPointer,
        encoding: TextEncoding,
        _ body: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        guard bytes.count <= longestValue else { return nil }
        var seen: UInt8 = 0
        for byte in bytes { seen |= byte }
        if seen < 0x80 { return body(trimmed(bytes)) }
        guard let text = encoding.text(of: bytes) else { return nil }
        var plain: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = TimeMark.byte(for: scalar) ?? UInt8(exactly: folded(scalar).value) else { return nil }
            plain.append(byte)
        }
        return plain.withUnsafeBytes { body(trimmed($0)) }
    }

    @inline(__always)
    private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }
}

extension FieldParser {
    /// A decimal number; see ``number(_:encoding:)``.
    package static func number(_ text: String) -> FixedPoint? { withBytes(of: text) { number($0) } }
    /// A point in time; see ``instant(_:encoding:)``.
    package static func instant(_ text: String) -> Instant? { withBytes(of: text) { instant($0) } }
    /// A date; see ``day(_:encoding:)``.
    package static func day(_ text: String) -> CivilDay? { withBytes(of: text) { day($0) } }

    private static func withBytes<Value>(of text: String, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
        var copy = text
        return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
