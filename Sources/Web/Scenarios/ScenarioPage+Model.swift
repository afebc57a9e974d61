import Texts
import Units
import Workflows

/// What the page of scenarios shows (情景页).
struct ScenarioPage: Sendable {
    /// A run in the list.
    struct Run: Sendable {
        let id: String
        let href: String
        let name: String
        let number: String
        let draws: String
        let odds2029: String
        let odds2030: String
        let when: String
        let who: String
        let style: String
        let state: String
    }

    /// What is asked of a run.
    struct RunForm: Sendable {
        let file: String
        let strengths: String
        let draws: Field
        let seed: Field
        let basis: ChoiceField
        let spread: Field
        let correlation: Field
    }

    let notice: Notice?
    let problem: FormProblem?
    let choices: [Choice]
    let pathway: PathwayPlate?
    let runForm: RunForm?
    let mayUpload: Bool
    let uploadHint: String
    let runs: [Run]
    let runsTitle: String
    let hasTwoRuns: Bool
    let next: String?
}

extension ScenarioPage.Run {
    init(_ run: ScenarioRun, _ display: Display) {
        let texts = display.texts
        id = "\(run.id)"
        href = display.link("\(ScenarioQuery.path)/runs/\(run.id)")
        name = display.name(run.title)
        number = texts["scenarios.run.number", id]
        draws = display.numbers.integer(run.inputs.draws)
        odds2029 = run.peakBy2029.map { display.percent($0).line } ?? NumberStyle.none
        odds2030 = run.peakBy2030.map { display.percent($0).line } ?? NumberStyle.none
        when = display.dates.minute(run.createdAt)
        who = run.person ?? NumberStyle.none
        style =
            switch run.state {
            case .done: "st-done"
            case .failed: "st-off"
            case .running: "st-on"
            case .queued, .cancelled: "st-none"
            }
        state = texts[TextKey("job.state.\(run.state.rawValue)")]
    }
}

extension ScenarioPage.RunForm {
    init(_ draft: FormDraft, file: String, strengths: [String: Double]) {
        self.file = file
        self.strengths = ScenarioQuery.text(strengths)
        draws = draft.field("draws", "scenarios.run.draws", stored: "10000", type: "number", isRequired: true)
        seed = draft.field("seed", "scenarios.run.seed", stored: "1", type: "number", hint: "scenarios.run.seed.hint")
        basis = draft.choice(
            "basis",
            "scenarios.run.basis",
            ["change", "level", ScenarioRoutes.noBasis].map { ($0, draft.texts[TextKey("scenarios.basis.\($0)")]) },
            stored: "change",
            hint: "scenarios.run.basis.hint"
        )
        spread = draft.field("spread", "scenarios.run.spread", stored: "5", type: "number")
        correlation = draft.field("correlation", "scenarios.run.correlation", stored: "50", type: "number")
    }
}
