/// A 64-bit sum over bytes that tells a flipped bit from none (校验和): no protection against intent.
///
/// Four lanes take 8 bytes each in turn: *h* ← rotate((*h* xor word) × odd constant). Each step maps different *h* to
/// different *h* for the same word and different words to different *h*, and so does the end, which puts the lanes and
/// the length together: bytes that differ in one word, however little, never have the same sum. Several times faster than
/// FNV-1a, which goes byte by byte.
enum Checksum {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// How many bytes a sum takes.
    static let size = 8

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var (a, b, c, d) = (factor, factor &* 3, factor &* 5, factor &* 7)
        var offset = 0
        func word(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        while offset + 32 <= bytes.count {
            a = step(a, word(offset))
            b = step(b, word(offset + 8))
            c = step(c, word(offset + 16))
            d = step(d, word(offset + 24))
            offset += 32
        }
        while offset + 8 <= bytes.count {
            a = step(a, word(offset))
            offset += 8
        }
        var rest: UInt64 = 0
        for index in offset..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
        return [a, b, c, d, rest].reduce(UInt64(bytes.count)) { step($0, $1) }
    }

    @inline(__always)
    private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* factor
        return product << 29 | product >> 35
    }
}
