/// Turns UTF-16 into UTF-8, piece by piece.
///
/// A lone surrogate or a cut last unit becomes the byte FF, which UTF-8 does not know: the row that holds it is then
/// refused like any other row with damaged text.
struct UTF16Transcoder {
    let isBigEndian: Bool
    /// The first byte of a unit whose second byte has not come yet.
    private var half: UInt8?
    /// A high surrogate whose partner has not come yet.
    private var surrogate: UInt16?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// The greatest number of bytes that `count` bytes of UTF-16, and what was held back, can become.
    static func capacity(for count: Int) -> Int { (count / 2 + 2) * 3 }

    /// Appends the UTF-8 of a piece to `output`, which has room enough, and returns the number of bytes written.
    mutating func transcode(_ input: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        for byte in input {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            written += append(unit, to: output + written)
        }
        return written
    }

    /// Ends the text: what was held back is damage.
    mutating func finish(to output: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        if surrogate != nil {
            output[written] = 0xFF
            written += 1
        }
        if half != nil {
            output[written] = 0xFF
            written += 1
        }
        self = UTF16Transcoder(isBigEndian: isBigEndian)
        return written
    }

    /// The number of bytes of UTF-16 that became these bytes of UTF-8. [B]
    static func sourceWidth(of bytes: UnsafeRawBufferPointer) -> Int {
        var units = 0
        for byte in bytes where !(0x80...0xBF).contains(byte) { units += (0xF0...0xF4).contains(byte) ? 2 : 1 }
        return units * 2
    }

    private mutating func append(_ unit: UInt16, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        if let high = surrogate {
            surrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                return put(0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00), to: output)
            }
            output[0] = 0xFF
            written = 1
        }
        switch unit {
        case 0xD800...0xDBFF: surrogate = unit
        case 0xDC00...0xDFFF:
            output[written] = 0xFF
            written += 1
        default: written += put(UInt32(unit), to: output + written)
        }
        return written
    }

    private func put(_ value: UInt32, to output: UnsafeMutablePointer<UInt8>) -> Int {
        guard let scalar = Unicode.Scalar(value) else { return 0 }
        var count = 0
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            output[count] = byte
            count += 1
        }
        return count
    }
}
