import Carbon
import Texts
import Units
import Workflows

/// What the carbon page shows.
struct CarbonPage: Sendable {
    /// One scope with its part of the whole.
    struct ScopeLine: Sendable {
        let name: String
        let color: String
        let width: String
        let emissions: String
        let share: String
        let carriers: String
    }

    let years: [Link]
    let year: String
    let places: [Choice]
    let chart: ChartFrame
    let total: Figure
    let share: ShareBar
    let explanation: String
    let scopesTitle: String
    let scopesUnit: String
    let scopes: [ScopeLine]
    let intensity: Figure
    let coal: Figure
    let districts: DistrictTable?
    let warnings: [WarningLine]
    let warningsTitle: String
    let factorsTitle: String
    let factors: [FactorLine]
}

/// One choice of a form.
struct Choice: Sendable {
    let value: String
    let text: String
    let isCurrent: Bool
}

/// The districts of a city, as bars and numbers.
struct DistrictTable: Sendable {
    let title: String
    let subtitle: String
    let rows: [OverviewPage.District]
    let areaUnit: String
    let emissionUnit: String
    let intensityUnit: String
    let keys: [ChartFrame.Key]
}

extension CarbonPage {
    init(
        _ view: CarbonView,
        state: DataState,
        places: [Jurisdiction],
        hasCharts: Bool,
        display: Display
    ) {
        let texts = display.texts
        let account = view.summary.account
        let id = view.jurisdiction.id.rawValue
        year = "\(view.year.number)"
        years = display.years("/carbon", shown: view.year, state: state, keeping: "&jurisdiction=\(id)")
        self.places = places.map {
            Choice(value: "\($0.id.rawValue)", text: display.name($0), isCurrent: $0.id == view.jurisdiction.id)
        }
        explanation = display.link("/explain/jurisdictions/\(id)/\(view.year.number)")
        total = display.carbon(account.total)
        share = ShareBar(account.share, display)
        intensity = display.intensity(view.summary.carbonIntensity, in: view.year)
        coal = display.coal(account.coalEquivalent)
        chart = Self.chart(view, explanation, hasCharts, display)
        scopesTitle = display.scopeFinding(account) ?? texts["carbon.scopes"]
        let scopeColumn = display.carbonColumn(account.total)
        scopesUnit = scopeColumn.unit
        scopes = EmissionScope.stacked.map { ScopeLine($0, account, scopeColumn, display) }
        districts =
            view.districts.isEmpty
            ? nil : DistrictTable(view.districts, total: account, year: view.year, display: display)
        warnings = account.findings.map { WarningLine($0, display) }
        warningsTitle =
            warnings.isEmpty
            ? texts["carbon.warnings.none"] : texts["carbon.warnings", display.numbers.integer(warnings.count)]
        let used = Set(account.lines.flatMap { [$0.factor?.id, $0.coalFactor?.id] }.compactMap(\.self))
        factors = view.factors.prefix(40).map { FactorLine($0, isUsed: used.contains($0.id), display) }
        factorsTitle = texts["carbon.factors", display.numbers.integer(used.count)]
    }

    private static func chart(
        _ view: CarbonView,
        _ explanation: String,
        _ hasCharts: Bool,
        _ display: Display
    ) -> ChartFrame {
        let account = view.summary.account
        let place = display.name(view.jurisdiction)
        let column = display.carbonColumn(view.months.map(\.account.total).max() ?? .zero)
        let query = "jurisdiction=\(view.jurisdiction.id.rawValue)&year=\(view.year.number)"
        let text = ChartFrame.MonthsText(
            id: "months",
            title: display.monthFinding(view.months) ?? display.texts["overview.title.plain"],
            subtitle: display.texts["chart.carbonOf", place, column.unit, display.year(view.year)],
            dataAddress: "/api/v1/carbon/accounts?\(query)",
            explanation: explanation,
            sources: display.factorWords(account),
            share: ShareBar(account.share, display)
        )
        let months = view.months.map { ($0.month, $0.account) }
        return ChartFrame(months: months, text: text, hasCharts: hasCharts, display: display)
    }
}

extension CarbonPage.ScopeLine {
    init(_ scope: EmissionScope, _ account: OperationalAccount, _ column: Column, _ display: Display) {
        let lines = account.lines.filter { $0.scope == scope }
        let part = account.total > .zero ? account.emissions(scope) / account.total : 0
        name = display.name(scope)
        color = scope.color
        width = ShareBar.coordinate(part * 100)
        emissions = column.text(lines.isEmpty ? nil : account.emissions(scope).kilograms)
        share = display.numbers.percent(lines.isEmpty ? nil : part)
        carriers = display.joined(
            lines.map {
                "\(display.name($0.activity.carrier)) \(display.amount($0.activity.amount, of: $0.activity.carrier).line)"
            }
        )
    }
}

extension DistrictTable {
    init(_ districts: [DistrictAccount], total: OperationalAccount, year: CivilYear, display: Display) {
        let largest = districts.map(\.summary.account.total).max() ?? .zero
        let areas = display.areaColumn(districts.map(\.summary.floorArea).max() ?? .zero)
        let emissions = display.carbonColumn(largest)
        title = display.districtFinding(districts, total: total.total)
        subtitle = display.texts["overview.districts.subtitle", display.year(year)]
        areaUnit = areas.unit
        emissionUnit = emissions.unit
        intensityUnit = display.carbonIntensityUnit(year)
        rows = districts.map {
            OverviewPage.District($0, year: year, largest: largest, columns: (areas, emissions), display: display)
        }
        keys = EmissionScope.stacked.filter { total.emissions($0) > .zero }.map {
            ChartFrame.Key(code: $0.rawValue, name: display.name($0), color: $0.color)
        }
    }
}

extension Display {
    /// A title that says which district causes most.
    func districtFinding(_ districts: [DistrictAccount], total: CarbonMass) -> String {
        guard let largest = districts.max(by: { $0.summary.account.total < $1.summary.account.total }), total > .zero,
            districts.count > 1
        else { return texts["overview.districts.plain"] }
        return texts[
            "overview.districts.title",
            name(largest.jurisdiction),
            numbers.percent(largest.summary.account.total / total)
        ]
    }

    /// A title that says which month was highest; `nil` where fewer than two months are known.
    func monthFinding(_ months: [MonthAccount]) -> String? {
        let known = comparable(months.filter { !$0.account.lines.isEmpty }, month: \.month)
        guard known.count > 1, let high = known.max(by: { $0.account.total < $1.account.total }),
            let low = known.min(by: { $0.account.total < $1.account.total }), low.account.total > .zero
        else { return nil }
        return texts[
            "title.months",
            dates.shortMonth(high.month),
            numbers.decimal(high.account.total / low.account.total),
            dates.shortMonth(low.month)
        ]
    }
}
