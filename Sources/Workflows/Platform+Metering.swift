public import Buildings
public import Metering
import Store
public import Units

extension Platform {
    /// The metering page; `nil` while there is no meter.
    public func metering(year: CivilYear?, scope: Scope) async throws -> MeteringView? {
        let year = try await shownYear(year)
        let stays = try await stays(scope)
        guard !stays.isEmpty else { return nil }
        return MeteringView(
            year: year,
            days: try await cached("days \(year.number)", scope) {
                try await days(of: year, stays: stays, scope: scope)
            },
            findings: try await findingCounts(year: year, scope: scope),
            statistics: scope == .all ? try await readings.statistics() : nil
        )
    }

    /// The days of a year on which there was a meter, up to the last one with data.
    private func days(of year: CivilYear, stays: [MeterStay], scope: Scope) async throws -> [DayCoverage] {
        let coverage = try await store.coverage(days: year.days, scope: scope)
        let covered = Dictionary(coverage.map { ($0.day, $0) }) { first, _ in first }
        // Meters present by day: +1 where a stay begins, −1 where it ends.
        var changes: [CivilDay: Int64] = [:]
        for stay in stays {
            changes[max(stay.from, year.days.lowerBound), default: 0] += 1
            if let to = stay.to { changes[max(to, year.days.lowerBound), default: 0] -= 1 }
        }
        var present: Int64 = 0
        return try await known(year).compactMap { day in
            present += changes[day] ?? 0
            guard present > 0 else { return nil }
            return DayCoverage(
                day: day,
                coveredSeconds: covered[day]?.coveredSeconds ?? 0,
                estimatedSeconds: covered[day]?.estimatedSeconds ?? 0,
                expectedSeconds: present * 86_400
            )
        }
    }

    /// Meters with their completeness in a year, worst first or by code; the cursor is a position.
    public func meters(
        building: Building.ID?,
        year: CivilYear?,
        after: String?,
        limit: Int,
        worstFirst: Bool,
        only: Set<Int64>? = nil,
        scope: Scope
    ) async throws -> Page<MeterSummary> {
        var rows = try await meterSummaries(building: building, year: year, scope: scope)
        if let only { rows.removeAll { !only.contains($0.id.rawValue) } }
        if worstFirst {
            rows.sort {
                ($0.share.known - $0.share.estimated, $0.code) < ($1.share.known - $1.share.estimated, $1.code)
            }
        }
        let start = min(max(after.flatMap { Int($0) } ?? 0, 0), rows.count)
        let end = min(start + min(max(limit, 1), 1_000), rows.count)
        return Page(rows: Array(rows[start..<end]), next: end < rows.count ? String(end) : nil, total: rows.count)
    }

    /// The meters of a scope, or of one of its buildings, by code.
    func meterSummaries(building: Building.ID?, year: CivilYear?, scope: Scope) async throws -> [MeterSummary] {
        let year = try await shownYear(year)
        let all = try await cached("summaries \(year.number)", scope) {
            try await allSummaries(year: year, scope: scope)
        }
        guard let building else { return all }
        let own = Set(try await stays(scope).filter { $0.building == building }.map(\.meter))
        return all.filter { own.contains($0.id) }
    }

    private func allSummaries(year: CivilYear, scope: Scope) async throws -> [MeterSummary] {
        let days = try await known(year)
        let names = Dictionary(try await places(scope).map { ($0.id, $0.name) }) { first, _ in first }
        let coverage = try await store.meterCoverage(days: days, scope: scope)
        return try await placedMeters(scope).compactMap { placed in
            summary(of: placed, days: days, coverage: coverage, names: names)
        }
    }

    private func summary(
        of placed: PlacedMeter,
        days: Range<CivilDay>,
        coverage: [Meter.ID: MeterCoverage],
        names: [Building.ID: String]
    ) -> MeterSummary? {
        guard let place = placed.places.last else { return nil }
        let expected = placed.places.reduce(Int64(0)) { sum, place in
            let from = max(place.from, days.lowerBound)
            let to = min(place.to ?? days.upperBound, days.upperBound)
            return sum + Int64(max(0, to.number - from.number)) * 86_400
        }
        let own = coverage[placed.meter.id]
        return MeterSummary(
            id: placed.meter.id,
            code: placed.meter.code,
            item: placed.meter.item,
            itemName: items.name(of: placed.meter.item),
            device: placed.meter.devices.last,
            building: (place.building, names[place.building] ?? ""),
            share: DataShare(
                covered: own?.coveredSeconds ?? 0,
                estimated: own?.estimatedSeconds ?? 0,
                expected: expected
            ),
            findingCount: own?.findings ?? 0
        )
    }

    /// One meter with some days (the last 60 with data by default) and the readings of one of them.
    public func meter(
        _ id: Meter.ID,
        days: Range<CivilDay>?,
        day: CivilDay?,
        scope: Scope
    ) async throws -> MeterDetail? {
        guard let placed = try await placedMeters(scope).first(where: { $0.meter.id == id }) else { return nil }
        // Where the meter has gone on to a building out of the scope, the last day that the reader may see counts.
        let end = placed.places.last?.to ?? CivilDay(number: 1_000_000)
        let read = try await readings.lastReading(of: id, before: end)?.day
        let last = try await read == nil ? store.storedDays(of: id)?.upperBound : read
        let shownDay = min(last ?? CivilDay(containing: now()), end.adding(days: -1))
        let days = days ?? shownDay.adding(days: -59)..<shownDay.adding(days: 1)
        func isVisible(_ day: CivilDay) -> Bool { placed.places.contains { $0.contains(day) } }
        guard
            let summary = try await meterSummaries(building: nil, year: shownDay.year, scope: scope).first(where: {
                $0.id == id
            })
        else { return nil }
        let consumption = try await store.dayConsumption(of: id, days: days).filter { isVisible($0.day) }
        let shown = (day ?? consumption.last?.day).flatMap { isVisible($0) ? $0 : nil }
        let found = try await store.findings(days: days, rule: nil, meter: id, after: nil, limit: 200, scope: scope)
        return MeterDetail(
            meter: summary,
            devices: placed.meter.devices,
            period: days,
            days: consumption.map { MeterDayView(day: $0.day, consumption: $0) },
            findings: found.rows.map { MeterFinding(day: $0.day, meter: $0.meter, finding: $0.finding) },
            readingsDay: shown,
            readings: try await shown.mapAsync { try await readings.readings(of: id, in: $0..<$0.adding(days: 1)) }
                ?? []
        )
    }

    /// Findings of a year in order of time.
    public func findings(
        year: CivilYear?,
        rule: String?,
        after: String?,
        limit: Int,
        scope: Scope
    ) async throws -> Page<MeterFinding> {
        let year = try await shownYear(year)
        let parts = (after ?? "").split(separator: ".").compactMap { Int64($0) }
        let cursor = parts.count == 3 ? (day: Int(parts[0]), meter: parts[1], position: Int(parts[2])) : nil
        let limit = min(max(limit, 1), 1_000)
        let found = try await store.findings(
            days: year.days,
            rule: rule,
            meter: nil,
            after: cursor,
            limit: limit + 1,
            scope: scope
        )
        let rows = found.rows.prefix(limit)
        let next =
            found.rows.count > limit ? rows.last.map { "\($0.day.number).\($0.meter.rawValue).\($0.position)" } : nil
        return Page(
            rows: rows.map { MeterFinding(day: $0.day, meter: $0.meter, finding: $0.finding) },
            next: next,
            total: found.total
        )
    }
}

extension Optional where Wrapped: Sendable {
    /// The value made of the wrapped one, if there is any.
    func mapAsync<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
