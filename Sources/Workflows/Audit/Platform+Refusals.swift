package import Access
import Store

extension Platform {
    /// Keeps a refused attempt, no more of them than ``RefusalLog`` lets through (拒绝记录).
    package func keepRefusal(_ event: AuditEvent) async throws {
        try await keepRefusalCounts()
        guard refusals.admits(event.actor.address.map(AddressBucket.of) ?? RefusalLog.others) else { return }
        try await record(event)
    }

    /// Writes down how many were only counted in the minutes that are over; all of them where the program stops.
    package func keepRefusalCounts(isClosing: Bool = false) async throws {
        for summary in refusals.summaries(isClosing: isClosing) {
            let actor = Actor(kind: .anonymous, address: summary.address == RefusalLog.others ? nil : summary.address)
            let changes = [AuditEvent.Change("count", after: String(summary.count))]
            try await record(AuditEvent(actor, "request.refuse", outcome: .refused, changes: changes))
        }
    }
}
