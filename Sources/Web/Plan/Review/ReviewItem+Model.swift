import PeakPlanning
import Texts
import Units
import Workflows

/// One item beside the text (校对条目).
struct ReviewItemModel: Sendable {
    /// A field in which a person says something else than was read.
    struct Difference: Sendable {
        let field: String
        let read: String
        let says: String
    }

    /// One thing that was decided.
    struct Event: Sendable {
        let action: String
        let who: String
        let at: String
        let reason: String
        let differences: [Difference]
    }

    let item: String
    /// Its number in the text; `nil` where it is not marked there.
    let number: String?
    let name: String
    let demand: String?
    let demandTag: String?
    let kind: String
    let year: String?
    let scope: String?
    let quote: String
    let state: String
    let status: String
    let isOutdated: Bool
    let confidence: String?
    let confidenceStatus: String
    /// Why the reader is not surer, and the rule that found it.
    let basis: String?
    let history: [Event]
    let historyTitle: String
    /// What accepting sends.
    let pick: String
    let canAccept: Bool
    let correct: String?
    let reject: String?
    let withdraw: String?
    let assign: String?
    /// The form that is open for it.
    let form: ReviewForm?
}

extension ReviewItemModel {
    init(
        _ item: ReviewedItem,
        number: Int?,
        page task: String?,
        query: ReviewQuery,
        canWrite: Bool,
        form: ReviewForm?,
        display: Display
    ) {
        let texts = display.texts
        let indicator = item.indicator
        let statement = item.statement
        self.item = "\(item.item)"
        self.number = number.map(String.init)
        name = statement.map { $0.name.isEmpty ? $0.quote : $0.name } ?? ""
        let demand = indicator.flatMap { $0.value == nil ? nil : display.goal($0) }
        self.demand = demand
        demandTag = demand.flatMap(display.foreignTag)
        kind = statement.map { texts[TextKey("target.kind.\($0.kind.rawValue)")] } ?? ""
        year = statement?.year.map { display.dates.year(CivilYear($0)) }
        scope = statement.flatMap { $0.scope.isEmpty ? nil : $0.scope }
        quote = statement?.quote ?? ""
        state = texts[TextKey("review.state.\(item.state.rawValue)")]
        status = item.state.status
        isOutdated = item.isOutdated
        confidence = item.confidence.map { texts[TextKey("review.confidence.\($0.level.rawValue)")] }
        confidenceStatus = item.confidence?.level.status ?? ""
        let reasons = (item.confidence?.reasons ?? []).map { texts[TextKey("plan.reason.\($0.rawValue)")] }
        let rule = item.read.flatMap { read in
            let key = TextKey("plan.rule.\(read.production)")
            return texts.contains(key) ? texts["review.rule", texts[key]] : nil
        }
        let lines = [reasons.isEmpty ? nil : reasons.joined(separator: texts["list.semicolon"]), rule]
        basis = item.read == nil ? nil : lines.compactMap(\.self).joined(separator: " · ")
        history = item.history.map { Event($0, display) }
        historyTitle = texts["review.history", display.numbers.integer(item.history.count)]
        pick = "\(item.item).\(item.revision)"
        canAccept = canWrite && item.task != nil && (item.state == .machine || item.isOutdated)
        func link(_ act: ReviewQuery.Act, _ isOpen: Bool) -> String? {
            canWrite && isOpen ? display.link(query.path(task: task, item: item.item, act: act)) : nil
        }
        correct = link(.correct, true)
        reject = link(.reject, ![.rejected, .withdrawn].contains(item.state) || item.isOutdated)
        assign = link(.assign, item.isAssignable)
        withdraw = link(.withdraw, item.state != .machine && item.state != .withdrawn)
        self.form = form
    }
}

extension ReviewItemModel.Event {
    fileprivate init(_ change: ReviewChange, _ display: Display) {
        let texts = display.texts
        let done = texts[TextKey("review.action.\(change.action.rawValue)")]
        let about = change.aspect == .content ? nil : texts[TextKey("review.aspect.\(change.aspect.rawValue)")]
        // Which item follows is stored by its number, which says nothing to a person.
        let value = change.aspect == .successor ? nil : change.value
        action = [done, about, value].compactMap(\.self).joined(separator: " ")
        who = display.author(of: change)
        at = display.dates.minute(change.time)
        reason = change.reason
        differences = change.differences.map { difference in
            ReviewItemModel.Difference(
                field: texts[TextKey("review.field.\(difference.field.rawValue)")],
                read: difference.read ?? NumberStyle.none,
                says: difference.says ?? NumberStyle.none
            )
        }
    }
}

extension Display {
    /// Who decided something about an item.
    func author(of change: ReviewChange) -> String {
        change.author == nil ? texts["review.console"] : name(change.author)
    }
}

extension PlanReview.State {
    /// The class of sign and word together.
    var status: String {
        switch self {
        case .machine: "st-none"
        case .accepted: "st-done"
        case .corrected, .added: "st-on"
        case .rejected, .withdrawn: "st-none"
        case .placeLost: "st-off"
        }
    }
}

extension PeakPlanning.Confidence.Level {
    /// The class of sign and word together.
    var status: String {
        switch self {
        case .high: "st-on"
        case .medium: "st-risk"
        case .low: "st-off"
        }
    }
}
