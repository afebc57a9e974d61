import Carbon
import Hummingbird
import Units
import Workflows

/// The plan, its targets and its indicators as data.
enum PlanAPI {
    static func plan(_ exchange: Exchange) async throws -> PlanResponse {
        let query = try exchange.planQuery()
        guard let view = try await exchange.plan(query) else { throw WebError.notFound }
        return PlanResponse(view, query: query)
    }

    static func task(_ exchange: Exchange) async throws -> PlanTaskResponse {
        let view = try await exchange.site.platform.task(try exchange.path("id"), scope: exchange.scope)
        guard let view else { throw WebError.notFound }
        return PlanTaskResponse(view)
    }

    static func targets(_ exchange: Exchange) async throws -> Response {
        let query = try exchange.planQuery()
        guard let view = try await exchange.plan(query) else { throw WebError.notFound }
        return try await exchange.conditional {
            try TargetsFile(view, query: query, display: exchange.display).response()
        }
    }

    static func indicators(_ exchange: Exchange) async throws -> IndicatorsResponse {
        IndicatorsResponse(try await exchange.site.platform.indicators(scope: exchange.scope))
    }

    static func indicator(_ exchange: Exchange) async throws -> IndicatorExplanationResponse {
        IndicatorExplanationResponse(try await IndicatorController.explanation(exchange))
    }

    static func sector(_ exchange: Exchange) async throws -> SectorExplanationResponse {
        SectorExplanationResponse(try await ExplanationController.sectorExplanation(exchange))
    }

    static func emissions(_ exchange: Exchange) async throws -> EmissionHistoryResponse {
        let history = try await exchange.site.platform.emissionHistory(scope: exchange.scope)
        guard let history else { throw WebError.notFound }
        return EmissionHistoryResponse(history)
    }
}

extension ScopeSeriesResponse {
    static func series(_ history: EmissionHistory) -> [ScopeSeriesResponse] {
        history.scopes.map { scope in
            ScopeSeriesResponse(
                code: scope.rawValue,
                carbonKgco2: history.years.map { $0.byScope[scope]?.kilograms }
            )
        }
    }
}
