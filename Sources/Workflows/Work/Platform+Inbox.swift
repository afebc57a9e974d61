package import Access
package import Store
import Units

extension Platform {
    /// The longest note that is kept. [characters]
    package static let noteLimit = 2_000

    /// A page of somebody's work items; `isLooking` where a person sees it, and their last look moves on.
    package func inbox(
        _ tab: WorkItemTab,
        after cursor: String?,
        limit: Int,
        isLooking: Bool,
        of reader: Principal
    ) async throws -> Inbox {
        let limit = min(max(limit, 1), 200)
        let reach = reach(of: reader)
        let look = isLooking ? try await look(at: .inbox, as: reader) : try await lastLook(at: .inbox, as: reader)
        let parts = cursor?.split(separator: ".").compactMap { Int64($0) } ?? []
        let last = parts.count == 2 ? (key: parts[0], id: parts[1]) : nil
        let found = try await store.workItems(tab, since: look, after: last, limit: limit + 1, reach: reach)
        let shown = found.prefix(limit)
        let places = try await allJurisdictions()
        return Inbox(
            tab: tab,
            items: shown.map { OwedItem(item: $0, place: $0.jurisdiction.flatMap { places[$0] }) },
            next: found.count > limit ? shown.last.map { "\($0.key(in: tab)).\($0.id)" } : nil,
            counts: try await store.workItemCounts(since: look, reach: reach),
            lastLook: look,
            today: CivilDay(containing: now())
        )
    }

    /// How much somebody owes, for the frame of every page; counted once per generation of the data and day.
    package func owed(by reader: Principal) async throws -> (open: Int, overdue: Int) {
        let reach = reach(of: reader)
        return try await cached(in: owedCounts, reach) { try await store.owedWorkItems(reach: reach) }
    }

    /// One work item; `nil` where there is none that the reader may see.
    package func workItem(_ id: Int64, for reader: Principal) async throws -> OwedItemDetail? {
        guard let item = try await store.workItem(id, reach: reach(of: reader)) else { return nil }
        let acts = try await writable(id, by: reader) == nil ? [] : acts(on: item, by: reader)
        let colleagues = acts.contains(.copied) ? try await colleagues(of: reader) : []
        let places = try await allJurisdictions()
        return OwedItemDetail(
            owed: OwedItem(item: item, place: item.jurisdiction.flatMap { places[$0] }),
            history: try await store.workItemHistory(id),
            copies: try await store.workItemCopies(id).map(\.name),
            colleagues: colleagues,
            acts: acts
        )
    }

    /// Does something with a work item, on a certain revision of it.
    ///
    /// - Throws: ``WorkItemRefusal`` or a database error.
    package func act(
        _ act: WorkItemAct,
        on id: Int64,
        note: String?,
        revision: Int,
        by actor: Actor,
        as reader: Principal
    ) async throws {
        guard let item = try await store.workItem(id, reach: reach(of: reader)) else { throw WorkItemRefusal.notFound }
        guard let reach = try await writable(id, by: reader) else { throw WorkItemRefusal.notYours }
        if act == .done, WorkItem.settledElsewhere.contains(item.kind) { throw WorkItemRefusal.settledElsewhere }
        guard (note?.count ?? 0) <= Self.noteLimit else { throw WorkItemRefusal.noteTooLong }
        switch act {
        case .assigned(let person), .delegated(let person), .copied(let person):
            // One hands on to whom one may know of.
            guard try await colleagues(of: reader).contains(where: { $0.id == person }) else {
                throw WorkItemRefusal.unknownPerson
            }
        case .done, .commented, .returned, .withdrawn: break
        }
        try await store.act(act, on: id, note: note, revision: revision, by: actor, reach: reach, now: now())
    }

    /// Those whom somebody may hand an item to, or put in for themselves.
    package func colleagues(of reader: Principal) async throws -> [(id: Person.ID, name: String)] {
        guard let person = reader.person, canWrite(reader) else { return [] }
        let roles = Set(reader.grants.map(\.role)).subtracting([.auditor])
        // Outsiders know their own people only.
        let isOutside = roles.isSubset(of: [.organisation, .owner])
        return try await store.colleagues(
            of: isOutside ? Set(reader.grants.compactMap(\.organisation)) : nil,
            except: person,
            on: CivilDay(containing: now())
        )
    }

    private func acts(on item: WorkItem, by reader: Principal) -> Set<OwedItemDetail.Act> {
        guard item.state == .open else { return [] }
        var acts: Set<OwedItemDetail.Act> = [.commented, .copied]
        if item.isMine {
            acts.formUnion([.assigned, .delegated])
            if !WorkItem.settledElsewhere.contains(item.kind) { acts.insert(.done) }
            if item.person != nil { acts.insert(.returned) }
        }
        if item.askedBy == reader.person { acts.insert(.withdrawn) }
        return acts
    }

    /// How far somebody may write, where an item lies within it: what one reads as an auditor one leaves as it is.
    private func writable(_ id: Int64, by reader: Principal) async throws -> WorkReach? {
        guard canWrite(reader) else { return nil }
        let writer = Principal(
            person: reader.person,
            name: reader.name,
            proof: reader.proof,
            grants: reader.grants.filter { $0.role != .auditor }
        )
        let reach = reach(of: writer)
        return try await store.workItem(id, reach: reach) == nil ? nil : reach
    }

    /// Auditors read and write nothing; programs without a person own nothing.
    private func canWrite(_ reader: Principal) -> Bool {
        reader.person != nil && reader.grants.contains { $0.role != .auditor }
    }
}

extension WorkItem {
    /// What a page of a tab is ordered by.
    fileprivate func key(in tab: WorkItemTab) -> Int64 {
        tab == .mine ? Int64(due?.number ?? 9_999_999) : -changedAt.seconds
    }
}
