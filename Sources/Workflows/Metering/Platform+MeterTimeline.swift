public import Metering
import Store
public import Units

extension Platform {
    /// So many days are shown reading by reading.
    private static let readingDays = 7

    /// What there is of one meter over some days (计量点时间轴); `nil` where it lies outside the scope.
    public func timeline(of id: Meter.ID, days: Range<CivilDay>, scope: Scope) async throws -> MeterTimeline? {
        let query = ReadingQuery(days: days)
        guard let placed = try await placedMeters(scope).first(where: { $0.meter.id == id }),
            let exported = try await exportedMeters(query, scope: scope)?.first(where: { $0.meter.id == id })
        else { return nil }
        let step: ConsumptionStep =
            switch days.count {
            case ...2: .quarter
            case ...14: .hour
            default: .day
            }
        var slots: [SlotConsumption] = []
        for part in try await readDays(of: exported, in: days) {
            slots += try await consumption(of: exported, in: part, by: placed.meter.devices.isEmpty ? .day : step)
        }
        let found = try await store.findings(
            days: days,
            rule: nil,
            meter: id,
            after: nil,
            limit: 1_000,
            scope: scope
        )
        let (start, end) = (days.lowerBound.start, days.upperBound.start)
        return MeterTimeline(
            days: days,
            registers: try await registers(of: exported, in: days),
            step: placed.meter.devices.isEmpty ? .day : step,
            slots: slots,
            swaps: placed.meter.devices.dropFirst().map(\.validFrom).filter { start <= $0 && $0 < end },
            findings: found.rows.map { MeterFinding(day: $0.day, meter: $0.meter, finding: $0.finding) },
            repairs: try await repairs(of: id, scope: scope)?.filter { $0.repair.touches(days) } ?? []
        )
    }

    private func registers(of exported: ExportedMeter, in days: Range<CivilDay>) async throws -> [MeterTimeline.Shown] {
        let shown: [Reading]
        if days.count <= Self.readingDays {
            shown = try await readings(of: exported, in: days)
        } else {
            shown = try await readings.dayTotals(of: exported.meter.id, in: days).filter {
                exported.isVisible($0.day)
            }.map(\.total.last)
        }
        let devices = exported.meter.devices
        return shown.compactMap { reading in
            let index = devices.lastIndex { $0.validFrom < reading.stamp } ?? 0
            guard devices.indices.contains(index), devices[index].kind == .register, reading.quality != .invalid
            else { return nil }
            return MeterTimeline.Shown(
                at: reading.stamp,
                value: FixedPoint(mantissa: reading.counts, exponent: -devices[index].decimals),
                device: index
            )
        }
    }
}
