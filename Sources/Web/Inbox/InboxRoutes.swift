import Access
import HTTPTypes
import Store
import Workflows

/// Work items, as part of ``Routes``.
enum InboxRoutes {
    static let all: [Route] = [
        .page(
            "inbox",
            "/inbox",
            .none,
            [tab, .query("item", .integer(1...Int.max)), .cursor, .query("done")],
            roles: .signedIn,
            InboxController.page
        ),
        .form("workItemAct", "/inbox/{id}", .none, [id], roles: .workers, InboxController.act),
        .other(
            "api.workItems",
            "/api/v1/work-items",
            [tab, .cursor, .limit],
            roles: .signedIn,
            answer: .json(Schema(of: WorkItemsResponse.self)),
            WorkItemsAPI.list
        ),
        .other(
            "api.workItem",
            "/api/v1/work-items/{id}",
            [id],
            roles: .signedIn,
            answer: .json(Schema(of: WorkItemDetailResponse.self)),
            WorkItemsAPI.show
        ),
        .other(
            "api.workItemClose",
            "/api/v1/work-items/{id}/close",
            [id],
            method: .post,
            audit: .write,
            roles: .workers,
            answer: .json(Schema(of: WorkItemDetailResponse.self)),
            WorkItemsAPI.close
        ).refusing(.changedSince, .preconditionMissing, .workItemClosed),
    ]

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let tab = RouteParameter.query("tab", .choice(WorkItemTab.allCases.map(\.rawValue)))
}

extension Set<Role> {
    /// Whoever may do something with a work item.
    static var workers: Set<Role> { signedIn.subtracting([.auditor]) }
}
