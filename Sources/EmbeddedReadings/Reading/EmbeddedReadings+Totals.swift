package import Metering
import Synchronization
package import Units

extension EmbeddedReadings {
    package func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [MeterDayTotal] {
        guard let view = open.withLock({ $0.view(of: meter, in: days) }) else { return [] }
        if let day = view.lostDay { throw ReadingStoreError.damagedBlock(meter: meter, month: day.month) }
        var totals: [CivilDay: ReadingTotal] = [:]
        for head in view.heads {
            for day in try containers.dayTotals(of: head) where days.contains(day.day) { totals[day.day] = day.total }
        }
        for (day, readings) in view.recent.byDay {
            totals[day] = try total(
                of: readings,
                over: totals[day],
                on: day,
                head: view.heads.first { $0.month == day.month }
            )
        }
        return totals.sorted { $0.key < $1.key }.map { MeterDayTotal(day: $0.key, total: $0.value) }
    }

    /// The totals of a day of which some readings are not in the container.
    private func total(
        of recent: ArraySlice<Reading>,
        over sealed: ReadingTotal?,
        on day: CivilDay,
        head: ContainerHead?
    ) throws -> ReadingTotal? {
        guard let sealed, let head else { return ReadingTotal(recent) }
        if let total = sealed.continued(by: recent) { return total }
        let base = try containers.withColumns(of: head) { columns in
            columns.readings(columns.positions(in: day..<day.adding(days: 1)))
        }
        return ReadingTotal(base.overlaid(with: recent))
    }

    package func dayTotals(of meters: [Meter.ID]?, in days: Range<CivilDay>) async throws -> DayTotalTable {
        // Memory first, as in all reading: what is sealed meanwhile is then seen twice and not missed.
        let recent = open.withLock { open in open.recent(in: days) }
        let months = try days.months.map { month in try self.month(month) }
        if recent.isEmpty, let month = months.first, months.count == 1, days == month.table.days,
            meters == nil || meters == month.table.meters
        {
            return month.table
        }
        let meters =
            meters ?? Set(months.flatMap { $0.meters(in: days) } + recent.map { $0.meter }).sorted()
        var table = DayTotalTable(meters: meters, days: days)
        for month in months { table.take(month) }
        let positions = recent.isEmpty ? [:] : Dictionary(meters.enumerated().map { ($1, $0) }) { first, _ in first }
        for meter in recent {
            guard let position = positions[meter.meter] else { continue }
            let first = table.cells(ofMeterAt: position).lowerBound - days.lowerBound.number
            for (day, readings) in meter.readings.byDay {
                let sealed = table.counts[first + day.number] > 0
                let head = sealed ? meter.heads.first { $0.month == day.month } : nil
                let known = try head.flatMap { head in try containers.dayTotals(of: head).first { $0.day == day }?.total
                }
                if let total = try total(of: readings, over: known, on: day, head: head) {
                    table.set(first + day.number, total)
                }
            }
        }
        return table
    }

    /// The sealed totals of a month.
    private func month(_ month: CivilMonth) throws -> TotalsCache.Month {
        try containers.totals.month(month) { try containers.totals(of: month) }
    }

    package func monthTotals(of meter: Meter.ID, in months: Range<CivilMonth>) async throws -> [MeterMonthTotal] {
        let days = months.lowerBound.firstDay..<months.upperBound.firstDay
        let totals = try await dayTotals(of: meter, in: days)
        return Dictionary(grouping: totals, by: \.day.month).sorted { $0.key < $1.key }.compactMap {
            MeterMonthTotal($0.value)
        }
    }
}

extension ReadingTotal {
    /// The totals of a day whose further readings come after its sealed ones; `nil` where only all of its readings can
    /// tell.
    fileprivate func continued(by recent: ArraySlice<Reading>) -> ReadingTotal? {
        guard let next = recent.first, let later = ReadingTotal(recent), next.stamp > last.stamp else { return nil }
        // The usual step is only known to hold for all where it holds for both and between them.
        let step = next.stamp.seconds - last.stamp.seconds
        let usual = Int(86_400 / step)
        guard usual > count, expected == usual, recent.count == 1 || later.expected == max(usual, recent.count) else {
            return nil
        }
        var total = followed(by: later)
        total.expected = max(usual, total.count)
        return total
    }
}

extension TotalsCache.Month {
    /// The meters that have readings on days.
    fileprivate func meters(in days: Range<CivilDay>) -> [Meter.ID] {
        let shared = table.days.clamped(to: days)
        let offset = shared.lowerBound.number - table.days.lowerBound.number
        return table.meters.indices.filter { position in
            let start = table.cells(ofMeterAt: position).lowerBound + offset
            return table.counts[start..<start + shared.count].contains { $0 > 0 }
        }.map { table.meters[$0] }
    }
}

extension DayTotalTable {
    /// Takes the cells of a month over, as far as they are part of the table.
    fileprivate mutating func take(_ month: TotalsCache.Month) {
        let shared = month.table.days.clamped(to: days)
        guard !shared.isEmpty else { return }
        for (position, meter) in meters.enumerated() {
            guard let source = month.positions[meter] else { continue }
            let target =
                cells(ofMeterAt: position).lowerBound + shared.lowerBound.number - days.lowerBound.number
            let start =
                month.table.cells(ofMeterAt: source).lowerBound + shared.lowerBound.number
                - month.table.days.lowerBound.number
            copy(month.table, from: start..<start + shared.count, to: target)
        }
    }
}

/// Readings of a meter that are not in containers yet.
struct RecentReadings {
    let meter: Meter.ID
    let readings: [Reading]
    let heads: [ContainerHead]
}

extension OpenReadings {
    /// The readings of days that are not in containers yet, by meter.
    fileprivate func recent(in days: Range<CivilDay>) -> [RecentReadings] {
        let months = days.months
        return meters.indices.compactMap { position in
            let state = meters[position]
            let frozen = frozen?.run(at: position).slice(days) ?? []
            let run = state.run.slice(days)
            if frozen.isEmpty, run.isEmpty { return nil }
            return RecentReadings(
                meter: state.meter,
                readings: Array(frozen).overlaid(with: run),
                heads: state.heads.filter { months.contains($0.month) }
            )
        }
    }
}

extension [Reading] {
    /// The readings of each day.
    fileprivate var byDay: [(day: CivilDay, readings: ArraySlice<Reading>)] {
        var days: [(day: CivilDay, readings: ArraySlice<Reading>)] = []
        var rest = self[...]
        while let first = rest.first {
            let day = first.day
            let end = position(from: day.adding(days: 1).start.seconds + 1)
            days.append((day, self[rest.startIndex..<end]))
            rest = self[end...]
        }
        return days
    }
}
