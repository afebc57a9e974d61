import Access
import HTTPTypes
import Hummingbird
import Store
import Texts
import Workflows

/// What somebody owes (待办): the list by its last days, one item beside it, and what is done with it.
enum InboxController {
    static let rows = 60

    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, item: exchange.integer("item", in: 1...Int.max).map(Int64.init), draft(exchange))
    }

    static func act(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        let form = try await exchange.form()
        var draft = draft(exchange)
        draft.typed = form
        do {
            guard let act = WorkItemAct(form) else { throw WorkItemRefusal.unknownPerson }
            try await exchange.site.platform.act(
                act,
                on: id,
                note: form["note"],
                revision: form["revision"].flatMap { Int($0) } ?? 0,
                by: exchange.actor,
                as: exchange.principal
            )
            let stays = try await exchange.site.platform.workItem(id, for: exchange.principal) != nil
            return exchange.seeOther("/inbox\(stays ? "?item=\(id)" : "")", Done(act))
        } catch WorkItemRefusal.notFound {
            throw WebError.notFound
        } catch let refusal as WorkItemRefusal {
            draft.refuse(refusal)
            return try await show(exchange, item: id, draft, status: refusal.status)
        }
    }

    private static func draft(_ exchange: Exchange) -> FormDraft { FormDraft(texts: exchange.texts, prefix: "act") }

    /// The departments that the reader works for.
    private static func ownDepartments(_ exchange: Exchange) async throws -> [Department] {
        let own = Set(exchange.principal.grants.compactMap(\.department))
        return own.isEmpty ? [] : try await exchange.site.platform.departments().filter { own.contains($0.id) }
    }

    /// The page, with what was wrong with the form of an item.
    private static func show(
        _ exchange: Exchange,
        item: Int64?,
        _ draft: FormDraft,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let reader = exchange.principal
        let tab = try exchange.inboxTab()
        let cursor = exchange.query("cursor")
        let inbox = try await platform.inbox(tab, after: cursor, limit: rows, isLooking: true, of: reader)
        var detail: OwedItemDetail?
        if let item {
            detail = try await platform.workItem(item, for: reader)
            guard detail != nil else { throw WebError.notFound }
        }
        let changes =
            tab == .changed
            ? inbox.items
            : try await platform.inbox(.changed, after: nil, limit: 6, isLooking: false, of: reader).items
        let state = try await platform.dataState(scope: exchange.scope)
        let display = exchange.display
        let model = InboxPage(
            inbox,
            peek: detail.map { WorkItemPeek($0, today: inbox.today, draft: draft, exchange: exchange) },
            changes: changes.prefix(6).map { ChangeLine($0, display) },
            delegations: try await platform.delegations(of: reader).map {
                DelegationLine($0, of: reader, today: inbox.today, display)
            },
            departments: try await ownDepartments(exchange),
            notice: exchange.doneNotice,
            isFirst: cursor == nil,
            exchange: exchange
        )
        let head = PageHead(
            section: .inbox,
            title: exchange.texts["nav.inbox"],
            version: inbox.lastLook.map { exchange.texts["inbox.lastLook", display.moment($0)] }
        )
        let layout = Layout(head, state: state, exchange: exchange)
        return try exchange.page("inbox", PageModel(layout: layout, page: model), status: status)
    }
}

extension FormDraft {
    /// What an item's form is told.
    mutating func refuse(_ refusal: WorkItemRefusal) {
        let words = texts[TextKey("inbox.refusal.\(refusal.name)"), "\(Platform.noteLimit)"]
        switch refusal {
        case .noteMissing, .noteTooLong: problems["note"] = words
        case .unknownPerson: problems["person"] = words
        case .changed, .closed, .notYours, .notFound, .settledElsewhere: general = words
        }
    }
}

extension Exchange {
    /// The tab in the address; what is owed where none is named.
    func inboxTab() throws -> WorkItemTab {
        guard let name = query("tab") else { return .mine }
        guard let tab = WorkItemTab(rawValue: name) else { throw WebError.badParameter("tab") }
        return tab
    }
}

extension WorkItemAct {
    /// Reads the button that was pressed, with whom it concerns.
    init?(_ form: FormFields) {
        let person = form["person"].flatMap { Int64($0) }.map(Person.ID.init(rawValue:))
        switch (form["action"], person) {
        case ("done", _): self = .done
        case ("commented", _): self = .commented
        case ("returned", _): self = .returned
        case ("withdrawn", _): self = .withdrawn
        case ("assigned", let person?): self = .assigned(person)
        case ("delegated", let person?): self = .delegated(person)
        case ("copied", let person?): self = .copied(person)
        default: return nil
        }
    }
}

extension Done {
    init(_ act: WorkItemAct) {
        self =
            switch act {
            case .done: .workDone
            case .commented: .workCommented
            case .returned: .workReturned
            case .assigned: .workAssigned
            case .delegated: .workDelegated
            case .copied: .workCopied
            case .withdrawn: .workWithdrawn
            }
    }
}

extension WorkItemRefusal {
    /// The stable name, part of text keys.
    var name: String {
        switch self {
        case .notFound: "notFound"
        case .changed: "changed"
        case .closed: "closed"
        case .notYours: "notYours"
        case .unknownPerson: "unknownPerson"
        case .noteMissing: "noteMissing"
        case .noteTooLong: "noteTooLong"
        case .settledElsewhere: "settledElsewhere"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .changed, .closed: .conflict
        case .notYours: .forbidden
        case .unknownPerson, .noteMissing, .noteTooLong, .settledElsewhere: .unprocessableContent
        }
    }
}
