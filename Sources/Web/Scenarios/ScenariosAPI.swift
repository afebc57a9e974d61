import HTTPTypes
import Hummingbird
import NIOCore
import Scenarios
import Workflows

/// Scenarios as data (情景接口).
enum ScenariosAPI {
    static func list(_ exchange: Exchange) async throws -> ScenariosResponse {
        ScenariosResponse(items: try await exchange.site.platform.scenarioChoices().map(ScenarioResponse.init))
    }

    static func pathway(_ exchange: Exchange) async throws -> ScenarioPathwayResponse {
        let file = try exchange.path("id")
        let query = try ScenarioQuery(strengths: exchange.query("strengths"))
        return try await translated {
            guard let view = try await exchange.site.platform.scenarioPathway(file, strengths: query.strengths) else {
                throw WebError.notFound
            }
            return ScenarioPathwayResponse(view, file: file, exchange.display)
        }
    }

    /// Keeps a file of the bureau.
    static func keep(_ exchange: Exchange) async throws -> Response {
        guard let name = exchange.query("name") else { throw WebError.badParameter("name") }
        let buffer: ByteBuffer
        do {
            buffer = try await exchange.request.body.collect(upTo: Platform.scenarioFileLimit)
        } catch {
            throw WebError.uploadTooLarge(megabytes: Platform.scenarioFileLimit >> 20)
        }
        let bytes = Array(buffer.readableBytesView)
        return try await Idempotency(exchange: exchange, route: "api.scenarioFile").once(body: bytes) {
            try await translated {
                let kept = try await exchange.site.platform.keepScenarioFile(name, bytes: bytes, by: exchange.actor)
                return try exchange.json(ScenarioFileResponse(id: kept.name, isNew: kept.isNew))
            }
        }
    }

    static func runs(_ exchange: Exchange) async throws -> Response {
        let limit = try exchange.limit()
        let before = exchange.query("cursor").flatMap { Int64($0) }
        let runs = try await exchange.site.platform.scenarioRuns(before: before, limit: limit + 1)
        let shown = runs.prefix(limit)
        let next = runs.count > limit ? shown.last.map { "\($0.id)" } : nil
        return try exchange.json(
            ScenarioRunsResponse(items: shown.map(ScenarioRunResponse.init), next: Nullable(next))
        )
    }

    static func run(_ exchange: Exchange) async throws -> Response {
        let run = try await exchange.scenarioRun()
        let report = try await exchange.site.platform.scenarioReport(ofRun: run.id)
        return try exchange.json(
            ScenarioRunDetailResponse(
                run: ScenarioRunResponse(run),
                result: Nullable(report.map { ScenarioResultResponse($0, exchange.display) })
            )
        )
    }

    /// Queues a run; the answer says where to look for it.
    static func ask(_ exchange: Exchange) async throws -> Response {
        guard let scenario = exchange.query("scenario") else { throw WebError.badParameter("scenario") }
        var request = ScenarioRunRequest(
            scenario: scenario,
            strengths: try ScenarioQuery(strengths: exchange.query("strengths")).strengths
        )
        if let draws = try exchange.integer("draws", in: ScenarioRunRequest.draws) { request.draws = draws }
        if let seed = try exchange.integer("seed", in: 0...Int.max) { request.seed = UInt64(seed) }
        if let basis = exchange.query("basis") {
            request.basis = Anchoring.Basis(rawValue: basis)
            guard request.basis != nil || basis == ScenarioRoutes.noBasis else { throw WebError.badParameter("basis") }
        }
        let spread = try exchange.integer("spread", in: ScenarioRoutes.spreads)
        let correlation = try exchange.integer("correlation", in: ScenarioRoutes.correlations)
        request.accuracy = Anchoring.Accuracy(
            spread: spread.map { Double($0) / 100 } ?? request.accuracy.spread,
            correlation: correlation.map { Double($0) / 100 } ?? request.accuracy.correlation
        )
        request.searchesEffort = exchange.query("effort") == "1"
        let asked = request
        return try await Idempotency(exchange: exchange, route: "api.scenarioRunAsk").once(body: [UInt8]()) {
            try await translated {
                let platform = exchange.site.platform
                let id = try await platform.submit(asked, by: exchange.actor)
                guard let run = try await platform.scenarioRun(id) else { throw WebError.failed }
                var response = try exchange.json(ScenarioRunResponse(run))
                response.status = .accepted
                response.headers[.location] = "/api/v1/scenarios/runs/\(id)"
                return response
            }
        }
    }

    /// Turns refusals of scenarios and runs into those of the API.
    private static func translated<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let refusal as ScenarioRefusal {
            throw WebError.scenarioRefused(refusal.problems)
        } catch let refusal as ScenarioRunRefusal {
            throw WebError(refusal)
        }
    }
}
