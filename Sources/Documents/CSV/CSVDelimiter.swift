/// What stands between two fields (分隔符).
package enum CSVDelimiter: Sendable, CaseIterable {
    /// `,`
    case comma
    /// `;`, which Excel writes where the comma is the decimal sign.
    case semicolon
    /// A tab, which Excel writes as "Unicode text".
    case tab
    /// `，`, the full-width comma, which people type by accident.
    case fullWidthComma

    /// The byte it is; `nil` for the full-width comma, which is several.
    var byte: UInt8? {
        switch self {
        case .comma: 0x2C
        case .semicolon: 0x3B
        case .tab: 0x09
        case .fullWidthComma: nil
        }
    }

    /// Its bytes in an encoding.
    func bytes(in encoding: TextEncoding) -> [UInt8] {
        if let byte { return [byte] }
        return encoding == .gb18030 ? [0xA3, 0xAC] : [0xEF, 0xBC, 0x8C]
    }
}

extension CSVDelimiter {
    /// The delimiter that occurs most often in the first row, outside quotes; a comma where there is none.
    init(firstRowOf bytes: UnsafeRawBufferPointer, encoding: TextEncoding) {
        var counts: [CSVDelimiter: Int] = [:]
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted {
                if byte == 0x0A || byte == 0x0D { break }
                let rest = UnsafeRawBufferPointer(rebasing: bytes[index...])
                if let found = Self.allCases.first(where: { rest.starts(with: $0.bytes(in: encoding)) }) {
                    counts[found, default: 0] += 1
                }
            }
            let width = encoding == .gb18030 ? GB18030.width(bytes, at: index) : UTF8Sequence.width(bytes, at: index)
            index += max(1, width)
        }
        // `allCases` is in the order of preference, so the first of equals wins.
        let most = counts.values.max() ?? 0
        self = Self.allCases.first { most > 0 && counts[$0] == most } ?? .comma
    }

    /// The delimiter that Excel's line `sep=;` announces, with the length of the line's text; `nil` without one.
    static func announced(by bytes: UnsafeRawBufferPointer) -> (delimiter: CSVDelimiter, length: Int)? {
        let prefix = Array("sep=".utf8)
        guard bytes.count > 5, zip(bytes, prefix).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }),
            bytes[5] == 0x0A || bytes[5] == 0x0D, let found = allCases.first(where: { $0.byte == bytes[4] })
        else { return nil }
        return (found, 5)
    }
}
