import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// One reported value: its history, and the form that enters it (填报表单).
enum ReportEntryController {
    static func page(_ exchange: Exchange) async throws -> Response {
        var subject = ReportSubject(
            quantity: try exchange.path("quantity"),
            scope: exchange.query("population") ?? "",
            place: try exchange.jurisdiction("district"),
            building: exchange.query("building"),
            year: try exchange.year()?.number
        )
        var draft = FormDraft(texts: exchange.texts, prefix: "rp")
        let isKnown = try await exchange.site.platform.report(subject, of: exchange.principal) != nil
        if !isKnown, subject.building != nil {
            // A code that was typed: the place's own page says what is wrong with it.
            subject.building = nil
            draft.problems["building"] = exchange.texts["report.refusal.unknownBuilding"]
        }
        return try await show(exchange, subject, draft, [])
    }

    static func enter(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let year = form["year"].flatMap({ Int($0) }) else { throw WebError.badParameter("year") }
        guard let place = form["district"].flatMap({ Int64($0) }) else { throw WebError.badParameter("district") }
        var subject = ReportSubject(
            quantity: try exchange.path("quantity"),
            scope: form["population"] ?? "",
            place: Jurisdiction.ID(rawValue: place),
            building: form["building"],
            year: year
        )
        let entry = ReportEntry(
            subject,
            value: form["value"] ?? "",
            reporter: form["reporter"] ?? "",
            evidence: form["evidence"] ?? "",
            reason: form["reason"] ?? "",
            isConfirmed: form["confirmed"] != nil,
            seen: form["seen"].flatMap { Int($0) } ?? 0
        )
        do {
            try await exchange.site.platform.enter(entry, by: exchange.actor, as: exchange.principal)
            return exchange.seeOther(Self.path(subject), .reported)
        } catch let refusal as ReportRefusal {
            if refusal == .notFound { throw WebError.notFound }
            if refusal == .notYours { throw WebError.forbidden }
            var draft = FormDraft(texts: exchange.texts, prefix: "rp", typed: form)
            draft.refuse(refusal)
            var doubts: [ReportDoubt] = []
            if case .doubtful(let found) = refusal { doubts = found }
            if refusal == .unknownBuilding { subject.building = nil }
            return try await show(exchange, subject, draft, doubts, refusal.status)
        }
    }

    private static func path(_ subject: ReportSubject) -> String {
        let parts = [
            subject.year.map { "year=\($0)" }, subject.place.map { "district=\($0.rawValue)" },
            subject.scope.isEmpty ? nil : "population=\(subject.scope.percentEncoded)",
            subject.building.map { "building=\($0.percentEncoded)" },
        ].compactMap(\.self)
        return "/reports/\(subject.quantity.percentEncoded)?\(parts.joined(separator: "&"))"
    }

    private static func show(
        _ exchange: Exchange,
        _ subject: ReportSubject,
        _ draft: FormDraft,
        _ doubts: [ReportDoubt],
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let detail = try await exchange.site.platform.report(subject, of: exchange.principal) else {
            throw WebError.notFound
        }
        let display = exchange.display
        let model = ReportPage(detail, draft: draft, doubts: doubts, notice: exchange.doneNotice, display: display)
        let head = PageHead(
            section: .reports,
            title: display.name(detail.line.quantity.name),
            crumbs: [
                Link(href: display.link("/reports?year=\(detail.line.year)"), text: exchange.texts["reports.title"])
            ]
        )
        return try await exchange.freshPage("report", head, model, status: status, at: Self.path(subject))
    }
}

extension ReportRefusal {
    /// How a form that it refuses is answered.
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .notYours: .forbidden
        case .changed, .unchanged: .conflict
        default: .unprocessableContent
        }
    }
}

extension FormDraft {
    /// Puts a refusal beside the field that it is about, or above the form.
    mutating func refuse(_ refusal: ReportRefusal) {
        let words = TextKey("report.refusal.\(refusal.name)")
        switch refusal {
        case .notNumber, .negative, .tooLarge: problems["value"] = texts[words]
        case .noReporter: problems["reporter"] = texts[words]
        case .noEvidence: problems["evidence"] = texts[words]
        case .noReason: problems["reason"] = texts[words]
        case .unknownBuilding: problems["building"] = texts[words]
        case .tooLong(let field, let limit): problems[field.rawValue] = texts[words, texts.numbers.integer(limit)]
        case .notFound, .notYours, .year, .unchanged, .changed, .doubtful: general = texts[words]
        }
    }
}
