import Metering
import Store
import Units

extension Platform {
    /// Derives consumption from whatever readings changed, until nothing is left to do (由读数推日用量、月用量).
    ///
    /// Only days that a changed reading can influence are computed again: those between its neighbours. The place it
    /// got to is written with the result in one transaction, so a crash in between repeats work and loses none.
    ///
    /// - Parameter report: told again and again how many meter-days are done.
    /// - Returns: how many meter-days had changed.
    /// - Throws: a database error.
    @discardableResult
    public func deriveConsumption(_ report: (Int) -> Void = { _ in }) async throws -> Int {
        var count = 0
        try await deriveStaleMeters()
        while true {
            // One at a time: what is computed from the readings of a moment ago must not replace what is newer.
            let done = try await derivation.alone { try await deriveChanges() }
            guard let done else { return count }
            count += done
            report(count)
        }
    }

    /// Derives the next changed days; `nil` where there are none.
    private func deriveChanges() async throws -> Int? {
        let asked = now()
        let consumed = try await store.consumedSequence()
        let changes = try await readings.changes(after: consumed, limit: 50_000)
        guard changes.sequence > consumed else {
            intake.accountsAreUpToDate(as: asked)
            return nil
        }
        let meters = try await store.meters(scope: .all)
        let derived = try await derive(
            meters.compactMap { meter in changes.days[meter.meter.id].map { (meter, $0) } }
        )
        try await store.replaceConsumption(
            derived.consumption,
            consumedSequence: changes.sequence,
            stale: derived.damaged,
            rules: qualityRules
        )
        return changes.days.values.reduce(0) { $0 + $1.count }
    }

    /// Derives meters of which something was said, such as a device, a place or a repair, over all their days.
    func deriveStaleMeters() async throws { try await derivation.alone { try await deriveMarkedMeters() } }

    private func deriveMarkedMeters() async throws {
        let stale = try await store.staleMeters()
        guard !stale.isEmpty else { return }
        var work: [(PlacedMeter, [CivilDay])] = []
        var unreadable: Set<Meter.ID> = []
        for meter in try await store.meters(scope: .all) where stale[meter.meter.id] != nil {
            let id = meter.meter.id
            do {
                let first = try await readings.firstReading(of: id, from: CivilDay(number: -1_000_000))
                let last = try await readings.lastReading(of: id, before: CivilDay(number: 1_000_000))
                // Beyond all readings there are days that a repair gave, and some that one gave which was taken back.
                let given = meter.repairs.flatMap(\.bounds).map(CivilDay.init(closing:))
                let stored = meter.meter.devices.isEmpty ? nil : try await store.storedDays(of: id)
                let days = [first?.day, last?.day, stored?.lowerBound, stored?.upperBound].compactMap(\.self) + given
                guard let from = days.min(), let to = days.max() else { continue }
                work.append((meter, Array(from...to)))
            } catch ReadingStoreError.damagedBlock {
                unreadable.insert(id)
            }
        }
        let derived = try await derive(work)
        unreadable.formUnion(derived.damaged)
        try await store.replaceConsumption(
            derived.consumption,
            freshened: stale.filter { !unreadable.contains($0.key) },
            rules: qualityRules
        )
    }

    /// What became of some meters.
    private struct Derivation {
        var consumption: [MeterConsumption] = []
        /// Meters with a damaged block or an archived month; they stay marked until new readings have repaired the one or
        /// the other is brought back.
        var damaged: [Meter.ID] = []
    }

    /// Computes meters two at a time, for two cores; one that cannot be read holds up no other.
    private func derive(_ work: [(PlacedMeter, [CivilDay])]) async throws -> Derivation {
        try await withThrowingTaskGroup(of: Derivation.self) { group in
            var waiting = work.makeIterator()
            var derived = Derivation()
            for _ in 0..<2 {
                if let next = waiting.next() { group.addTask { try await derive(next.0, next.1) } }
            }
            while let part = try await group.next() {
                derived.consumption += part.consumption
                derived.damaged += part.damaged
                if let next = waiting.next() { group.addTask { try await derive(next.0, next.1) } }
            }
            return derived
        }
    }

    private func derive(_ meter: PlacedMeter, _ changed: [CivilDay]) async throws -> Derivation {
        do {
            return Derivation(consumption: try await derive(meter, changed: changed))
        } catch ReadingStoreError.damagedBlock(let meter, _) {
            return Derivation(damaged: [meter])
        } catch ReadingStoreError.archived {
            // What was derived of an archived month stands until the month is brought back.
            return Derivation(damaged: [meter.meter.id])
        }
    }

