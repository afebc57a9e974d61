package import Metering
import Synchronization
package import Units

extension EmbeddedReadings {
    package func readings(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [Reading] {
        try stored(of: meter, in: days)
    }

    package func readings(
        of meters: [Meter.ID],
        in days: Range<CivilDay>
    ) -> AsyncThrowingStream<MeterReadings, any Error> {
        let months = Array(days.months)
        let parts = Mutex(0..<meters.count * months.count)
        return AsyncThrowingStream {
            while let part = parts.withLock({ $0.popFirst() }) {
                let (meter, month) = (meters[part / months.count], months[part % months.count])
                let readings = try self.stored(of: meter, in: month.days.clamped(to: days))
                if !readings.isEmpty { return MeterReadings(meter: meter, readings: readings) }
            }
            return nil
        }
    }

    /// The readings of a meter's days.
    func stored(of meter: Meter.ID, in days: Range<CivilDay>) throws -> [Reading] {
        guard let view = try view(of: meter, in: days) else { return [] }
        var readings: [Reading] = []
        for head in view.heads {
            try containers.withColumns(of: head) { columns in
                let range = columns.positions(in: days)
                if readings.isEmpty { readings = columns.readings(range) } else { readings += columns.readings(range) }
            }
        }
        return readings.overlaid(with: view.recent[...])
    }

    /// What is known of a meter's days; `nil` where nothing is.
    ///
    /// - Throws: where readings of the days are lost or archived.
    private func view(of meter: Meter.ID, in days: Range<CivilDay>) throws(ReadingStoreError) -> MeterView? {
        // Memory first: what is sealed meanwhile is then seen twice and not missed.
        let (view, archived) = open.withLock { ($0.view(of: meter, in: days), $0.archivedMonths) }
        guard let view else { return nil }
        if let day = view.lostDay { throw .damagedBlock(meter: meter, month: day.month) }
        if let month = view.heads.map(\.month).first(where: archived.contains) { throw .archived(month) }
        return view
    }

    package func lastReading(of meter: Meter.ID, before day: CivilDay) async throws -> Reading? {
        try neighbour(of: meter, from: \.last) { open, position in
            let state = open.meters[position]
            let end = day.start.seconds
            func last(_ run: [Reading]) -> Reading? {
                let count = run.position(from: end + 1)
                return count > 0 ? run[count - 1] : nil
            }
            let recent = [last(state.run), open.frozen.flatMap { last($0.run(at: position)) }]
            return (recent, state.heads.reversed().filter { $0.stamps.lowerBound <= end })
        } isWithin: {
            $0 < day
        } isNearer: {
            $0.stamp > $1.stamp
        }
    }

    package func firstReading(of meter: Meter.ID, from day: CivilDay) async throws -> Reading? {
        try neighbour(of: meter, from: \.first) { open, position in
            let state = open.meters[position]
            let start = day.start.seconds
            func first(_ run: [Reading]) -> Reading? {
                let index = run.position(from: start + 1)
                return index < run.count ? run[index] : nil
            }
            let recent = [first(state.run), open.frozen.flatMap { first($0.run(at: position)) }]
            return (recent, state.heads.filter { $0.stamps.upperBound > start })
        } isWithin: {
            $0 >= day
        } isNearer: {
            $0.stamp < $1.stamp
        }
    }

    /// The nearest reading on one side of a day.
    ///
    /// Totals know the first and the last reading of each day, so no block is read, and an archived month answers too.
    private func neighbour(
        of meter: Meter.ID,
        from end: KeyPath<ReadingTotal, Reading>,
        _ candidates: (borrowing OpenReadings, Int) -> (recent: [Reading?], heads: [ContainerHead]),
        isWithin: (CivilDay) -> Bool,
        isNearer: (Reading, Reading) -> Bool
    ) throws -> Reading? {
        let found = open.withLock { open in
            open.position(of: meter).map { (candidates(open, $0), open.lostDays[meter] ?? []) }
        }
        guard let ((recent, heads), lost) = found else { return nil }
        var nearest = recent.compactMap(\.self).reduce(nil as Reading?) { best, next in
            // Of equal stamps the first one, which is the newer.
            best.map { isNearer(next, $0) ? next : $0 } ?? next
        }
        for head in heads {
            let days = try containers.dayTotals(of: head).filter { isWithin($0.day) }
            guard let day = days.max(by: { isNearer($1.total[keyPath: end], $0.total[keyPath: end]) }) else { continue }
            let sealed = day.total[keyPath: end]
            if nearest.map({ isNearer(sealed, $0) }) ?? true { nearest = sealed }
            break
        }
        // A lost day in between would be the neighbour if it were known.
        for number in lost {
            let day = CivilDay(number: number)
            guard isWithin(day) else { continue }
            let edge = Reading(stamp: day.start.adding(seconds: 43_200), counts: 0)
            if nearest.map({ $0.day != day && isNearer(edge, $0) }) ?? true {
                throw ReadingStoreError.damagedBlock(meter: meter, month: day.month)
            }
        }
        return nearest
    }

    package func superseded(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [SupersededReading] {
        let recent = open.withLock { open in ((open.frozen?.superseded ?? []) + open.superseded) }
        let sealed = try containers.superseded(of: meter, in: days)
        // What is sealed meanwhile would be seen twice.
        let known = Set(sealed)
        return sealed + recent.filter { $0.meter == meter && days.contains($0.reading.day) && !known.contains($0) }
    }
}
