import Texts
import Workflows

/// A form about what follows one target (承接表单).
struct LineageForm: Sendable {
    let action: String
    let title: String
    let lead: String
    let submit: String
    let cancel: String
    let item: String
    let revision: String
    let problem: FormProblem?
    /// Whether it comes back, and must be found again in a long table.
    let isRefused: Bool
    /// The targets to choose from; `nil` where only a reason is asked.
    let successor: Successor?
    let reason: ReviewForm.Lines

    /// A choice among the targets of the next plan, whose words stay the plan's.
    struct Successor: Sendable {
        let id: String
        let error: String?
        let isUnchosen: Bool
        let isNothing: Bool
        let options: [Choice]
    }

    init(
        _ act: LineageQuery.Act,
        _ line: LineageLine,
        _ choices: [(item: Int64, target: LineageTargetModel)],
        _ query: LineageQuery,
        _ draft: FormDraft,
        _ display: Display
    ) {
        let texts = display.texts
        var draft = draft
        draft.prefix = "ln"
        action = "/plan/lineage/\(act.rawValue)"
        title = texts[TextKey("lineage.form.\(act.rawValue)")]
        lead = texts[TextKey("lineage.form.\(act.rawValue).lead")]
        submit = texts[TextKey("lineage.submit.\(act.rawValue)")]
        cancel = display.link(query.path(item: line.item))
        item = "\(line.item)"
        revision = "\(line.revision)"
        problem = draft.problem
        isRefused = draft.hasProblems
        let stored = line.state == .ended ? LineageController.nothing : line.successor.map { "\($0.item)" } ?? ""
        let chosen = draft.typed.map { $0["successor"] ?? "" } ?? stored
        successor =
            act == .set
            ? Successor(
                id: "ln-successor",
                error: draft.problems["successor"],
                isUnchosen: chosen.isEmpty,
                isNothing: chosen == LineageController.nothing,
                options: choices.map { item, target in
                    Choice(value: "\(item)", text: target.line, isCurrent: chosen == "\(item)")
                }
            ) : nil
        reason = draft.reason
    }
}
