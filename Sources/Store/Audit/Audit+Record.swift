package import Access
import Crypto
import FoundationEssentials
import GRDB
package import Units

/// A reason why nothing can be added to the audit log, and therefore nothing be written (审计日志不可续写).
package enum AuditRecordError: Error, Equatable {
    /// The last entry has the greatest number that there is: somebody put it there by hand.
    case noNumberLeft
}

extension Store {
    /// Keeps an event that stands alone, such as a refused attempt or an export.
    package func record(_ event: AuditEvent, now: Instant) async throws {
        try await writer.write { try Self.record(event, now: now, $0) }
    }

    /// Keeps an event in the transaction of the write that it tells of: neither is stored without the other.
    static func record(_ event: AuditEvent, now: Instant, _ db: Database) throws {
        let head = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit_record ORDER BY sequence DESC LIMIT 1")
        let (sequence, isBeyond) = (head?["sequence"] ?? Int64(0)).addingReportingOverflow(1)
        guard !isBeyond else { throw AuditRecordError.noNumberLeft }
        let entry = try AuditEntry(
            event,
            sequence: sequence,
            at: now.seconds,
            previousHash: (head?["hash"] as Data?).map(Array.init) ?? AuditEntry.origin,
            key: { try personalKey($0, db) }
        )
        try db.execute(
            sql: "INSERT INTO audit_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.sequence, entry.at, entry.actor.rawValue, entry.person?.rawValue, entry.address, entry.requestID,
                entry.action, entry.objectKind, entry.objectID, entry.outcome.rawValue, entry.changes,
                Data(entry.previousHash), Data(entry.hash),
            ]
        )
    }

    /// The key of a person, made at its first use.
    ///
    /// An erased person has none and gets none that is kept: what is sealed for them from now on nobody can read.
    private static func personalKey(_ person: Person.ID, _ db: Database) throws -> SymmetricKey {
        if let known = try Data.fetchOne(
            db,
            sql: "SELECT key FROM person_key WHERE person_id = ?",
            arguments: [person.rawValue]
        ) {
            return SymmetricKey(data: known)
        }
        let key = SymmetricKey(size: .bits256)
        let isErased = try Bool.fetchOne(
            db,
            sql: "SELECT state = 'erased' FROM person WHERE id = ?",
            arguments: [person.rawValue]
        )
        if isErased == false {
            try db.execute(
                sql: "INSERT INTO person_key VALUES (?, ?)",
                arguments: [person.rawValue, key.withUnsafeBytes { Data($0) }]
            )
        }
        return key
    }
}
