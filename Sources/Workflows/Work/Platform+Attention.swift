public import Access
import Store
import Units

extension Platform {
    /// The open items that somebody may see, the one due first at the top.
    public func attention(of reader: Principal) async throws -> [AttentionItem] {
        try await store.openWorkItems(limit: 20, reach: reach(of: reader)).map { item in
            AttentionItem(
                id: item.id,
                kind: item.kind,
                evidence: item.evidence,
                path: WorkItem.path(ofObject: item.objectKind, item.objectID),
                due: item.due,
                createdAt: item.createdAt
            )
        }
    }

    /// What somebody's work items are today.
    func reach(of reader: Principal) -> WorkReach { WorkReach(reader, on: CivilDay(containing: now())) }
}

extension WorkItem {
    /// The page of what an item is about.
    static func path(ofObject kind: String, _ id: Int64) -> String {
        switch kind {
        case "person": "/people/\(id)"
        case "backup", "inbox": "/\(kind)"
        case "source": "/sources"
        case "plan": "/plan/review"
        case "meter": "/metering/\(id)"
        // The number holds the place and the year.
        case "report": "/reports?district=\(id / 10_000)&year=\(id % 10_000)"
        case "department_report": "/reports?year=\(id % 10_000)"
        default: "/\(kind)s/\(id)"
        }
    }
}
