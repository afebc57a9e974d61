import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Blocks of any bytes")
struct MalformedBlockTests {
    private let origin = Instant(seconds: 0)

    private static let most = Array(repeating: UInt8(0xFF), count: 9) + [0x01]

    @Test(
        "refuses bytes that are no block",
        arguments: [
            [], [1], [1, 0], [0, 0, 0], [2, 0, 0], [1, 0, 0, 0], [1, 0, 0x80], [0xFF, 0xFF, 0xFF],
            // No such codec: of the qualities, of the counts.
            [1, 0b110, 1, 0, 0, 0], [1, 0b11000, 1, 0, 0, 0],
            // Codecs that one reading cannot have.
            [1, 1, 1, 0, 0, 0], [1, 8, 1, 0, 0, 0], [1, 16, 2, 0, 1, 0, 0, 0],
            // More readings than the bytes can stand for.
            [1, 0] + most, [1, 0, 0xE8, 0x07, 0, 1, 0, 0, 0, 0, 0],
            // A varint beyond 64 bits; a step of 0; a time beyond the last one.
            [1, 0, 1] + Array(repeating: 0xFF, count: 10) + [0, 0], [1, 0, 2, 0, 0, 0, 0, 0],
            [1, 0, 3, 0] + most + [0, 0, 0],
            // An exception beyond the end; more exceptions than differences.
            [1, 0, 2, 0, 1, 1, 1, 5, 0, 0], [1, 0, 2, 0, 1, 2, 0, 5, 0, 5, 0, 0],
            // Runs: of nothing, of too many, of no quality; a packed quality that is none.
            [1, 2, 1, 0, 0, 0, 0], [1, 2, 1, 0, 8, 0, 0], [1, 2, 1, 0, 7, 0, 0], [1, 4, 1, 0, 0, 6, 0, 0],
            [1, 4, 1, 0, 0, 1, 0, 0],
            // A width of 65 bits; differences that end too early; a byte too many.
            [1, 0, 1, 0, 65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 9, 0, 0], [1, 0, 1, 0, 0, 0, 0],
        ] as [[UInt8]]
    )
    func refused(bytes: [UInt8]) {
        #expect(ReadingBlock.decode(Data(bytes), origin: origin) == nil)
        #expect(PlainBlock.decode(bytes, origin: origin) == nil)
    }

    @Test("any bytes are readings in order of time, or nothing, and never too many", arguments: UInt64(1)...10)
    func anyBytes(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var accepted = 0
        for number in 0..<10_000 {
            let bytes = number.isMultiple(of: 2) ? random(using: &generator) : mutated(using: &generator)
            let readings = ReadingBlock.decode(Data(bytes), origin: origin)
            if let readings {
                accepted += 1
                let isSound =
                    readings.count <= bytes.count * ReadingBlock.readingsPerByte
                    && zip(readings, readings.dropFirst()).allSatisfy { $0.stamp < $1.stamp }
                if !isSound { Issue.record("unsound: \(bytes)") }
            }
            if number % 20 < 2, PlainBlock.decode(bytes, origin: origin) != readings {
                Issue.record("read otherwise: \(bytes)")
            }
        }
        // Else the test would only see how bytes are refused.
        #expect(accepted > 500)
    }

    /// Bytes that mean something at the beginning, so that the columns are reached.
    private func random(using generator: inout SplitMix64) -> [UInt8] {
        let head: [UInt8] = [1, .random(in: 0...255, using: &generator), .random(in: 0...40, using: &generator)]
        return head
            + (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                .random(in: 0...(Bool.random(using: &generator) ? 9 : 255), using: &generator)
            }
    }

    /// A block with a few changes.
    private func mutated(using generator: inout SplitMix64) -> [UInt8] {
        let run = RandomRun.all.randomElement(using: &generator)
        let count = Int.random(in: 1...12, using: &generator)
        let values = run?.readings(count, after: origin, using: &generator) ?? []
        var bytes = Array(ReadingBlock.encode(values, origin: origin))
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...5, using: &generator) {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(.random(in: 0...255, using: &generator), at: index)
            case 2: bytes[index] = .random(in: 0...255, using: &generator)
            default: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            }
        }
        return bytes
    }
}
