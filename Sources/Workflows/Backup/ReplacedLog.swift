public import Access
import Foundation
import Store

/// The audit log that a restore sets aside (被搁置的审计日志), as the entry of the restore names it.
public enum ReplacedLog: Sendable, Hashable {
    /// Its ends: its own first, then those that earlier restores in it had named, which are forgotten with it.
    case ends([AuditAnchor])
    /// There was none.
    case none
    /// It cannot be read.
    case unreadable

    /// Reads it in a data folder that no program has open.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - kept: the last entry that comes back with the backup.
    init(in folder: String, after kept: Int64) {
        let file = DatabaseFile("\(folder)/\(DataFiles.store)")
        guard FileManager.default.fileExists(atPath: file.path) else {
            self = .none
            return
        }
        do {
            guard let head = try file.marks().auditHead else {
                self = .none
                return
            }
            let earlier = try file.auditEntries(AuditChain.Restoration.action, after: kept)
                .compactMap(AuditChain.Restoration.init).flatMap(\.replaced)
            self = .ends([head] + earlier.filter { $0.sequence > kept })
        } catch {
            self = .unreadable
        }
    }

    /// What the entry of the restore says of it.
    var changes: [AuditEvent.Change] {
        let words: [String] =
            switch self {
            case .ends(let ends): ends.map(\.text)
            case .none: ["none"]
            case .unreadable: ["unreadable"]
            }
        return words.map { AuditEvent.Change(AuditChain.Restoration.replacedField, after: $0) }
    }
}
