import Carbon
import PeakPlanning
import Units
import Workflows

/// A department or body where the text names it; marks count UTF-8 bytes of the task's text.
struct PlanActorResponse: APIResponse {
    let name: String
    let markStartB: Int
    let markEndB: Int

    init(_ actor: PlanActor) {
        name = actor.name
        markStartB = actor.mark.lowerBound
        markEndB = actor.mark.upperBound
    }
}

/// Something the text states; marks count UTF-8 bytes of the task's text.
struct PlanStatementResponse: APIResponse {
    let number: Int
    let kind: String
    let name: String
    let quote: String
    let quoteStartB: Int
    let quoteEndB: Int
    let valueStartB: Int?
    let valueEndB: Int?
    let yearStartB: Int?
    let yearEndB: Int?
    let production: String

    init(_ indicator: PlanIndicator, number: Int) {
        self.number = number
        kind = indicator.kind.rawValue
        name = indicator.name
        quote = indicator.quote
        quoteStartB = indicator.quoteMark.lowerBound
        quoteEndB = indicator.quoteMark.upperBound
        valueStartB = indicator.valueMark?.lowerBound
        valueEndB = indicator.valueMark?.upperBound
        yearStartB = indicator.yearMark?.lowerBound
        yearEndB = indicator.yearMark?.upperBound
        production = indicator.production
    }
}

/// A task with its text and everything that was read from it.
struct PlanTaskResponse: APIResponse {
    let plan: PlanFactsResponse
    let jurisdiction: JurisdictionResponse
    let id: String
    let section: String
    let heading: String
    let text: String
    let responsibility: String
    let departments: [PlanActorResponse]
    let isOpenEnded: Bool
    let executors: [PlanActorResponse]
    let executingPlaces: [JurisdictionResponse]
    let statements: [PlanStatementResponse]
    let targets: [TargetResponse]
    let previousId: String?
    let nextId: String?

    init(_ view: TaskView) {
        let task = view.task
        plan = PlanFactsResponse(view.facts)
        jurisdiction = JurisdictionResponse(view.jurisdiction)
        id = task.id
        section = task.section
        heading = task.heading
        text = task.text
        responsibility = task.responsibility
        departments = task.departments.map(PlanActorResponse.init)
        isOpenEnded = task.isOpenEnded
        executors = task.executors.map(PlanActorResponse.init)
        executingPlaces = view.executors.map(JurisdictionResponse.init)
        statements = task.indicators.enumerated().map { PlanStatementResponse($1, number: $0 + 1) }
        targets = view.targets.map(TargetResponse.init)
        previousId = view.previous?.id
        nextId = view.next?.id
    }
}

/// The sector's emissions by year and scope.
struct EmissionHistoryResponse: APIResponse {
    let boundary: String
    let years: [Int]
    let scopes: [ScopeSeriesResponse]
    let totalKgco2: [Double]
    let peakYear: Int?
    let deadlineYear: Int?
    let isSynthetic: Bool

    init(_ history: EmissionHistory) {
        boundary = history.boundary.rawValue
        years = history.years.map(\.year)
        scopes = ScopeSeriesResponse.series(history)
        totalKgco2 = history.years.map { $0.total(history.boundary).kilograms }
        peakYear = history.peakYear
        deadlineYear = history.deadline
        isSynthetic = history.isSynthetic
    }
}

/// How the sector's emissions of a year come about.
struct SectorExplanationResponse: APIResponse {
    let jurisdiction: JurisdictionResponse
    let year: Int
    let boundary: String
    let carbonKgco2: Double
    let lines: [AccountLineResponse]
    let segments: [SegmentResponse]
    let findings: [FindingResponse]
    let isSynthetic: Bool

    init(_ sector: SectorExplanation) {
        jurisdiction = JurisdictionResponse(sector.jurisdiction)
        year = sector.year.number
        boundary = sector.boundary.rawValue
        carbonKgco2 = sector.account.total.kilograms
        lines = sector.account.lines.map { AccountLineResponse($0, known: DataShare(statistical: 1)) }
        segments = sector.segments.map { SegmentResponse(code: $0.code, carbonKgco2: $0.emissions.kilograms) }
        findings = sector.account.findings.map(FindingResponse.init)
        isSynthetic = sector.isSynthetic
    }
}

/// One segment of the sector.
struct SegmentResponse: APIResponse {
    let code: String
    let carbonKgco2: Double
}
