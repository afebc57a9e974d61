/// Writes the parts of a block into memory that has room for them.
struct BlockWriter {
    private let memory: UnsafeMutableRawBufferPointer
    /// Bytes written.
    private(set) var count = 0

    /// Room for any block of so many readings. [B]
    static func capacity(readings: Int) -> Int {
        // Header, both first values and step: at most 10 bytes each; per group of stamps and of counts a width, a
        // base and 32 words; per group of qualities no more than another base. 8 bytes because words are written whole.
        64 + (readings / PackedIntegers.groupSize + 1) * (2 * (1 + 10 + PackedIntegers.groupSize * 8) + 32)
    }

    /// Room for so many columns of so many integers each. [B]
    static func capacity(columns: Int, of count: Int) -> Int {
        columns * (64 + (count / PackedIntegers.groupSize + 1) * (1 + 10 + PackedIntegers.groupSize * 8))
    }

    init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    /// What has been written.
    var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    mutating func append(_ byte: UInt8) {
        memory[count] = byte
        count += 1
    }

    mutating func replace(at offset: Int, with byte: UInt8) { memory[offset] = byte }

    mutating func append(varint value: UInt64) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(zigzag value: Int64) { append(varint: Self.zigzag(value)) }

    /// Appends the low `bytes` bytes of a word, low byte first.
    mutating func append(_ word: UInt64, bytes: Int) {
        memory.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count += bytes
    }

    /// Appends bytes as they are.
    mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// Appends integers, their order of differences before them; nothing where there are none.
    mutating func append(column values: UnsafeBufferPointer<Int64>, upTo highest: Int = IntegerColumn.highestOrder) {
        guard !values.isEmpty else { return }
        let start = count
        append(0)
        replace(at: start, with: UInt8(IntegerColumn.write(values, upTo: highest, to: &self)))
    }

    mutating func append(column values: [Int64]) { values.withUnsafeBufferPointer { append(column: $0) } }

    /// Appends the sum of what has been written since an offset.
    mutating func appendChecksum(from start: Int = 0) {
        append(Checksum.of(UnsafeRawBufferPointer(rebasing: memory[start..<count])), bytes: Checksum.size)
    }

    /// A signed number as an unsigned one that is small where it is near zero.
    static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value &<< 1 ^ value &>> 63) }

    /// How many bytes a varint takes.
    static func size(varint value: UInt64) -> Int { (70 - (value | 1).leadingZeroBitCount) / 7 }

    /// How many bytes a zigzag takes.
    static func size(zigzag value: Int64) -> Int { size(varint: zigzag(value)) }
}
