import Access
import Store
import Texts
import Units
import Workflows

/// What the inbox shows (待办页).
struct InboxPage: Sendable {
    struct Tab: Sendable {
        let href: String
        let text: String
        let count: String
        let isCurrent: Bool
    }

    /// Items whose last days lie alike.
    struct Group: Sendable {
        let heading: String?
        let count: String?
        let rows: [WorkItemRow]
    }

    let notice: Notice?
    let tabs: [Tab]
    let caption: String
    let groups: [Group]
    let emptyTitle: String
    let emptyText: String
    /// Where to look while nothing is owed.
    let meanwhile: Link?
    let first: String?
    let next: String?
    let dataAddress: String
    let peek: WorkItemPeek?
    let changes: [ChangeLine]
    let changesTitle: String
    let changesNone: String
    /// Who acts for whom; arranged on the page of one's own account.
    let delegations: [DelegationLine]
    let mayDelegate: Bool
}

/// One line of the list.
struct WorkItemRow: Sendable {
    let href: String
    let status: String
    let due: String
    let tag: String
    let title: String
    let sub: String
    let object: String
    let objectHref: String?
    let action: String
    let isSelected: Bool
}

/// One item that has changed.
struct ChangeLine: Sendable {
    let at: String
    let text: String
    let href: String

    init(_ owed: OwedItem, _ display: Display) {
        at = display.moment(owed.item.changedAt)
        text = display.title(owed.item)
        href = display.link("/inbox?item=\(owed.item.id)#item")
    }
}

extension InboxPage {
    init(
        _ inbox: Inbox,
        peek: WorkItemPeek?,
        changes: [ChangeLine],
        delegations: [DelegationLine],
        departments: [Department],
        notice: Notice?,
        isFirst: Bool,
        exchange: Exchange
    ) {
        let display = exchange.display
        let texts = display.texts
        let address = inbox.tab == .mine ? "/inbox" : "/inbox?tab=\(inbox.tab.rawValue)"
        let joint = inbox.tab == .mine ? "?" : "&"
        self.notice = notice
        self.peek = peek
        self.changes = changes
        self.delegations = delegations
        mayDelegate = exchange.mayDelegate
        tabs = WorkItemTab.allCases.map { tab in
            Tab(
                href: display.link(tab == .mine ? "/inbox" : "/inbox?tab=\(tab.rawValue)"),
                text: texts[TextKey("inbox.tab.\(tab.rawValue)")],
                count: display.numbers.integer(inbox.counts.count(of: tab)),
                isCurrent: tab == inbox.tab
            )
        }
        caption = texts[TextKey("inbox.caption.\(inbox.tab.rawValue)")]
        let isWhole = isFirst && inbox.next == nil
        func rows(_ items: [OwedItem]) -> [WorkItemRow] {
            items.map { WorkItemRow($0, in: inbox, selected: peek?.id, address: address + joint, exchange: exchange) }
        }
        if inbox.tab == .mine {
            groups = DueGroup.allCases.compactMap { group in
                let items = inbox.items.filter { DueGroup($0.item.due, today: inbox.today) == group }
                guard !items.isEmpty else { return nil }
                return Group(
                    heading: texts[TextKey("inbox.group.\(group.rawValue)")],
                    count: isWhole ? texts["inbox.items", display.numbers.integer(items.count)] : nil,
                    rows: rows(items)
                )
            }
        } else {
            groups = inbox.items.isEmpty ? [] : [Group(heading: nil, count: nil, rows: rows(inbox.items))]
        }
        emptyTitle = texts[TextKey("inbox.none.\(inbox.tab.rawValue)")]
        emptyText = texts[TextKey("inbox.none.\(inbox.tab.rawValue).next")]
        meanwhile = inbox.tab == .mine ? Self.meanwhile(departments, exchange) : nil
        first = isFirst ? nil : display.link(address)
        next = inbox.next.map { display.link("\(address)\(joint)cursor=\($0.percentEncoded)") }
        dataAddress = "/api/v1/work-items\(inbox.tab == .mine ? "" : "?tab=\(inbox.tab.rawValue)")"
        changesTitle = texts["inbox.changes"]
        changesNone = inbox.lastLook == nil ? texts["inbox.changes.first"] : texts["inbox.changes.none"]
    }

    /// The targets of the reader's department, or of all.
    private static func meanwhile(_ departments: [Department], _ exchange: Exchange) -> Link? {
        guard Routes.admits(exchange.principal, to: "/plan") else { return nil }
        guard let own = departments.first else {
            return Link(href: exchange.display.link("/plan"), text: exchange.texts["nav.plan"])
        }
        return Link(
            href: exchange.display.link("/plan?department=\(own.name.percentEncoded)"),
            text: exchange.texts["inbox.plan.of", own.name]
        )
    }
}

extension WorkItemRow {
    init(_ owed: OwedItem, in inbox: Inbox, selected: String?, address: String, exchange: Exchange) {
        let display = exchange.display
        let texts = display.texts
        let item = owed.item
        let isOpen = item.state == .open
        href = display.link("\(address)item=\(item.id)#item")
        status = isOpen ? DueGroup(item.due, today: inbox.today).status : "st-done"
        due =
            isOpen ? display.due(item.due, today: inbox.today) : texts[TextKey("workitem.state.\(item.state.rawValue)")]
        tag = display.tag(item)
        title = display.title(item)
        let isOwn = item.isMine && item.person == exchange.principal.person
        sub = [
            owed.place.map(display.name), item.department, item.organisation,
            item.askedByName.map { texts["inbox.askedBy", $0] }, isOwn ? nil : display.holder(item),
            texts[
                inbox.tab == .mine ? "inbox.since" : "inbox.changedAt",
                display.moment(isOpen && inbox.tab == .mine ? item.createdAt : item.changedAt)
            ],
        ].compactMap(\.self).joined(separator: " · ")
        object = display.object(item)
        let canOpen = Routes.admits(exchange.principal, to: owed.path)
        objectHref = canOpen ? display.link(owed.path) : nil
        action = texts["inbox.open"]
        isSelected = selected == "\(item.id)"
    }
}

extension WorkItemCounts {
    func count(of tab: WorkItemTab) -> Int {
        switch tab {
        case .mine: mine
        case .changed: changed
        case .copied: copied
        case .done: done
        }
    }
}
