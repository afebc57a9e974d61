import Access
import Buildings
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// Sources of readings (采集来源): which there are, when they last sent, and their tokens.
enum SourcesController {
    static let path = "/sources"

    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, FormDraft(texts: exchange.texts), exchange.doneNotice)
    }

    static func add(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("name", "days")
        guard !draft.hasProblems else { return try await show(exchange, draft, nil, .unprocessableContent) }
        guard let reach = try await exchange.reach(form) else {
            draft.problems["subject"] = exchange.texts["source.subject.unknown"]
            return try await show(exchange, draft, nil, .unprocessableContent)
        }
        do {
            let made = try await exchange.site.platform.addIngestSource(
                IngestSourceRequest(form, reach: reach),
                actor: exchange.actor
            )
            return try await once(exchange, made.token, made.expires, name: form["name"] ?? "")
        } catch let refusal as PeopleRefusal {
            draft.refuseSource(refusal)
            return try await show(exchange, draft, nil, refusal.status)
        }
    }

    static func renew(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        let platform = exchange.site.platform
        let made = try await platform.renewToken(
            ofSource: id,
            days: Platform.sourceTokenDays.upperBound - 1,
            actor: exchange.actor
        )
        let name = try await platform.ingestSources().first { $0.source.id == id }?.source.name ?? ""
        return try await once(exchange, made.token, made.expires, name: name)
    }

    static func close(_ exchange: Exchange) async throws -> Response {
        try await exchange.site.platform.closeIngestSource(try exchange.number("id"), actor: exchange.actor)
        return exchange.seeOther(path, .sourceClosed)
    }

    private static func once(
        _ exchange: Exchange,
        _ token: String,
        _ expires: Instant,
        name: String
    ) async throws
        -> Response
    {
        let texts = exchange.texts
        let row = "{\"readings\":[{\"meter\":\"E-001\",\"time\":\"2026-01-01T00:15:00+08:00\",\"value\":12.34}]}"
        let model = OncePage(
            title: texts["token.made.title"],
            lead: texts["source.made.lead", name, texts.dates.day(CivilDay(containing: expires))],
            secret: token,
            warning: texts["token.made"],
            command: "curl -H \"Authorization: Bearer $TOKEN\" -d '\(row)' \(exchange.origin)/api/v1/readings",
            back: path
        )
        let list = Link(href: exchange.display.link(path), text: texts["sources.title"])
        return try await exchange.oncePage(model, section: .admin, in: exchange.adminCrumbs(list))
    }

    private static func show(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ notice: Notice?,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let texts = exchange.texts
        let display = exchange.display
        let places = try await platform.jurisdictions(scope: .all)
        let names = Dictionary(places.map { ($0.id, display.name($0)) }) { first, _ in first }
        let sources = try await platform.ingestSources()
        let mayAdd = !exchange.principal.roles.isDisjoint(with: .accountKeepers)
        let mayClose = mayAdd || exchange.principal.roles.contains(.securityAdministrator)
        let model = SourcesPage(
            notice: notice,
            title: texts["sources.count", texts.numbers.integer(sources.count { !$0.isClosed })],
            rows: sources.map { SourcesPage.Row($0, places: names, mayAdd: mayAdd, mayClose: mayClose, display) },
            form: mayAdd ? SourcesPage.Form(draft, places: places.map { ("\($0.id.rawValue)", display.name($0)) }) : nil
        )
        let head = PageHead(section: .admin, title: texts["sources.title"], crumbs: exchange.adminCrumbs())
        return try await exchange.freshPage("sources", head, model, status: status, at: path)
    }
}

extension Exchange {
    /// Whose meters a new source may write to: the building or organisation named, else the place, else the city's.
    ///
    /// - Returns: `nil` where what is named is not known.
    func reach(_ form: FormFields) async throws -> IngestSource.Reach? {
        if let named = form["subject"] { return try await reach(named: named) }
        guard let place = form.id("place") else { return .city }
        return .jurisdiction(Jurisdiction.ID(rawValue: place))
    }

    /// A building by its register code, or an organisation by its credit code or full name.
    private func reach(named text: String) async throws -> IngestSource.Reach? {
        let platform = site.platform
        if let building = try await platform.building(code: text) { return .building(building.rawValue) }
        let found = try await platform.organisations(text: text, after: nil, limit: 10, scope: .all).rows
        return found.first { $0.creditCode?.text == text || $0.organisation.name == text }.map { .organisation($0.id) }
    }
}

extension IngestSourceRequest {
    init(_ form: FormFields, reach: IngestSource.Reach) {
        self.init(
            name: form["name"] ?? "",
            kind: form["kind"].flatMap(IngestSource.Kind.init(rawValue:)) ?? .gateway,
            reach: reach,
            days: form["days"].flatMap { Int($0) } ?? 0
        )
    }
}

extension FormDraft {
    /// Puts a refusal beside the field of the form of a source.
    fileprivate mutating func refuseSource(_ refusal: PeopleRefusal) {
        switch refusal {
        case .tokenExpiry: problems["days"] = refusal.words(texts)
        case .held: problems["name"] = texts["source.name.held"]
        default: refuse(refusal)
        }
    }
}
