import Metering

/// The qualities of a block (质量列).
///
/// - Codec 0, **good**: all are good; nothing is written.
/// - Codec 1, **runs**: varints of 4 × length + quality, lengths above 0, until they make *n*.
/// - Codec 2, **packed**: the qualities as ``PackedIntegers``, for those that change all the time.
enum QualityColumn {
    enum Codec: UInt8 { case good, runs, packed }

    static func write(_ qualities: UnsafeBufferPointer<Reading.Quality>, to writer: inout BlockWriter) -> Codec {
        if qualities.allSatisfy({ $0 == .good }) { return .good }
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: qualities.count) { memory in
            var size = 0
            eachRun(in: qualities) { run in
                for index in run { memory[index] = Int64(qualities[index].rawValue) }
                size += BlockWriter.size(varint: word(run, qualities[run.lowerBound]))
            }
            if size <= PackedIntegers.size(of: UnsafeBufferPointer(memory)) {
                eachRun(in: qualities) { writer.append(varint: word($0, qualities[$0.lowerBound])) }
                return .runs
            }
            PackedIntegers.write(UnsafeBufferPointer(memory), to: &writer)
            return .packed
        }
    }

    private static func word(_ run: Range<Int>, _ quality: Reading.Quality) -> UInt64 {
        UInt64(run.count) << 2 | UInt64(quality.rawValue)
    }

    private static func eachRun(
        in qualities: UnsafeBufferPointer<Reading.Quality>,
        _ body: (Range<Int>) -> Void
    ) {
        var start = 0
        while start < qualities.count {
            var end = start + 1
            while end < qualities.count, qualities[end] == qualities[start] { end += 1 }
            body(start..<end)
            start = end
        }
    }

    static func read(
        into qualities: UnsafeMutableBufferPointer<Reading.Quality>,
        _ codec: Codec,
        from reader: inout BlockReader
    ) throws {
        switch codec {
        case .good: qualities.initialize(repeating: .good)
        case .runs: try readRuns(into: qualities, from: &reader)
        case .packed: try readPacked(into: qualities, from: &reader)
        }
    }

    /// The quality at an index; `nil` where the codec does not tell it without all others.
    ///
    /// Otherwise the reader then stands behind the column.
    static func quality(
        at index: Int,
        of count: Int,
        _ codec: Codec,
        from reader: inout BlockReader
    ) throws -> Reading.Quality? {
        switch codec {
        case .good: return .good
        case .packed: return nil
        case .runs:
            var found: Reading.Quality?
            var start = 0
            while start < count {
                let (quality, length) = try run(atMost: count - start, from: &reader)
                if (start..<start + length).contains(index) { found = quality }
                start += length
            }
            return found
        }
    }

    private static func run(
        atMost limit: Int,
        from reader: inout BlockReader
    ) throws(MalformedBlock) -> (quality: Reading.Quality, length: Int) {
        let word = try reader.varint()
        guard let quality = Reading.Quality(rawValue: UInt8(word & 3)), word >> 2 > 0, word >> 2 <= UInt64(limit) else {
            throw MalformedBlock()
        }
        return (quality, Int(word >> 2))
    }

    private static func readRuns(
        into qualities: UnsafeMutableBufferPointer<Reading.Quality>,
        from reader: inout BlockReader
    ) throws {
        var start = 0
        while start < qualities.count {
            let (quality, length) = try run(atMost: qualities.count - start, from: &reader)
            UnsafeMutableBufferPointer(rebasing: qualities[start..<start + length]).initialize(repeating: quality)
            start += length
        }
    }

    private static func readPacked(
        into qualities: UnsafeMutableBufferPointer<Reading.Quality>,
        from reader: inout BlockReader
    ) throws {
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: qualities.count) { numbers in
            try PackedIntegers.read(into: numbers, from: &reader)
            for index in numbers.indices {
                guard let quality = UInt8(exactly: numbers[index]).flatMap(Reading.Quality.init) else {
                    throw MalformedBlock()
                }
                qualities.initializeElement(at: index, to: quality)
            }
        }
    }
}