    /// Computes the days around the changed ones; days far apart are computed apart.
    private func derive(_ meter: PlacedMeter, changed: [CivilDay]) async throws -> [MeterConsumption] {
        var results: [MeterConsumption] = []
        var run: ClosedRange<CivilDay>?
        for day in changed.sorted() {
            if let current = run, day.number - current.upperBound.number > 31 {
                results.append(try await derive(meter, around: current))
                run = day...day
            } else {
                run = (run?.lowerBound ?? day)...day
            }
        }
        if let run { results.append(try await derive(meter, around: run)) }
        return results
    }

    func derive(_ meter: PlacedMeter, around changed: ClosedRange<CivilDay>) async throws -> MeterConsumption {
        let id = meter.meter.id
        let context = Meter.contextReadings
        let before = try await readings(context, of: id, before: changed.lowerBound)
        let after = try await readings(context, of: id, from: changed.upperBound.adding(days: 1))
        // A recorded swap is a register reading too, and a repair may stand for one; beyond all readings they bound the
        // days like a neighbour.
        let beyond = (meter.meter.devices.map(\.validFrom) + meter.repairs.flatMap(\.bounds)).sorted()
        var first = before.suffix(context).first?.day ?? changed.lowerBound
        var last = after.prefix(context).last?.day ?? changed.upperBound
        if before.count < context { first = min(first, beyond.first.map(CivilDay.init(containing:)) ?? first) }
        if after.count < context { last = max(last, beyond.last.map(CivilDay.init(closing:)) ?? last) }
        let known =
            try await readings(context, of: id, before: first)
            + readings.readings(of: id, in: first..<last.adding(days: 1))
            + readings(context, of: id, from: last.adding(days: 1))
        var result = meter.meter.consumption(of: known, repairs: meter.repairs, rules: qualityRules)
        result.findings += meter.meter.driftFindings(in: known, rules: qualityRules)
        result.findings += try await dayFindings(of: meter.meter, in: known, days: first..<last.adding(days: 1))
        result.findings += try await standstills(of: meter.meter, in: known, from: first, days: result.days)
        return MeterConsumption(meter: meter, days: first...last, result: result)
    }

    /// Days with too few readings, once they are over, and stamps that had several values.
    private func dayFindings(
        of meter: Meter,
        in known: [Reading],
        days: Range<CivilDay>
    ) async throws -> [DatedFinding] {
        let over = days.lowerBound..<max(days.lowerBound, min(days.upperBound, CivilDay(containing: now())))
        let completeness = meter.completeness(of: over, readings: known, until: now())
        let replaced = try await readings.superseded(of: meter.id, in: days).map(\.reading)
        return meter.findings(on: completeness, rules: qualityRules)
            + meter.conflictFindings(of: replaced, beside: known, rules: qualityRules)
    }

    /// Where a register stood still too long, by readings from so long before and by the days stored before.
    private func standstills(
        of meter: Meter,
        in known: [Reading],
        from first: CivilDay,
        days: [DayConsumption]
    ) async throws -> [DatedFinding] {
        guard let rule = qualityRules.rule(.stale, for: meter.item.carrier) else { return [] }
        let margin = Int(rule.value("hours", for: meter.item.carrier) / 24) + 1
        let usual = Int(rule.value("usual_days", for: meter.item.carrier)) + margin
        let earlier: [Reading]
        do {
            earlier = try await readings.readings(of: meter.id, in: first.adding(days: -margin)..<first)
        } catch ReadingStoreError.archived {
            // What is archived was judged before it was.
            earlier = []
        }
        let history = try await store.dayConsumption(of: meter.id, days: first.adding(days: -usual)..<first)
        return meter.staleFindings(
            in: earlier + known.filter { first <= $0.day },
            history: history + days.filter { first <= $0.day },
            rules: qualityRules
        )
    }

    /// The last readings of a meter before a day: at least so many that can be used, where there are.
    func readings(_ count: Int, of meter: Meter.ID, before day: CivilDay) async throws -> [Reading] {
        var (found, day): ([Reading], CivilDay) = ([], day)
        while found.count(where: \.isUsable) < count,
            let last = try await readings.lastReading(of: meter, before: day)
        {
            day = last.day
            found = try await readings.readings(of: meter, in: day..<day.adding(days: 1)) + found
        }
        return found
    }

    /// The first readings of a meter from a day on, in the same way.
    func readings(_ count: Int, of meter: Meter.ID, from day: CivilDay) async throws -> [Reading] {
        var (found, day): ([Reading], CivilDay) = ([], day)
        while found.count(where: \.isUsable) < count,
            let first = try await readings.firstReading(of: meter, from: day)
        {
            found += try await readings.readings(of: meter, in: first.day..<first.day.adding(days: 1))
            day = first.day.adding(days: 1)
        }
        return found
    }
}

extension Reading {
    fileprivate var isUsable: Bool { quality != .invalid }
}

extension Repair {
    fileprivate var bounds: [Instant] { [interval.lowerBound, interval.upperBound] }
}
