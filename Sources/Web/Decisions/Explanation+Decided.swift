import Access
import Texts
import Units
import Workflows

/// What was decided about a figure, beside its explanation (发布与锁定).
struct DecidedPlate: Sendable {
    let answer: String
    let mark: String
    let published: Figure?
    let publishedHref: String?
    let publishedNote: String?
    let difference: String?
    let open: [Link]
    /// What the reader may ask for.
    let asks: [Link]
    /// Why publishing is not among it; `nil` where it is, or is not the reader's to ask.
    let notYet: String?
}

extension ExplanationModel {
    /// Adds what was decided: the published value beside today's, the lock, and findings that were accepted.
    mutating func note(
        _ decided: FigureDecisions,
        of figure: FigureExplanation,
        place: Jurisdiction.ID,
        reader: Principal,
        display: Display
    ) {
        let texts = display.texts
        let findings = figure.figure.findings
        for index in warnings.indices {
            guard let waiver = decided.waivers.last(where: { $0.rule == findings[index].rule }) else { continue }
            warnings[index].waived =
                texts[
                    "decision.waived",
                    waiver.reason,
                    display.pair(waiver.askedBy, waiver.decidedBy)
                ]
        }
        let waived = Set(decided.waivers.compactMap(\.rule))
        let scope = reader.scope(for: .askers)
        let mayAsk = scope.map { $0.jurisdictions?.contains(place) ?? true } ?? false
        func ask(_ kind: DecisionKind, rule: String? = nil) -> Link {
            let address = "/decisions/new?kind=\(kind.rawValue)&jurisdiction=\(place.rawValue)&period=\(figure.period)"
            let words = texts[TextKey("decision.ask.\(kind.rawValue)")]
            return Link(
                href: display.link(address + (rule.map { "&rule=\($0)" } ?? "")),
                text: rule.map { "\(words)\(texts["list.colon"])\(display.name(rule: $0))" } ?? words
            )
        }
        var asks: [Link] = []
        if mayAsk {
            if !decided.isLocked, decided.isComplete {
                asks.append(ask(decided.published == nil ? .publish : .restate))
            }
            asks.append(ask(decided.hasOwnLock ? .unlock : .lock))
            if case .year = figure.period {
                var seen = waived
                for finding in findings where seen.insert(finding.rule).inserted {
                    asks.append(ask(.waive, rule: finding.rule))
                }
            }
        }
        let today = figure.figure.value.kilograms
        self.decided = DecidedPlate(
            answer: texts[decided.isLocked ? "decision.plate.locked" : "decision.plate.open"],
            mark: decided.isLocked ? "st-done" : "st-none",
            published: decided.published.map { display.carbon($0.value) },
            publishedHref: decided.published.map { display.link("/published/\($0.id)") },
            publishedNote: decided.published.map {
                texts[
                    "decision.plate.revision",
                    "\($0.revision)",
                    display.dates.minute($0.publishedAt),
                    display.pair($0.askedBy, $0.decidedBy)
                ]
            },
            difference: decided.published.map { published in
                let difference = today - published.value.kilograms
                return difference == 0
                    ? texts["published.same"] : texts["published.difference", display.signed(difference)]
            },
            open: decided.open.map { Link(href: display.link("/decisions/\($0.id)"), text: display.title($0)) },
            asks: asks,
            notYet: mayAsk && !decided.isComplete ? texts["decision.plate.notYet"] : nil
        )
    }
}
