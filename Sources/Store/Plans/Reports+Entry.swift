package import Access
package import Buildings
import GRDB
package import Units

/// Which value it is (填报项): a quantity of a population for a place and year, or for one building in the place.
package struct ReportKey: Sendable, Hashable {
    package let quantity: String
    /// Of which population; empty where there is only one.
    package let scope: String
    package let jurisdiction: Jurisdiction.ID
    package let building: Building.ID?
    package let year: Int

    package init(
        quantity: String,
        scope: String,
        jurisdiction: Jurisdiction.ID,
        building: Building.ID? = nil,
        year: Int
    ) {
        self.quantity = quantity
        self.scope = scope
        self.jurisdiction = jurisdiction
        self.building = building
        self.year = year
    }
}

/// A value that somebody enters.
package struct ReportDraft: Sendable {
    package let key: ReportKey
    /// In the quantity's unit.
    package let value: Double
    package let reporter: String
    package let evidence: String?
    /// Why it replaces another value.
    package let reason: String?
    /// The revision that its author saw, 0 for none; `nil` where it came with a file.
    package let seen: Int?
    /// The checks that found the value doubtful before its author said that it is right; empty where none did.
    package var doubts: [String] = []

    package init(
        _ key: ReportKey,
        value: Double,
        reporter: String,
        evidence: String?,
        reason: String?,
        seen: Int?
    ) {
        self.key = key
        self.value = value
        self.reporter = reporter
        self.evidence = evidence
        self.reason = reason
        self.seen = seen
    }
}

/// What somebody owes for a year (填报任务): the work item that asks for it, and the values that settle it.
package struct ReportDuty: Sendable {
    /// What the work item is about.
    package let object: (kind: String, id: Int64)
    /// The values; a report of the city stands for its districts.
    package let keys: [ReportKey]
    /// The city.
    package let city: Jurisdiction.ID
    /// Quantities of which a report of an earlier year will do.
    package let once: Set<String>

    /// The kind of work item that asks for it.
    package static let kind = "reports.owed"

    package init(object: (kind: String, id: Int64), keys: [ReportKey], city: Jurisdiction.ID, once: Set<String>) {
        self.object = object
        self.keys = keys
        self.city = city
        self.once = once
    }
}

/// What became of a value that somebody entered.
package enum ReportOutcome: Sendable, Hashable {
    /// It is kept, with its revision.
    case kept(revision: Int)
    /// The same was reported before.
    case unchanged
    /// Another value stands there, and nothing says why it should not.
    case reasonMissing
    /// Somebody else has reported since.
    case changed
}

extension Store {
    /// Keeps values that people report; one that differs from what was reported before is a new revision.
    ///
    /// Nothing is deleted, each is recorded, and the work item of a duty is closed by the value that was missing last,
    /// all in one transaction. A value that cannot be kept hinders no other.
    ///
    /// - Parameters:
    ///   - drafts: the values.
    ///   - duties: what they may settle.
    ///   - source: where they come from; `nil` for a form.
    ///   - actor: who reports.
    ///   - now: when.
    /// - Returns: what became of each.
    /// - Throws: a database error; then nothing is kept.
    package func keep(
        reports drafts: [ReportDraft],
        duties: [ReportDuty],
        source: Int64?,
        by actor: Actor,
        now: Instant
    ) async throws -> [ReportOutcome] {
        try await writer.write { db in
            var source = source
            let outcomes = try drafts.map { draft in
                let last = try Self.lastReport(draft.key, db)
                let outcome = Self.outcome(of: draft, after: last)
                guard case .kept(let revision) = outcome else { return outcome }
                let origin =
                    try source ?? Self.insertSource(kind: "import", name: "form", person: actor.person, now: now, db)
                source = origin
                try Self.insert(draft, revision: revision, source: origin, by: actor, now: now, db)
                try Self.record(Self.event(draft, revision, before: last, by: actor), now: now, db)
                return outcome
            }
            guard source != nil, outcomes.contains(where: \.isKept) else { return outcomes }
            for duty in duties where try Self.isSettled(duty, db) {
                try Self.closeWorkItem(kind: ReportDuty.kind, object: duty.object, by: actor, now: now, db)
            }
            try Self.raiseGeneration(db)
            return outcomes
        }
    }

