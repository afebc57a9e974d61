import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Reading block")
struct ReadingBlockTests {
    private let origin = Instant(seconds: 1_735_660_800)

    private func reading(_ offset: Int64, _ counts: Int64, _ quality: Reading.Quality = .good) -> Reading {
        Reading(stamp: origin.adding(seconds: offset), counts: counts, quality: quality)
    }

    private func size(_ readings: [Reading]) -> Int { ReadingBlock.encode(readings, origin: origin).count }

    @Test("a block of a regular clock, written out by hand")
    func amounts() throws {
        let values = [reading(900, 10), reading(1_800, 11), reading(2_700, 13)]
        let expected: [UInt8] = [
            0x01,  // version
            0x00,  // steps, all good, counts as they are
            0x03,  // three readings
            0x88, 0x0E,  // the first 900 s after the origin: zigzag of 900 is 1,800
            0x84, 0x07, 0x00,  // steps of 900 s, no exception
            0x02, 0x14,  // two bits above a base of 10: zigzag 20
            0b00_11_01_00,  // 0, 1, 3 from the low end
        ]
        #expect(Array(ReadingBlock.encode(values, origin: origin)) == expected)
        #expect(ReadingBlock.decode(Data(expected), origin: origin) == values)
        #expect(PlainBlock.decode(expected, origin: origin) == values)
    }

    @Test("a block of a register with a gap and doubtful readings, written out by hand")
    func register() throws {
        let values = [
            reading(-60, 1_000_000), reading(0, 1_000_100), reading(60, 1_000_200, .suspect),
            reading(180, 1_000_300), reading(240, 1_000_400, .invalid),
        ]
        let expected: [UInt8] = [
            0x01,  // version
            0b010_01_01_0,  // all counts in hundreds, differences, runs, steps
            0x05,  // five readings
            0x77,  // the first 60 s before the origin: zigzag of −60 is 119
            0x3C, 0x01, 0x02, 0x78,  // steps of 60 s, one exception: after two steps, 120 s
            0x08, 0x05, 0x04, 0x06,  // two good, one suspect, one good, one invalid
            0xA0, 0x9C, 0x01,  // the first count: zigzag 20,000
            0x00, 0x02,  // no bits above a base of 1
        ]
        #expect(Array(ReadingBlock.encode(values, origin: origin)) == expected)
        #expect(ReadingBlock.decode(Data(expected), origin: origin) == values)
        #expect(PlainBlock.decode(expected, origin: origin) == values)
    }

    @Test("decodes what it encoded, whatever the shape", arguments: [1, 2, 3, 31, 32, 33, 34, 65, 96], UInt64(1)...3)
    func roundTrip(count: Int, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for run in RandomRun.all {
            let values = run.readings(count, after: origin, using: &generator)
            let block = ReadingBlock.encode(values, origin: origin)
            #expect(ReadingBlock.decode(block, origin: origin) == values, "\(run), seed \(seed)")
            #expect(PlainBlock.decode(block, origin: origin) == values, "\(run), seed \(seed)")
        }
    }

    @Test("decodes months and more", arguments: [(2_880, 12), (43_200, 1)], UInt64(1)...2)
    func months(of size: (count: Int, runs: Int), seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for run in RandomRun.all.shuffled(using: &generator).prefix(size.runs) {
            let values = run.readings(size.count, after: origin, using: &generator)
            let block = ReadingBlock.encode(values, origin: origin)
            #expect(ReadingBlock.decode(block, origin: origin) == values, "\(run), seed \(seed)")
        }
    }

    @Test("the extremes of time and counts fit, from any origin", arguments: [Int64.min, -1, 0, 1_735_660_800, .max])
    func extremes(origin: Int64) throws {
        let stamps: [Int64] = [.min, .min + 1, -1, 0, 1, .max]
        let counts: [Int64] = [.min, .max, .min, 0, .max, -1]
        for count in 0...stamps.count {
            let values = zip(stamps, counts).prefix(count).map { Reading(stamp: Instant(seconds: $0), counts: $1) }
            let block = ReadingBlock.encode(values, origin: Instant(seconds: origin))
            #expect(ReadingBlock.decode(block, origin: Instant(seconds: origin)) == values)
            #expect(PlainBlock.decode(block, origin: Instant(seconds: origin)) == values)
        }
    }

