import Access
import Buildings
import Hummingbird
import Metering
import Texts
import Units
import Workflows

/// Metering: how complete the readings are, what is wrong with them, and which meters need a visit.
enum MeteringController {
    static let rows = 20

    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let scope = try await exchange.part()
        let state = try await platform.dataState(scope: exchange.scope)
        let asked = try exchange.year()
        guard state.hasData(in: asked), let view = try await platform.metering(year: asked, scope: scope) else {
            return try EmptyPage.answer(exchange, section: .metering, state: state, year: asked)
        }
        let after = exchange.query("cursor")
        let news = try await platform.news(of: .metering, as: exchange.principal)
        func found(_ only: Set<Int64>?, after: String?, limit: Int) async throws -> Page<MeterSummary> {
            try await platform.meters(
                building: nil,
                year: view.year,
                after: after,
                limit: limit,
                worstFirst: true,
                only: only,
                scope: scope
            )
        }
        let meters = try await found(exchange.wanted(of: news), after: after, limit: rows)
        let count = news.changed.isEmpty ? 0 : try await found(news.changed, after: nil, limit: 1).total
        let rule = exchange.query("rule")
        let findings = try await platform.findings(
            year: view.year,
            rule: rule,
            after: exchange.query("findings_cursor"),
            limit: 12,
            scope: scope
        )
        let live = scope == exchange.scope ? try await livePlate(exchange) : nil
        let load = try await platform.loadCurve(scope: scope)
        let display = exchange.display.knowing(state)
        let part = try await part(exchange, scope, year: view.year, display)
        let model = MeteringPage(
            view,
            state: state,
            meters: meters,
            isFirst: after == nil,
            news: (news, count, exchange.asksChanged),
            findings: findings,
            rule: rule,
            live: live,
            part: part,
            load: load,
            day: try await day(exchange, scope),
            display: display
        )
        let head = PageHead(
            section: .metering,
            title: exchange.texts["nav.metering"],
            crumbs: part.trail,
            modules: (live == nil ? [] : ["intake"]) + (load == nil ? [] : ["live"])
        )
        return try exchange.page("metering", head, state: state, model)
    }

    /// The part of the city that the page is about.
    private static func part(
        _ exchange: Exchange,
        _ scope: Scope,
        year: CivilYear,
        _ display: Display
    ) async throws -> MeteringPart {
        let platform = exchange.site.platform
        let asked = try exchange.jurisdiction("jurisdiction")
        let place = try await platform.jurisdictions(scope: exchange.scope).first { $0.id == asked && $0.kind != .city }
        var building: (id: Building.ID, name: String)?
        if let id = try exchange.integer("building", in: 1...Int.max).map({ Building.ID(rawValue: Int64($0)) }) {
            building = try await platform.building(id, year: year, scope: scope).map {
                (id, $0.building.registration.name)
            }
        }
        let parts = building == nil ? try await platform.completenessParts(year: year, scope: scope) : []
        return MeteringPart(parts, place: place, building: building, year: year, display: display)
    }

    /// The meters with gaps on the day that was asked for.
    private static func day(_ exchange: Exchange, _ scope: Scope) async throws -> (day: CivilDay, gaps: [DayGap])? {
        guard let day = try exchange.day() else { return nil }
        return (day, try await exchange.site.platform.gaps(on: day, scope: scope))
    }

    /// What comes in and what waits, as it is at this moment.
    static func intake(_ exchange: Exchange) async throws -> Response {
        var response = try exchange.json(IntakeResponse(try await exchange.site.platform.intakeFigures()))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func livePlate(_ exchange: Exchange) async throws -> LivePlate? {
        guard exchange.principal.scope(for: .intakeReaders) != nil else { return nil }
        let mayRead = Routes.admits(exchange.principal, to: SourcesController.path)
        let sources = Link(href: exchange.display.link(SourcesController.path), text: exchange.texts["sources.title"])
        return LivePlate(
            try await exchange.site.platform.intakeFigures(),
            sources: mayRead ? sources : nil,
            exchange.display
        )
    }

    static func meter(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let id = Meter.ID(rawValue: try exchange.number("id"))
        let asked = try exchange.meterDays()
        let detail = try await platform.meter(id, days: asked, day: try exchange.day(), scope: exchange.scope)
        guard let detail else { throw WebError.notFound }
        let state = try await platform.dataState(scope: exchange.scope)
        let display = exchange.display
        let building = detail.meter.building
        let address = "/buildings/\(building.id.rawValue)"
        let month = detail.period.upperBound.adding(days: -1).month.firstDay
        let structure = try await platform.structure(
            of: building.id,
            days: max(month, detail.period.lowerBound)..<detail.period.upperBound,
            scope: exchange.scope
        )
        let all = Link(href: display.link("\(address)#structure"), text: exchange.texts["structure.all"])
        let model = MeterPage(
            detail,
            timeline: try await platform.timeline(of: id, days: detail.period, scope: exchange.scope),
            placement: structure.flatMap { PlacementPlate(id, in: $0, all: all, display) },
            mayRepair: try await mayRepair(id, exchange),
            comparison: try await platform.comparison(of: id, scope: exchange.scope),
            display: display
        )
        let head = PageHead(
            section: .metering,
            title: detail.meter.code,
            crumbs: [
                Link(href: display.link("/metering"), text: exchange.texts["nav.metering"]),
                Link(href: display.link(address), text: building.name),
            ]
        )
        return try exchange.page("meter", head, state: state, model)
    }

    /// Whether the reader may repair readings of a meter.
    private static func mayRepair(_ id: Meter.ID, _ exchange: Exchange) async throws -> Bool {
        guard let scope = exchange.principal.scope(for: .repairers) else { return false }
        return try await exchange.site.platform.repairs(of: id, scope: scope) != nil
    }
}

extension Exchange {
    /// The month asked for.
    func month() throws -> CivilMonth? {
        guard let text = query("month") else { return nil }
        guard let month = CivilMonth(text) else { throw WebError.badParameter("month") }
        return month
    }

    /// The days of a meter asked for, by first and last day, by month, or those around a day.
    func meterDays() throws -> Range<CivilDay>? {
        guard query("from") != nil || query("to") != nil else { return try month()?.days ?? day()?.month.days }
        let days = try days()
        guard days.count <= 400 else { throw WebError.badParameter("to") }
        return days
    }

    /// The day asked for.
    func day() throws -> CivilDay? {
        guard let text = query("day") else { return nil }
        guard let day = CivilDay(text) else { throw WebError.badParameter("day") }
        return day
    }
}
