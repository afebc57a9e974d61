import Buildings
import HTTPTypes
import Workflows

/// Readings, consumption and sums of it, as part of ``Routes``.
enum ExportRoutes {
    static let all: [Route] = [
        .page(
            of: "api.readings",
            "/api/v1/readings",
            ReadingsResponse.self,
            meters + paging,
            ExportController.readings
        ),
        .page(
            of: "api.consumption",
            "/api/v1/consumption",
            ConsumptionResponse.self,
            meters + [step] + paging,
            ExportController.consumption
        ),
        .file("api.readingsFile", "/api/v1/readings.csv", meters, ExportController.readingsFile),
        .file("api.consumptionFile", "/api/v1/consumption.csv", meters + [step], ExportController.consumptionFile),
        .file(
            "api.readingsWorkbook",
            "/api/v1/readings.xlsx",
            meters,
            answer: .workbook,
            ExportController.readingsWorkbook
        ),
        .file(
            "api.consumptionWorkbook",
            "/api/v1/consumption.xlsx",
            meters + [step],
            answer: .workbook,
            ExportController.consumptionWorkbook
        ),
        .json(
            "api.energy",
            "/energy",
            EnergyResponse.self,
            .ofQuery,
            sums + [.cursor, .limit],
            roles: .readers,
            EnergyController.list
        ),
        .file("api.energyFile", "/api/v1/energy.csv", sums, EnergyController.file),
    ]

    private static let days: [RouteParameter] = [
        .query("from", isRequired: true), .query("to", isRequired: true),
    ]
    private static let building = RouteParameter.query("building", .integer(1...Int.max))
    private static let meters: [RouteParameter] = days + [.query("meter"), building]
    private static let step = RouteParameter.query("by", .choice(ConsumptionStep.allCases.map(\.rawValue)))
    private static let paging: [RouteParameter] = [
        .cursor, .query("limit", .integer(1...ExportController.mostRows)),
    ]
    private static let sums: [RouteParameter] =
        days + [
            .query("by"), .query("jurisdiction"), building,
            .query("kind", .choice(Building.Kind.allCases.map(\.rawValue))),
        ]
}

extension Route {
    /// Rows of the reading store as JSON, cut to the reader's scope; they move on by themselves and have no tag.
    fileprivate static func page<Body: APIResponse>(
        of id: String,
        _ path: String,
        _ body: Body.Type,
        _ parameters: [RouteParameter],
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: .get,
            path: path,
            roles: .readers,
            jurisdiction: .ofQuery,
            audit: .none,
            parameters: parameters,
            answer: .json(Schema(of: Body.self)),
            handler: handler
        )
    }

    /// The same as a file to take along, which the audit log keeps.
    fileprivate static func file(
        _ id: String,
        _ path: String,
        _ parameters: [RouteParameter],
        answer: Answer = .csv,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: .get,
            path: path,
            roles: .readers,
            jurisdiction: .ofQuery,
            audit: .read,
            parameters: parameters,
            answer: answer,
            handler: handler
        )
    }
}
