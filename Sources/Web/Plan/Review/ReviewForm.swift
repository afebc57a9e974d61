import PeakPlanning
import Texts
import Units
import Workflows

/// A form of the review (校对表单): what an item says, or only why something is decided about it.
struct ReviewForm: Sendable {
    /// Several lines to type in.
    struct Lines: Sendable {
        let id: String
        let name: String
        let label: String
        let value: String
        let hint: String?
        let error: String?
        let rows: String
        let isRequired: Bool
    }

    let action: String
    let title: String
    let lead: String?
    let submit: String
    let isDangerous: Bool
    let cancel: String
    let item: String?
    let revision: String
    let problem: FormProblem?
    /// Whether the form asks what the item says.
    let hasStatement: Bool
    /// Who leads it and what measures it, where the form asks for that.
    let assigned: [ChoiceField]
    /// The task that the item stands in; a choice where it may be another one.
    let task: ChoiceField?
    let taskCode: String
    let kind: ChoiceField
    let comparator: ChoiceField
    let direction: ChoiceField
    let name: Field
    let numbers: [Field]
    let baseline: [Field]
    let words: [Field]
    let quote: Lines
    let reason: Lines
}

extension ReviewForm {
    /// - Parameters:
    ///   - act: what the form is for.
    ///   - item: the item; `nil` where one is added.
    ///   - task: the task that is shown.
    ///   - tasks: all tasks, where the item may stand in another one.
    ///   - assignment: what can be assigned, where that is asked.
    ///   - query: where somebody is.
    ///   - draft: what was typed.
    ///   - display: the language.
    init(
        _ act: ReviewQuery.Act,
        _ item: ReviewedItem?,
        task: String?,
        tasks: [PlanTask],
        assignment: ReviewAssignment? = nil,
        query: ReviewQuery,
        draft: FormDraft,
        display: Display
    ) {
        let texts = display.texts
        var draft = draft
        draft.prefix = "rv"
        action = "/plan/review/\(act.rawValue)"
        title = texts[TextKey("review.form.\(act.rawValue)")]
        lead = act == .withdraw ? texts["review.form.withdraw.lead"] : nil
        submit = texts[TextKey("review.submit.\(act.rawValue)")]
        isDangerous = act == .reject
        cancel = display.link(query.path(task: task, item: item?.item))
        self.item = item.map { "\($0.item)" }
        revision = "\(assignment?.revision ?? item?.revision ?? 0)"
        problem = draft.problem
        hasStatement = act == .correct || act == .add
        assigned = assignment?.choices(draft, display) ?? []
        taskCode = task ?? ""
        let stored =
            item?.statement ?? PlanStatement(task: task ?? "", kind: .target, name: "", quote: query.quote ?? "")
        let isLost = item != nil && item?.task == nil
        self.task =
            isLost || act == .add
            ? draft.choice(
                "task",
                "column.task",
                tasks.map { ($0.id, "\($0.id) \($0.heading)") },
                stored: task ?? stored.task
            ) : nil
        let fields = Fields(draft, stored, read: item?.readStatement, display)
        kind = fields.kind
        comparator = fields.comparator
        direction = fields.direction
        name = fields.line(.name, stored.name, isRequired: true)
        numbers = [
            fields.line(.value, stored.value?.description ?? ""),
            fields.line(.upperValue, stored.upperValue?.description ?? ""), fields.line(.unit, stored.unit ?? ""),
            fields.line(.year, stored.year.map(String.init) ?? ""),
        ]
        baseline = [
            fields.line(.baseline, stored.baseline?.text ?? ""),
            fields.plain("baseline_year", "review.field.baseline_year", stored.baseline?.year.map(String.init) ?? ""),
        ]
        words = [fields.line(.qualifier, stored.qualifier), fields.line(.scope, stored.scope)]
        quote = fields.quote(stored.quote)
        reason = draft.reason
    }
}

extension FormDraft {
    /// Why something is decided.
    var reason: ReviewForm.Lines {
        ReviewForm.Lines(
            id: "\(prefix)-reason",
            name: "reason",
            label: texts["review.reason"],
            value: typed?["reason"] ?? "",
            hint: nil,
            error: problems["reason"],
            rows: "2",
            isRequired: true
        )
    }
}

/// The fields of a statement, each with what the program read below it.
private struct Fields {
    let draft: FormDraft
    let stored: PlanStatement
    let read: PlanStatement?
    let display: Display

