import PeakPlanning
import Units
import Workflows

/// A value of a year, in the indicator's unit.
struct YearValueResponse: APIResponse {
    let year: Int
    let value: Double
    let share: ShareResponse

    init(_ entry: YearValue) {
        year = entry.year
        value = entry.value
        share = ShareResponse(entry.share)
    }
}

/// One step of a judgement: a code, and its arguments as they are counted with.
struct ReasonResponse: APIResponse {
    let code: String
    let arguments: [String]

    init(_ reason: JudgementReason) {
        code = reason.code.rawValue
        arguments = reason.arguments.map { argument in
            switch argument {
            case .year(let year): "\(year)"
            case .count(let count): "\(count)"
            case .value(let value), .odds(let value), .share(let value), .number(let value): "\(value)"
            case .status(let status): status.rawValue
            case .state(let state): state.rawValue
            case .item(let item): "\(item)"
            }
        }
    }
}

/// One way to read “before a year”.
struct PeakReadingResponse: APIResponse {
    let notAfter: Int
    let status: String
    let verdict: String?

    init(_ reading: PeakReading) {
        notAfter = reading.year
        status = reading.status.rawValue
        verdict = reading.verdict?.rawValue
    }
}

/// A target of the plan with how it stands, in the unit that the plan prints.
struct TargetResponse: APIResponse {
    let taskId: String
    let number: Int
    let kind: String
    let name: String
    let scope: String
    let comparator: String?
    let goal: Double?
    let upperGoal: Double?
    let unit: String?
    let measuredGoal: Double?
    let measuredUnit: String?
    let goalYear: Int?
    let qualifier: String
    let baseline: String?
    let baselineYear: Int?
    let isImplied: Bool
    let quote: String
    let leadDepartment: String?
    let reporter: String?
    let status: String
    let value: Double?
    let valueYear: Int?
    let gap: Double?
    let forecast: Double?
    let forecastLow: Double?
    let forecastHigh: Double?
    let odds: Double?
    let verdict: String?
    let commitment: String
    let peakReadings: [PeakReadingResponse]
    let reasons: [ReasonResponse]
    let indicatorId: String?
    let variantId: String?
    let series: [YearValueResponse]
    let isSynthetic: Bool

    init(_ line: TargetLine) {
        let indicator = line.indicator
        let judged = line.measurement?.value(upTo: indicator.year)
        taskId = line.task
        number = line.number
        kind = indicator.kind.rawValue
        name = indicator.name
        scope = indicator.scope
        comparator = indicator.comparator?.rawValue
        goal = indicator.value?.doubleValue
        upperGoal = indicator.upperValue?.doubleValue
        unit = indicator.unit
        measuredGoal = line.measurement?.goal?.doubleValue
        measuredUnit = line.measurement?.indicator.unit
        goalYear = indicator.year
        qualifier = indicator.qualifier
        baseline = indicator.baseline?.text
        baselineYear = indicator.baseline?.year
        isImplied = indicator.isImplied
        quote = indicator.quote
        leadDepartment = line.lead
        reporter = line.reporter
        status = line.progress.status.rawValue
        value = judged?.value
        valueYear = judged?.year
        gap = line.progress.gap
        forecast = line.progress.forecast
        forecastLow = line.progress.outlook?.interval?.lowerBound
        forecastHigh = line.progress.outlook?.interval?.upperBound
        odds = line.progress.odds
        verdict = line.progress.verdict?.rawValue
        commitment = Commitment(qualifier: indicator.qualifier).rawValue
        peakReadings = line.progress.peakReadings.map(PeakReadingResponse.init)
        reasons = line.progress.reasons.map(ReasonResponse.init)
        indicatorId = line.measurement?.indicator.id
        variantId = line.measurement?.variant?.id
        series = line.measurement?.series.map(YearValueResponse.init) ?? []
        isSynthetic = line.measurement?.isSynthetic ?? false
    }
}

/// A task in a list.
struct TaskSummaryResponse: APIResponse {
    let id: String
    let heading: String
    let section: String
    let departments: [String]

    init(_ task: TaskSummary) {
        id = task.id
        heading = task.heading
        section = task.section
        departments = task.departments
    }
}

/// A section of the plan.
struct PlanSectionResponse: APIResponse {
    let heading: String
    let tasks: [TaskSummaryResponse]
    let targets: [TargetResponse]

    init(_ section: PlanSection, query: PlanQuery) {
        heading = section.heading
        tasks = section.tasks.filter(query.matches).map(TaskSummaryResponse.init)
        targets = section.targets.filter(query.matches).map(TargetResponse.init)
    }
}

/// What the plan says about itself.
struct PlanFactsResponse: APIResponse {
    let title: String
    let issuers: [String]
    let date: String?
    let revision: Int
    let importedAt: String

    init(_ facts: PlanFacts) {
        title = facts.title
        issuers = facts.issuers
        date = facts.date.map { "\($0)" }
        revision = facts.revision
        importedAt = facts.importedAt.iso8601
    }
}

/// How many targets stand how.
struct StatusCountsResponse: APIResponse {
    let done: Int
    let on: Int
    let risk: Int
    let off: Int
    let none: Int
    let missed: Int
    let short: Int
    let unproven: Int
    let followed: Int
    let incentive: Int

    init(_ lines: [TargetLine]) {
        func count(_ status: TargetProgress.Status) -> Int { lines.count { $0.progress.status == status } }
        done = count(.done)
        on = count(.onTrack)
        risk = count(.atRisk)
        off = count(.behind)
        none = count(.noData)
        missed = count(.missed)
        short = count(.notReached)
        unproven = count(.noEvidence)
        followed = count(.superseded)
        incentive = count(.incentive)
    }
}

/// The plan with its targets, cut to the filters asked for.
struct PlanResponse: APIResponse {
    let plan: PlanFactsResponse
    let jurisdiction: JurisdictionResponse
    let currentYear: Int
    let counts: StatusCountsResponse
    let sections: [PlanSectionResponse]

    init(_ view: PlanView, query: PlanQuery) {
        plan = PlanFactsResponse(view.facts)
        jurisdiction = JurisdictionResponse(view.jurisdiction)
        currentYear = view.currentYear
        counts = StatusCountsResponse(view.targets.filter(query.matches))
        sections = view.sections.map { PlanSectionResponse($0, query: query) }
    }
}
