public import Access
import Documents
import Foundation
import Store
import Units

/// How the audit log is written out (导出格式).
public enum AuditFormat: String, Sendable, Codable, CaseIterable {
    /// A table to read: personal values opened where their keys still exist.
    case csv
    /// One JSON object a line, exactly as stored, hashes included: the chain can be checked by any program.
    case jsonl
}

extension Platform {
    /// Writes the entries of a filter out, oldest first, piece by piece; that this was done is itself kept.
    ///
    /// - Returns: how many entries were written.
    @discardableResult
    public func exportAudit(
        _ filter: AuditFilter,
        as format: AuditFormat,
        actor: Actor,
        write: ([UInt8]) async throws -> Void
    ) async throws -> Int {
        let end = try await store.auditHead()?.sequence ?? 0
        // Counted beforehand: the entry is there before anything leaves, and entries are only ever added.
        let rows = try await store.auditCount(filter, through: end)
        try await record(
            AuditEvent(
                actor,
                "audit.export",
                changes: [
                    AuditEvent.Change("format", after: format.rawValue), AuditEvent.Change("rows", after: "\(rows)"),
                ] + filter.words
            )
        )
        if format == .csv { try await write([0xEF, 0xBB, 0xBF] + CSVWriter.line(AuditRow.header)) }
        var count = 0
        var last: Int64 = .min
        while last < end {
            let batch = try await store.auditBatch(filter, after: last, limit: 1_000).filter { $0.sequence <= end }
            guard let final = batch.last?.sequence else { break }
            switch format {
            case .csv: try await write(try await lines(batch).flatMap { CSVWriter.line(AuditRow.fields($0)) })
            case .jsonl: try await write(try batch.flatMap { try AuditRow.json($0) })
            }
            count += batch.count
            last = final
        }
        return count
    }

    /// Writes the entries of a filter into a file, which appears when it is complete.
    public func exportAudit(_ filter: AuditFilter, toFile path: String, actor: Actor) async throws -> Int {
        let format: AuditFormat = path.lowercased().hasSuffix(".csv") ? .csv : .jsonl
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o640]),
            let file = FileHandle(forWritingAtPath: part)
        else { throw AuditExportError.unwritable(path) }
        do {
            let count = try await exportAudit(filter, as: format, actor: actor) { try file.write(contentsOf: $0) }
            try file.synchronize()
            try file.close()
            guard rename(part, path) == 0 else { throw AuditExportError.unwritable(path) }
            return count
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }
}

/// A reason why the audit log could not be written out.
public enum AuditExportError: Error, Equatable {
    /// The file cannot be made.
    case unwritable(String)
}

extension AuditFilter {
    /// The conditions as changes, for the audit of an export.
    var words: [AuditEvent.Change] {
        let pairs: [(String, String?)] = [
            ("person", person.map { "\($0)" }), ("actor", actor), ("action", action), ("object_kind", objectKind),
            ("object_id", objectID), ("outcome", outcome), ("from", from.map { "\(CivilDay(number: $0))" }),
            ("to", to.map { "\(CivilDay(number: $0))" }),
        ]
        return pairs.compactMap { name, value in value.map { AuditEvent.Change(name, after: $0) } }
    }
}

/// Rows of an export.
private enum AuditRow {
    static let header = [
        "sequence", "time", "actor", "person_id", "name", "address", "request_id", "action", "object_kind", "object_id",
        "outcome", "changes", "hash",
    ]

    static func fields(_ line: AuditLine) -> [String] {
        let changes = line.changes.map { "\($0.field): \($0.before ?? "") → \($0.after ?? "")" }
        return [
            "\(line.sequence)", line.at.iso8601, line.actor.rawValue, line.person.map { "\($0.rawValue)" } ?? "",
            line.name ?? "", line.address ?? "", line.requestID ?? "", line.action, line.objectKind ?? "",
            line.objectID ?? "", line.outcome.rawValue, changes.joined(separator: "; "), line.hash,
        ]
    }

    static func json(_ entry: AuditEntry) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(StoredAuditEntry(entry))) + [0x0A]
    }
}
