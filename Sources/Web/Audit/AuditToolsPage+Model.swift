import Access
import Buildings
import Texts
import Units
import Workflows

/// What the page of the auditor's tools shows (审计工具页).
struct AuditToolsPage: Sendable {
    /// One published figure.
    struct FigureRow: Sendable {
        let name: String
        let href: String
        let period: String
        let value: Figure
        let revision: String
        let published: String
        let people: String
        let evidence: String
    }

    /// What one person did.
    struct TallyRow: Sendable {
        let name: String
        let href: String
        let cells: [String]
    }

    /// A decision by somebody who brought in data before.
    struct FlagRow: Sendable {
        let name: String
        let href: String
        let who: String
        let text: String
        let status: String
    }

    /// One sampled building.
    struct SampleRow: Sendable {
        let place: String
        let kind: String
        let code: String
        let name: String
        let href: String
    }

    /// A sample with what tells it from others.
    struct Sample: Sendable {
        let title: String
        let file: String
        let rows: [SampleRow]
    }

    let day: String
    let figuresTitle: String
    let figures: [FigureRow]
    let tallyHeads: [String]
    let tallies: [TallyRow]
    let flags: [FlagRow]
    let seed: String
    let each: String
    let sample: Sample?
}

extension AuditToolsPage {
    init(
        day: CivilDay,
        figures: [PublishedFigure],
        tallies: [PersonTally],
        flags: [OwnDataFlag],
        sample: StratifiedSample?,
        display: Display
    ) {
        let texts = display.texts
        self.day = "\(day)"
        figuresTitle = texts["audit.tools.figures", display.dates.day(day)]
        self.figures = figures.map { figure in
            FigureRow(
                name: display.name(figure.jurisdiction),
                href: display.link("/published/\(figure.id)"),
                period: display.period(figure.period),
                value: display.carbon(figure.value),
                revision: "\(figure.revision)",
                published: display.dates.minute(figure.publishedAt),
                people: display.pair(figure.askedBy, figure.decidedBy),
                evidence: "/published/\(figure.id)/evidence.json"
            )
        }
        let kinds = DecisionKind.allCases
        tallyHeads =
            kinds.map { texts[TextKey("decision.kind.\($0.rawValue)")] }
            + [texts["audit.tools.repairs"], texts["audit.tools.overrides"]]
        self.tallies = tallies.map { tally in
            TallyRow(
                name: display.name(tally.person),
                href: display.link("/audit?person=\(tally.person.id.rawValue)"),
                cells: kinds.map { "\(tally.asked[$0] ?? 0) / \(tally.approved[$0] ?? 0)" }
                    + ["\(tally.repairs)", "\(tally.overrides)"]
            )
        }
        self.flags = flags.map { flag in
            FlagRow(
                name: display.title(flag.decision),
                href: display.link("/decisions/\(flag.decision.id)"),
                who: display.name(flag.person),
                text: texts[
                    flag.isDecider ? "audit.tools.flag.decided" : "audit.tools.flag.asked",
                    "\(flag.imports)",
                    display.dates.minute(flag.lastImport)
                ],
                status: flag.isDecider ? "st-risk" : "st-none"
            )
        }
        seed = sample.map { "\($0.seed)" } ?? ""
        each = "\(sample?.perStratum ?? 3)"
        self.sample = sample.map { sample in
            Sample(
                title: texts[
                    "audit.tools.sample.title",
                    "\(sample.lines.count)",
                    "\(sample.population)",
                    "\(sample.strata)"
                ],
                file: "/audit/sample.csv?seed=\(sample.seed)&each=\(sample.perStratum)",
                rows: sample.lines.map { line in
                    SampleRow(
                        place: display.name(line.jurisdiction),
                        kind: display.name(buildingKind: line.kind),
                        code: line.code,
                        name: line.name,
                        href: display.link("/buildings/\(line.building.rawValue)")
                    )
                }
            )
        }
    }
}
