import Access
import Buildings
import HTTPTypes
import Hummingbird
import Units
import Workflows

/// The load of the reader's part of the city, once and as it changes (实时负荷).
enum LiveController {
    static func load(_ exchange: Exchange) async throws -> LoadResponse {
        guard let curve = try await exchange.site.platform.loadCurve(scope: try await exchange.part()) else {
            throw WebError.notFound
        }
        return LoadResponse(curve)
    }

    static func events(_ exchange: Exchange) async throws -> Response {
        let scope = try await exchange.part()
        let streams = exchange.site.streams
        let reader = exchange.principal.person.map { "\($0.rawValue)" } ?? exchange.context.address ?? ""
        guard let seat = streams.seat(for: reader) else { throw WebError.tooManyRequests(60) }
        let events = LoadEvents(
            platform: exchange.site.platform,
            scope: scope,
            limits: streams.limits,
            seat: seat
        )
        return Response(
            status: .ok,
            headers: [
                .contentType: TransferGuard.eventStream, .cacheControl: "no-store", .accelBuffering: "no",
            ],
            body: ResponseBody(asyncSequence: events)
        )
    }
}

extension HTTPField.Name {
    /// Tells nginx whether to collect an answer before it goes out.
    static let accelBuffering = constant("X-Accel-Buffering")
}

extension Exchange {
    /// The part of the reader's scope that is asked for: a place, or a building.
    func part() async throws -> Scope {
        let building = try integer("building", in: 1...Int.max).map { Building.ID(rawValue: Int64($0)) }
        guard
            let part = try await site.platform.scope(scope, in: try jurisdiction("jurisdiction"), building: building)
        else { throw WebError.notFound }
        return part
    }
}
