import PeakPlanning
import Units
import Workflows

/// One of several plans.
struct ComparedPlanResponse: APIResponse {
    let id: String
    let origin: String
    let place: String
    let title: String
    let date: Nullable<String>
    let statementCount: Int
    let isCompared: Bool
    let keptAt: Nullable<String>

    init(_ plan: ComparedPlan, isCompared: Bool) {
        id = plan.id
        place = plan.place
        title = plan.title
        date = Nullable(plan.date.map { "\($0)" })
        statementCount = plan.count
        self.isCompared = isCompared
        var time: Instant?
        switch plan.origin {
        case .inForce: origin = "in_force"
        case .earlier: origin = "earlier"
        case .shipped: origin = "shipped"
        case .brought(_, let on):
            origin = "brought"
            time = on
        }
        keptAt = Nullable(time?.iso8601)
    }
}

/// A statement of one of the plans.
struct ComparedStatementResponse: APIResponse {
    let planId: String
    let taskId: String
    let kind: String
    let name: String
    let scope: String
    let scopeWords: [String]
    let comparator: Nullable<String>
    let value: Nullable<String>
    let upperValue: Nullable<String>
    let unit: Nullable<String>
    let year: Nullable<Int>
    let qualifier: String
    let baseline: Nullable<String>
    let baselineYear: Nullable<Int>
    let indicatorId: Nullable<String>
    let variantId: Nullable<String>
    let quote: String

    init(_ statement: ComparedStatement, of plan: String) {
        let indicator = statement.indicator
        planId = plan
        taskId = statement.task
        kind = indicator.kind.rawValue
        name = indicator.name
        scope = indicator.scope
        scopeWords = statement.scopes.sorted()
        comparator = Nullable(indicator.comparator?.rawValue)
        value = Nullable(indicator.value?.description)
        upperValue = Nullable(indicator.upperValue?.description)
        unit = Nullable(indicator.unit)
        year = Nullable(indicator.year)
        qualifier = indicator.qualifier
        baseline = Nullable(indicator.baseline?.text)
        baselineYear = Nullable(indicator.baseline?.year)
        indicatorId = Nullable(statement.subject)
        variantId = Nullable(statement.variant)
        quote = indicator.quote
    }
}

/// What several statements are about, with the respects in which the plans differ.
struct ComparisonRowResponse: APIResponse {
    let name: String
    let indicatorId: Nullable<String>
    let planCount: Int
    let differences: [String]
    let statements: [ComparedStatementResponse]

    init(_ row: PlanComparison.Row, _ view: PlanComparisonView) {
        let facts = row.subject.flatMap { view.indicators[$0] }
        name = facts?.name.zh ?? row.statements.first?.words ?? ""
        indicatorId = Nullable(row.subject)
        planCount = row.planCount
        differences = PlanDifference.allCases.filter(row.differences.contains).map(\.rawValue)
        statements = row.statements.map { ComparedStatementResponse($0, of: view.chosen[$0.plan].id) }
    }
}

/// Plans side by side.
struct ComparisonResponse: APIResponse {
    let show: String
    let commonCount: Int
    let conflictCount: Int
    let plans: [ComparedPlanResponse]
    let rows: [ComparisonRowResponse]

    init(_ view: PlanComparisonView, query: ComparisonQuery) {
        let shown = query.shown(of: view)
        show = shown.rawValue
        commonCount = view.rows.count(where: ComparisonFilter.common.takes)
        conflictCount = view.rows.count(where: ComparisonFilter.conflicts.takes)
        plans = view.plans.map { plan in
            ComparedPlanResponse(plan, isCompared: view.chosen.contains { $0.id == plan.id })
        }
        rows = view.rows.filter(shown.takes).map { ComparisonRowResponse($0, view) }
    }
}
