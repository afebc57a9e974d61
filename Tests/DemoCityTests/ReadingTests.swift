import Buildings
import DemoCity
import Metering
import Testing
import Units

@Suite("Readings of invented buildings")
struct ReadingTests {
    @Test("96 a day at the ends of the quarters, registers with one more at the beginning")
    func stamps() throws {
        let city = try DemoCity.bundled(.tianjin, buildings: 6, from: "2026-02-13", days: 3)
        for building in city.buildings {
            let days = Array(building.readings())
            #expect(days.map(\.day) == Array(city.days))
            for (index, day) in days.enumerated() {
                #expect(day.readings.count == building.meters.count)
                for (meter, readings) in zip(building.meters, day.readings) {
                    let isOpened = index == 0 && meter.devices[0].kind == .register
                    let expected = (isOpened ? 0 : 1)...96
                    #expect(
                        readings.map(\.stamp) == expected.map { day.day.start.adding(seconds: Int64($0) * 900) },
                        "\(meter.code)"
                    )
                }
            }
        }
    }

    @Test("a register never falls where nothing is wrong, and keeps below its full scale")
    func growing() throws {
        let city = try DemoCity.bundled(.lianyungang, buildings: 8, from: "2026-01-01", days: 10)
        for building in city.buildings {
            for (position, meter) in building.meters.enumerated() where meter.fault == nil {
                let counts = building.readings(ofMeterAt: position).map(\.counts)
                #expect(counts.allSatisfy { 0..<meter.devices[0].fullScale ~= $0 })
                guard meter.devices[0].kind == .register else { continue }
                #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }, "\(meter.code)")
            }
        }
    }

    @Test("sub-meters see a little less than the meter above them", arguments: DemoCity.City.allCases)
    func conservation(city: DemoCity.City) throws {
        let city = try DemoCity.bundled(city, buildings: 30, from: "2026-07-06", days: 2)
        var parents = 0
        for building in city.buildings {
            let amounts = try building.consumption().map { $0.values.reduce(0, +) }
            let byItem = Dictionary(uniqueKeysWithValues: zip(building.meters.map(\.item), amounts))
            for (item, whole) in byItem where item.carrier == .electricity {
                let parts = byItem.filter { $0.key.parent == item }.values
                guard !parts.isEmpty else { continue }
                parents += 1
                #expect(parts.reduce(0, +) <= whole + 1, "\(building.registration.code) \(item.rawValue)")
                // The flats of a residential building have no sub-meter.
                guard building.registration.kind.isPublic else { continue }
                #expect(parts.reduce(0, +) > 0.5 * whole, "\(building.registration.code) \(item.rawValue)")
            }
        }
        #expect(parents > 30)
    }

    @Test("every day is whole: no amount is estimated and no second is missing")
    func whole() throws {
        let city = try DemoCity.bundled(.tianjin, buildings: 4, from: "2026-11-13", days: 4)
        for building in city.buildings {
            for (position, meter) in building.meters.enumerated() where meter.fault == nil {
                let result = try meter.asMeter.consumption(of: building.readings(ofMeterAt: position))
                #expect(result.findings.isEmpty)
                #expect(result.days.map(\.day) == Array(city.days))
                #expect(result.days.allSatisfy { $0.coveredSeconds == 86_400 && $0.estimatedSeconds == 0 })
            }
        }
    }
}
