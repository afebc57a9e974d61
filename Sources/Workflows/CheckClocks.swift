import Access
import Buildings
import Metering
import Store
import Units

extension Platform {
    /// How many days of history a shape is compared with.
    private static let historyDays = 56

    /// Asks of each electricity meter whether its stamps are in UTC, by the shape of its last days (网关时钟核查).
    ///
    /// Compared with the meter's own history and with what is usual for its kind of building. A meter that seems to be eight hours off becomes a work item with the evidence; nothing is moved.
    ///
    /// - Returns: how many meters were noted.
    @discardableResult
    func checkClocks() async throws -> Int {
        guard let rule = qualityRules.rule(.utc, for: .electricity) else { return 0 }
        let today = CivilDay(containing: now())
        let recent = today.adding(days: -Int(rule.value("days", for: .electricity)))..<today
        let history = recent.lowerBound.adding(days: -Self.historyDays)..<recent.lowerBound
        let kinds = Dictionary(
            try await places(.all).compactMap { place in place.kind.map { (place.id, $0) } }
        ) { first, _ in first }
        var count = 0
        for placed in try await store.meters(scope: .all) where placed.meter.item.carrier == .electricity {
            guard let place = placed.places.last, let shape = try await shape(of: placed, on: recent) else {
                continue
            }
            // A clock may be off from the first day on: then only what is usual elsewhere tells it.
            let usual = [
                try await self.shape(of: placed, on: history),
                kinds[place.building].flatMap { qualityRules.usualShapes[$0.rawValue] },
            ]
            let found = usual.lazy.compactMap { $0 }.compactMap {
                shape.utcEvidence(against: $0, carrier: .electricity, rules: qualityRules)
            }
            guard let fit = found.first else { continue }
            let draft = WorkItemDraft(
                kind: "meter.utc",
                object: ("meter", placed.meter.id.rawValue),
                evidence: [placed.meter.code, String(fit.asStamped), String(fit.moved)],
                role: .operatorEngineer
            )
            guard try await store.openWorkItem(draft, now: now()) != nil else { continue }
            count += 1
            let last = recent.upperBound.adding(days: -1)
            try await store.note(placed.meter.utcFinding(fit: fit, on: last, rules: qualityRules), on: placed.meter.id)
        }
        return count
    }

    /// The shape of a meter's working days; `nil` where there are no hours to tell it by, or they cannot be read.
    private func shape(
        of placed: PlacedMeter,
        on days: Range<CivilDay>
    ) async throws -> LoadShape? {
        let known: [Reading]
        do {
            known = try await readings.readings(of: placed.meter.id, in: days)
        } catch is ReadingStoreError {
            return nil
        }
        let hours = placed.meter.intervals(of: known, by: .hour, repairs: placed.repairs, rules: qualityRules)
        return LoadShape(of: hours, where: holidays.isWorkingDay)
    }
}
