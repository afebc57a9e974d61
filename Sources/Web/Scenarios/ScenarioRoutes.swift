import HTTPTypes
import Scenarios
import Workflows

/// Scenarios and their runs, as part of ``Routes``.
enum ScenarioRoutes {
    static let all = pages + data

    private static let pages: [Route] = [
        .page("scenarios", "/scenarios", .none, [.query("file"), .cursor, done], ScenarioController.page),
        .page("scenarioRun", "/scenarios/runs/{id}", .none, [id, done], ScenarioRunController.page),
        .page(
            "scenarioCompare",
            "/scenarios/compare",
            .none,
            [.query("a", .integer(1...Int.max)), .query("b", .integer(1...Int.max))],
            ScenarioCompareController.page
        ),
        .form("scenarioRunAsk", "/scenarios/runs", roles: .reviewers, ScenarioController.run),
        .form("scenarioUpload", "/scenarios/files", roles: .reviewers, ScenarioController.upload).takingForm(),
        .form(
            "scenarioRepeat",
            "/scenarios/runs/{id}/repeat",
            .none,
            [id],
            roles: .reviewers,
            ScenarioRunController.again
        ),
        .form(
            "scenarioCancel",
            "/scenarios/runs/{id}/cancel",
            .none,
            [id],
            roles: .reviewers,
            ScenarioRunController.cancel
        ),
    ]

    private static let data: [Route] = [
        .json("api.scenarios", "/scenarios", ScenariosResponse.self, .none, [], ScenariosAPI.list),
        .json(
            "api.scenarioPathway",
            "/scenarios/{id}/pathway",
            ScenarioPathwayResponse.self,
            .none,
            [name, strengths],
            ScenariosAPI.pathway
        ).refusing(.scenarioRefused([])),
        .other(
            "api.scenarioFile",
            "/api/v1/scenarios/files",
            [.query("name", isRequired: true)],
            method: .post,
            audit: .write,
            roles: .reviewers,
            answer: .json(Schema(of: ScenarioFileResponse.self)),
            ScenariosAPI.keep
        ).takingFile("application/yaml", "text/yaml", "text/plain", "application/octet-stream")
            .refusing(.scenarioRefused([])),
        .other(
            "api.scenarioRuns",
            "/api/v1/scenarios/runs",
            [.cursor, .limit],
            answer: .json(Schema(of: ScenarioRunsResponse.self)),
            ScenariosAPI.runs
        ),
        .other(
            "api.scenarioRun",
            "/api/v1/scenarios/runs/{id}",
            [id],
            answer: .json(Schema(of: ScenarioRunDetailResponse.self)),
            ScenariosAPI.run
        ),
        .other(
            "api.scenarioRunFile",
            "/api/v1/scenarios/runs/{id}/years.csv",
            [id],
            audit: .read,
            answer: .csv,
            ScenarioRunController.file
        ),
        .other(
            "api.scenarioRunAsk",
            "/api/v1/scenarios/runs",
            [
                .query("scenario", isRequired: true), strengths,
                .query("draws", .integer(ScenarioRunRequest.draws)), .query("seed", .integer(0...Int.max)),
                .query("basis", .choice(Anchoring.Basis.allCases.map(\.rawValue) + [noBasis])),
                .query("spread", .integer(spreads)), .query("correlation", .integer(correlations)),
                .query("effort", .choice(["0", "1"])),
            ],
            method: .post,
            audit: .write,
            roles: .reviewers,
            answer: .accepted(Schema(of: ScenarioRunResponse.self)),
            ScenariosAPI.ask
        ).refusing(.busy(seconds: 1), .scenarioRefused([])),
    ]

    /// The word for closed years that do not count.
    static let noBasis = "none"
    /// The spread of a closed year. [%]
    static let spreads = 1...50
    /// How closed years correlate. [%]
    static let correlations = 0...95

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let name = RouteParameter.path("id")
    private static let strengths = RouteParameter.query("strengths")
    private static let done = RouteParameter.query("done", .choice(Done.allCases.map(\.rawValue)))
}
