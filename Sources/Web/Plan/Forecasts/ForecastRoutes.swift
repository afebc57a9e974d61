/// How good the odds were, as part of ``Routes``.
enum ForecastRoutes {
    static let all: [Route] = [
        .page("planForecasts", "/plan/forecasts", .ofQuery, [.query("district")], ForecastController.page),
        .json(
            "api.planForecasts",
            "/plan/forecasts",
            ForecastsResponse.self,
            .ofQuery,
            [.query("district")],
            ForecastController.data
        ),
    ]
}
