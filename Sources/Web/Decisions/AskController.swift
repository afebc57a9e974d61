import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// Asking for a decision (提请): what, for which place and period, and why.
enum AskController {
    /// What the address or the form names; the platform checks the rest.
    private struct Asked {
        let kind: DecisionKind
        let jurisdiction: Jurisdiction.ID
        let period: Period
        let rule: String?
    }

    static func page(_ exchange: Exchange) async throws -> Response {
        // What may be asked stands beside each account.
        guard exchange.query("kind") != nil else { return exchange.seeOther("/decisions") }
        let asked = try asked(exchange.query)
        return try await show(exchange, asked, FormDraft(texts: exchange.texts))
    }

    static func ask(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let asked = try asked { form[$0] }
        var draft = FormDraft(texts: exchange.texts, typed: form)
        do {
            let request = DecisionRequest(
                kind: asked.kind,
                jurisdiction: asked.jurisdiction,
                period: asked.period,
                rule: asked.rule,
                reason: form["reason"] ?? ""
            )
            let id = try await exchange.site.platform.ask(request, actor: exchange.actor, scope: exchange.scope)
            return exchange.seeOther("/decisions/\(id)")
        } catch let refusal as DecisionRefusal {
            if refusal == .notFound { throw WebError.notFound }
            if refusal == .noReason {
                draft.problems["reason"] = refusal.words(exchange.display)
            } else {
                draft.general = refusal.words(exchange.display)
            }
            return try await show(exchange, asked, draft, refusal.status)
        }
    }

    private static func asked(_ value: (String) -> String?) throws -> Asked {
        guard let kind = value("kind").flatMap(DecisionKind.init(rawValue:)) else {
            throw WebError.badParameter("kind")
        }
        guard let place = value("jurisdiction").flatMap({ Int64($0) }) else {
            throw WebError.badParameter("jurisdiction")
        }
        guard let period = value("period").flatMap(Period.init) else { throw WebError.badParameter("period") }
        return Asked(
            kind: kind,
            jurisdiction: Jurisdiction.ID(rawValue: place),
            period: period,
            rule: value("rule").map { String($0.prefix(100)) }
        )
    }

    private static func show(
        _ exchange: Exchange,
        _ asked: Asked,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let display = exchange.display
        let places = try await platform.jurisdictions(scope: exchange.scope)
        guard let place = places.first(where: { $0.id == asked.jurisdiction }) else { throw WebError.notFound }
        let value =
            asked.kind.publishes
            ? try await platform.publishable(place.id, period: asked.period, scope: exchange.scope) : nil
        let decided = try await platform.figureDecisions(of: place.id, period: asked.period)
        let texts = exchange.texts
        let title = texts[
            TextKey("decision.title.\(asked.kind.rawValue)"),
            display.name(place),
            display.period(asked.period)
        ]
        let model = AskPage(
            title: title,
            lead: texts[TextKey("decision.lead.\(asked.kind.rawValue)")],
            kind: asked.kind.rawValue,
            jurisdiction: "\(place.id.rawValue)",
            period: "\(asked.period)",
            rule: asked.rule,
            ruleName: asked.rule.map { display.name(rule: $0) },
            value: value.map(display.carbon),
            published: decided.published.map { display.carbon($0.value).line },
            reason: draft.typed?["reason"] ?? "",
            reasonError: draft.problems["reason"],
            problem: draft.problem,
            explanation: display.link("/explain/jurisdictions/\(place.id.rawValue)/\(asked.period)")
        )
        let head = PageHead(
            section: .carbon,
            title: title,
            crumbs: [Link(href: display.link("/decisions"), text: texts["decisions.title"])]
        )
        return try await exchange.freshPage("ask", head, model, status: status, at: "/decisions")
    }
}

/// What the page shows on which somebody asks (提请页).
struct AskPage: Sendable {
    let title: String
    let lead: String
    let kind: String
    let jurisdiction: String
    let period: String
    let rule: String?
    let ruleName: String?
    let value: Figure?
    let published: String?
    let reason: String
    let reasonError: String?
    let problem: FormProblem?
    let explanation: String
}

extension DecisionRefusal {
    /// The sentence for the reader.
    func words(_ display: Display) -> String {
        let arguments: [String] =
            switch self {
            case .reasonTooLong(let limit): [display.numbers.integer(limit)]
            case .dataIncomplete(let day): [day]
            case .changed(let then, let now):
                [display.carbon(.kilograms(then)).line, display.carbon(.kilograms(now)).line]
            default: []
            }
        return display.texts.text(TextKey("decision.refusal.\(name)"), arguments)
    }

    /// How a form that it refuses is answered.
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .ownDecision, .notYours, .noPerson: .forbidden
        case .settled, .changed, .alreadyAsked, .moving, .locked: .conflict
        default: .unprocessableContent
        }
    }
}