    /// Asks for what is owed, once per debtor and year; what is complete is not asked for.
    ///
    /// - Returns: how many were asked.
    package func ask(
        for duties: [(ReportDuty, WorkItemDraft)],
        year: Int,
        by actor: Actor,
        now: Instant
    ) async throws -> Int {
        try await writer.write { db in
            var count = 0
            for (duty, draft) in duties where try !Self.isSettled(duty, db) {
                if try Self.openWorkItem(draft, now: now, db) != nil { count += 1 }
            }
            let changes = [
                AuditEvent.Change("year", after: "\(year)"), AuditEvent.Change("count", after: "\(count)"),
            ]
            try Self.record(AuditEvent(actor, "report.ask", changes: changes), now: now, db)
            return count
        }
    }

    static func lastReport(_ key: ReportKey, _ db: Database) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revision, value, reporter, evidence FROM reported_value WHERE quantity = ? AND scope = ?
                    AND year = ? AND jurisdiction_id = ? AND ifnull(building_id, 0) = ifnull(?, 0)
                    ORDER BY revision DESC LIMIT 1
                    """
            ),
            arguments: [key.quantity, key.scope, key.year, key.jurisdiction.rawValue, key.building?.rawValue]
        )
    }

    private static func outcome(of draft: ReportDraft, after last: Row?) -> ReportOutcome {
        let revision: Int = last?["revision"] ?? 0
        if let seen = draft.seen, seen != revision { return .changed }
        guard let last else { return .kept(revision: 1) }
        if draft.says(last) { return .unchanged }
        return draft.reason == nil ? .reasonMissing : .kept(revision: revision + 1)
    }

    static func insert(
        _ draft: ReportDraft,
        revision: Int,
        source: Int64,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO reported_value (quantity, scope, jurisdiction_id, building_id, year, revision, value, reporter,
                    evidence, source_id, created_at, reason, person_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                draft.key.quantity, draft.key.scope, draft.key.jurisdiction.rawValue, draft.key.building?.rawValue,
                draft.key.year, revision, draft.value, draft.reporter, draft.evidence, source, now.seconds,
                draft.reason, actor.person?.rawValue,
            ]
        )
    }

    private static func event(_ draft: ReportDraft, _ revision: Int, before last: Row?, by actor: Actor) -> AuditEvent {
        let key = draft.key
        let changes: [AuditEvent.Change] = [
            .init("jurisdiction", after: "\(key.jurisdiction.rawValue)"),
            .init("building", after: key.building.map { "\($0.rawValue)" }), .init("year", after: "\(key.year)"),
            .init("population", after: key.scope.isEmpty ? nil : key.scope), .init("revision", after: "\(revision)"),
            .init("value", before: (last?["value"] as Double?).map { "\($0)" }, after: "\(draft.value)"),
            .init("reporter", before: last?["reporter"], after: draft.reporter),
            .init("evidence", before: last?["evidence"], after: draft.evidence), .init("reason", after: draft.reason),
            .init("doubt", after: draft.doubts.isEmpty ? nil : draft.doubts.joined(separator: " ")),
        ].filter { $0.after != nil || $0.before != nil }
        return AuditEvent(actor, "report.enter", object: ("quantity", key.quantity), changes: changes)
    }

    /// Whether nothing that a duty names is missing.
    static func isSettled(_ duty: ReportDuty, _ db: Database) throws -> Bool {
        let known = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM reported_value WHERE quantity = ?1 AND scope = ?2
                AND (year = ?3 OR (?4 AND year < ?3)) AND (jurisdiction_id = ?5
                    OR (jurisdiction_id = ?6 AND building_id IS NULL) OR ?5 = ?6))
                """
        )
        return try duty.keys.allSatisfy { key in
            try Bool.fetchOne(
                known,
                arguments: [
                    key.quantity, key.scope, key.year, duty.once.contains(key.quantity), key.jurisdiction.rawValue,
                    duty.city.rawValue,
                ]
            ) ?? false
        }
    }
}

extension ReportDraft {
    /// A value that no person enters, such as a generated one.
    init(_ value: ReportedValue) {
        self.init(
            ReportKey(
                quantity: value.quantity,
                scope: value.scope,
                jurisdiction: value.jurisdiction,
                building: value.building,
                year: value.year
            ),
            value: value.value,
            reporter: value.reporter,
            evidence: value.evidence,
            reason: nil,
            seen: nil
        )
    }

    /// Whether it is what was reported last.
    func says(_ last: Row) -> Bool {
        last["value"] == value && last["reporter"] == reporter && last["evidence"] == evidence
    }
}

extension ReportOutcome {
    /// Whether a revision was stored.
    package var isKept: Bool { if case .kept = self { true } else { false } }
}
