import MeterProtocols
import Testing

@Suite("Packed bodies")
struct InflationTests {
    /// `printf 'hello hello hello' | gzip -n`, in hexadecimal.
    private static let gzip: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40,
        0x90,
        0x00, 0x80, 0x88, 0xF9, 0xE5, 0x11, 0x00, 0x00, 0x00,
    ]

    private func unpack(_ bytes: [UInt8], limit: Int = 1_000) throws -> String {
        try bytes.withUnsafeBytes { String(decoding: try Inflation.unpack($0, limit: limit), as: UTF8.self) }
    }

    @Test("unpacks gzip, one member after another")
    func gzip() throws {
        #expect(try unpack(Self.gzip) == "hello hello hello")
        #expect(try unpack(Self.gzip + Self.gzip) == "hello hello hellohello hello hello")
        #expect(try unpack(Self.gzip, limit: 17) == "hello hello hello")
    }

    @Test("refuses what is too large, damaged, cut off or not packed")
    func refused() {
        #expect(throws: BodyProblem.self) { try unpack(Self.gzip, limit: 16) }
        var damaged = Self.gzip
        damaged[14] ^= 1
        #expect(throws: BodyProblem.self) { try unpack(damaged) }
        let short = Array(Self.gzip.dropLast(3))
        let problem = #expect(throws: BodyProblem.self) { try unpack(short) }
        #expect(problem?.reason == .truncated)
        #expect(throws: BodyProblem.self) { try unpack(Array("hello".utf8)) }
        #expect(throws: BodyProblem.self) { try unpack([]) }
    }
}
