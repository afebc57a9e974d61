import PeakPlanning
import Units
import Workflows

/// A target of the next plan.
struct LineageTargetResponse: APIResponse {
    let itemId: Int64
    let taskId: String
    let kind: String
    let name: String
    let scope: String
    let comparator: String?
    let goal: Double?
    let upperGoal: Double?
    let unit: String?
    let goalYear: Int?
    let qualifier: String
    let quote: String

    init(_ target: LineageTarget) {
        let indicator = target.indicator
        itemId = target.item
        taskId = target.task
        kind = indicator.kind.rawValue
        name = indicator.name
        scope = indicator.scope
        comparator = indicator.comparator?.rawValue
        goal = indicator.value?.doubleValue
        upperGoal = indicator.upperValue?.doubleValue
        unit = indicator.unit
        goalYear = indicator.year
        qualifier = indicator.qualifier
        quote = indicator.quote
    }
}

/// A target of an earlier plan with what follows it.
struct LineageLineResponse: APIResponse {
    let itemId: Int64
    let state: String
    let revision: Int64
    let target: TargetResponse
    let successor: LineageTargetResponse?
    let differences: [String]

    init(_ line: LineageLine) {
        itemId = line.item
        state = line.state.rawValue
        revision = line.revision
        target = TargetResponse(line.target)
        successor = line.successor.map(LineageTargetResponse.init)
        differences = PlanDifference.allCases.filter(line.differences.contains).map(\.rawValue)
    }
}

/// A plan that is no longer in force.
struct EarlierPlanResponse: APIResponse {
    let plan: PlanFactsResponse
    let next: PlanFactsResponse
    let targets: [LineageLineResponse]
    let newTargets: [LineageTargetResponse]

    init(_ earlier: EarlierPlan) {
        plan = PlanFactsResponse(earlier.facts)
        next = PlanFactsResponse(earlier.next)
        targets = earlier.lines.map(LineageLineResponse.init)
        newTargets = earlier.newTargets.map(LineageTargetResponse.init)
    }
}

/// What took the place of the targets of earlier plans, the latest plan first.
struct LineageResponse: APIResponse {
    let plan: PlanFactsResponse
    let jurisdiction: JurisdictionResponse
    let earlier: [EarlierPlanResponse]

    init(_ view: PlanLineageView) {
        plan = PlanFactsResponse(view.facts)
        jurisdiction = JurisdictionResponse(view.jurisdiction)
        earlier = view.earlier.map(EarlierPlanResponse.init)
    }
}
