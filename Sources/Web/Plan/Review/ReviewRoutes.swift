import Access
import Hummingbird
import Workflows

/// Checking what was read from the plan, and importing one, as part of ``Routes``.
enum ReviewRoutes {
    static let all: [Route] = [
        .page(
            "planReview",
            "/plan/review",
            .none,
            [
                .query("task"), .query("show", .choice(ReviewFilter.allCases.map(\.rawValue))),
                .query("item", .integer(1...Int.max)), .query("act", .choice(ReviewQuery.Act.allCases.map(\.rawValue))),
                .query("quote"),
            ],
            ReviewController.page
        ),
        .json("api.planItems", "/plan/items", PlanItemsResponse.self, .none, []) { exchange in
            guard let view = try await exchange.site.platform.planReview() else { throw WebError.notFound }
            return PlanItemsResponse(view)
        },
        .form("planReviewAccept", "/plan/review/accept", roles: .reviewers, ReviewController.accept),
        .form("planReviewCorrect", "/plan/review/correct", roles: .reviewers, ReviewController.correct),
        .form("planReviewAdd", "/plan/review/add", roles: .reviewers, ReviewController.add),
        .form("planReviewReject", "/plan/review/reject", roles: .reviewers, ReviewController.reject),
        .form("planReviewAssign", "/plan/review/assign", roles: .reviewers, ReviewController.assign),
        .form("planReviewWithdraw", "/plan/review/withdraw", roles: .reviewers, ReviewController.withdraw),
        .page("planImport", "/plan/import", .none, [], roles: .reviewers, PlanImportController.page),
        .form("planImportPreview", "/plan/import", roles: .reviewers, PlanImportController.preview).takingForm(),
        .form("planImportConfirm", "/plan/import/confirm", roles: .reviewers, PlanImportController.confirm),
        .form(
            "planImportReference",
            "/plan/import/reference",
            roles: .reviewers,
            PlanImportController.confirmReference
        ),
        .form("planImportAgain", "/plan/import/again", roles: .reviewers, PlanImportController.previewAgain),
        .form("planImportDecline", "/plan/import/decline", roles: .reviewers, PlanImportController.decline),
    ]
}

extension Set<Role> {
    /// Those who decide about what was read from the plan, and import it.
    static var reviewers: Set<Role> { [.cityOfficer] }
}
