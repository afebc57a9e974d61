/// A plan as read from its text, with what people decided about it (校对).
///
/// Every item that a person has decided about is in ``entries`` once: accepted, corrected, added, rejected, withdrawn,
/// or with its place lost; so is every item that nobody has looked at.
public struct PlanReview: Sendable {
    /// Where an item stands.
    public enum State: String, Sendable, CaseIterable {
        /// Read by the program, and nobody has decided (待核).
        case machine
        /// A person found the reading right (已采纳).
        case accepted
        /// A person corrected it (已更正).
        case corrected
        /// A person added it (人工补录).
        case added
        /// A person found that it is none (已剔除).
        case rejected
        /// It was added by a person and taken back (已撤回).
        case withdrawn
        /// A person decided about it, and its words are no longer in the text (原文已失).
        case placeLost = "place_lost"
    }

    /// An item with what was read, what is shown, and what was decided.
    public struct Entry: Sendable {
        /// The item.
        public let item: Int64
        /// Index of the task in the plan; `nil` where it stands in none.
        public let task: Int?
        /// Where it stands.
        public let state: State
        /// What the program read; `nil` where it read nothing.
        public let read: PlanIndicator?
        /// What everybody sees; `nil` where nothing is shown.
        public let shown: PlanIndicator?
        /// What was decided about its content, where that holds.
        public let change: PlanChange?
        /// Whether the text has changed since: somebody should look again.
        public let isOutdated: Bool

        /// Whether a person has to decide.
        public var isOpen: Bool { state == .machine || state == .placeLost || isOutdated }
    }

    /// All items: those of the text in its order, then those that stand nowhere.
    public let entries: [Entry]
    /// The plan that everybody else uses.
    public let plan: Plan

    /// Applies changes to a plan as read.
    ///
    /// - Parameters:
    ///   - plan: the plan with the items of its indicators.
    ///   - changes: all changes of its series, in any order.
    public init(_ plan: Plan, changes: [PlanChange]) {
        let history = Dictionary(grouping: changes, by: \.item).mapValues { $0.sorted { $0.id < $1.id } }
        var reviewed = plan
        var entries: [Entry] = []
        var seen: Set<Int64> = []
        for (index, task) in plan.tasks.enumerated() {
            var shown: [PlanIndicator] = []
            for machine in task.indicators {
                guard let item = machine.item else {
                    shown.append(machine)
                    continue
                }
                seen.insert(item)
                let entry = Self.entry(machine, item, at: index, task, history[item] ?? [])
                entries.append(entry)
                if let indicator = entry.shown { shown.append(indicator) }
            }
            reviewed.tasks[index].indicators = shown
        }
        for (item, changes) in history.sorted(by: { $0.key < $1.key }) where !seen.contains(item) {
            guard let entry = Self.entry(unread: item, changes, in: plan) else { continue }
            entries.append(entry)
            if let task = entry.task, let indicator = entry.shown { reviewed.tasks[task].insert(indicator) }
        }
        self.entries = entries.enumerated().sorted { one, two in
            let (first, second) = (one.element.order, two.element.order)
            return (first.task, first.place, one.offset) < (second.task, second.place, two.offset)
        }.map(\.element)
        self.plan = reviewed
    }

    /// The change of an aspect that holds; `nil` where there is none or it was taken back.
    static func holding(_ aspect: PlanChange.Aspect, _ changes: [PlanChange]) -> PlanChange? {
        changes.last { $0.aspect == aspect }.flatMap { $0.action == .withdraw ? nil : $0 }
    }

    /// An item that the program reads in the text.
    private static func entry(
        _ machine: PlanIndicator,
        _ item: Int64,
        at index: Int,
        _ task: PlanTask,
        _ changes: [PlanChange]
    ) -> Entry {
        var machine = machine
        machine.lead = holding(.lead, changes)?.value
        machine.binding = holding(.binding, changes)?.value
        let now = PlanStatement(machine, in: task)
        func entry(_ state: State, _ shown: PlanIndicator?, _ change: PlanChange? = nil) -> Entry {
            let isOutdated = change?.says.map { $0.isOutdated(by: now, read: change?.read) } ?? false
            return Entry(
                item: item,
                task: index,
                state: state,
                read: machine,
                shown: shown,
                change: change,
                isOutdated: isOutdated
            )
        }
        guard let change = holding(.content, changes) else { return entry(.machine, machine) }
        switch change.action {
        case .accept: return entry(.accepted, machine, change)
        case .reject: return entry(.rejected, nil, change)
        case .correct, .add:
            guard let says = change.says?.merged(over: now, read: change.read) else { return entry(.machine, machine) }
            let place = says.quote == machine.quote ? nil : QuotePlace.exact(says.quote, in: task.text)
            let shown = says.indicator(at: place ?? machine.quoteMark, machine: machine, in: task, item: item)
            return entry(.corrected, shown, change)
        case .set, .withdraw: return entry(.machine, machine)
        }
    }

    /// An item that the program does not read; `nil` where nobody ever decided about what it says.
    private static func entry(unread item: Int64, _ changes: [PlanChange], in plan: Plan) -> Entry? {
        guard let last = changes.last(where: { $0.aspect == .content }) else { return nil }
        let isAdded = changes.contains { $0.aspect == .content && $0.action == .add }
        func entry(_ state: State, _ change: PlanChange? = nil) -> Entry {
            Entry(item: item, task: nil, state: state, read: nil, shown: nil, change: change, isOutdated: false)
        }
        switch last.action {
        case .withdraw, .set: return isAdded ? entry(.withdrawn, last) : nil
        case .reject: return entry(.rejected, last)
        case .accept, .correct, .add:
            guard let says = last.says, let place = says.place(in: plan, takesSimilar: isAdded) else {
                return entry(.placeLost, last)
            }
            let task = plan.tasks[place.task]
            var shown = says.indicator(at: place.quote, machine: nil, in: task, item: item)
            shown.lead = holding(.lead, changes)?.value
            shown.binding = holding(.binding, changes)?.value
            return Entry(
                item: item,
                task: place.task,
                state: isAdded ? .added : last.action == .correct ? .corrected : .accepted,
                read: nil,
                shown: shown,
                change: last,
                isOutdated: place.isSimilar
            )
        }
    }
}

extension PlanReview.Entry {
    /// Its place in the text; what stands nowhere comes last.
    fileprivate var order: (task: Int, place: Int) {
        (task ?? .max, (shown ?? read).map { ($0.valueMark ?? $0.quoteMark).lowerBound } ?? .max)
    }
}

extension PlanTask {
    /// Puts an indicator where it stands in the text, behind those that stand before it.
    fileprivate mutating func insert(_ indicator: PlanIndicator) {
        func place(_ indicator: PlanIndicator) -> Int { (indicator.valueMark ?? indicator.quoteMark).lowerBound }
        let index = indicators.firstIndex { place($0) > place(indicator) } ?? indicators.count
        indicators.insert(indicator, at: index)
    }
}

extension Plan {
    /// The plan that everybody uses (校对后的方案): rejected items gone, corrected ones corrected, added ones added.
    public func reviewed(by changes: [PlanChange]) -> Plan { PlanReview(self, changes: changes).plan }
}
