public import Access
import Foundation
import Units

/// What `tanfeng audit` asks.
public enum AuditRequest: Codable, Sendable {
    /// Check the chain against these anchors and those of the backups.
    case verify([KeptAnchor])
    /// Write the log into a file.
    case export(path: String, AuditFilter)
    /// Write the evidence of a published figure into a file.
    case pack(figure: Int64, path: String)
    /// Check a file of evidence.
    case check(path: String)
}

/// The answer to an ``AuditRequest``.
public enum AuditAnswer: Codable, Sendable {
    /// What the check of the chain found.
    case verification(AuditVerification)
    /// How many entries were written.
    case exported(Int)
    /// The digest of the evidence; `nil` where there is no such figure.
    case packed(String?)
    /// What the check of the evidence found.
    case checked(PackCheck)
    /// The file cannot be read or written.
    case unusable(String)
}

extension Platform {
    func answer(_ request: AuditRequest) async throws -> AuditAnswer {
        switch request {
        case .verify(let anchors): return .verification(try await verifyAudit(anchors: anchors, actor: .console))
        case .export(let path, let filter):
            do {
                return .exported(try await exportAudit(filter, toFile: path, actor: .console))
            } catch AuditExportError.unwritable(let path) {
                return .unusable(path)
            }
        case .pack(let figure, let path):
            guard let pack = try await evidencePack(figure: figure, actor: .console, scope: .all) else {
                return .packed(nil)
            }
            do {
                try Data(pack.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                return .unusable(path)
            }
            return .packed(pack.digest)
        case .check(let path):
            guard let data = FileManager.default.contents(atPath: path) else { return .unusable(path) }
            return .checked(try await checkPack(Array(data)))
        }
    }
}
