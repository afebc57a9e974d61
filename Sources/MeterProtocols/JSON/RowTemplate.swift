/// How the last row was laid out (行模板): what stands between its values.
///
/// Programs write every row alike; a row whose bytes between the values are those of the last one, which were read as
/// JSON, need not be read token by token.
struct RowTemplate {
    struct Piece {
        /// What stands before the value, with the quote that opens a text.
        let separator: Range<Int>
        let key: ReadingJSON.Key
        let isText: Bool
    }

    private(set) var pieces: [Piece] = []
    /// What stands behind the last value.
    private(set) var ending = 0..<0
    private(set) var isUsable = false
    private var open = 0

    mutating func begin(at index: Int) {
        pieces.removeAll(keepingCapacity: true)
        isUsable = false
        open = index
    }

    mutating func add(_ key: ReadingJSON.Key, _ value: Range<Int>, in bytes: UnsafeRawBufferPointer) {
        let isText = bytes[value.lowerBound] == 0x22
        let inner = isText ? value.lowerBound + 1..<value.upperBound - 1 : value
        pieces.append(Piece(separator: open..<inner.lowerBound, key: key, isText: isText))
        open = inner.upperBound
    }

    mutating func end(at index: Int, isUsable: Bool) {
        ending = open..<index
        self.isUsable = isUsable
    }
}

extension UnsafeRawBufferPointer {
    /// Whether some bytes stand at another place too.
    @inline(__always)
    func repeats(_ range: Range<Int>, at index: Int) -> Bool {
        guard index + range.count <= count else { return false }
        var offset = 0
        while offset + 8 <= range.count {
            let word = loadUnaligned(fromByteOffset: range.lowerBound + offset, as: UInt64.self)
            guard loadUnaligned(fromByteOffset: index + offset, as: UInt64.self) == word else { return false }
            offset += 8
        }
        while offset < range.count {
            guard self[range.lowerBound + offset] == self[index + offset] else { return false }
            offset += 1
        }
        return true
    }

    /// The first quote at or behind an index; `nil` where an escape or control character stands before it.
    @inline(__always)
    func endOfText(from start: Int) -> Int? {
        let end = endOfPlainText(from: start)
        return end < count && self[end] == 0x22 ? end : nil
    }

    /// The first quote, backslash or control character at or behind an index; the end where there is none.
    @inline(__always)
    func endOfPlainText(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        // Eight bytes at a time: the lowest byte whose top bit ends up set is the first that was looked for.
        while index + 8 <= count {
            let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let escape = word ^ (ones &* 0x5C)
            let found = ((quote &- ones) & ~quote) | ((escape &- ones) & ~escape) | ((word &- ones &* 0x20) & ~word)
            let marks = found & (ones &* 0x80)
            if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, self[index] >= 0x20, self[index] != 0x22, self[index] != 0x5C { index += 1 }
        return index
    }

    /// Some of the bytes.
    @inline(__always)
    subscript(part range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }
}
