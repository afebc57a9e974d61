package import Access
package import Store
package import Units

/// A page of somebody's work items (待办箱).
package struct Inbox: Sendable {
    /// Which of them.
    package let tab: WorkItemTab
    package let items: [OwedItem]
    /// What the next page begins after; `nil` on the last.
    package let next: String?
    package let counts: WorkItemCounts
    /// The look before this one; `nil` at the first.
    package let lastLook: Instant?
    /// The day that due dates are counted from.
    package let today: CivilDay
}

/// A work item with the place that it belongs to.
package struct OwedItem: Sendable {
    package let item: WorkItem
    package let place: Jurisdiction?
    /// The page of what it is about.
    package var path: String { WorkItem.path(ofObject: item.objectKind, item.objectID) }
    /// Whether it is settled only by what it is about.
    package var isSettledElsewhere: Bool { WorkItem.settledElsewhere.contains(item.kind) }
}

/// A work item with all that its reader may know and do.
package struct OwedItemDetail: Sendable {
    package let owed: OwedItem
    /// What happened to it, newest first.
    package let history: [WorkItemEvent]
    /// Who is told of it.
    package let copies: [String]
    /// To whom it may be handed.
    package let colleagues: [(id: Person.ID, name: String)]
    /// What the reader may do with it.
    package let acts: Set<Act>

    /// What may be done with an item.
    package enum Act: String, Sendable, CaseIterable {
        case done, commented, returned, assigned, delegated, copied, withdrawn
    }
}

extension WorkItem {
    /// Kinds that nobody ticks off: deciding, handing over and the like close them.
    static let settledElsewhere: Set<String> = ["decision.asked", "access.separation", "plan.review", "reports.owed"]
}
