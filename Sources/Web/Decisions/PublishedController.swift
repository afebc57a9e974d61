import Access
import Carbon
import Hummingbird
import Texts
import Units
import Workflows

/// A published figure and what it was computed from (发布数).
enum PublishedController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let found = try await exchange.site.platform.published(try exchange.number("id"), scope: exchange.scope)
        guard let found else { throw WebError.notFound }
        let display = exchange.display
        let model = PublishedPage(
            found,
            factors: exchange.site.platform.factors,
            canTake: exchange.principal.scope(for: .evidenceTakers) != nil,
            display: display
        )
        let figure = found.figure
        let head = PageHead(
            section: .carbon,
            title: exchange.texts["published.title", display.carbon(figure.value).line],
            crumbs: [
                Link(
                    href: display.link("/explain/jurisdictions/\(figure.jurisdiction.id.rawValue)/\(figure.period)"),
                    text: "\(display.name(figure.jurisdiction)) · \(display.period(figure.period))"
                )
            ]
        )
        return try await exchange.freshPage("published", head, model)
    }
}

/// What the page of a published figure shows (发布数页).
struct PublishedPage: Sendable {
    /// One month of one carrier.
    struct Line: Sendable {
        let month: String
        let carrier: String
        let amount: Figure
        let factor: String
        let emissions: Figure
    }

    /// One revision.
    struct Revision: Sendable {
        let number: String
        let value: Figure
        let published: String
        let people: String
        let reason: String
        let href: String
        let isThis: Bool
    }

    let value: Figure
    let facts: [Fact]
    let subject: String
    let revisions: [Revision]
    let lines: [Line]
    let inputsTitle: String
    let factors: [FactorLine]
    let sum: String
    let evidence: String?
    let decision: String?
}

extension PublishedPage {
    init(_ found: PublishedExplanation, factors library: FactorLibrary, canTake: Bool, display: Display) {
        let figure = found.figure
        let texts = display.texts
        value = display.carbon(figure.value)
        subject = "\(display.name(figure.jurisdiction)) · \(display.period(figure.period))"
        var facts = [
            Fact(
                name: texts["published.revision.name"],
                figure: Figure("\(figure.revision)"),
                note: display.dates.minute(figure.publishedAt)
            )
        ]
        if let today = found.today {
            let difference = today.kilograms - figure.value.kilograms
            facts.append(
                Fact(
                    name: texts["published.today"],
                    figure: display.carbon(today),
                    note: difference == 0
                        ? texts["published.same"] : texts["published.difference", display.signed(difference)]
                )
            )
        }
        self.facts = facts
        revisions = found.revisions.map { revision in
            Revision(
                number: "\(revision.revision)",
                value: display.carbon(revision.value),
                published: display.dates.minute(revision.publishedAt),
                people: display.pair(revision.askedBy, revision.decidedBy),
                reason: revision.reason,
                href: display.link("/published/\(revision.id)"),
                isThis: revision.id == figure.id
            )
        }
        struct Key: Hashable {
            let month: CivilMonth
            let carrier: EnergyCarrier
            let factor: String
        }
        let groups = Dictionary(grouping: found.inputs) { input in
            Key(month: input.month, carrier: input.carrier, factor: input.factorValue)
        }.sorted { ($0.key.month, $0.key.carrier) < ($1.key.month, $1.key.carrier) }
        let column = display.carbonColumn(
            groups.map { $0.value.reduce(.zero) { $0 + $1.emissions } }.max() ?? .zero
        )
        lines = groups.map { key, inputs in
            let amount = inputs.reduce(Amount.zero) { $0 + $1.amount }
            let emissions = inputs.reduce(CarbonMass.zero) { $0 + $1.emissions }
            return Line(
                month: display.dates.month(key.month),
                carrier: display.name(key.carrier),
                amount: display.amount(amount, of: key.carrier),
                factor: inputs.first?.factor == nil ? texts["published.noFactor"] : key.factor,
                emissions: column.figure(emissions.kilograms)
            )
        }
        inputsTitle =
            texts[
                "published.inputs",
                display.numbers.integer(found.inputs.count),
                display.numbers.integer(Set(found.inputs.map(\.building)).count)
            ]
        let used = Set(found.inputs.compactMap(\.factor))
        factors = library.factors.filter { used.contains($0.id) }.map { FactorLine($0, isUsed: true, display) }
        sum = texts["published.sum", display.carbon(found.sum).line]
        evidence = canTake ? "/published/\(figure.id)/evidence.json" : nil
        decision = figure.decision.map { display.link("/decisions/\($0)") }
    }
}

extension Display {
    /// A difference with its sign. [kg]
    func signed(_ kilograms: Double) -> String {
        let figure = carbon(.kilograms(abs(kilograms)))
        return (kilograms < 0 ? "−" : "+") + figure.line
    }
}
