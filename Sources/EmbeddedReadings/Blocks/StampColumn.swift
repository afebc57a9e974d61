import Units

/// The stamps of a block: the first one, and what lies between them (时标列).
///
/// | size | meaning |
/// |---|---|
/// | zigzag | the first stamp less the origin [s] |
/// | | where *n* > 1, the *n* − 1 differences of one stamp to the next [s], by one of: |
///
/// Codec 0, **steps**, for a regular clock with gaps:
///
/// | size | meaning |
/// |---|---|
/// | varint | the step: the usual difference |
/// | varint | number of exceptions |
/// | varint, varint | of each exception: how many differences since the last one are steps; the difference it has |
///
/// Codec 1, **packed**, for irregular ones: the differences as ``PackedIntegers``.
enum StampColumn {
    enum Codec: UInt8 { case steps, packed }

    static func write(
        _ stamps: UnsafeBufferPointer<Int64>,
        origin: Instant,
        to writer: inout BlockWriter
    ) -> Codec {
        writer.append(zigzag: stamps[0] &- origin.seconds)
        guard stamps.count > 1 else { return .steps }
        // Most clocks are regular, and that is seen without the differences in memory.
        let first = stamps[1] &- stamps[0]
        if (2..<stamps.count).allSatisfy({ stamps[$0] &- stamps[$0 - 1] == first }) {
            writer.append(varint: UInt64(bitPattern: first))
            writer.append(varint: 0)
            return .steps
        }
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: stamps.count - 1) { memory in
            for index in memory.indices { memory[index] = stamps[index + 1] &- stamps[index] }
            let differences = UnsafeBufferPointer(memory)
            let steps = Steps(differences)
            if steps.size <= PackedIntegers.size(of: differences) {
                steps.write(to: &writer)
                return .steps
            }
            PackedIntegers.write(differences, to: &writer)
            return .packed
        }
    }

    /// Differences as a step and the exceptions from it.
    private struct Steps {
        let step: Int64
        private(set) var exceptions: [(steps: Int, difference: Int64)] = []

        init(_ differences: UnsafeBufferPointer<Int64>) {
            step = Self.usual(differences)
            var next = 0
            for (index, difference) in differences.enumerated() where difference != step {
                exceptions.append((index - next, difference))
                next = index + 1
            }
        }

        /// The difference that more than half have, if there is one; a majority vote in one sweep.
        ///
        /// ## References
        /// 1. R. S. Boyer, J S. Moore, "MJRTY: a fast majority vote algorithm", 1991.
        private static func usual(_ differences: UnsafeBufferPointer<Int64>) -> Int64 {
            var candidate = differences[0]
            var lead = 0
            for difference in differences {
                if difference == candidate {
                    lead += 1
                } else if lead > 0 {
                    lead -= 1
                } else {
                    candidate = difference
                    lead = 1
                }
            }
            return candidate
        }

        /// How many bytes they take.
        var size: Int {
            let head =
                BlockWriter.size(varint: UInt64(bitPattern: step)) + BlockWriter.size(varint: UInt64(exceptions.count))
            return exceptions.reduce(head) { size, exception in
                size + BlockWriter.size(varint: UInt64(exception.steps))
                    + BlockWriter.size(varint: UInt64(bitPattern: exception.difference))
            }
        }

        func write(to writer: inout BlockWriter) {
            writer.append(varint: UInt64(bitPattern: step))
            writer.append(varint: UInt64(exceptions.count))
            for exception in exceptions {
                writer.append(varint: UInt64(exception.steps))
                writer.append(varint: UInt64(bitPattern: exception.difference))
            }
        }
    }

    /// Reads stamps, and returns the step that all keep, where that is known without looking at them.
    static func read(
        into stamps: UnsafeMutableBufferPointer<Int64>,
        _ codec: Codec,
        origin: Instant,
        from reader: inout BlockReader
    ) throws(MalformedBlock) -> Int64? {
        stamps[0] = origin.seconds &+ (try reader.zigzag())
        guard stamps.count > 1 else {
            guard codec == .steps else { throw MalformedBlock() }
            return nil
        }
        let differences = UnsafeMutableBufferPointer(rebasing: stamps[1...])
        switch codec {
        case .steps:
            let step = Int64(bitPattern: try reader.varint())
            let exceptions = try reader.count(atMost: differences.count)
            if exceptions == 0 {
                try fill(stamps, step)
                return step
            }
            differences.update(repeating: step)
            try readExceptions(exceptions, into: differences, from: &reader)
        case .packed: try PackedIntegers.read(into: differences, from: &reader)
        }
        var stamp = stamps[0]
        for index in 1..<stamps.count {
            let next = stamp &+ stamps[index]
            guard next > stamp else { throw MalformedBlock() }
            stamps[index] = next
            stamp = next
        }
        return nil
    }

    /// Most clocks are regular, and then one look at the end is enough.
    private static func fill(
        _ stamps: UnsafeMutableBufferPointer<Int64>,
        _ step: Int64
    ) throws(MalformedBlock) {
        let first = stamps[0]
        let (span, isTooLong) = step.multipliedReportingOverflow(by: Int64(stamps.count - 1))
        guard step > 0, !isTooLong, !first.addingReportingOverflow(span).overflow else { throw MalformedBlock() }
        for index in stamps.indices { stamps[index] = first &+ Int64(index) &* step }
    }

    private static func readExceptions(
        _ count: Int,
        into differences: UnsafeMutableBufferPointer<Int64>,
        from reader: inout BlockReader
    ) throws(MalformedBlock) {
        var index = 0
        for _ in 0..<count {
            index += try reader.count(atMost: differences.count - index)
            guard index < differences.count else { throw MalformedBlock() }
            differences[index] = Int64(bitPattern: try reader.varint())
            index += 1
        }
    }
}
