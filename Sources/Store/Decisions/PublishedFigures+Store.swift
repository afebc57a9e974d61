package import Access
package import Buildings
import GRDB
package import Units

/// One amount that a published figure was computed from (发布数的输入).
package struct FigureInput: Sendable, Hashable {
    package let building: Building.ID
    package let month: CivilMonth
    package let carrier: String
    package let item: String
    /// The amount in millionths of the carrier's unit.
    package let micro: Int64
    /// The factor; empty where none covers the carrier.
    package let factor: String
    /// The factor as printed.
    package let factorValue: String

    package init(
        building: Building.ID,
        month: CivilMonth,
        carrier: String,
        item: String,
        micro: Int64,
        factor: String,
        factorValue: String
    ) {
        self.building = building
        self.month = month
        self.carrier = carrier
        self.item = item
        self.micro = micro
        self.factor = factor
        self.factorValue = factorValue
    }
}

/// A figure about to be published.
package struct FigureDraft: Sendable {
    package let formula: String
    package let value: Double
    package let unit: String
    package let inputs: [FigureInput]

    package init(formula: String, value: Double, unit: String, inputs: [FigureInput]) {
        self.formula = formula
        self.value = value
        self.unit = unit
        self.inputs = inputs
    }
}

/// A published figure as it is stored.
package struct PublishedRow: Sendable {
    package let id: Int64
    package let formula: String
    package let subject: String
    package let period: String
    package let revision: Int
    package let value: Double
    package let unit: String
    package let reason: String
    package let publishedAt: Instant
    package let decision: Int64?
    package let askedBy: Person.ID?
    package let decidedBy: Person.ID?
}

extension Store {
    private static let published = """
        SELECT f.*, d.id AS decision_id, d.asked_by, d.decided_by FROM published_figure f
        LEFT JOIN decision d ON d.figure_id = f.id
        """

    /// The revisions of a figure, first to last.
    package func publishedFigures(of subject: String, period: String) async throws -> [PublishedRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: Self.published + " WHERE f.subject = ? AND f.period = ? ORDER BY f.revision",
                arguments: [subject, period]
            ).map(PublishedRow.init(row:))
        }
    }

    /// One published figure.
    package func publishedFigure(_ id: Int64) async throws -> PublishedRow? {
        try await writer.read { db in
            try Row.fetchOne(db, sql: Self.published + " WHERE f.id = ?", arguments: [id]).map(PublishedRow.init(row:))
        }
    }

    /// Every figure that held at an instant: of each subject and period the last revision published until then.
    package func publishedFigures(at instant: Instant) async throws -> [PublishedRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: Self.published + """
                     WHERE f.published_at < ?1 AND NOT EXISTS (
                        SELECT 1 FROM published_figure later WHERE later.formula = f.formula
                        AND later.subject = f.subject AND later.period = f.period
                        AND later.revision > f.revision AND later.published_at < ?1)
                     ORDER BY f.period DESC, f.subject
                    """,
                arguments: [instant.seconds]
            ).map(PublishedRow.init(row:))
        }
    }

    /// What a figure was computed from.
    package func inputs(ofFigure id: Int64) async throws -> [FigureInput] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM published_figure_input WHERE figure_id = ?
                    ORDER BY month, carrier, building_id, item_code
                    """,
                arguments: [id]
            ).map { row in
                FigureInput(
                    building: Building.ID(rawValue: row["building_id"]),
                    month: CivilMonth(number: row["month"]),
                    carrier: row["carrier"],
                    item: row["item_code"],
                    micro: row["amount_micro"],
                    factor: row["factor_id"],
                    factorValue: row["factor_value"]
                )
            }
        }
    }

    /// Stores a figure with its inputs as the next revision.
    static func publish(
        _ draft: FigureDraft,
        decision: DecisionRow,
        now: Instant,
        _ db: Database
    ) throws -> (id: Int64, changes: [AuditEvent.Change]) {
        let last = try revision(of: decision.subject, period: decision.period, db)
        let before = try Double.fetchOne(
            db,
            sql: "SELECT value FROM published_figure WHERE subject = ? AND period = ? AND revision = ?",
            arguments: [decision.subject, decision.period, last]
        )
        if before == draft.value { throw DecisionRefusal.unchanged }
        try db.execute(
            sql: """
                INSERT INTO published_figure (formula, subject, period, revision, value, unit, reason, author,
                    published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                draft.formula, decision.subject, decision.period, last + 1, draft.value, draft.unit, decision.reason,
                // The account's number: a name would outlive the erasure of the person's data.
                "\(decision.askedBy.rawValue)", now.seconds,
            ]
        )
        let id = db.lastInsertedRowID
        let insert = try db.cachedStatement(sql: "INSERT INTO published_figure_input VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for input in draft.inputs {
            try insert.execute(arguments: [
                id, input.building.rawValue, input.month.number, input.carrier, input.item, input.micro, input.factor,
                input.factorValue,
            ])
        }
        return (
            id,
            [
                AuditEvent.Change("figure", after: "\(id)"),
                AuditEvent.Change("revision", before: last > 0 ? "\(last)" : nil, after: "\(last + 1)"),
                AuditEvent.Change("value", before: before.map { "\($0)" }, after: "\(draft.value)"),
            ]
        )
    }
}

extension PublishedRow {
    init(row: Row) {
        id = row["id"]
        formula = row["formula"]
        subject = row["subject"]
        period = row["period"]
        revision = row["revision"]
        value = row["value"]
        unit = row["unit"]
        reason = row["reason"]
        publishedAt = Instant(seconds: row["published_at"])
        decision = row["decision_id"]
        askedBy = (row["asked_by"] as Int64?).map(Person.ID.init(rawValue:))
        decidedBy = (row["decided_by"] as Int64?).map(Person.ID.init(rawValue:))
    }
}
