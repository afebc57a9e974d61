import PeakPlanning
import Texts
import Units
import Workflows

/// What the page about the targets of earlier plans shows (方案承接).
struct LineagePage: Sendable {
    /// A plan that is no longer in force.
    struct Plan: Sendable {
        /// Keeps the ids of several plans apart.
        let number: String
        let title: String
        /// The plan after it.
        let next: Quoted
        /// How many of its targets are followed how.
        let counts: String
        let textID: String
        let rows: [LineageRow]
        let confirmAll: ConfirmAll?
        let newTitle: String
        let newTargets: [LineageTargetModel]
    }

    /// All proposals of a plan, taken together.
    struct ConfirmAll: Sendable {
        let picks: [String]
        let label: String
    }

    let notice: Notice?
    /// A problem whose form is not on the page any more.
    let problem: FormProblem?
    let title: String
    let places: [Choice]
    let district: String?
    let districtNote: String?
    let plans: [Plan]
    let importAddress: String?
    let planAddress: String
    let dataAddress: String
    let source: Quoted

    init(
        _ view: PlanLineageView,
        currentYear: Int,
        places: [Jurisdiction],
        query: LineageQuery,
        draft: FormDraft,
        canWrite: Bool,
        notice: Notice?,
        display: Display
    ) {
        let texts = display.texts
        let shown = view.jurisdiction
        self.notice = notice
        title = Self.title(view, display)
        self.places = places.map {
            let value = $0.kind == .city ? "" : "\($0.id.rawValue)"
            return Choice(value: value, text: display.name($0), isCurrent: $0.id == shown.id)
        }
        let isCity = shown.kind == .city
        district = isCity ? nil : "\(shown.id.rawValue)"
        districtNote = isCity ? nil : texts["lineage.district", display.name(shown)]
        let maker = LineageRow.Maker(
            currentYear: currentYear,
            place: isCity ? nil : shown.id,
            query: query,
            draft: draft,
            canWrite: canWrite,
            display: display
        )
        plans = view.earlier.enumerated().map { index, plan in
            Plan(plan, number: index + 1, isNextInForce: plan.next == view.facts, maker)
        }
        problem = plans.contains { $0.rows.contains { $0.form != nil } } ? nil : draft.problem
        importAddress = canWrite ? display.link("/plan/import") : nil
        let place = district.map { "?district=\($0)" } ?? ""
        planAddress = display.link("/plan\(place)")
        dataAddress = "/api/v1/plan/lineage\(place)"
        source = display.quoted("lineage.source", view.facts.title, display.dates.day(view.facts.date))
    }

    /// How the targets of earlier plans stand, and what is left to decide.
    private static func title(_ view: PlanLineageView, _ display: Display) -> String {
        let texts = display.texts
        let lines = view.earlier.flatMap(\.lines)
        func count(_ state: LineageLine.State) -> Int { lines.count { $0.state == state } }
        let statuses = display.statusCounts(lines.map(\.target))
        let pending = [(LineageLine.State.proposed, count(.proposed)), (.open, count(.open))].filter { $0.1 > 0 }.map {
            texts[TextKey("lineage.pending.\($0.rawValue)"), display.numbers.integer($1)].inOnePiece
        }
        let rest = pending.isEmpty ? texts["lineage.settled"] : display.joined(pending)
        let total = display.numbers.integer(lines.count)
        return view.earlier.count == 1
            ? texts["lineage.heading", total, statuses, rest]
            : texts["lineage.heading.several", display.numbers.integer(view.earlier.count), total, statuses, rest]
    }
}

extension LineagePage.Plan {
    fileprivate init(_ plan: EarlierPlan, number: Int, isNextInForce: Bool, _ maker: LineageRow.Maker) {
        let display = maker.display
        let texts = display.texts
        self.number = "\(number)"
        title = plan.facts.title
        next = display.quoted("lineage.next", plan.next.title, display.dates.day(plan.next.date))
        counts = display.joined(
            LineageLine.State.allCases.compactMap { state in
                let count = plan.lines.count { $0.state == state }
                let word = texts[TextKey("lineage.state.\(state.rawValue)")]
                return count > 0 ? texts["lineage.count", word, display.numbers.integer(count)] : nil
            }
        )
        textID = "\(plan.text)"
        rows = maker.rows(of: plan, isNextInForce: isNextInForce)
        let proposals = plan.proposals
        confirmAll =
            maker.canWrite && proposals.count > 1
            ? LineagePage.ConfirmAll(
                picks: proposals.map(\.pick),
                label: texts["lineage.confirmAll", display.numbers.integer(proposals.count)]
            ) : nil
        let new = plan.newTargets
        newTitle = texts["lineage.new", display.numbers.integer(new.count)]
        newTargets = new.map { LineageTargetModel($0, isInForce: isNextInForce, display) }
    }
}

extension Display {
    /// How many targets stand in which way, such as `已达成 5、到期未达成 2`.
    fileprivate func statusCounts(_ lines: [TargetLine]) -> String {
        joined(
            TargetProgress.Status.counted.compactMap { status in
                let count = lines.count { $0.progress.status == status }
                return count > 0 ? texts["lineage.count", word(status), numbers.integer(count)].inOnePiece : nil
            }
        )
    }
}

extension String {
    /// The same without a place where a line may break, so that a count stays with its word.
    fileprivate var inOnePiece: String { replacing(" ", with: "\u{00A0}") }
}
