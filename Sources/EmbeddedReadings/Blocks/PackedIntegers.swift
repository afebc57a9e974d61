/// Integers in groups of 32, each group bit-packed above its own smallest value: frame of reference (成组位压缩).
///
/// | size | meaning |
/// |---|---|
/// | 1 | width *w*, 0…64: bits of the largest difference to the base |
/// | zigzag | base: the smallest value of the group |
/// | ⌈*m* *w* / 8⌉ | *m* differences to the base, *w* bits each, low bit first, in order; the bits left over are 0 |
///
/// *m* is 32 but in the last group. A group of equal values has *w* = 0 and no differences. The groups keep a spike
/// from widening all values of a month.
enum PackedIntegers {
    /// Values in a group: a full one ends with a byte, whatever its width.
    static let groupSize = 32

    /// How many bytes the groups take.
    static func size(of values: UnsafeBufferPointer<Int64>) -> Int {
        groups(values.count).reduce(0) { size, group in
            let frame = Frame(values, group)
            return size + 1 + BlockWriter.size(zigzag: frame.base) + (group.count * frame.width + 7) / 8
        }
    }

    static func write(_ values: UnsafeBufferPointer<Int64>, to writer: inout BlockWriter) {
        for group in groups(values.count) {
            let frame = Frame(values, group)
            writer.append(UInt8(frame.width))
            writer.append(zigzag: frame.base)
            if frame.width > 0 { pack(values, group, frame, to: &writer) }
        }
    }

    static func read(
        into values: UnsafeMutableBufferPointer<Int64>,
        from reader: inout BlockReader
    ) throws(MalformedBlock) {
        for group in groups(values.count) {
            let (frame, bytes) = try packed(group.count, from: &reader)
            unpack(bytes, frame, into: values, group)
        }
    }

    /// The value at an index; what lies before its group is passed over.
    static func value(
        at index: Int,
        of count: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) -> Int64 {
        for group in groups(count) {
            let (frame, bytes) = try packed(group.count, from: &reader)
            if group.contains(index) { return value(at: (index - group.lowerBound) * frame.width, in: bytes, frame) }
        }
        throw MalformedBlock()
    }

    /// Goes through the first values.
    @inline(__always)
    static func each(
        _ first: Int,
        of count: Int,
        from reader: inout BlockReader,
        _ body: (Int64) -> Void
    ) throws(MalformedBlock) {
        for group in groups(count) where group.lowerBound < first {
            let (frame, bytes) = try packed(group.count, from: &reader)
            each(min(group.count, first - group.lowerBound), of: bytes, frame, body)
        }
    }

    /// The next group: what its values are counted from, and their differences.
    @inline(__always)
    private static func packed(
        _ count: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) -> (frame: Frame, bytes: UnsafeRawBufferPointer) {
        let width = Int(try reader.byte())
        guard width <= 64 else { throw MalformedBlock() }
        let base = try reader.zigzag()
        return (Frame(base: base, width: width), try reader.take((count * width + 7) / 8))
    }

    private static func groups(_ count: Int) -> some Sequence<Range<Int>> {
        stride(from: 0, to: count, by: groupSize).lazy.map { $0..<min($0 + groupSize, count) }
    }

    /// What the values of a group are counted from, and the bits each takes.
    private struct Frame {
        let base: Int64
        let width: Int

        init(base: Int64, width: Int) {
            self.base = base
            self.width = width
        }

        init(_ values: UnsafeBufferPointer<Int64>, _ group: Range<Int>) {
            var (least, greatest) = (Int64.max, Int64.min)
            for index in group {
                least = min(least, values[index])
                greatest = max(greatest, values[index])
            }
            base = least
            // The distance of the two is right as an unsigned number even where the signed one overflows.
            width = 64 - (greatest &- least).leadingZeroBitCount
        }
    }

    private static func pack(
        _ values: UnsafeBufferPointer<Int64>,
        _ group: Range<Int>,
        _ frame: Frame,
        to writer: inout BlockWriter
    ) {
        var word: UInt64 = 0
        var filled = 0
        for index in group {
            let value = UInt64(bitPattern: values[index] &- frame.base)
            word |= value &<< UInt64(filled)
            filled += frame.width
            if filled >= 64 {
                writer.append(word, bytes: 8)
                filled -= 64
                word = filled == 0 ? 0 : value &>> UInt64(frame.width - filled)
            }
        }
        writer.append(word, bytes: (filled + 7) / 8)
    }

    private static func unpack(
        _ bytes: UnsafeRawBufferPointer,
        _ frame: Frame,
        into values: UnsafeMutableBufferPointer<Int64>,
        _ group: Range<Int>
    ) {
        var index = group.lowerBound
        each(group.count, of: bytes, frame) { value in
            values[index] = value
            index &+= 1
        }
    }

    /// Goes through the first values of a group.
    @inline(__always)
    private static func each(_ count: Int, of bytes: UnsafeRawBufferPointer, _ frame: Frame, _ body: (Int64) -> Void) {
        if frame.width > 56 {
            for index in 0..<count { body(value(at: index * frame.width, in: bytes, frame)) }
            return
        }
        // A width of 0 has a mask of 0, as the shift by 64 leaves nothing.
        let mask = UInt64.max >> UInt64(64 - frame.width)
        var bit = 0
        for _ in 0..<count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self))
            body(frame.base &+ Int64(bitPattern: word &>> UInt64(bit & 7) & mask))
            bit &+= frame.width
        }
    }

    /// The value whose difference begins at a bit.
    private static func value(at bit: Int, in bytes: UnsafeRawBufferPointer, _ frame: Frame) -> Int64 {
        let shift = UInt64(bit & 7)
        var value = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)) &>> shift
        // Of more than 56 bits some may stand in a ninth byte.
        if frame.width > 56, shift > 0 { value |= UInt64(bytes[bit >> 3 + 8]) &<< (64 - shift) }
        return frame.base &+ Int64(bitPattern: value & (UInt64.max >> UInt64(64 - frame.width)))
    }
}