    @Test("what is regular takes next to nothing")
    func sizes() throws {
        let month = (0..<2_880).map { Int64($0) }
        #expect(size(month.map { reading($0 * 900, 4) }) == 8 + 90 * 2)
        // A register under constant load: the amounts are equal.
        #expect(size(month.map { reading($0 * 900, 1_000_000 + $0 * 25) }) == 8 + 3 + 90 * 2)
        // One spike widens its own group only.
        let calm = month.map { reading($0 * 900, $0 % 4) }
        var spiked = calm
        spiked[1_000] = reading(900_000, .max)
        #expect(size(spiked) - size(calm) < 32 * 8)
        // A missing reading is one exception, a late one two.
        #expect(size(calm.filter { $0 != calm[500] }) <= size(calm) + 4)
    }

    @Test("refuses readings that are not in strict order of time")
    func unordered() throws {
        for offsets: [Int64] in [[0, 0], [5, 4], [1, 2, 2], [1, 3, 2], [0, 7, 9, 8, 20]] {
            let block = ReadingBlock.encode(offsets.map { reading($0, 1) }, origin: origin)
            #expect(ReadingBlock.decode(block, origin: origin) == nil)
        }
    }

    @Test("decodes a slice of other data as well")
    func slice() throws {
        let values = [reading(5, 77)]
        let data = Data([9, 9, 9]) + ReadingBlock.encode(values, origin: origin)
        #expect(ReadingBlock.decode(data[3...], origin: origin) == values)
    }

    @Test("zeros that all counts end with are kept once, as an exponent")
    func exponent() throws {
        let values = [reading(900, -1_200), reading(1_800, 0), reading(2_700, 30_000)]
        let plain = [reading(900, -12), reading(1_800, 0), reading(2_700, 300)]
        #expect(size(values) == size(plain))
        let block = ReadingBlock.encode(values, origin: origin)
        #expect(block[1] >> 5 == 2)
        #expect(ReadingBlock.decode(block, origin: origin) == values)
        #expect(PlainBlock.decode(block, origin: origin) == values)
        #expect(ReadingBlock.encode([reading(5, 0)], origin: origin)[1] >> 5 == 0)
    }

    @Test("a sum sees every flipped bit, and every other length")
    func checksum() throws {
        var generator = SplitMix64(seed: 1)
        let run = RandomRun(clock: .irregular, values: .anything, qualities: .mixed)
        let block = Array(ReadingBlock.encode(run.readings(20, after: origin, using: &generator), origin: origin))
        func sum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { Checksum.of($0) } }
        let sums = (0..<block.count * 8).map { bit in
            var damaged = block
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            return sum(damaged)
        }
        let lengths = (0..<block.count).map { sum(Array(block[..<$0])) }
        #expect(!(sums + lengths).contains(sum(block)))
        #expect(sum([]) != sum([0]) && sum([0]) != sum([0, 0]))
    }

    @Test("one stamp is found as it is among all, or nothing is said", arguments: UInt64(1)...3)
    func lookup(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var answered = 0
        for run in RandomRun.all {
            let values = run.readings(.random(in: 1...100, using: &generator), after: origin, using: &generator)
            let block = ReadingBlock.encode(values, origin: origin)
            let stamps = values.map(\.stamp.seconds) + values.map { $0.stamp.seconds + 1 }
            for stamp in stamps + [.min, .max, origin.seconds - 900] {
                let answer = try block.withUnsafeBytes { try ReadingBlock.reading(at: stamp, in: $0, origin: origin) }
                let expected = values.first { $0.stamp.seconds == stamp }
                if answer != .unknown {
                    answered += 1
                    #expect(answer == expected.map { .reading($0) } ?? .nothing, "\(run), seed \(seed)")
                }
            }
        }
        #expect(answered > 500)
    }
}
