import Access
import Store
import Texts
import Units
import Workflows

/// One work item beside the list, with all that may be done about it (事项详情).
struct WorkItemPeek: Sendable {
    struct Line: Sendable {
        let name: String
        let text: String
        let href: String?
        /// The sign of a due day.
        let status: String?
    }

    /// A button of the form.
    struct Button: Sendable {
        let value: String
        let text: String
        let style: String
    }

    /// One thing that happened.
    struct Event: Sendable {
        let at: String
        let text: String
        let note: String?
    }

    let id: String
    let title: String
    let sub: String
    let lines: [Line]
    let hint: String?
    let objectHref: String?
    let goThere: String
    let isDue: Bool
    let action: String
    let revision: String
    let hasForm: Bool
    let problem: FormProblem?
    let noteLabel: String
    let note: String
    let noteError: String?
    let buttons: [Button]
    let person: Choices?
    let handing: [Button]
    let history: [Event]
}

/// A choice among colleagues.
struct Choices: Sendable {
    let label: String
    let options: [Choice]
    let error: String?
}

extension WorkItemPeek {
    init(_ detail: OwedItemDetail, today: CivilDay, draft: FormDraft, exchange: Exchange) {
        let display = exchange.display
        let texts = display.texts
        let owed = detail.owed
        let item = owed.item
        let isOpen = item.state == .open
        id = "\(item.id)"
        title = display.title(item)
        let state = texts[TextKey("workitem.state.\(item.state.rawValue)")]
        sub = [display.tag(item), isOpen ? display.due(item.due, today: today) : state].joined(separator: " · ")
        objectHref = Routes.admits(exchange.principal, to: owed.path) ? display.link(owed.path) : nil
        let object = Line(name: texts["inbox.object"], text: display.object(item), href: objectHref, status: nil)
        func line(_ key: TextKey, _ text: String?, status: String? = nil) -> Line? {
            text.map { Line(name: texts[key], text: $0, href: nil, status: status) }
        }
        let copies = detail.copies.isEmpty ? nil : display.joined(detail.copies)
        lines = [
            object,
            line(
                "inbox.due",
                item.due.map { display.dates.day($0) },
                status: isOpen ? DueGroup(item.due, today: today).status : nil
            ),
            line("inbox.place", owed.place.map(display.name)), line("inbox.department", item.department),
            line("inbox.organisation", item.organisation), line("inbox.holder", display.holder(item)),
            line("inbox.asker", item.askedByName), line("inbox.copies", copies),
            line("inbox.created", display.dates.minute(item.createdAt)),
        ].compactMap(\.self)
        let hintKey = TextKey("workitem.\(item.kind).sub")
        hint = isOpen && texts.contains(hintKey) ? texts[hintKey] : nil
        goThere = texts["inbox.go"]
        isDue = owed.isSettledElsewhere && isOpen && item.isMine
        action = "/inbox/\(item.id)"
        revision = "\(item.revision)"
        hasForm = !detail.acts.isEmpty
        problem = draft.problem
        noteLabel = texts["inbox.note"]
        note = draft.typed?["note"] ?? ""
        noteError = draft.problems["note"]
        func button(_ act: OwedItemDetail.Act) -> Button? {
            guard detail.acts.contains(act) else { return nil }
            let style = act == .done ? "pri" : ""
            return Button(value: act.rawValue, text: texts[TextKey("inbox.act.\(act.rawValue)")], style: style)
        }
        buttons = [.done, .returned, .commented, .withdrawn].compactMap(button)
        handing = detail.colleagues.isEmpty ? [] : [.assigned, .delegated, .copied].compactMap(button)
        let chosen = draft.typed?["person"]
        person =
            handing.isEmpty
            ? nil
            : Choices(
                label: texts["inbox.person"],
                options: [Choice(value: "", text: texts["inbox.person.choose"], isCurrent: false)]
                    + detail.colleagues.map {
                        Choice(
                            value: "\($0.id.rawValue)",
                            text: $0.name,
                            isCurrent: chosen == "\($0.id.rawValue)"
                        )
                    },
                error: draft.problems["person"]
            )
        history = detail.history.map { Event($0, display) }
    }
}

extension WorkItemPeek.Event {
    init(_ event: WorkItemEvent, _ display: Display) {
        let texts = display.texts
        at = display.moment(event.at)
        let doer = event.personName ?? texts["inbox.system"]
        let actor = event.forName.map { texts["inbox.for", doer, $0] } ?? doer
        let key = TextKey("workitem.act.\(event.record.action)")
        text = texts.contains(key) ? texts[key, actor, event.toName ?? texts["inbox.everyone"]] : actor
        note = event.record.note
    }
}
