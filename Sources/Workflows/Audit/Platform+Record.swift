public import Access
import Store

extension Platform {
    /// Keeps something that changed no row, such as a refused attempt or an export (记录审计事件).
    public func record(_ event: AuditEvent) async throws { try await store.record(event, now: now()) }
}
