public import Access
import Carbon
import Foundation
import Store
public import Units

/// A sealed pack ready to be sent or written.
public struct SealedPack: Sendable {
    /// What the file is called.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]
    /// The SHA-256 of what is sealed, in hexadecimal.
    public let digest: String
}

/// What a check of a pack found (证据包核验).
public struct PackCheck: Sendable, Codable {
    /// The digest of what is sealed.
    public let digest: String
    /// The figure it is about.
    public let figure: Int64?
    /// What is wrong: keys of texts under `pack.problem`, with their arguments; empty where all agrees.
    public let problems: [[String]]
}

extension Platform {
    /// Puts everything behind a published figure into one sealed file (封存证据包); `nil` where there is no such figure
    /// in the scope.
    ///
    /// That it was made, and its digest, is kept in the audit log.
    public func evidencePack(figure id: Int64, actor: Actor, scope: Scope) async throws -> SealedPack? {
        guard let row = try await store.publishedFigure(id), let figure = try await figures([row]).first,
            scope.jurisdictions?.contains(figure.jurisdiction.id) ?? true
        else { return nil }
        let inputs = try await store.inputs(ofFigure: id)
        let decisions = try await store.decisions(about: row.subject, period: row.period)
        let used = Set(inputs.map(\.factor))
        let pack = EvidencePack(
            format: EvidencePack.format,
            made_at: now().iso8601,
            program: Product.version,
            figure: Self.packed(row, name: figure.jurisdiction.name),
            inputs: inputs.map(EvidencePack.Input.init),
            factors: factors.factors.filter { used.contains($0.id) }.map(EvidencePack.Factor.init),
            decisions: decisions.map(EvidencePack.DecisionEntry.init),
            audit: try await store.auditEntries(about: "decision", ids: decisions.map { "\($0.id)" })
                .map(StoredAuditEntry.init),
            head: try await store.auditHead()
        )
        let (bytes, digest) = try EvidenceFile.sealed(pack)
        let object = (kind: "published_figure", id: "\(id)")
        let change = AuditEvent.Change("sha256", after: digest)
        try await record(AuditEvent(actor, "evidence.pack", object: object, changes: [change]))
        return SealedPack(name: "tanfeng-evidence-\(id).json", bytes: bytes, digest: digest)
    }

    /// Checks a pack against its seal and against the database.
    public func checkPack(_ bytes: [UInt8]) async throws -> PackCheck {
        guard let (pack, computed, stated) = EvidenceFile.read(bytes) else {
            return PackCheck(digest: "", figure: nil, problems: [["unreadable"]])
        }
        var problems: [[String]] = computed == stated ? [] : [["seal"]]
        let id = pack.figure.id
        let sealed = try await store.auditEntries(about: "published_figure", ids: ["\(id)"]).contains { entry in
            entry.action == "evidence.pack"
                && AuditChanges.read(entry.changes) { _ in nil }.contains { $0.after == computed }
        }
        if !sealed { problems.append(["notRecorded"]) }
        let row = try await store.publishedFigure(id)
        if row.map({ Self.packed($0, name: pack.figure.subject_name) }) != pack.figure {
            problems.append(["figure", "\(id)"])
        }
        if try await store.inputs(ofFigure: id).map(EvidencePack.Input.init) != pack.inputs {
            problems.append(["inputs"])
        }
        for entry in pack.audit {
            let stored = try await store.auditEntry(entry.sequence).map(StoredAuditEntry.init)
            if stored?.hash != entry.hash { problems.append(["audit", "\(entry.sequence)"]) }
        }
        if let head = pack.head {
            let stored = try await store.auditEntry(head.sequence).map(StoredAuditEntry.init)
            if stored?.hash != head.hash { problems.append(["audit", "\(head.sequence)"]) }
        }
        return PackCheck(digest: computed, figure: id, problems: problems)
    }

    private static func packed(_ row: PublishedRow, name: String) -> EvidencePack.Figure {
        EvidencePack.Figure(
            id: row.id,
            formula: row.formula,
            subject: row.subject,
            subject_name: name,
            period: row.period,
            revision: row.revision,
            value: row.value,
            unit: row.unit,
            reason: row.reason,
            published_at: row.publishedAt.iso8601
        )
    }
}

extension EvidencePack.Factor {
    init(_ factor: EmissionFactor) {
        self.init(
            id: factor.id,
            name: factor.name,
            value: "\(factor.value)",
            unit: factor.unit,
            region: factor.region,
            document: factor.source.document,
            year: factor.source.year,
            verified_by: factor.verifiedBy
        )
    }
}

extension EvidencePack.DecisionEntry {
    init(_ row: DecisionRow) {
        self.init(
            id: row.id,
            kind: row.kind.rawValue,
            state: row.state.rawValue,
            reason: row.reason,
            asked_by: row.askedBy.rawValue,
            asked_at: row.askedAt.iso8601,
            decided_by: row.decidedBy?.rawValue,
            decided_at: row.decidedAt?.iso8601,
            note: row.note,
            value_seen: row.proposal.value
        )
    }
}
