import PeakPlanning
import Texts
import Workflows

/// What the page of the review shows (校对页): one task's text, its items, and the way to the others.
struct ReviewPage: Sendable {
    /// A task in the list below.
    struct TaskRow: Sendable {
        let number: String
        let heading: String
        let href: String
        let items: String
        let open: String
        let unsure: String
        let isCurrent: Bool
    }

    /// Words that were not understood, with the way to add them.
    struct Unread: Sendable {
        let words: String
        let href: String?
    }

    /// All readings of a task that the program is sure of, taken together.
    struct AcceptAll: Sendable {
        let picks: [String]
        let label: String
    }

    let notice: Notice?
    let progress: String
    let filters: [Link]
    let number: String
    let heading: String
    let section: String
    let text: SourceText
    let textID: String
    let show: String
    let itemsTitle: String
    let items: [ReviewItemModel]
    /// That some items of the task are outside the filter; `nil` where none is.
    let others: Link?
    let isTaskDone: Bool
    let unread: [Unread]
    let canWrite: Bool
    let acceptAll: AcceptAll?
    let add: String?
    /// The form for an addition, where it is open.
    let form: ReviewForm?
    /// A problem whose form is not on the page any more.
    let problem: FormProblem?
    let previous: Link?
    let next: Link?
    let tasks: [TaskRow]
    let tasksTitle: String
    let lost: [ReviewItemModel]
    let taskAddress: String
    let textAddress: String
    let importAddress: String?
    let dataAddress: String
}

extension ReviewPage {
    init(
        _ view: PlanReviewView,
        assignment: ReviewAssignment?,
        query: ReviewQuery,
        draft: FormDraft,
        canWrite: Bool,
        notice: Notice?,
        display: Display
    ) {
        let texts = display.texts
        let all = view.items
        let filter = query.filter
        let index = Self.shownTask(view, query)
        let shown = view.tasks[index]
        let code = shown.task.id
        self.canWrite = canWrite
        self.notice = notice
        let open = all.count(where: \.isOpen)
        progress =
            texts[
                "review.progress",
                display.numbers.integer(all.count),
                display.numbers.integer(all.count - open),
                display.numbers.integer(open)
            ]
        filters = ReviewFilter.allCases.map { other in
            var changed = query
            changed.filter = other
            let count = display.numbers.integer(all.count(where: other.takes))
            let name = texts[TextKey("review.filter.\(other.rawValue)")]
            return Link(
                href: display.link(changed.path(task: nil)),
                text: "\(name) \(count)",
                isCurrent: other == filter
            )
        }
        number = code
        heading = shown.task.heading
        section = shown.task.section
        textID = "\(view.text)"
        show = filter.rawValue
        // Numbers of the list are those of the marks; what is shown to nobody is not marked.
        let marked = shown.items.filter { $0.shown != nil }
        let visible = shown.items.filter(filter.takes)
        var task = shown.task
        task.indicators = marked.compactMap(\.shown)
        text = SourceText(task)
        let plan = view.tasks.map(\.task)
        func form(_ item: ReviewedItem) -> ReviewForm? {
            guard canWrite, let act = query.act, act != .add, query.item == item.item else { return nil }
            return ReviewForm(
                act,
                item,
                task: item.task,
                tasks: plan,
                assignment: assignment,
                query: query,
                draft: draft,
                display: display
            )
        }
        func model(_ item: ReviewedItem, _ number: Int?, _ page: String?) -> ReviewItemModel {
            ReviewItemModel(
                item,
                number: number,
                page: page,
                query: query,
                canWrite: canWrite,
                form: form(item),
                display: display
            )
        }
        items = visible.map { item in
            model(item, marked.firstIndex { $0.item == item.item }.map { $0 + 1 }, code)
        }
        lost = view.lost.filter { filter.takes($0) && (filter != .all || $0.state == .placeLost) }.map {
            model($0, nil, code)
        }
        itemsTitle = texts["review.items", display.numbers.integer(visible.count)]
        let hidden = shown.items.count - visible.count
        others =
            hidden > 0
            ? Link(
                href: display.link(ReviewQuery().path(task: code)),
                text: texts["review.others", display.numbers.integer(hidden)]
            ) : nil
        isTaskDone = !shown.items.isEmpty && !shown.items.contains(where: \.isOpen)
        unread = shown.unread.map { words in
            let path = query.path(task: code, act: .add, quote: words)
            return Unread(words: words, href: canWrite ? display.link(path) : nil)
        }
        let sure = shown.items.filter { $0.state == .machine && $0.confidence?.level == .high }
        acceptAll =
            canWrite && !sure.isEmpty
            ? AcceptAll(
                picks: sure.map { "\($0.item).\($0.revision)" },
                label: texts["review.acceptAll", display.numbers.integer(sure.count)]
            ) : nil
        add = canWrite ? display.link(query.path(task: code, act: .add)) : nil
        self.form =
            canWrite && query.act == .add
            ? ReviewForm(.add, nil, task: code, tasks: plan, query: query, draft: draft, display: display) : nil
        let hasForm = self.form != nil || (items + lost).contains { $0.form != nil }
        problem = hasForm ? nil : draft.problem
        let around = view.tasks.enumerated().filter {
            $0.offset == index || $0.element.items.contains(where: filter.takes)
        }
        func neighbour(_ step: Int) -> Link? {
            guard let place = around.firstIndex(where: { $0.offset == index }), around.indices.contains(place + step)
            else { return nil }
            let task = around[place + step].element.task
            return Link(href: display.link(query.path(task: task.id)), text: "\(task.id) \(task.heading)")
        }
        previous = neighbour(-1)
        next = neighbour(1)
        tasks = view.tasks.map { TaskRow($0, query, isCurrent: $0.task.id == code, display) }
        tasksTitle = texts["review.tasks", display.numbers.integer(view.tasks.count)]
        taskAddress = display.taskLink(code)
        textAddress = display.link("/plan/text")
        importAddress = canWrite ? display.link("/plan/import") : nil
        dataAddress = "/api/v1/plan/items"
    }

    /// The task asked for, else the one of the item asked for, else the first that the filter finds something in.
    private static func shownTask(_ view: PlanReviewView, _ query: ReviewQuery) -> Int {
        let tasks = view.tasks
        if let code = query.task, let index = tasks.firstIndex(where: { $0.task.id == code }) { return index }
        if let item = query.item, let index = tasks.firstIndex(where: { $0.items.contains { $0.item == item } }) {
            return index
        }
        let wanted = query.filter == .all ? ReviewFilter.open : query.filter
        return tasks.firstIndex { $0.items.contains(where: wanted.takes) } ?? tasks.firstIndex { !$0.items.isEmpty }
            ?? 0
    }
}

extension ReviewPage.TaskRow {
    fileprivate init(_ reviewed: ReviewedTask, _ query: ReviewQuery, isCurrent: Bool, _ display: Display) {
        func count(_ number: Int) -> String { number > 0 ? display.numbers.integer(number) : "" }
        number = reviewed.task.id
        heading = reviewed.task.heading
        href = display.link(query.path(task: reviewed.task.id))
        items = count(reviewed.items.count)
        open = count(reviewed.items.count(where: \.isOpen))
        unsure = count(reviewed.items.count(where: \.isUnsure))
        self.isCurrent = isCurrent
    }
}
