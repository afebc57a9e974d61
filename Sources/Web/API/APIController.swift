import Buildings
import Carbon
import Hummingbird
import Metering
import Units
import Workflows

/// The JSON API: what the pages show, as data.
enum APIController {
    static func overview(_ exchange: Exchange) async throws -> OverviewResponse {
        let platform = exchange.site.platform
        let overview = try await platform.overview(
            year: try exchange.year(),
            scope: exchange.scope,
            reader: exchange.principal
        )
        return OverviewResponse(overview, state: try await platform.dataState(scope: exchange.scope))
    }

    static func jurisdictions(_ exchange: Exchange) async throws -> JurisdictionsResponse {
        let places = try await exchange.site.platform.jurisdictions(scope: exchange.scope)
        return JurisdictionsResponse(jurisdictions: places.map(JurisdictionResponse.init))
    }

    static func buildings(_ exchange: Exchange) async throws -> BuildingsResponse {
        let query = try exchange.buildingQuery(limit: try exchange.limit())
        let page = try await exchange.site.platform.buildings(query, scope: exchange.scope)
        return BuildingsResponse(
            items: page.rows.map(BuildingResponse.init),
            nextCursor: Nullable(page.next),
            total: page.total
        )
    }

    static func building(_ exchange: Exchange) async throws -> BuildingDetailResponse {
        BuildingDetailResponse(try await detail(exchange))
    }

    static func buildingEnergy(_ exchange: Exchange) async throws -> BuildingEnergyResponse {
        BuildingEnergyResponse(try await detail(exchange))
    }

    static func buildingAccount(_ exchange: Exchange) async throws -> BuildingAccountResponse {
        BuildingAccountResponse(try await detail(exchange))
    }

    private static func detail(_ exchange: Exchange) async throws -> BuildingDetail {
        let id = Building.ID(rawValue: try exchange.number("id"))
        let year = try exchange.year()
        guard let detail = try await exchange.site.platform.building(id, year: year, scope: exchange.scope) else {
            throw WebError.notFound
        }
        return detail
    }

    static func carbon(_ exchange: Exchange) async throws -> CarbonResponse {
        let view = try await exchange.site.platform.carbon(
            jurisdiction: try exchange.jurisdiction("jurisdiction"),
            year: try exchange.year(),
            scope: exchange.scope
        )
        guard let view else { throw WebError.notFound }
        return CarbonResponse(view)
    }

    static func factors(_ exchange: Exchange) async throws -> FactorsResponse {
        FactorsResponse(factors: exchange.site.platform.factors.factors.map(FactorResponse.init))
    }

    static func explainBuilding(_ exchange: Exchange) async throws -> ExplanationResponse {
        let id = Building.ID(rawValue: try exchange.number("id"))
        return ExplanationResponse(try await ExplanationController.figure(exchange, .building(id)))
    }

    static func explainJurisdiction(_ exchange: Exchange) async throws -> ExplanationResponse {
        let id = Jurisdiction.ID(rawValue: try exchange.number("id"))
        return ExplanationResponse(try await ExplanationController.figure(exchange, .jurisdiction(id)))
    }

    static func meters(_ exchange: Exchange) async throws -> MetersResponse {
        let building = try exchange.integer("building", in: 1...Int.max).map { Building.ID(rawValue: Int64($0)) }
        let page = try await exchange.site.platform.meters(
            building: building,
            year: try exchange.year(),
            after: exchange.query("cursor"),
            limit: try exchange.limit(),
            worstFirst: false,
            scope: exchange.scope
        )
        return MetersResponse(
            items: page.rows.map(MeterResponse.init),
            nextCursor: Nullable(page.next),
            total: page.total
        )
    }

    static func meter(_ exchange: Exchange) async throws -> MeterDetailResponse {
        let detail = try await meterDetail(exchange)
        return MeterDetailResponse(meter: MeterResponse(detail.meter), devices: detail.devices.map(DeviceResponse.init))
    }

    static func meterDays(_ exchange: Exchange) async throws -> MeterDaysResponse {
        let detail = try await meterDetail(exchange)
        return MeterDaysResponse(
            meterId: detail.meter.id.rawValue,
            unit: detail.meter.item.carrier.unit.rawValue,
            days: detail.days.map(MeterDayResponse.init)
        )
    }

    private static func meterDetail(_ exchange: Exchange) async throws -> MeterDetail {
        let id = Meter.ID(rawValue: try exchange.number("id"))
        let days = try exchange.meterDays()
        guard let detail = try await exchange.site.platform.meter(id, days: days, day: nil, scope: exchange.scope)
        else {
            throw WebError.notFound
        }
        return detail
    }

    static func completeness(_ exchange: Exchange) async throws -> CompletenessResponse {
        let part = try await exchange.part()
        guard let view = try await exchange.site.platform.metering(year: try exchange.year(), scope: part) else {
            throw WebError.notFound
        }
        return CompletenessResponse(
            year: view.year.number,
            days: view.days.map(DayCoverageResponse.init),
            findings: view.findings.map(FindingCountResponse.init),
            readingCount: view.statistics?.readings
        )
    }

    static func comparison(_ exchange: Exchange) async throws -> MeterComparisonResponse {
        let id = Meter.ID(rawValue: try exchange.number("id"))
        guard let comparison = try await exchange.site.platform.comparison(of: id, scope: exchange.scope) else {
            throw WebError.notFound
        }
        return MeterComparisonResponse(comparison)
    }

    static func gaps(_ exchange: Exchange) async throws -> DayGapsResponse {
        guard let day = try exchange.day() else { throw WebError.badParameter("day") }
        let gaps = try await exchange.site.platform.gaps(on: day, scope: try await exchange.part())
        return DayGapsResponse(day: "\(day)", items: gaps.map(DayGapResponse.init))
    }

    static func findings(_ exchange: Exchange) async throws -> MeterFindingsResponse {
        let page = try await exchange.site.platform.findings(
            year: try exchange.year(),
            rule: exchange.query("rule"),
            after: exchange.query("cursor"),
            limit: try exchange.limit(),
            scope: exchange.scope
        )
        return MeterFindingsResponse(
            items: page.rows.map(MeterFindingResponse.init),
            nextCursor: Nullable(page.next),
            total: page.total
        )
    }

    static func jobs(_ exchange: Exchange) async throws -> Response {
        let page = try await exchange.site.platform.jobs(after: exchange.query("cursor"), limit: try exchange.limit())
        return try exchange.tagged(
            JobsResponse(items: page.rows.map(JobResponse.init), nextCursor: Nullable(page.next), total: page.total)
        )
    }

    static func job(_ exchange: Exchange) async throws -> Response {
        guard let job = try await exchange.site.platform.job(try exchange.number("id")) else { throw WebError.notFound }
        return try exchange.tagged(JobResponse(job))
    }

    /// Asks a job to stop.
    static func cancelJob(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let id = try exchange.number("id")
        return try await Idempotency(exchange: exchange, route: "api.jobCancel").once(body: [UInt8]()) {
            guard let job = try await platform.job(id) else { throw WebError.notFound }
            try exchange.requireMatch(JobResponse(job))
            guard try await platform.cancel(job: id, by: exchange.actor) else { throw WebError.jobEnded }
            return Response(status: .noContent)
        }
    }

    static func openAPI(_ exchange: Exchange) async throws -> Response {
        try exchange.json(OpenAPI(routes: Routes.all, texts: exchange.texts).document)
    }
}
