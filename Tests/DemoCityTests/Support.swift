import Buildings
import DemoCity
import Foundation
import Metering
import Testing
import Units

/// The bundled files of the generated cities.
enum Bundled {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func data(_ path: String) throws -> Data { try Data(contentsOf: root.appending(path: "Sources/\(path)")) }

    static func template() throws -> DemoTemplate {
        try DemoTemplate(
            kinds: data("DemoCity/Resources/kinds.json"),
            lianyungang: data("DemoCity/Resources/lianyungang.json"),
            tianjin: data("DemoCity/Resources/tianjin.json")
        )
    }

    static func holidays() throws -> HolidayCalendar {
        try HolidayCalendar(json: data("Units/Resources/holidays.json"))
    }
}

/// The civil day of a date such as `2025-01-03`.
func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

extension DemoCity {
    /// A city from the bundled files.
    static func bundled(_ city: City, buildings: Int = 120, from first: String, days: Int) throws -> DemoCity {
        let first = try day(first)
        return DemoCity(
            city,
            buildings: buildings,
            days: first..<first.adding(days: days),
            holidays: try Bundled.holidays(),
            template: try Bundled.template()
        )
    }

    /// The building with a meter that has a fault of a kind, and the position of that meter.
    func building(with kind: DemoFault.Kind) throws -> (building: DemoBuilding, position: Int, fault: DemoFault) {
        for building in buildings {
            for (position, meter) in building.meters.enumerated() {
                if let fault = meter.fault, fault.kind == kind { return (building, position, fault) }
            }
        }
        throw NoSuchFault(kind: kind)
    }
}

struct NoSuchFault: Error {
    let kind: DemoFault.Kind
}

extension DemoBuilding {
    /// All readings of a meter in order of time.
    func readings(ofMeterAt position: Int) -> [Reading] { readings().flatMap { $0.readings[position] } }

    /// The first and the last reading of each meter, in counts.
    func ends() -> (first: [Int64], last: [Int64]) {
        var first: [Int64] = []
        var last: [Int64] = []
        for day in readings() {
            if first.isEmpty { first = day.readings.map { $0.first?.counts ?? 0 } }
            last = day.readings.map { $0.last?.counts ?? 0 }
        }
        return (first, last)
    }

    /// Where the meter of an item stands.
    func position(of item: String) -> Int? { meters.firstIndex { $0.item.rawValue == item } }

    /// What every meter consumed by day, worked out as the platform does.
    func consumption() throws -> [[CivilDay: Double]] {
        var readings = meters.map { _ in [Reading]() }
        for day in self.readings() {
            for (position, own) in day.readings.enumerated() { readings[position] += own }
        }
        return try zip(meters, readings).map { meter, readings in
            let days = try meter.asMeter.consumption(of: readings).days
            return Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0.amount.value) })
        }
    }
}

extension DemoMeter {
    var asMeter: Meter { Meter(id: Meter.ID(rawValue: 1), code: code, item: item, devices: devices) }
}

extension Meter {
    /// Consumption by the rules that ship.
    func consumption(of readings: [Reading]) throws -> ConsumptionResult {
        let rules = Bundled.root.appending(path: "Sources/Metering/Resources/quality.json")
        return consumption(of: readings, rules: try QualityRules(json: Data(contentsOf: rules)))
    }
}
