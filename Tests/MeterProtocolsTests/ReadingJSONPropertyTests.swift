import Foundation
import MeterProtocols
import Metering
import Testing
import Units

/// The same bodies through Foundation's decoder.
@Suite("JSON of readings against Foundation")
struct ReadingJSONPropertyTests {
    private struct Body: Decodable {
        let readings: [Row]
    }

    private struct Row: Decodable {
        let meter: String
        let time: Int64
        let value: Decimal
        let quality: UInt8?
    }

    @Test("reads what Foundation reads", arguments: 1...40 as ClosedRange<UInt64>)
    func same(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = Self.body(&random)
        let expected = try JSONDecoder().decode(Body.self, from: Data(text.utf8)).readings.map { row in
            let meter = try #require(Sample.meters.first { $0.code == row.meter })
            let result = row.value * pow(Decimal(10), meter.devices[0].decimals)
            return Sample.reading(
                meter.id.rawValue,
                row.time,
                NSDecimalNumber(decimal: result).int64Value,
                row.quality.flatMap(Reading.Quality.init(rawValue:)) ?? .good
            )
        }
        let decoded = try decode(json: text)
        #expect(decoded.reasons == [])
        #expect(decoded.readings == expected, "seed \(seed)")
    }

    @Test("takes and refuses the same damaged bodies as Foundation", arguments: 1...200 as ClosedRange<UInt64>)
    func sameRefusals(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array(Self.body(&random).utf8)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            // Letters beyond ASCII stay whole: bytes that are no text are passed over where nothing asks for them.
            let index = try #require(bytes.indices.filter { bytes[$0] < 0x80 }.randomElement(using: &random))
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(Array("{}[],:\"\\0e-. \u{1}".utf8).randomElement(using: &random) ?? 0x20, at: index)
            default: bytes[index] = UInt8.random(in: 0x20..<0x7F, using: &random)
            }
        }
        let isJSON = (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil
        do {
            let decoded = try decode(json: bytes)
            #expect(isJSON, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            #expect(decoded.rows <= 20)
        } catch {
            // JSON of another form is refused as well.
            #expect(!isJSON || error.reason == .noReadings, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private static func body(_ random: inout SplitMix64) -> String {
        func blank() -> String { ["", "", "", " ", "\n", "\t ", "\r\n"].randomElement(using: &random) ?? "" }
        // A program writes all its rows in one order of keys; a few write any.
        let order = Array(0..<4).shuffled(using: &random)
        let isMixed = Bool.random(using: &random)
        let rows = (0..<Int.random(in: 0...12, using: &random)).map { _ -> String in
            let meter = Sample.meters.randomElement(using: &random) ?? Sample.meters[0]
            var code = meter.code
            if Int.random(in: 0..<4, using: &random) == 0 { code = code.replacing("E", with: "\\u0045") }
            var parts = [
                "\"meter\"\(blank()):\(blank())\"\(code)\"",
                "\"time\":\(Int64.random(in: 1_735_660_801...1_767_225_600, using: &random))",
                "\"value\":\(blank())\(number(meter.devices[0].decimals, &random))",
                "\"quality\":\(Int.random(in: 0...2, using: &random))",
            ]
            if isMixed, Bool.random(using: &random) { parts[3] = "\"x\":[1,{\"y\":null}]" }
            let keys = isMixed ? Array(0..<4).shuffled(using: &random) : order
            return "{\(keys.map { parts[$0] }.joined(separator: "\(blank()),\(blank())"))}"
        }
        return "{\"readings\":[\(rows.joined(separator: ",\(blank())"))]}"
    }

    private static func number(_ decimals: Int, _ random: inout SplitMix64) -> String {
        let counts = Int64.random(in: 0..<100_000_000, using: &random)
        let text = FixedPoint(mantissa: counts, exponent: -decimals).description
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "\(counts)e-\(decimals)"
        case 1 where decimals > 0: return text + "000"
        default: return text
        }
    }
}
