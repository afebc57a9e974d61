import Scenarios
import Units
import Workflows

/// A scenario that can be chosen.
struct ScenarioResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let place: String
    let isShipped: Bool
    let revision: Int

    init(_ choice: ScenarioChoice) {
        id = choice.file
        name = choice.title.zh
        englishName = choice.title.en
        place = choice.place
        isShipped = choice.isShipped
        revision = choice.revision
    }
}

/// All scenarios that can be chosen.
struct ScenariosResponse: APIResponse {
    let items: [ScenarioResponse]
}

/// A file that was kept.
struct ScenarioFileResponse: APIResponse {
    let id: String
    let isNew: Bool
}

/// One measure of a scenario.
struct ScenarioMeasureResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let tasks: [String]
    let strength: Double
}

/// Numbers of each year.
struct ScenarioSeriesResponse: APIResponse {
    let code: String
    let values: [Double]

    /// Series in the order of their codes.
    static func list(_ series: [String: [Double]]) -> [ScenarioSeriesResponse] {
        series.sorted { $0.key < $1.key }.map { ScenarioSeriesResponse(code: $0.key, values: $0.value) }
    }
}

/// A target of the plan in a pathway.
struct ScenarioTargetResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let task: String
    let year: Int
    let comparator: String
    let goal: Double
    let value: Double
    let unit: String
    let holds: Bool
    /// The value as it is written in the language of the request.
    let text: String

    init(_ target: ScenarioReport.Target, _ display: Display) {
        id = target.id
        name = target.name
        englishName = target.english_name
        task = target.task
        year = target.year
        comparator = target.comparator
        goal = target.goal
        value = target.value
        unit = target.unit
        holds = target.holds
        text = display.amount(target.value, unit: target.unit)
    }
}

/// A scenario with everything as planned.
struct ScenarioPathwayResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let boundary: String
    let years: [Int]
    let emissionsKtco2: [Double]
    let withoutMeasuresKtco2: [Double]
    let byScopeKtco2: [ScenarioSeriesResponse]
    let peakYear: Int
    let peakKtco2: Double
    let assumptionCount: Int
    let parameterCount: Int
    let measures: [ScenarioMeasureResponse]
    let targets: [ScenarioTargetResponse]

    init(_ view: ScenarioPathway, file: String, _ display: Display) {
        let scenario = view.scenario
        id = file
        name = scenario.name.zh
        englishName = scenario.name.en
        boundary = scenario.boundary.rawValue
        years = Array(scenario.years)
        let emissions = view.emissions
        emissionsKtco2 = emissions
        withoutMeasuresKtco2 = view.without
        byScopeKtco2 = EmissionScope.allCases.map { scope in
            ScenarioSeriesResponse(
                code: scope.rawValue,
                values: view.pathway.emissions(scenario.boundary, scope: scope)
            )
        }
        peakYear = view.peakYear
        peakKtco2 = emissions[view.peakYear - scenario.years.lowerBound]
        assumptionCount = view.assumptions.count
        parameterCount = view.assumptions.of
        measures = zip(scenario.measures, view.strengths).map { measure, strength in
            ScenarioMeasureResponse(
                id: measure.id,
                name: measure.name.zh,
                englishName: measure.name.en,
                tasks: measure.tasks,
                strength: strength
            )
        }
        targets = view.pathway.targetChecks.map { ScenarioTargetResponse(ScenarioReport.Target($0), display) }
    }
}
