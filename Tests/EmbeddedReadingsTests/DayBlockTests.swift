import EmbeddedReadings
import Foundation
import Metering
import Testing
import Units

@Suite("Day block")
struct DayBlockTests {
    private func random(_ count: Int, on day: CivilDay, using generator: inout SplitMix64) -> [Reading] {
        var offsets: Set<Int64> = []
        while offsets.count < count { offsets.insert(.random(in: 1...86_400, using: &generator)) }
        return offsets.sorted().map { offset in
            Reading(
                stamp: day.start.adding(seconds: offset),
                counts: .random(in: .min ... .max, using: &generator),
                quality: Reading.Quality.allCases.randomElement(using: &generator) ?? .good
            )
        }
    }

    @Test("decodes what it encoded, twelve bytes a reading", arguments: [0, 1, 2, 96, 1_440], UInt64(1)...5)
    func roundTrip(count: Int, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let day = CivilDay(number: .random(in: -40_000...80_000, using: &generator))
        let values = random(count, on: day, using: &generator)
        let block = DayBlock.encode(values, day: day)
        #expect(block.count == count * 12, "seed \(seed)")
        #expect(DayBlock.decode(block, day: day) == values, "seed \(seed)")
    }

    @Test("the first and the last second of a day and the extremes of counts fit")
    func extremes() throws {
        let day = try day("2025-01-01")
        let values = [
            Reading(stamp: day.start.adding(seconds: 1), counts: .min, quality: .invalid),
            Reading(stamp: day.start.adding(seconds: 86_400), counts: .max, quality: .suspect),
        ]
        #expect(DayBlock.decode(DayBlock.encode(values, day: day), day: day) == values)
    }

    @Test("the layout is little-endian: times and qualities first, counts after them")
    func layout() throws {
        let day = try day("2025-01-01")
        let values = [
            Reading(stamp: day.start.adding(seconds: 900), counts: 258, quality: .suspect),
            Reading(stamp: day.start.adding(seconds: 86_400), counts: -1),
        ]
        let expected: [UInt8] =
            [0x84, 0x03, 0, 1, 0x80, 0x51, 0x01, 0, 2, 1, 0, 0, 0, 0, 0, 0] + Array(repeating: 0xFF, count: 8)
        #expect(Array(DayBlock.encode(values, day: day)) == expected)
    }

    @Test(
        "refuses bytes of another format",
        arguments: [
            Data([1]), Data(repeating: 0, count: 11), Data(repeating: 0, count: 12), Data(repeating: 0xFF, count: 12),
            Data([1, 0, 0, 3] + Array(repeating: 0, count: 8)),
            Data([0x81, 0x51, 0x01, 0] + Array(repeating: 0, count: 8)),
        ]
    )
    func refused(block: Data) {
        #expect(DayBlock.decode(block, day: CivilDay(number: 0)) == nil)
    }

    @Test("decodes a slice of other data as well")
    func slice() throws {
        let day = try day("2025-01-01")
        let values = [Reading(stamp: day.start.adding(seconds: 5), counts: 77)]
        let data = Data([9, 9, 9]) + DayBlock.encode(values, day: day)
        #expect(DayBlock.decode(data[3...], day: day) == values)
    }

    @Test("the checksum is FNV-1a, which sees every flipped bit")
    func checksum() throws {
        #expect(UInt64(bitPattern: DayBlock.checksum(Data())) == 0xCBF2_9CE4_8422_2325)
        #expect(UInt64(bitPattern: DayBlock.checksum(Data("a".utf8))) == 0xAF63_DC4C_8601_EC8C)
        #expect(UInt64(bitPattern: DayBlock.checksum(Data("foobar".utf8))) == 0x8594_4171_F739_67E8)
        var generator = SplitMix64(seed: 1)
        let day = try day("2025-01-01")
        let block = DayBlock.encode(random(20, on: day, using: &generator), day: day)
        let sums = (0..<block.count * 8).map { bit in
            var damaged = block
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            return DayBlock.checksum(damaged)
        }
        #expect(!sums.contains(DayBlock.checksum(block)))
    }
}
