import Carbon
import Texts
import Units
import Workflows

/// What the first page shows.
struct OverviewPage: Sendable {
    /// One district of the table.
    struct District: Sendable {
        let name: String
        let href: String
        let buildings: String
        let area: String
        let emissions: String
        let intensity: String
        let share: String
        let bars: [Bar]
        let explanation: String
    }

    /// One part of a bar in the table.
    struct Bar: Sendable, Equatable {
        let style: String
        let x: String
        let width: String
    }

    let years: [Link]
    let chart: ChartFrame
    let question: String
    let answer: Figure
    let answerShare: ShareBar
    let explanation: String
    let facts: [Fact]
    let attentionTitle: String
    let attention: [AttentionLine]
    let districts: DistrictTable
    let sizes: [Fact]
}

extension OverviewPage {
    init(_ overview: Overview, state: DataState, hasCharts: Bool, display: Display) {
        let texts = display.texts
        let account = overview.summary.account
        let year = display.year(overview.year)
        years = display.years("/", shown: overview.year, state: state)
        let figure = display.carbon(account.total)
        answer = figure
        question = texts["overview.question", year]
        let path = state.city.map { "/explain/jurisdictions/\($0.id.rawValue)/\(overview.year.number)" } ?? "/carbon"
        explanation = display.link(path)
        let share = ShareBar(account.share, display)
        answerShare = share
        let column = display.carbonColumn(overview.months.map(\.account.total).max() ?? .zero)
        chart = ChartFrame(
            months: overview.months.map { ($0.month, $0.account) },
            text: ChartFrame.MonthsText(
                id: "year",
                title: display.scopeFinding(account) ?? texts["overview.title.plain"],
                subtitle: texts["chart.carbonByMonth", column.unit, year],
                dataAddress: "/api/v1/carbon/accounts?year=\(overview.year.number)",
                explanation: display.link(path),
                sources: display.factorWords(account),
                share: share
            ),
            hasCharts: hasCharts,
            display: display
        )
        facts = Self.facts(overview, display)
        sizes = Self.sizes(overview, state, display)
        attention =
            overview.attention.prefix(4).map { AttentionLine($0, display) }
            + overview.findings.prefix(5).map { AttentionLine($0, year: overview.year, display) }
        attentionTitle = texts["overview.attention"]
        districts = DistrictTable(
            overview.districts,
            total: account,
            year: overview.year,
            display: display
        )
    }

    private static func facts(_ overview: Overview, _ display: Display) -> [Fact] {
        let texts = display.texts
        let summary = overview.summary
        return [
            Fact(
                name: texts["figure.carbonIntensity"],
                figure: display.intensity(summary.carbonIntensity, in: overview.year),
                note: nil
            ),
            Fact(
                name: texts["figure.coal"],
                figure: display.coal(summary.account.coalEquivalent),
                note: texts["figure.coal.note"]
            ),
            Fact(
                name: texts["figure.completeness"],
                figure: display.percent(summary.account.share.observed),
                note: texts["figure.completeness.note"]
            ),
        ]
    }

    private static func sizes(_ overview: Overview, _ state: DataState, _ display: Display) -> [Fact] {
        let texts = display.texts
        let electricity = overview.summary.account.amount(.electricity)
        return [
            Fact(name: texts["nav.buildings"], figure: display.count(state.buildingCount, "unit.buildings"), note: nil),
            Fact(name: texts["figure.meters"], figure: display.count(state.meterCount, "unit.meters"), note: nil),
            Fact(name: texts["figure.area"], figure: display.area(overview.summary.floorArea), note: nil),
            Fact(name: texts["figure.electricity"], figure: display.amount(electricity, of: .electricity), note: nil),
        ]
    }
}

extension OverviewPage.District {
    init(
        _ district: DistrictAccount,
        year: CivilYear,
        largest: CarbonMass,
        columns: (area: Column, carbon: Column),
        display: Display
    ) {
        let account = district.summary.account
        name = display.name(district.jurisdiction)
        href = display.link("/buildings?district=\(district.jurisdiction.id.rawValue)")
        buildings = display.numbers.integer(district.buildingCount)
        let floorArea = district.summary.floorArea
        area = columns.area.text(floorArea > .zero ? floorArea.squareMetres : nil)
        emissions = columns.carbon.text(account.lines.isEmpty ? nil : account.total.kilograms)
        intensity = display.numbers.decimal(district.summary.carbonIntensity?.kilogramsPerSquareMetre)
        share = display.numbers.percent(account.lines.isEmpty ? nil : account.share.observed)
        bars = Self.bars(account, largest: largest)
        explanation = display.link("/explain/jurisdictions/\(district.jurisdiction.id.rawValue)/\(year.number)")
    }

    /// The scopes of an account as parts of a bar that is 100 long for the largest account.
    static func bars(_ account: OperationalAccount, largest: CarbonMass) -> [OverviewPage.Bar] {
        guard largest > .zero else { return [] }
        var x = 0.0
        return EmissionScope.stacked.compactMap { scope in
            let width = account.emissions(scope) / largest * 100
            guard width > 0 else { return nil }
            defer { x += width }
            return OverviewPage.Bar(
                style: scope.color,
                x: ShareBar.coordinate(x),
                width: ShareBar.coordinate(max(0.2, width - 0.4))
            )
        }
    }
}
