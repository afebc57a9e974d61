import Access
import Buildings
import Metering
import Store
import Units

extension Platform {
    /// Asks which sources and which of their meters have gone silent (离线核查), each becoming a work item.
    ///
    /// A silent source says it for all its meters, and a silent meter for those below it. What speaks again is settled.
    /// Meters that no open source reaches come in by file, when somebody brings them.
    ///
    /// - Returns: how many sources and meters were noted.
    @discardableResult
    func checkSilence() async throws -> Int {
        guard let rule = qualityRules.rule(.silent, for: .electricity) else { return 0 }
        let now = now()
        let longest = rule.value("hours", for: .electricity) * 3_600
        let oldest = rule.value("days", for: .electricity) * 86_400
        var count = 0
        for source in try await store.ingestSources(now: now) {
            guard source.closedAt == nil, let last = source.lastAt else { continue }
            let isSilent = now.seconds - last.seconds > longest
            let draft = WorkItemDraft(
                kind: "source.silent",
                object: ("source", source.source.id),
                evidence: [source.source.name, last.description],
                role: .operatorEngineer
            )
            if try await settle(draft, isOpen: isSilent, now: now) { count += 1 }
            guard !isSilent else { continue }
            let meters = try await store.meters(scope: source.source.scope)
            let buildings = Dictionary(grouping: meters.filter { !$0.meter.devices.isEmpty }) {
                $0.places.last?.building
            }
            for (building, meters) in buildings where building != nil {
                count += try await noteSilence(of: meters, longest: longest, oldest: oldest, now: now)
            }
        }
        return count
    }

    /// Notes the silent meters of one building, but those below another silent one.
    private func noteSilence(
        of placed: [PlacedMeter],
        longest: Int64,
        oldest: Int64,
        now: Instant
    ) async throws -> Int {
        let today = CivilDay(containing: now)
        var since: [Meter.ID: Instant] = [:]
        var spoke: [PlacedMeter] = []
        for meter in placed where meter.places.contains(where: { $0.contains(today) }) {
            guard let last = try await readings.lastReading(of: meter.meter.id, before: today.adding(days: 1)) else {
                continue
            }
            let age = now.seconds - last.stamp.seconds
            let interval = meter.meter.device(at: now)?.interval ?? 0
            if age <= max(longest, 2 * interval) { spoke.append(meter) }
            if age > max(longest, 2 * interval), age <= oldest { since[meter.meter.id] = last.stamp }
        }
        let tree = try await store.structure().tree
        var suppressed: Set<Meter.ID> = []
        for own in Dictionary(grouping: placed, by: \.meter.item.carrier).values {
            let items = Dictionary(own.map { ($0.meter.id, $0.meter.item) }) { first, _ in first }
            suppressed.formUnion(BranchedMeters(items, tree: tree, on: today).suppressed(silent: Set(since.keys)))
        }
        var count = 0
        for meter in placed {
            let id = meter.meter.id
            let stamp = since[id]
            let isNoted = stamp != nil && !suppressed.contains(id)
            // What has been silent for longer than the rule looks back stays with whoever has it.
            guard isNoted || suppressed.contains(id) || spoke.contains(where: { $0.meter.id == id }) else { continue }
            let draft = WorkItemDraft(
                kind: "meter.silent",
                object: ("meter", id.rawValue),
                evidence: [meter.meter.code, stamp?.description ?? ""],
                role: .operatorEngineer
            )
            if try await settle(draft, isOpen: isNoted, now: now) { count += 1 }
            guard isNoted, let stamp else { continue }
            try await store.note(meter.meter.silence(since: stamp, rules: qualityRules), on: id)
        }
        return count
    }

    /// Opens a work item or settles it; whether it was opened.
    private func settle(_ draft: WorkItemDraft, isOpen: Bool, now: Instant) async throws -> Bool {
        if isOpen { return try await store.openWorkItem(draft, now: now) != nil }
        try await store.closeWorkItem(kind: draft.kind, object: draft.object, by: .system, now: now)
        return false
    }
}
