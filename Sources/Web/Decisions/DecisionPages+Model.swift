import Access
import Texts
import Units
import Workflows

/// What the list of decisions shows (审批列表).
struct DecisionsPage: Sendable {
    let rows: [DecisionLine]
    let states: [Link]
    let news: NewsLine?
    let first: String?
    let next: String?
}

/// One decision in a list.
struct DecisionLine: Sendable {
    let href: String
    let title: String
    let reason: String
    let state: String
    let status: String
    let asked: String
    let askedAt: String
    let decided: String
    let decidedAt: String
    let value: Figure?
    let isThis: Bool
    /// Whether somebody else has moved it since the reader's last look.
    var isNew = false

    init(_ decision: Decision, _ display: Display, this: Int64? = nil) {
        href = display.link("/decisions/\(decision.id)")
        title = display.title(decision)
        reason = decision.reason
        state = display.texts[TextKey("decision.state.\(decision.state.rawValue)")]
        status = decision.state.status
        asked = display.name(decision.askedBy)
        askedAt = display.dates.minute(decision.askedAt)
        decided = display.name(decision.decidedBy)
        decidedAt = decision.decidedAt.map(display.dates.minute) ?? ""
        value = decision.then.map(display.carbon)
        isThis = decision.id == this
    }
}

/// What the page of one decision shows (审批页).
struct DecisionPage: Sendable {
    let line: DecisionLine
    let lead: String
    let rule: String?
    let note: String?
    let problem: FormProblem?
    /// The value that the asker saw, the present one, and the published one.
    let values: [Fact]
    let warning: Notice?
    let inputs: Link?
    let figure: Link?
    let history: [DecisionLine]
    let base: String
    let canDecide: Bool
    let canWithdraw: Bool
    /// Why the reader cannot decide, where something waits.
    let why: String?
}

extension DecisionPage {
    init(_ detail: DecisionDetail, reader: Principal, problem: FormProblem?, display: Display) {
        let decision = detail.decision
        let texts = display.texts
        let isOpen = decision.state == .asked
        let isAsker = reader.person != nil && reader.person == decision.askedBy.id
        line = DecisionLine(decision, display)
        lead = texts[TextKey("decision.lead.\(decision.kind.rawValue)")]
        rule = decision.rule.map { display.name(rule: $0) }
        note = decision.note
        self.problem = problem
        var values: [Fact] = []
        if let then = decision.then {
            values.append(
                Fact(
                    name: texts["decision.then"],
                    figure: display.carbon(then),
                    note: decision.inputsThen.map { texts["decision.inputs", display.numbers.integer($0)] }
                )
            )
        }
        if let now = detail.now {
            values.append(
                Fact(
                    name: texts["decision.now"],
                    figure: display.carbon(now),
                    note: texts[detail.isUnchanged ? "decision.same" : "decision.differs"]
                )
            )
        }
        if let published = detail.published, published.decision != decision.id {
            values.append(
                Fact(
                    name: texts["decision.published"],
                    figure: display.carbon(published.value),
                    note: texts["published.revision", "\(published.revision)"]
                )
            )
        }
        self.values = values
        warning = isOpen && !detail.isUnchanged ? .warning(texts["decision.askAgain"]) : nil
        let place = "jurisdictions/\(decision.jurisdiction.id.rawValue)/\(decision.period)"
        inputs = Link(href: display.link("/explain/\(place)"), text: texts["decision.explanation"])
        figure = decision.figure.map { Link(href: display.link("/published/\($0)"), text: texts["decision.figure"]) }
        history = detail.history.map { DecisionLine($0, display, this: decision.id) }
        base = "/decisions/\(decision.id)"
        canDecide = isOpen && !isAsker && reader.scope(for: .deciders) != nil
        canWithdraw = isOpen && isAsker && reader.scope(for: .askers) != nil
        why =
            !isOpen || canDecide
            ? nil : texts[isAsker ? "decision.why.own" : "decision.why.role"]
    }
}

extension DecisionState {
    /// The class of sign and word together.
    var status: String {
        switch self {
        case .asked: "st-risk"
        case .approved: "st-done"
        case .refused: "st-off"
        case .withdrawn: "st-none"
        }
    }
}

extension Display {
    /// What a decision is about, in words.
    func title(_ decision: Decision) -> String {
        texts[TextKey("decision.title.\(decision.kind.rawValue)"), name(decision.jurisdiction), period(decision.period)]
    }

    /// Who asked and who agreed.
    func pair(_ asker: PersonName?, _ decider: PersonName?) -> String {
        texts["decision.pair", name(asker), name(decider)]
    }
}
