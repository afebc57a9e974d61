import Units

/// Where a statement of a person stands in a plan.
struct StatementPlace {
    let task: Int
    let quote: Range<Int>
    /// Whether only a similar sentence was found, so that somebody must look.
    let isSimilar: Bool
}

extension PlanStatement {
    /// Where the statement stands: in its own task exactly, else exactly in another one, else, where that is allowed, in
    /// the sentence of its own task that is most like it; `nil` where its place is lost.
    func place(in plan: Plan, takesSimilar: Bool) -> StatementPlace? {
        let own = ownTask(in: plan)
        let order = (own.map { [$0] } ?? []) + plan.tasks.indices.filter { $0 != own }
        for index in order {
            if let range = QuotePlace.exact(quote, in: plan.tasks[index].text) {
                return StatementPlace(task: index, quote: range, isSimilar: false)
            }
        }
        guard takesSimilar, let own, let range = QuotePlace.similar(quote, in: plan.tasks[own].text) else { return nil }
        return StatementPlace(task: own, quote: range, isSimilar: true)
    }

    /// The task with the same heading, else the one with the same code, unless its heading is another one.
    private func ownTask(in plan: Plan) -> Int? {
        let same = plan.tasks.indices.filter { Likeness.isSame(plan.tasks[$0].heading, heading) }
        if let exact = same.first(where: { plan.tasks[$0].id == task }) ?? (heading.isEmpty ? nil : same.first) {
            return exact
        }
        return plan.tasks.firstIndex { other in
            other.id == task
                && (heading.isEmpty
                    || Likeness.share(Likeness.Pairs(other.heading), Likeness.Pairs(heading))
                        >= QuotePlace.leastLikeness)
        }
    }

    /// The statement as an indicator of a task, with its marks.
    ///
    /// - Parameters:
    ///   - range: where the quote stands. [UTF-8 bytes of the task's text]
    ///   - machine: what the reader found there, whose marks are kept as far as they fit.
    ///   - task: the task.
    ///   - item: its identity.
    /// - Returns: the indicator.
    func indicator(at range: Range<Int>, machine: PlanIndicator?, in task: PlanTask, item: Int64) -> PlanIndicator {
        let keepsValue = machine != nil && machine?.value == value && machine?.upperValue == upperValue
        let keepsYear = machine != nil && machine?.year == year
        let valueMark =
            keepsValue
            ? machine?.valueMark
            // Where it says another number than is printed, the printed one is still what it is about.
            : value.flatMap { mark("\($0)\(unit == "%" ? "%" : "")", range, task) } ?? machine?.valueMark
        let yearMark =
            keepsYear ? machine?.yearMark : year.flatMap { mark("\($0)\(PlanIndicator.yearUnit)", range, task) }
        var result = PlanIndicator(
            item: item,
            kind: kind,
            name: name,
            comparator: comparator,
            value: value,
            upperValue: upperValue,
            unit: unit,
            year: year,
            yearPhrase: keepsYear ? machine?.yearPhrase : yearMark.map { task.text.slice($0) },
            verb: machine?.verb ?? "",
            baseline: baseline,
            qualifier: qualifier,
            scope: scope,
            quote: task.text.slice(range),
            isImplied: keepsValue ? machine?.isImplied ?? false : false,
            quoteMark: range,
            valueMark: valueMark,
            yearMark: yearMark,
            production: machine?.production ?? Self.humanProduction
        )
        result.lead = machine?.lead
        result.binding = machine?.binding
        return result
    }

    /// The production of what only a person has read.
    public static let humanProduction = "person"

    /// Where words stand within a range of a task's text.
    private func mark(_ words: String, _ range: Range<Int>, _ task: PlanTask) -> Range<Int>? {
        QuotePlace.exact(words, in: task.text.slice(range)).map {
            range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound
        }
    }
}
