import Foundation

/// How a file's bytes stand for text; the raw value is the name shown to people.
package enum TextEncoding: String, Sendable, CaseIterable {
    /// UTF-8, with or without a byte order mark; ASCII is part of it.
    case utf8 = "UTF-8"
    /// GB18030, which contains GBK and GB 2312; what Chinese Windows calls ANSI.
    case gb18030 = "GB18030"
    /// UTF-16 with a little-endian byte order mark; what Excel calls Unicode text.
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16 with a big-endian byte order mark.
    case utf16BigEndian = "UTF-16BE"

    /// The encoding that rows have in memory: UTF-16 is turned into UTF-8 while it is read.
    var inMemory: TextEncoding { self == .gb18030 ? .gb18030 : .utf8 }

    /// The text of some bytes in UTF-8 or GB18030, or `nil` where they are not valid.
    func text(of bytes: UnsafeRawBufferPointer) -> String? {
        guard self == .gb18030, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(validating: bytes, as: UTF8.self)
        }
        // 0x80000632 is NSStringEncoding's number for GB 18030-2000; Foundation has no name for it on Linux.
        return String(bytes: bytes, encoding: String.Encoding(rawValue: 0x8000_0632))
    }

    /// The text of some bytes, with a replacement character where they are not valid.
    func lossyText(of bytes: UnsafeRawBufferPointer) -> String {
        if let text = text(of: bytes) { return text }
        return self == .gb18030 ? lossyGB18030(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    /// Line by line, since no byte of a longer sequence is a line feed; a damaged line sign by sign.
    private func lossyGB18030(_ bytes: UnsafeRawBufferPointer) -> String {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            let line = UnsafeRawBufferPointer(rebasing: line)
            if let text = text(of: line) { return text }
            var text = ""
            var index = 0
            while index < line.count {
                let width = max(1, GB18030.width(line, at: index))
                let sign = UnsafeRawBufferPointer(rebasing: line[index..<index + width])
                text += self.text(of: sign) ?? "\u{FFFD}"
                index += width
            }
            return text
        }.joined(separator: "\n")
    }

    /// Whether the bytes follow the encoding's rules for sequences of bytes.
    func isWellFormed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            let width = self == .gb18030 ? GB18030.width(bytes, at: index) : UTF8Sequence.width(bytes, at: index)
            guard width > 0 else { return false }
            index += width
        }
        return true
    }
}

/// Sequences of GB 18030 by their bytes alone; whether a code is assigned is for the decoder to say.
enum GB18030 {
    /// The number of bytes of the character at an index, or 0 where there is none.
    @inline(__always)
    static func width(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        guard (0x81...0xFE).contains(lead), index + 1 < bytes.count else { return 0 }
        let second = bytes[index + 1]
        if (0x40...0x7E).contains(second) || (0x80...0xFE).contains(second) { return 2 }
        guard (0x30...0x39).contains(second), index + 3 < bytes.count, (0x81...0xFE).contains(bytes[index + 2]),
            (0x30...0x39).contains(bytes[index + 3])
        else { return 0 }
        return 4
    }
}

/// Sequences of UTF-8, by table 3-7 of the Unicode Standard.
enum UTF8Sequence {
    /// The number of bytes of the character at an index, or 0 where there is none.
    @inline(__always)
    static func width(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = bytes[index]
        let needed: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: needed = 2
        case 0xE0...0xEF:
            needed = 3
            if lead == 0xE0 { low = 0xA0 }
            if lead == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            needed = 4
            if lead == 0xF0 { low = 0x90 }
            if lead == 0xF4 { high = 0x8F }
        default: return 0
        }
        guard index + needed <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(2, needed) where !(0x80...0xBF).contains(bytes[index + offset]) { return 0 }
        return needed
    }
}
