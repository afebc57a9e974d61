import Access
import Store
import Units
import Workflows

/// A work item (待办).
struct WorkItemResponse: APIResponse {
    let id: Int64
    let kind: String
    let evidence: [String]
    let objectKind: String
    let objectId: Int64
    let path: String
    let state: String
    let isMine: Bool
    let holderId: Nullable<Int64>
    let holderName: Nullable<String>
    let role: Nullable<String>
    let jurisdictionId: Nullable<Int64>
    let department: Nullable<String>
    let organisation: Nullable<String>
    let askedByName: Nullable<String>
    let due: Nullable<String>
    let createdAt: String
    let changedAt: String
    let revision: Int

    init(_ owed: OwedItem) {
        let item = owed.item
        id = item.id
        kind = item.kind
        evidence = item.evidence
        objectKind = item.objectKind
        objectId = item.objectID
        path = owed.path
        state = item.state.rawValue
        isMine = item.isMine
        holderId = Nullable(item.person?.rawValue)
        holderName = Nullable(item.personName)
        role = Nullable(item.role?.rawValue)
        jurisdictionId = Nullable(item.jurisdiction?.rawValue)
        department = Nullable(item.department)
        organisation = Nullable(item.organisation)
        askedByName = Nullable(item.askedByName)
        due = Nullable(item.due.map { "\($0)" })
        createdAt = item.createdAt.iso8601
        changedAt = item.changedAt.iso8601
        revision = item.revision
    }
}

/// Work items of a tab, with how many stand in each.
struct WorkItemsResponse: APIResponse {
    let items: [WorkItemResponse]
    let nextCursor: Nullable<String>
    let mine: Int
    let overdue: Int
    let changed: Int
    let copied: Int
    let done: Int

    init(_ inbox: Inbox) {
        items = inbox.items.map(WorkItemResponse.init)
        nextCursor = Nullable(inbox.next)
        mine = inbox.counts.mine
        overdue = inbox.counts.overdue
        changed = inbox.counts.changed
        copied = inbox.counts.copied
        done = inbox.counts.done
    }
}

/// One thing that happened to a work item.
struct WorkItemEventResponse: APIResponse {
    let at: String
    let action: String
    let state: String
    let person: Nullable<String>
    let toPerson: Nullable<String>
    let forPerson: Nullable<String>
    let note: Nullable<String>

    init(_ event: WorkItemEvent) {
        at = event.at.iso8601
        action = event.record.action
        state = event.record.state.rawValue
        person = Nullable(event.personName)
        toPerson = Nullable(event.toName)
        forPerson = Nullable(event.forName)
        note = Nullable(event.record.note)
    }
}

/// A work item with what happened to it.
struct WorkItemDetailResponse: APIResponse {
    let item: WorkItemResponse
    let copies: [String]
    let acts: [String]
    let history: [WorkItemEventResponse]

    init(_ detail: OwedItemDetail) {
        item = WorkItemResponse(detail.owed)
        copies = detail.copies
        acts = detail.acts.map(\.rawValue).sorted()
        history = detail.history.map(WorkItemEventResponse.init)
    }
}
