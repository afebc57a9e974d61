import HTTPTypes
import Hummingbird
import Store
import Workflows

/// Work items as data, with their revision as entity tag.
enum WorkItemsAPI {
    static func list(_ exchange: Exchange) async throws -> Response {
        let inbox = try await exchange.site.platform.inbox(
            try exchange.inboxTab(),
            after: exchange.query("cursor"),
            limit: try exchange.limit(),
            isLooking: false,
            of: exchange.principal
        )
        return try exchange.tagged(WorkItemsResponse(inbox))
    }

    static func show(_ exchange: Exchange) async throws -> Response {
        try await answer(exchange, id: try exchange.number("id"))
    }

    /// Marks an item done; the caller names the revision that was read, so that nothing is closed unseen.
    static func close(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        let note = try await exchange.form()["note"]
        guard let tag = exchange.request.headers[.ifMatch] else { throw WebError.preconditionMissing }
        // A tag of another form is a revision that the item never has.
        let revision = Int(tag.split(separator: "\"").first ?? "") ?? 0
        let sent = Array("\(tag)\n\(note ?? "")".utf8)
        return try await Idempotency(exchange: exchange, route: "api.workItemClose").once(body: sent) {
            do {
                try await exchange.site.platform.act(
                    .done,
                    on: id,
                    note: note,
                    revision: revision,
                    by: exchange.actor,
                    as: exchange.principal
                )
            } catch let refusal as WorkItemRefusal {
                throw WebError(refusal)
            }
            return try await answer(exchange, id: id)
        }
    }

    private static func answer(_ exchange: Exchange, id: Int64) async throws -> Response {
        guard let detail = try await exchange.site.platform.workItem(id, for: exchange.principal) else {
            throw WebError.notFound
        }
        var response = try exchange.json(WorkItemDetailResponse(detail))
        response.headers[.eTag] = "\"\(detail.owed.item.revision)\""
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }
}

extension WebError {
    fileprivate init(_ refusal: WorkItemRefusal) {
        self =
            switch refusal {
            case .notFound: .notFound
            case .changed: .changedSince
            case .closed, .settledElsewhere: .workItemClosed
            case .notYours: .forbidden
            case .noteTooLong, .noteMissing: .badParameter("note")
            case .unknownPerson: .badParameter("person")
            }
    }
}
