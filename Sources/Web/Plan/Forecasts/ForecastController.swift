import Hummingbird
import Texts
import Units
import Workflows

/// Kept forecasts beside what came.
enum ForecastController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        guard let review = try await review(exchange) else { return try PlanController.empty(exchange, state: state) }
        let display = exchange.display
        let model = ForecastsPage(
            review,
            places: try await platform.jurisdictions(scope: exchange.scope),
            display: display
        )
        let head = PageHead(
            section: .plan,
            title: exchange.texts["forecasts.title"],
            crumbs: [Link(href: display.link("/plan"), text: exchange.texts["nav.plan"])],
            version: PlanController.version(review.facts, exchange)
        )
        return try exchange.page("forecasts", head, state: state, model)
    }

    static func data(_ exchange: Exchange) async throws -> ForecastsResponse {
        guard let review = try await review(exchange) else { throw WebError.notFound }
        return ForecastsResponse(review)
    }

    /// The review for the place in the address; `nil` before a plan was imported.
    private static func review(_ exchange: Exchange) async throws -> ForecastReview? {
        let district = try exchange.jurisdiction("district")
        let review = try await exchange.site.platform.forecastReview(jurisdiction: district, scope: exchange.scope)
        if review == nil { try await exchange.requirePlace(district) }
        return review
    }
}
