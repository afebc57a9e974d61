import PeakPlanning
import Units
import Workflows

/// An item of the plan with what was read and where people stand with it (方案条目).
struct PlanItemResponse: APIResponse {
    let id: Int64
    let task: Nullable<String>
    let state: String
    let isOpen: Bool
    let isOutdated: Bool
    let kind: Nullable<String>
    let name: Nullable<String>
    let comparator: Nullable<String>
    let value: Nullable<String>
    let upperValue: Nullable<String>
    let unit: Nullable<String>
    let year: Nullable<Int>
    let baseline: Nullable<String>
    let qualifier: Nullable<String>
    let scope: Nullable<String>
    let quote: Nullable<String>
    let confidence: Nullable<String>
    let reasons: [String]
    let production: Nullable<String>
    let revision: Int64

    init(_ item: ReviewedItem) {
        let statement = item.statement
        id = item.item
        task = Nullable(item.task)
        state = item.state.rawValue
        isOpen = item.isOpen
        isOutdated = item.isOutdated
        kind = Nullable(statement?.kind.rawValue)
        name = Nullable(statement?.name)
        comparator = Nullable(statement?.comparator?.rawValue)
        value = Nullable(statement?.value?.description)
        upperValue = Nullable(statement?.upperValue?.description)
        unit = Nullable(statement?.unit)
        year = Nullable(statement?.year)
        baseline = Nullable(statement?.baseline?.text)
        qualifier = Nullable(statement?.qualifier)
        scope = Nullable(statement?.scope)
        quote = Nullable(statement?.quote)
        confidence = Nullable(item.confidence?.level.rawValue)
        reasons = item.confidence?.reasons.map(\.rawValue) ?? []
        production = Nullable(item.indicator?.production)
        revision = item.revision
    }
}

/// All items of the plan, in the order of its text; those that stand nowhere come last.
struct PlanItemsResponse: APIResponse {
    let planRevision: Int
    let items: [PlanItemResponse]

    init(_ view: PlanReviewView) {
        planRevision = view.facts.revision
        items = view.items.map(PlanItemResponse.init)
    }
}
