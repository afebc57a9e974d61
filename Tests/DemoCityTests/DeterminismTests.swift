import Buildings
import Metering
import Testing
import Units

@testable import DemoCity

@Suite("The same arguments give the same city")
struct DeterminismTests {
    /// A fingerprint of everything that leaves a city.
    private static func fingerprint(of city: DemoCity) -> UInt64 {
        var text = ""
        for building in city.buildings {
            text += "\(building.registration)\n"
            for meter in building.meters {
                text += "\(meter.code) \(meter.devices) \(String(describing: meter.fault))\n"
            }
            for day in building.readings() {
                for readings in day.readings {
                    text += readings.map { "\($0.stamp.seconds):\($0.counts)" }.joined(separator: ",") + "\n"
                }
            }
        }
        text += city.statistics.map { "\($0)" }.joined(separator: "\n")
        text += city.reports.map { "\($0)" }.joined(separator: "\n")
        return Units.fingerprint(text.utf8)
    }

    @Test("two cities of the same arguments are the same, byte by byte", arguments: DemoCity.City.allCases)
    func same(city: DemoCity.City) throws {
        let one = try DemoCity.bundled(city, buildings: 9, from: "2026-10-01", days: 3)
        let other = try DemoCity.bundled(city, buildings: 9, from: "2026-10-01", days: 3)
        #expect(Self.fingerprint(of: one) == Self.fingerprint(of: other))
    }

    @Test("another city, another number of buildings and other days give something else")
    func different() throws {
        let cities = [
            try DemoCity.bundled(.lianyungang, buildings: 4, from: "2026-10-01", days: 2),
            try DemoCity.bundled(.tianjin, buildings: 4, from: "2026-10-01", days: 2),
            try DemoCity.bundled(.lianyungang, buildings: 5, from: "2026-10-01", days: 2),
            try DemoCity.bundled(.lianyungang, buildings: 4, from: "2026-10-01", days: 3),
            try DemoCity.bundled(.lianyungang, buildings: 4, from: "2026-10-02", days: 2),
        ]
        #expect(Set(cities.map(Self.fingerprint)).count == cities.count)
    }

    @Test("a day's amounts do not depend on the day that a city begins with")
    func beginning() throws {
        let long = try DemoCity.bundled(.tianjin, buildings: 3, from: "2026-03-01", days: 4)
        let short = try DemoCity.bundled(.tianjin, buildings: 3, from: "2026-03-03", days: 2)
        for (left, right) in zip(long.buildings, short.buildings) {
            for (a, b) in try zip(left.consumption(), right.consumption()) {
                let last = try day("2026-03-04")
                #expect(abs((a[last] ?? 0) - (b[last] ?? 0)) <= 1)
            }
        }
    }

    @Test("readings can be asked for twice")
    func twice() throws {
        let city = try DemoCity.bundled(.lianyungang, buildings: 2, from: "2026-03-01", days: 2)
        for building in city.buildings {
            #expect(building.readings().map(\.readings) == building.readings().map(\.readings))
        }
    }

    @Test("noise is SplitMix64", arguments: [(0, 6_457_827_717_110_365_317), (1, 3_203_168_211_198_807_973)])
    func noise(index: Int, bits: UInt64) {
        // Seed 1234567, the published test vector.
        #expect(Noise(seed: 1_234_567).value(index) == Double(bits >> 11) / 9_007_199_254_740_992)
    }

    @Test("nothing is asked for, nothing is made")
    func empty() throws {
        let none = try DemoCity.bundled(.lianyungang, buildings: 0, from: "2026-10-01", days: 2)
        #expect(none.buildings.isEmpty && none.faults.isEmpty)
        let dayless = try DemoCity.bundled(.lianyungang, buildings: 3, from: "2026-10-01", days: 0)
        #expect(dayless.buildings.allSatisfy { Array($0.readings()).isEmpty })
        #expect(dayless.faults.isEmpty)
    }
}
