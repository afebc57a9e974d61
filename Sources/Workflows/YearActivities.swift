import Buildings
import Carbon
import Metering
import Store
import Units

/// What the city's buildings consumed in a year by carrier (建筑×月×载体的活动数据), the common input of all accounts.
struct YearActivities: Sendable {
    let year: CivilYear
    /// By building, January first; months after the last day with data are empty.
    let buildings: [Building.ID: [[CarrierActivity]]]

    /// The months of some buildings added up.
    func months(of ids: some Sequence<Building.ID>) -> [[CarrierActivity]] {
        let own = ids.compactMap { buildings[$0] }
        return year.months.indices.map { month in
            CarrierActivity.sums(of: own.lazy.filter { month < $0.count }.flatMap { $0[month] })
        }
    }
}

extension CarrierActivity {
    /// Activities added up by carrier.
    static func sums(of activities: some Sequence<CarrierActivity>) -> [CarrierActivity] {
        var sums: [EnergyCarrier: CarrierActivity] = [:]
        for activity in activities { sums[activity.carrier] = sums[activity.carrier].map { $0 + activity } ?? activity }
        return sums.values.sorted { $0.carrier < $1.carrier }
    }
}

extension Platform {
    /// The city's activities of a year, computed once per generation of the data.
    ///
    /// Cached for the whole city; callers pick the buildings their reader may see.
    func activities(of year: CivilYear) async throws -> YearActivities {
        try await cached("activities \(year.number)", .all) { try await computedActivities(of: year) }
    }

    private func computedActivities(of year: CivilYear) async throws -> YearActivities {
        let months = CivilMonth(year: year.number, month: 1)..<CivilMonth(year: year.number + 1, month: 1)
        let amounts = try await store.monthAmounts(months: months)
        let stays = try await stays(.all)
        let end = try await span().map { $0.upperBound.adding(days: 1) }
        var byBuilding = Dictionary(grouping: amounts) { $0.building }
        var buildings: [Building.ID: [[CarrierActivity]]] = [:]
        for (building, stays) in Dictionary(grouping: stays, by: \.building) {
            let own = Dictionary(grouping: byBuilding.removeValue(forKey: building) ?? []) { $0.month }
            buildings[building] = year.months.map { month in
                Self.activities(amounts: own[month] ?? [], stays: stays, days: month.days, until: end)
            }
        }
        return YearActivities(year: year, buildings: buildings)
    }

    /// One building's month by carrier: the resolved total, with the time its counted meters covered and should have.
    private static func activities(
        amounts: [MonthAmount],
        stays: [MeterStay],
        days: Range<CivilDay>,
        until end: CivilDay?
    ) -> [CarrierActivity] {
        guard let end, days.lowerBound < end else { return [] }
        let known = days.lowerBound..<min(days.upperBound, end)
        let present = stays.filter { $0.overlap(known) > 0 }
        return Set(present.map(\.item.carrier)).sorted().map { carrier in
            let own = amounts.filter { $0.item.carrier == carrier }
            let breakdown = ItemBreakdown(
                carrier: carrier,
                metered: Dictionary(own.map { ($0.item, $0.amount) }) { $0 + $1 }
            )
            // What should have been counted, whether it had data or not: a silent item is missing, not absent.
            let due = ItemBreakdown(
                carrier: carrier,
                metered: Dictionary(present.map { ($0.item, .zero) }) { first, _ in first }
            ).counted
            // Sub-meters that stand in for a silent meter above them miss what it alone would have seen: an estimate.
            let isStandIn = !breakdown.counted.isSubset(of: due)
            let counted = isStandIn ? breakdown.counted : due
            let sources = own.filter { counted.contains($0.item) }
            let covered = sources.reduce(0) { $0 + $1.coveredSeconds }
            return CarrierActivity(
                carrier: carrier,
                amount: breakdown.total,
                expectedSeconds: present.filter { counted.contains($0.item) }.reduce(0) { $0 + $1.overlap(known) }
                    * 86_400,
                coveredSeconds: covered,
                estimatedSeconds: isStandIn ? covered : sources.reduce(0) { $0 + $1.estimatedSeconds }
            )
        }
    }
}

extension MeterStay {
    /// How many of some days it stood there.
    func overlap(_ days: Range<CivilDay>) -> Int64 {
        Int64(max(0, min(to ?? days.upperBound, days.upperBound).number - max(from, days.lowerBound).number))
    }
}
