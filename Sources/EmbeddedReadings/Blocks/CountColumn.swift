import Metering

/// The counts of a block as differences of an order that the writer picks: the one that takes the fewest bytes (读数列).
///
/// Codec 0 leaves the counts as they are, which suits amounts that jump; codec 1 has the differences of one count to
/// the next, for amounts that drift and registers that stand still; codec 2 the differences of these differences, for
/// registers: a register's differences are the amounts, so they drift.
///
/// | size | meaning |
/// |---|---|
/// | zigzag | codec 1 and 2: the first count |
/// | zigzag | codec 2: the second count less the first |
/// | | the differences of that order, *n* less the codec, at least one, as ``PackedIntegers`` |
enum CountColumn {
    /// The highest codec.
    static let highestOrder = 2

    /// Writes the counts and returns the order of the differences.
    static func write(_ readings: UnsafeBufferPointer<Reading>, to writer: inout BlockWriter) -> Int {
        let count = readings.count
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: count * (highestOrder + 1)) { memory in
            for index in 0..<count { memory[index] = readings[index].counts }
            var values = UnsafeBufferPointer(rebasing: memory[..<count])
            var best = (order: 0, size: PackedIntegers.size(of: values), values: values)
            var firsts = 0
            for order in 1...highestOrder where order < count {
                let differences = UnsafeMutableBufferPointer(
                    rebasing: memory[count * order..<count * (order + 1) - order]
                )
                for index in differences.indices { differences[index] = values[index + 1] &- values[index] }
                firsts += BlockWriter.size(zigzag: values[0])
                values = UnsafeBufferPointer(differences)
                let size = firsts + PackedIntegers.size(of: values)
                if size < best.size { best = (order, size, values) }
            }
            for order in 0..<best.order { writer.append(zigzag: memory[count * order]) }
            PackedIntegers.write(best.values, to: &writer)
            return best.order
        }
    }

    static func read(
        into counts: UnsafeMutableBufferPointer<Int64>,
        order: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) {
        guard order < counts.count else { throw MalformedBlock() }
        for index in 0..<order { counts[index] = try reader.zigzag() }
        try PackedIntegers.read(into: UnsafeMutableBufferPointer(rebasing: counts[order...]), from: &reader)
        // The differences of the highest order lie from `order` on, each lower one's first value before them.
        for level in stride(from: order, to: 0, by: -1) {
            var sum = counts[level - 1]
            for index in level..<counts.count {
                sum &+= counts[index]
                counts[index] = sum
            }
        }
    }
}
