import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// Sources of readings as data (采集来源接口).
enum SourcesAPI {
    static func list(_ exchange: Exchange) async throws -> Response {
        let sources = try await exchange.site.platform.ingestSources()
        return try exchange.json(IngestSourcesResponse(items: sources.map(IngestSourceResponse.init)))
    }

    /// Registers a source; only this answer holds its token, so that it is not repeated for an `Idempotency-Key`.
    static func add(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let reach = try await exchange.reach(form) else { throw WebError.badParameter("subject") }
        let made = try await exchange.site.platform.addIngestSource(
            IngestSourceRequest(form, reach: reach),
            actor: exchange.actor
        )
        return try exchange.json(IngestTokenResponse(id: made.id, token: made.token, expires: made.expires.iso8601))
    }

    static func renew(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        let days = try await exchange.form()["days"].flatMap { Int($0) } ?? 365
        let made = try await exchange.site.platform.renewToken(ofSource: id, days: days, actor: exchange.actor)
        return try exchange.json(IngestTokenResponse(id: id, token: made.token, expires: made.expires.iso8601))
    }

    static func close(_ exchange: Exchange) async throws -> Response {
        try await exchange.site.platform.closeIngestSource(try exchange.number("id"), actor: exchange.actor)
        return Response(status: .noContent)
    }
}

/// One source of readings.
struct IngestSourceResponse: APIResponse {
    let id: Int64
    let name: String
    let kind: String
    let reach: String
    let reachId: Nullable<Int64>
    let isClosed: Bool
    let lastAt: Nullable<String>
    let readings: Int64
    let refused: Int64
    let tokenExpires: Nullable<String>

    init(_ view: IngestSourceView) {
        id = view.source.id
        name = view.source.name
        kind = view.source.kind.rawValue
        switch view.source.reach {
        case .city: (reach, reachId) = ("city", Nullable(nil))
        case .jurisdiction(let id): (reach, reachId) = ("jurisdiction", Nullable(id.rawValue))
        case .organisation(let id): (reach, reachId) = ("organisation", Nullable(id.rawValue))
        case .building(let id): (reach, reachId) = ("building", Nullable(id))
        }
        isClosed = view.isClosed
        lastAt = Nullable(view.lastAt?.iso8601)
        readings = view.readings
        refused = view.refused
        tokenExpires = Nullable(view.tokenExpires?.iso8601)
    }
}

/// All sources of readings.
struct IngestSourcesResponse: APIResponse {
    let items: [IngestSourceResponse]
}

/// A token of a source, which no other answer holds.
struct IngestTokenResponse: APIResponse {
    let id: Int64
    let token: String
    let expires: String
}
