/// Plans side by side, as part of ``Routes``.
enum ComparisonRoutes {
    private static let parameters: [RouteParameter] = [
        .query("plans"), .query("show", .choice(ComparisonFilter.allCases.map(\.rawValue))),
    ]

    static let all: [Route] = [
        .page("planCompare", ComparisonQuery.path, .none, parameters, ComparisonController.page),
        .json(
            "api.planCompare",
            ComparisonQuery.path,
            ComparisonResponse.self,
            .none,
            parameters,
            ComparisonController.data
        ),
        .form("planCompareRemove", "/plan/compare/remove", roles: .reviewers, ComparisonController.remove),
    ]
}
