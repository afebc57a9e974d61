/// Integers as differences of an order that the writer picks: the one that takes the fewest bytes (整数列).
///
/// Codec 0 leaves them as they are, which suits amounts that jump; codec 1 has the differences of one to the next, for
/// amounts that drift and registers that stand still; codec 2 the differences of these differences, for registers: a
/// register's differences are the amounts, so they drift.
///
/// | size | meaning |
/// |---|---|
/// | zigzag | codec 1 and 2: the first value |
/// | zigzag | codec 2: the second value less the first |
/// | | the differences of that order, *n* less the codec, at least one, as ``PackedIntegers`` |
enum IntegerColumn {
    /// The highest codec.
    static let highestOrder = 2

    /// Writes the values and returns the order of the differences.
    static func write(
        _ integers: UnsafeBufferPointer<Int64>,
        upTo highest: Int = highestOrder,
        to writer: inout BlockWriter
    ) -> Int {
        let count = integers.count
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: count * highest) { memory in
            var values = integers
            var best = (order: 0, size: PackedIntegers.size(of: values), values: values)
            var firsts: [Int64] = []
            var size = 0
            for order in 1...highest where order < count {
                let differences = UnsafeMutableBufferPointer(
                    rebasing: memory[count * (order - 1)..<count * order - order]
                )
                for index in differences.indices { differences[index] = values[index + 1] &- values[index] }
                firsts.append(values[0])
                size += BlockWriter.size(zigzag: values[0])
                values = UnsafeBufferPointer(differences)
                let total = size + PackedIntegers.size(of: values)
                if total < best.size { best = (order, total, values) }
            }
            for first in firsts.prefix(best.order) { writer.append(zigzag: first) }
            PackedIntegers.write(best.values, to: &writer)
            return best.order
        }
    }

    /// The value at an index; of differences those before it are added up.
    static func value(
        at index: Int,
        of count: Int,
        order: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) -> Int64 {
        guard order < count, order <= highestOrder else { throw MalformedBlock() }
        if order == 0 { return try PackedIntegers.value(at: index, of: count, from: &reader) }
        var value = try reader.zigzag()
        var step = order == 2 ? try reader.zigzag() : 0
        guard index > 0 else { return value }
        if order == 2 { value &+= step }
        try PackedIntegers.each(index - order + 1, of: count - order, from: &reader) { difference in
            step = order == 2 ? step &+ difference : difference
            value &+= step
        }
        return value
    }

    static func read(
        into values: UnsafeMutableBufferPointer<Int64>,
        order: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) {
        guard order < values.count else { throw MalformedBlock() }
        for index in 0..<order { values[index] = try reader.zigzag() }
        try PackedIntegers.read(into: UnsafeMutableBufferPointer(rebasing: values[order...]), from: &reader)
        // The differences of the highest order lie from `order` on, each lower one's first value before them.
        for level in stride(from: order, to: 0, by: -1) {
            var sum = values[level - 1]
            for index in level..<values.count {
                sum &+= values[index]
                values[index] = sum
            }
        }
    }
}
