/// Bytes that are no block of the format.
struct MalformedBlock: Error {}

/// Reads the parts of a block and refuses to read beyond its end.
struct BlockReader {
    /// Bytes that can be read behind the end, so that packed fields can be loaded as whole words.
    static let padding = 16

    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    private var position = 0

    /// Reads a block that is followed by ``padding`` more bytes.
    init(_ padded: UnsafeRawBufferPointer) {
        bytes = padded
        end = padded.count - Self.padding
    }

    /// The bytes before the sum that they end with, where it is right.
    static func checked(_ bytes: UnsafeRawBufferPointer) throws(MalformedBlock) -> UnsafeRawBufferPointer {
        guard bytes.count >= Checksum.size else { throw MalformedBlock() }
        let content = UnsafeRawBufferPointer(rebasing: bytes.dropLast(Checksum.size))
        let sum = bytes.loadUnaligned(fromByteOffset: content.count, as: UInt64.self)
        guard UInt64(littleEndian: sum) == Checksum.of(content) else { throw MalformedBlock() }
        return content
    }

    /// Lends a reader of bytes that nothing is known about, on a copy that has the padding.
    static func withPadding<Result>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (inout BlockReader) throws -> Result
    ) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: bytes.count + padding, alignment: 8) { padded in
            padded.copyMemory(from: bytes)
            UnsafeMutableRawBufferPointer(rebasing: padded[bytes.count...]).initializeMemory(
                as: UInt8.self,
                repeating: 0
            )
            var reader = BlockReader(UnsafeRawBufferPointer(padded))
            return try body(&reader)
        }
    }

    /// Bytes that have not been read.
    var remaining: Int { end - position }

    mutating func byte() throws(MalformedBlock) -> UInt8 {
        guard position < end else { throw MalformedBlock() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() throws(MalformedBlock) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
        }
        // Nine bytes hold 63 bits, so the tenth holds one.
        let last = try byte()
        guard last <= 1 else { throw MalformedBlock() }
        return value | UInt64(last) &<< 63
    }

    mutating func zigzag() throws(MalformedBlock) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value &>> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// A number of things that has a bound.
    mutating func count(atMost limit: Int) throws(MalformedBlock) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw MalformedBlock() }
        return Int(value)
    }

    /// The next bytes, and ``padding`` more behind them that can be loaded, whatever they are.
    mutating func take(_ count: Int) throws(MalformedBlock) -> UnsafeRawBufferPointer {
        guard count <= remaining else { throw MalformedBlock() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count + Self.padding])
    }

    /// Integers as ``BlockWriter`` appended them.
    mutating func column(into values: UnsafeMutableBufferPointer<Int64>) throws(MalformedBlock) {
        guard !values.isEmpty else { return }
        let order = Int(try byte())
        guard order <= IntegerColumn.highestOrder else { throw MalformedBlock() }
        try IntegerColumn.read(into: values, order: order, from: &self)
    }

    mutating func column(_ count: Int) throws -> [Int64] {
        try [Int64](unsafeUninitializedCapacity: count) { values, initialized in
            try column(into: UnsafeMutableBufferPointer(rebasing: values[..<count]))
            initialized = count
        }
    }

    /// A result, where nothing is left to be read.
    func finished<Value>(_ value: Value) throws(MalformedBlock) -> Value {
        guard remaining == 0 else { throw MalformedBlock() }
        return value
    }
}
