public import Access
import Foundation
import Store

extension Platform {
    /// Keeps the end of the audit log outside the database, in the system log (系统日志留锚); `nil` while the log is
    /// empty.
    ///
    /// Whoever can write the database can make the whole chain anew; what the system log holds, or sent on to another
    /// machine, they cannot.
    @discardableResult
    public func anchorAudit() async throws -> AuditAnchor? {
        guard let anchor = try await store.auditHead() else { return nil }
        withVaList([]) { vsyslog(LOG_NOTICE, anchor.logLine, $0) }
        try await record(
            AuditEvent(
                .system,
                "audit.anchor",
                changes: [
                    AuditEvent.Change("sequence", after: "\(anchor.sequence)"),
                    AuditEvent.Change("hash", after: anchor.hash),
                ]
            )
        )
        return anchor
    }
}
