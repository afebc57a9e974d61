import Buildings
import Metering
import Store
public import Units

/// The electric load of a part of the city over the last day with readings, by quarters of an hour (负荷曲线).
public struct LoadCurve: Sendable, Hashable {
    /// A quarter of an hour.
    public struct Quarter: Sendable, Hashable {
        /// Where it begins.
        public let start: Instant
        /// The mean load of all meters that delivered. [kW]
        public let kilowatts: Double
        /// The share of the time of all meters that is known.
        public let share: Double

        /// Whether nearly all meters delivered; a sum of fewer is lower than the load was.
        public var isWhole: Bool { share >= 0.95 }
    }

    /// The day.
    public let day: CivilDay
    /// Quarters with readings, in order.
    public let quarters: [Quarter]
    /// How many meters make the load: those that count for the totals of their buildings.
    public let meterCount: Int

    /// Changes with everything that is drawn.
    public var fingerprint: String {
        let text = quarters.map { "\($0.start.seconds) \($0.kilowatts) \($0.share)" }.joined(separator: ";")
        return String(Units.fingerprint("\(day) \(meterCount) \(text)".utf8), radix: 16)
    }
}

extension Platform {
    /// The electric load of a scope over the last day with readings, as of the last derivation.
    ///
    /// - Returns: `nil` where no meter of electricity counts, or none has a reading yet.
    public func loadCurve(scope: Scope) async throws -> LoadCurve? {
        try await cached("load", scope) {
            let today = CivilDay(containing: now())
            let meters = try await loadMeters(on: today, scope: scope)
            var day: CivilDay?
            for (placed, _) in meters {
                let last = try await readings.lastReading(of: placed.meter.id, before: today.adding(days: 1))?.day
                day = [day, last].compactMap(\.self).max()
            }
            guard let day else { return nil }
            return try await curve(of: meters, on: day)
        }
    }

    /// The meters of electricity that count for the totals of their buildings, with the sign they count by.
    private func loadMeters(on day: CivilDay, scope: Scope) async throws -> [(placed: PlacedMeter, sign: Int64)] {
        let structure = try await cached("structure", .all) { try await store.structure() }
        let tree = structure.tree
        let present = try await placedMeters(scope).filter { placed in
            placed.meter.item.carrier == .electricity && structure.virtual[placed.meter.id] == nil
                && placed.places.last?.contains(day) == true
        }
        return Dictionary(grouping: present) { $0.places.last?.building }.values.flatMap { meters in
            let items = Dictionary(meters.map { ($0.meter.id, $0.meter.item) }) { first, _ in first }
            let counting = BranchedMeters(items, tree: tree, on: day).counting
            return meters.compactMap { placed in
                let sign = counting[placed.meter.id]?.sign ?? 0
                return sign == 0 ? nil : (placed, sign)
            }
        }
    }

    private func curve(of meters: [(placed: PlacedMeter, sign: Int64)], on day: CivilDay) async throws -> LoadCurve {
        var micro = [Int64](repeating: 0, count: 96)
        var covered = [Int64](repeating: 0, count: 96)
        for (placed, sign) in meters {
            let exported = ExportedMeter(meter: placed.meter, places: placed.places, repairs: placed.repairs)
            for slot in try await consumption(of: exported, in: day..<day.adding(days: 1), by: .quarter) {
                let index = Int(slot.start.seconds - day.start.seconds) / 900
                guard micro.indices.contains(index) else { continue }
                micro[index] += sign * slot.amount.micro
                covered[index] += slot.coveredSeconds
            }
        }
        let expected = Double(max(1, meters.count) * 900)
        let quarters = (0..<96).compactMap { index -> LoadCurve.Quarter? in
            guard covered[index] > 0 else { return nil }
            return LoadCurve.Quarter(
                start: day.start.adding(seconds: Int64(index) * 900),
                // Millionths of a kWh in a quarter of an hour.
                kilowatts: Double(micro[index]) * 4 / 1e6,
                share: Double(covered[index]) / expected
            )
        }
        return LoadCurve(day: day, quarters: quarters, meterCount: meters.count)
    }
}
