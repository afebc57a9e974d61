import Foundation
import Metering
import Testing
import Units

/// The instant of a civil time such as `2025-01-03 00:15`; hour 24 is the next midnight.
func at(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ")
    let clock = parts.dropFirst().joined().split(separator: ":").compactMap { Int64($0) }
    let seconds = zip(clock, [3_600, 60, 1]).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    return try day(String(parts[0])).start.adding(seconds: seconds)
}

/// The civil day of a date such as `2025-01-03`.
func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

/// Readings from civil times and counts.
func readings(_ values: (String, Int64)...) throws -> [Reading] {
    try values.map { Reading(stamp: try at($0.0), counts: $0.1) }
}

extension MeterDevice {
    /// A register of kilowatt-hours with two decimals and eight digits, in place since New Year 2024.
    static func fixture(
        kind: Kind = .register,
        unit: MeteredUnit = .kilowattHour,
        decimals: Int = 2,
        digits: Int = 8,
        ratio: String = "1",
        interval: Int64 = 900,
        from: String = "2024-01-01",
        previousEnd: Int64? = nil,
        start: Int64? = nil,
        ratedPower: String? = nil
    ) throws -> MeterDevice {
        MeterDevice(
            kind: kind,
            unit: unit,
            decimals: decimals,
            digits: digits,
            ratio: try #require(FixedPoint(ratio)),
            interval: interval,
            validFrom: try at(from),
            previousEnd: previousEnd,
            start: start,
            ratedPower: ratedPower.flatMap { FixedPoint($0) }
        )
    }
}

extension Meter {
    /// The total electricity meter, unless another item is asked for.
    static func fixture(item: String = "01000", _ devices: MeterDevice...) throws -> Meter {
        try fixture(item: item, devices.isEmpty ? [try MeterDevice.fixture()] : devices)
    }

    static func fixture(item: String = "01000", _ devices: [MeterDevice]) throws -> Meter {
        Meter(
            id: Meter.ID(rawValue: 1),
            code: "M1",
            item: try #require(EnergyItemCode(rawValue: item)),
            devices: devices
        )
    }
}

extension ConsumptionResult {
    /// Amounts by date, in units of the carrier.
    var amounts: [String: Double] {
        Dictionary(uniqueKeysWithValues: days.map { ($0.day.description, $0.amount.value) })
    }
    /// The rules in order.
    var rules: [String] { findings.map(\.finding.rule) }
    /// All days together.
    var total: Amount { days.reduce(.zero) { $0 + $1.amount } }
}

extension QualityRules {
    /// The rules that ship.
    static let shipped: Result<QualityRules, any Error> = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try QualityRules(
            json: Data(contentsOf: root.appending(path: "Sources/Metering/Resources/quality.json"))
        )
    }
}

extension Meter {
    /// Consumption by the rules that ship.
    func consumption(of readings: [Reading], repairs: [Repair] = []) throws -> ConsumptionResult {
        consumption(of: readings, repairs: repairs, rules: try QualityRules.shipped.get())
    }

    /// Consumption by shorter intervals, by the rules that ship.
    func intervals(of readings: [Reading], by granularity: Granularity) throws -> [IntervalConsumption] {
        intervals(of: readings, by: granularity, rules: try QualityRules.shipped.get())
    }
}
