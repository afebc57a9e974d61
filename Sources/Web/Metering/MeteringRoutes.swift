import HTTPTypes

/// What is asked about parts of the city and single meters, as part of ``Routes``.
enum MeteringRoutes {
    /// A place or building within the reader's reach.
    static let part: [RouteParameter] = [.query("jurisdiction"), .query("building", .integer(1...Int.max))]

    static let all: [Route] = [
        Route(
            id: "meteringEvents",
            method: .get,
            path: "/metering/events",
            roles: .readers,
            jurisdiction: .ofQuery,
            audit: .none,
            parameters: part,
            answer: .events,
            handler: LiveController.events
        ),
        .json(
            "api.load",
            "/metering/load",
            LoadResponse.self,
            .ofQuery,
            part,
            roles: .readers,
            LiveController.load
        ),
        .json(
            "api.gaps",
            "/metering/gaps",
            DayGapsResponse.self,
            .ofQuery,
            part + [.query("day", isRequired: true)],
            roles: .readers,
            APIController.gaps
        ),
        .json(
            "api.meterComparison",
            "/meters/{id}/comparison",
            MeterComparisonResponse.self,
            .ofSubject,
            [.path("id", .integer(1...Int.max))],
            roles: .readers,
            APIController.comparison
        ),
    ]
}
