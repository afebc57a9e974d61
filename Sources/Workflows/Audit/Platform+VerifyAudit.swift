public import Access
import Foundation
import Store

extension Platform {
    /// Checks every entry of the audit log against the one before it and against anchors that were kept elsewhere
    /// (校验审计链): those in the manifests of backups, and those given.
    ///
    /// The log is read in short pieces, so that writers never wait and memory does not grow with it.
    ///
    /// - Parameters:
    ///   - given: anchors from elsewhere, such as lines of the system log.
    ///   - backups: the folder of backups; `nil` for the platform's own.
    ///   - limit: when to stop before the end, as a page must; `nil` for the whole log.
    ///   - actor: who asks.
    /// - Returns: what was found; that it was checked, and how it ended, is kept in the audit log.
    /// - Throws: a database error.
    public func verifyAudit(
        anchors given: [KeptAnchor] = [],
        backups: String? = nil,
        limit: Duration? = nil,
        actor: Actor
    ) async throws -> AuditVerification {
        let anchors = given + Self.manifestAnchors(in: backups ?? self.backups.directory.path)
        var chain = AuditChain(anchors: anchors)
        var last: Int64 = .min
        var isComplete = true
        let start = ContinuousClock.now
        while true {
            try Task.checkCancellation()
            if let limit, start.duration(to: .now) > limit {
                isComplete = false
                break
            }
            let batch = try await store.auditBatch(AuditFilter(), after: last, limit: 2_000)
            for entry in batch { chain.add(entry) }
            for entry in try await unopened(batch) { chain.noteUnopened(entry) }
            guard let end = batch.last?.sequence else { break }
            last = end
        }
        let judged = isComplete ? chain.judged() : (problems: chain.problems, restorations: chain.restorations)
        let result = AuditVerification(
            entries: chain.count,
            problems: judged.problems,
            restorations: judged.restorations,
            isComplete: isComplete,
            unnamed: chain.unnamed,
            // What lies beyond the end is compared by the end alone.
            anchors: isComplete ? anchors.count { $0.anchor.sequence > 0 } : chain.compared,
            head: chain.head
        )
        try await record(
            AuditEvent(
                actor,
                "audit.verify",
                outcome: result.isWhole ? .done : .failed,
                changes: [
                    AuditEvent.Change("entries", after: "\(result.entries)"),
                    AuditEvent.Change("anchors", after: "\(result.anchors)"),
                    AuditEvent.Change("problems", after: "\(result.problems.count + result.unnamed)"),
                    AuditEvent.Change("complete", after: isComplete ? "yes" : "no"),
                    AuditEvent.Change("restorations", after: "\(result.restorations.count)"),
                ]
            )
        )
        return result
    }

    /// The anchors in the manifests of a folder of backups; what cannot be read is no anchor.
    static func manifestAnchors(in folder: String) -> [KeptAnchor] {
        struct Manifest: Decodable { let audit: AuditAnchor? }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            let path = "\(folder)/\(name)" + (name.hasSuffix(".json") ? "" : "/manifest.json")
            guard let data = FileManager.default.contents(atPath: path),
                let anchor = (try? JSONDecoder().decode(Manifest.self, from: data))?.audit
            else { return nil }
            return KeptAnchor(anchor, source: path)
        }
    }
}
