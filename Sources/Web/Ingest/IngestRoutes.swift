import Access
import HTTPTypes
import MeterProtocols
import Metering

/// Sources of readings and what they send, as part of ``Routes``.
enum IngestRoutes {
    static let all = sending + sources

    private static let sending: [Route] = [
        .other(
            "api.readingsSend",
            "/api/v1/readings",
            [stamp],
            method: .post,
            audit: .write,
            roles: [],
            answer: .json(Schema(of: ReadingReceiptResponse.self)),
            ReadingsController.send
        ).takingReadings("application/json"),
        .other(
            "api.lines",
            LinesController.path,
            [
                .query("precision", .choice(["n", "ns", "u", "us", "ms", "s", "m", "h"])), .query("db"), stamp,
            ],
            method: .post,
            audit: .write,
            roles: [],
            answer: .nothing,
            LinesController.write
        ).takingReadings("text/plain"),
    ]

    private static let sources: [Route] = [
        .page(
            "sources",
            "/sources",
            .none,
            [.query("done", .choice(Done.allCases.map(\.rawValue)))],
            roles: .sourceReaders,
            SourcesController.page
        ),
        .form("sourceAdd", "/sources", roles: .accountKeepers, SourcesController.add),
        .form("sourceToken", "/sources/{id}/token", .none, [id], roles: .accountKeepers, SourcesController.renew),
        .form("sourceClose", "/sources/{id}/close", .none, [id], roles: sourceClosers, SourcesController.close),
        .other(
            "api.intake",
            "/api/v1/metering/intake",
            roles: .intakeReaders,
            answer: .json(Schema(of: IntakeResponse.self)),
            MeteringController.intake
        ),
        .other(
            "api.sources",
            "/api/v1/sources",
            roles: .sourceReaders,
            answer: .json(Schema(of: IngestSourcesResponse.self)),
            SourcesAPI.list
        ),
        .other(
            "api.sourceAdd",
            "/api/v1/sources",
            method: .post,
            audit: .write,
            roles: .accountKeepers,
            answer: .json(Schema(of: IngestTokenResponse.self)),
            SourcesAPI.add
        ).refusing(.notFound, .refused(.name), .refused(.held), .refused(.tokenExpiry)),
        .other(
            "api.sourceToken",
            "/api/v1/sources/{id}/token",
            [id],
            method: .post,
            audit: .write,
            roles: .accountKeepers,
            answer: .json(Schema(of: IngestTokenResponse.self)),
            SourcesAPI.renew
        ).refusing(.refused(.state), .refused(.tokenExpiry)),
        .other(
            "api.sourceClose",
            "/api/v1/sources/{id}/close",
            [id],
            method: .post,
            audit: .write,
            roles: sourceClosers,
            answer: .nothing,
            SourcesAPI.close
        ).refusing(.refused(.state)),
    ]

    /// A leaked token is shut by whoever sees it first.
    private static let sourceClosers: Set<Role> = [.systemAdministrator, .securityAdministrator]
    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let stamp = RouteParameter.query("stamp", .choice(IntervalStamp.allCases.map(\.rawValue)))
}
