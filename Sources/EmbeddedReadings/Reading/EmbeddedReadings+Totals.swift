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
        let months = try days.months.map { month in try self.month(month) }
        if let month = months.first, months.count == 1, days == month.table.days,
            meters == nil || meters == month.table.meters
        {
            return month.table
        }
        var table = DayTotalTable(
            meters: meters ?? Set(months.flatMap { $0.meters(in: days) }).sorted(),
            days: days
        )
        for month in months { table.take(month) }
        return table
    }

    /// The totals of a month as they are now.
    private func month(_ month: CivilMonth) throws -> TotalsCache.Month {
        while true {
            let known = try containers.totals.known(month) { try containers.totals(of: month) }
            let (changed, sequence) = open.withLock { open in
                (open.changed(in: month, after: known.sequence), open.sequence)
            }
            let totals = try changed.map { meter in (meter.meter, try self.totals(of: meter, known)) }
            // Where a seal ended meanwhile, changes have left memory that may not be in what was known.
            if let live = containers.totals.take(totals, through: sequence, into: month, known) { return live }
        }
    }

    /// The totals of a meter's changed days.
    private func totals(of meter: ChangedMeter, _ known: TotalsCache.Known) throws -> [MeterDayTotal] {
        if meter.isOrdered, let last = known.lastDays[meter.meter], meter.days == [last.day] {
            let further = meter.readings[meter.readings.position(from: last.total.last.stamp.seconds + 1)...]
            if further.isEmpty { return [last] }
            if let total = last.total.continued(by: further) { return [MeterDayTotal(day: last.day, total: total)] }
        }
        let sealed = try meter.head.map { head in
            try containers.withColumns(of: head) { columns in
                meter.days.map { columns.readings(columns.positions(in: $0..<$0.adding(days: 1))) }
            }
        }
        return meter.days.enumerated().compactMap { index, day in
            let recent = meter.readings.slice(day..<day.adding(days: 1))
            let total = sealed.map { ReadingTotal($0[index].overlaid(with: recent)) } ?? ReadingTotal(recent)
            return total.map { MeterDayTotal(day: day, total: $0) }
        }
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

/// Days of a meter that changed, with their readings that are not in containers yet (变化的表计日).
private struct ChangedMeter {
    let meter: Meter.ID
    let days: [CivilDay]
    let readings: [Reading]
    /// Whether all that came lay after everything before it.
    let isOrdered: Bool
    /// Its container of the month.
    let head: ContainerHead?
}

extension OpenReadings {
    /// What changed in a month after a change, by meter.
    fileprivate func changed(in month: CivilMonth, after sequence: Int64) -> [ChangedMeter] {
        guard self.sequence > sequence else { return [] }
        let numbers = month.firstDay.number..<month.firstDay.number + month.dayCount
        return meters.indices.compactMap { position in
            let state = meters[position]
            let marks = (frozen?.marks(at: position) ?? []) + state.marks
            let changed = Set(marks.filter { $0.sequence > sequence && numbers.contains($0.day) }.map(\.day))
            guard !changed.isEmpty else { return nil }
            let days = changed.sorted().map(CivilDay.init(number:))
            let frozen = frozen?.run(at: position) ?? []
            return ChangedMeter(
                meter: state.meter,
                days: days,
                readings: days.flatMap { day in
                    let day = day..<day.adding(days: 1)
                    return Array(frozen.slice(day)).overlaid(with: state.run.slice(day))
                },
                isOrdered: fronts[position].disorderedIn <= sequence,
                head: state.head(of: month)
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
