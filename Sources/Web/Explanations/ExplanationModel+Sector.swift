import Carbon
import Hummingbird
import Texts
import Units
import Workflows

extension ExplanationModel {
    /// How the sector's emissions of a year come about: statistics × factors.
    init(_ sector: SectorExplanation, display: Display) {
        let texts = display.texts
        let lines = sector.account.lines
        let year = display.dates.year(sector.year)
        let statistics = ShareBar(DataShare(statistical: 1), display)
        isPage = true
        total = display.sectorFigure(sector.account.total)
        quantity = texts[sector.boundary.quantity]
        subject = display.name(sector.jurisdiction)
        subjectLink = Link(href: display.link("/"), text: texts["nav.overview"])
        periodText = year
        address = display.link("/explain/sector/\(sector.year.number)")
        words = texts["formula.carbon.sector.year.v1.words"]
        symbols = texts["formula.carbon.sector.year.v1.symbols"]
        formula = "carbon.sector.year.v1"
        numbers = Self.numbers(lines, total: sector.account.total, display)
        inputs = lines.enumerated().map { index, line in
            Input(
                symbol: Self.symbol("A", index + 1, of: lines.count),
                name: display.name(line.activity.carrier),
                value: display.amount(line.activity.amount, of: line.activity.carrier),
                source: statistics.text,
                href: nil,
                share: statistics,
                isCounted: true
            )
        }
        inputsTitle = texts["explain.inputs"]
        let column = display.sectorColumn(sector.segments.first?.emissions ?? .zero)
        parts = sector.segments.map { segment in
            Input(
                symbol: nil,
                name: texts[TextKey("segment.\(segment.code)")],
                value: column.figure(segment.emissions.kilograms),
                source: statistics.text,
                href: nil,
                share: statistics,
                isCounted: true
            )
        }
        partsTitle = texts["explain.parts"]
        factors = lines.enumerated().compactMap { index, line in
            line.factor.map {
                Factor(
                    symbol: Self.symbol("F", index + 1, of: lines.count),
                    line: FactorLine($0, isUsed: true, display)
                )
            }
        }
        share = statistics
        warnings = sector.account.findings.map { WarningLine($0, display) }
        noWarnings = warnings.isEmpty ? texts["explain.warnings.none"] : nil
        repairs = []
        generation = texts["explain.generation", "\(sector.generation)"]
        steps = [
            Step(
                name: texts["step.statistics"],
                text: texts["step.statistics.text", display.numbers.integer(sector.cellCount)],
                note: sector.isSynthetic ? texts["layout.synthetic"] : nil
            ),
            Step(
                name: texts["step.account"],
                text: total.line,
                note: texts["peak.boundary", texts[sector.boundary.quantity]]
            ),
        ]
        uses =
            [Link(href: display.link("/explain/indicators/sector-peak"), text: texts["explain.sector.peak"])]
            + sector.years.filter { $0 != sector.year.number }.reversed().map {
                Link(href: display.link("/explain/sector/\($0)"), text: display.dates.year(CivilYear($0)))
            }
    }
}

extension Display {
    /// Emissions of a whole sector.
    func sectorFigure(_ emissions: CarbonMass) -> Figure { sectorColumn(emissions).figure(emissions.kilograms) }
}

extension ExplanationController {
    static func sector(_ exchange: Exchange) async throws -> Response {
        let explanation = try await sectorExplanation(exchange)
        let texts = exchange.texts
        let model = ExplanationModel(explanation, display: exchange.display)
        let head = PageHead(
            section: .overview,
            title: texts["explain.title", model.total.line],
            crumbs: [model.subjectLink, Link(href: "", text: texts[explanation.boundary.quantity])],
            actions: [Link(href: "/api/v1/explanations/sector/\(explanation.year.number)", text: "JSON")]
        )
        let state = try await exchange.site.platform.dataState(scope: exchange.scope)
        return try exchange.page("explain", head, state: state, model)
    }

    /// The year's emissions that the address names.
    static func sectorExplanation(_ exchange: Exchange) async throws -> SectorExplanation {
        guard let year = try exchange.pathYear() else { throw WebError.notFound }
        let found = try await exchange.site.platform.sectorExplanation(
            year: year,
            jurisdiction: try exchange.jurisdiction("jurisdiction"),
            scope: exchange.scope
        )
        guard let found else { throw WebError.notFound }
        return found
    }
}
