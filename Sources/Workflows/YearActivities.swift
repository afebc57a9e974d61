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
        let buildings = try await carrierMonths(of: year)
        return YearActivities(year: year, buildings: buildings.mapValues { $0.map { $0.map(\.activity) } })
    }

    /// The metered amounts that the activities of a year are the sums of, month by month; nothing is counted twice.
    func countedAmounts(of year: CivilYear, in ids: Set<Building.ID>) async throws -> [MonthAmount] {
        try await carrierMonths(of: year).filter { ids.contains($0.key) }.values.joined().joined()
            .flatMap(\.countedAmounts)
    }

    /// By building, January first: the carriers with what their meters measured.
    private func carrierMonths(of year: CivilYear) async throws -> [Building.ID: [[CarrierMonth]]] {
        let months = CivilMonth(year: year.number, month: 1)..<CivilMonth(year: year.number + 1, month: 1)
        let amounts = Dictionary(grouping: try await store.monthAmounts(months: months), by: \.building)
        let errors = try await store.readingErrors(days: year.days)
        let repairs = try await store.repairs(touching: year.days)
        guard let end = try await span()?.upperBound.adding(days: 1) else { return [:] }
        var buildings: [Building.ID: [[CarrierMonth]]] = [:]
        for (building, stays) in Dictionary(grouping: try await stays(.all), by: \.building) {
            let own = Dictionary(grouping: amounts[building] ?? [], by: \.month)
            buildings[building] = year.months.map { month in
                guard month.firstDay < end else { return [] }
                let days = month.days.lowerBound..<min(month.days.upperBound, end)
                let present = stays.filter { $0.overlap(days) > 0 }
                return Set(present.map(\.item.carrier)).sorted().map { carrier in
                    CarrierMonth(
                        carrier: carrier,
                        days: days,
                        stays: present.filter { $0.item.carrier == carrier },
                        amounts: (own[month] ?? []).filter { $0.item.carrier == carrier },
                        errors: errors,
                        repairs: repairs
                    )
                }
            }
        }
        return buildings
    }
}

/// One building's month of one carrier, from which its activity is worked out.
private struct CarrierMonth {
    let carrier: EnergyCarrier
    /// The days of the month up to the last one with data.
    let days: Range<CivilDay>
    let stays: [MeterStay]
    let amounts: [MonthAmount]
    let errors: [Meter.ID: [CivilDay]]
    let repairs: [Meter.ID: [Repair]]

    private var breakdown: ItemBreakdown {
        ItemBreakdown(carrier: carrier, metered: Dictionary(amounts.map { ($0.item, $0.amount) }) { $0 + $1 })
    }

    /// The amounts that the total is the sum of.
    var countedAmounts: [MonthAmount] {
        let counted = breakdown.counted
        return amounts.filter { counted.contains($0.item) }
    }

    /// The resolved total, with the time its counted meters covered and should have.
    var activity: CarrierActivity {
        let breakdown = breakdown
        // What should have been counted, whether it had data or not: a silent item is missing, not absent.
        let due = ItemBreakdown(
            carrier: carrier,
            metered: Dictionary(stays.map { ($0.item, .zero) }) { first, _ in first }
        ).counted
        // Sub-meters that stand in for a silent meter above them miss what it alone would have seen: an estimate.
        let isStandIn = !breakdown.counted.isSubset(of: due)
        let counted = isStandIn ? breakdown.counted : due
        let sources = amounts.filter { counted.contains($0.item) }
        let covered = sources.reduce(0) { $0 + $1.coveredSeconds }
        let meters = stays.filter { counted.contains($0.item) }
        // A total meter that came later than its sub-meters should have seen their days too.
        let expected = max(meters.reduce(0) { $0 + $1.overlap(days) }, presentDays) * 86_400
        return CarrierActivity(
            carrier: carrier,
            amount: breakdown.total,
            expectedSeconds: expected,
            coveredSeconds: covered,
            estimatedSeconds: isStandIn ? covered : sources.reduce(0) { $0 + $1.estimatedSeconds },
            findings: findings(counted: counted, covered: covered, meters: meters)
        )
    }

    private func findings(counted: Set<EnergyItemCode>, covered: Int64, meters: [MeterStay]) -> Set<DataFinding> {
        var rules: [String] = []
        let below = amounts.filter { !counted.contains($0.item) }.map(\.coveredSeconds).max() ?? 0
        if below > covered + 86_400 { rules.append("carbon.activity.totalPartial") }
        let hasErrors = meters.contains { stay in
            (errors[stay.meter] ?? []).contains { day in
                days.contains(day) && stay.from <= day && stay.to.map { day < $0 } ?? true
            }
        }
        if hasErrors { rules.append("carbon.activity.readingErrors") }
        let isRepaired = meters.contains { stay in
            (repairs[stay.meter] ?? []).contains { $0.touches(days) && stay.overlap(days) > 0 }
        }
        let repaired = DataFinding(rule: "carbon.activity.repaired", severity: .notice, subject: carrier.rawValue)
        return Set(rules.map { DataFinding(rule: $0, severity: .warning, subject: carrier.rawValue) })
            .union(isRepaired ? [repaired] : [])
    }

    /// How many of the days any meter of the carrier was there.
    private var presentDays: Int64 {
        var count: Int64 = 0
        var reached = days.lowerBound
        for stay in stays.sorted(by: { $0.from < $1.from }) {
            let from = max(stay.from, reached)
            let to = min(stay.to ?? days.upperBound, days.upperBound)
            if from < to {
                count += Int64(to.number - from.number)
                reached = to
            }
        }
        return count
    }
}

extension Repair {
    /// Whether it bears on some days: its stretch of time meets them, or ends or begins where they do.
    func touches(_ days: Range<CivilDay>) -> Bool {
        interval.lowerBound <= days.upperBound.start && days.lowerBound.start <= interval.upperBound
    }
}

extension MeterStay {
    /// How many of some days it stood there.
    func overlap(_ days: Range<CivilDay>) -> Int64 {
        Int64(max(0, min(to ?? days.upperBound, days.upperBound).number - max(from, days.lowerBound).number))
    }
}
