import Access
import Hummingbird
import Workflows

/// Decisions by two and published figures, as part of ``Routes``.
enum DecisionRoutes {
    static let all: [Route] = [
        .page(
            "decisions",
            "/decisions",
            .ofQuery,
            [.query("state", .choice(DecisionState.allCases.map(\.rawValue))), .cursor, .changed],
            roles: .decisionReaders,
            DecisionController.list
        ),
        .page("decisionNew", "/decisions/new", .ofQuery, asking, roles: .askers, AskController.page),
        .form("decisionAsk", "/decisions", .ofQuery, roles: .askers, AskController.ask),
        .page("decision", "/decisions/{id}", .ofSubject, [id], roles: .decisionReaders, DecisionController.show),
        .form(
            "decisionApprove",
            "/decisions/{id}/approve",
            .ofSubject,
            [id],
            roles: .deciders,
            DecisionController.approve
        ),
        .form(
            "decisionRefuse",
            "/decisions/{id}/refuse",
            .ofSubject,
            [id],
            roles: .deciders,
            DecisionController.refuse
        ),
        .form(
            "decisionWithdraw",
            "/decisions/{id}/withdraw",
            .ofSubject,
            [id],
            roles: .askers,
            DecisionController.withdraw
        ),
        .page("published", "/published/{id}", .ofSubject, [id], roles: .decisionReaders, PublishedController.page),
    ]

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let asking: [RouteParameter] = [
        .query("kind", .choice(DecisionKind.allCases.map(\.rawValue))),
        .query("jurisdiction", .integer(1...Int.max)), .query("period"), .query("rule"),
    ]
}

extension Set<Role> {
    /// Those who read decisions and published figures within their places.
    static var decisionReaders: Set<Role> { staff.union([.auditAdministrator]) }

    /// Those who may ask for a decision.
    static var askers: Set<Role> { [.cityOfficer, .districtOfficer] }

    /// Those who may decide what another asked for.
    static var deciders: Set<Role> { [.cityOfficer] }
}