    init(_ draft: FormDraft, _ stored: PlanStatement, read: PlanStatement?, _ display: Display) {
        self.draft = draft
        self.stored = stored
        self.read = read
        self.display = display
    }

    var kind: ChoiceField {
        let answers = PlanIndicator.Kind.allCases.map {
            (value: $0.rawValue, text: display.texts[TextKey("target.kind.\($0.rawValue)")])
        }
        return draft.choice("kind", "review.field.kind", answers, stored: stored.kind.rawValue)
    }

    var comparator: ChoiceField {
        let answers = PlanIndicator.Comparator.allCases.map { (value: $0.rawValue, text: display.word($0)) }
        let none: TextKey = "review.comparator.none"
        return draft.choice(
            "comparator",
            "review.field.comparator",
            answers,
            stored: stored.comparator?.rawValue ?? "",
            none: none
        )
    }

    var direction: ChoiceField {
        let answers = PlanIndicator.Baseline.Direction.allCases.map {
            (value: $0.rawValue, text: display.texts[TextKey("review.direction.\($0.rawValue)")])
        }
        return draft.choice(
            "baseline_direction",
            "review.field.baseline_direction",
            answers,
            stored: stored.baseline?.direction.rawValue ?? ""
        )
    }

    func line(_ field: PlanStatement.Field, _ value: String, isRequired: Bool = false) -> Field {
        plain(field.rawValue, TextKey("review.field.\(field.rawValue)"), value, hint: hint(field), isRequired)
    }

    func plain(
        _ name: String,
        _ label: TextKey,
        _ value: String,
        hint: String? = nil,
        _ isRequired: Bool = false
    ) -> Field {
        let base = draft.field(name, label, stored: value, isRequired: isRequired)
        let places = [base.error == nil ? nil : "\(base.id)-error", hint == nil ? nil : "\(base.id)-hint"]
        return Field(
            id: base.id,
            name: base.name,
            label: base.label,
            value: base.value,
            type: base.type,
            hint: hint,
            error: base.error,
            autocomplete: "off",
            describedBy: places.allSatisfy { $0 == nil } ? nil : places.compactMap(\.self).joined(separator: " "),
            isRequired: base.isRequired
        )
    }

    func quote(_ value: String) -> ReviewForm.Lines {
        ReviewForm.Lines(
            id: "rv-quote",
            name: "quote",
            label: display.texts["review.field.quote"],
            value: draft.typed?["quote"] ?? value,
            hint: display.texts["review.quote.hint"],
            error: draft.problems["quote"],
            rows: "3",
            isRequired: true
        )
    }

    /// What the program read, where it read anything.
    private func hint(_ field: PlanStatement.Field) -> String? {
        guard let read else { return nil }
        return display.texts["review.read", read.text(field) ?? NumberStyle.none]
    }
}

extension ReviewAssignment {
    /// The department and the indicator to choose from.
    fileprivate func choices(_ draft: FormDraft, _ display: Display) -> [ChoiceField] {
        let indicators = indicators.map { (value: $0.binding, text: display.name($0.name)) }
        return [
            draft.choice(
                "lead",
                "task.lead",
                departments.map { ($0, $0) },
                stored: lead,
                none: "review.assign.firstNamed"
            ),
            draft.choice(
                "binding",
                "review.assign.indicator",
                indicators,
                stored: binding,
                none: "review.assign.byWords"
            ),
        ]
    }
}

extension ReviewedItem {
    /// What everybody sees of it, or what a person said last.
    var statement: PlanStatement? {
        indicator.map { PlanStatement($0, in: PlanTask(id: task ?? "", section: "", heading: "", text: "")) } ?? says
    }

    /// What the program read.
    var readStatement: PlanStatement? {
        read.map { PlanStatement($0, in: PlanTask(id: task ?? "", section: "", heading: "", text: "")) }
    }
}

extension Display {
    /// A comparison in a sign and words, such as `≥ 不低于`.
    func word(_ comparator: PlanIndicator.Comparator) -> String {
        let key: TextKey =
            switch comparator {
            case .atLeast: "review.comparator.atLeast"
            case .moreThan: "review.comparator.moreThan"
            case .atMost: "review.comparator.atMost"
            case .lessThan: "review.comparator.lessThan"
            case .equal: "review.comparator.equal"
            case .between: "review.comparator.between"
            }
        return texts[key]
    }
}
