import Access

/// What follows the targets of earlier plans, as part of ``Routes``.
enum LineageRoutes {
    static let all: [Route] = [
        .page(
            "planLineage",
            "/plan/lineage",
            .ofQuery,
            [
                .query("district"), .query("item", .integer(1...Int.max)),
                .query("act", .choice(LineageQuery.Act.allCases.map(\.rawValue))),
            ],
            LineageController.page
        ),
        .json(
            "api.planLineage",
            "/plan/lineage",
            LineageResponse.self,
            .ofQuery,
            [.query("district")],
            LineageController.data
        ),
        .form("planLineageSet", "/plan/lineage/set", roles: .reviewers, LineageController.set),
        .form("planLineageWithdraw", "/plan/lineage/withdraw", roles: .reviewers, LineageController.withdraw),
        .form("planLineageConfirm", "/plan/lineage/confirm", roles: .reviewers, LineageController.confirm),
    ]
}
