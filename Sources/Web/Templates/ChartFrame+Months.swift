import Carbon
import Texts
import Units

/// A month of a series of accounts.
typealias AccountMonth = (month: CivilMonth, account: OperationalAccount)

extension EmissionScope {
    /// The series colour; the same scope has the same colour on every page.
    var color: String {
        switch self {
        case .electricity: "c1"
        case .heat: "c2"
        case .direct: "c3"
        }
    }

    /// Largest at the bottom of a column: electricity, heat, direct.
    static let stacked: [EmissionScope] = [.electricity, .heat, .direct]
}

extension ChartFrame {
    /// What a page says around a chart of emissions by month and scope.
    struct MonthsText {
        let id: String
        let title: String
        let subtitle: String
        let dataAddress: String
        let explanation: String?
        let sources: [String]
        let share: ShareBar?
    }

    /// Emissions by month and scope.
    init(months: [AccountMonth], text: MonthsText, hasCharts: Bool, display: Display) {
        let texts = display.texts
        let scopes = EmissionScope.stacked.filter { scope in months.contains { $0.account.emissions(scope) > .zero } }
        let column = display.carbonColumn(months.map(\.account.total).max() ?? .zero)
        let total = OperationalAccount.sum(of: months.map(\.account))
        id = text.id
        title = text.title
        subtitle = text.subtitle
        label = "\(text.title) – \(text.subtitle)"
        keys = scopes.map { Key(code: $0.rawValue, name: display.name($0), color: $0.color) }
        plot =
            hasCharts
            ? Plot(
                kind: "scopes",
                source: text.dataAddress,
                series: "scopes",
                values: "carbon_kgco2",
                factor: "\(column.factor)",
                unit: column.unit
            ) : nil
        dataAddress = text.dataAddress
        explanation = text.explanation
        sources = text.sources
        share = text.share
        caption = column.unit
        headings = [texts["column.month"]] + scopes.map(display.name) + [texts["column.total"]]
        rows = Self.rows(months, scopes: scopes, total: total, column: column, display: display)
    }

    private static func rows(
        _ months: [AccountMonth],
        scopes: [EmissionScope],
        total: OperationalAccount,
        column: Column,
        display: Display
    ) -> [Row] {
        let sums = display.carbonColumn(total.total)
        let known = months.map { month, account in
            let isEmpty = account.lines.isEmpty
            return Row(
                display.dates.shortMonth(month),
                scopes.map { column.text(isEmpty ? nil : account.emissions($0).kilograms) }
                    + [column.text(isEmpty ? nil : account.total.kilograms)]
            )
        }
        let last = Row(
            display.totalHeading(sums, beside: column),
            scopes.map { sums.text(total.emissions($0).kilograms) } + [sums.text(total.total.kilograms)],
            isTotal: true
        )
        return known + [last]
    }
}

extension Display {
    /// A title that says which scope causes most, such as “电力占排放的 92.3%”; `nil` where nothing was emitted.
    func scopeFinding(_ account: OperationalAccount) -> String? {
        guard account.total > .zero else { return nil }
        let largest = EmissionScope.allCases.max { account.emissions($0) < account.emissions($1) } ?? .electricity
        let share = numbers.percent(account.emissions(largest) / account.total)
        return texts["title.scope", name(largest), share]
    }

    /// The factors an account used, in words: the source line of a chart.
    func factorWords(_ account: OperationalAccount) -> [String] {
        account.lines.compactMap { line in
            guard let factor = line.factor else { return nil }
            let year = factor.source.year.map { texts["factor.year", "\($0)"] } ?? texts["factor.noYear"]
            return texts[
                "factor.short",
                name(line.activity.carrier),
                region(factor.region),
                number(factor.value),
                unitText(factor.unit),
                year
            ]
        }
    }

    /// An exact decimal as printed.
    func number(_ value: FixedPoint) -> String {
        numbers.decimal(value.doubleValue, decimals: max(0, -value.exponent))
    }

    /// A factor's unit as people write it: `kgCO2/m3` becomes `kg CO₂/m³`.
    func unitText(_ unit: String) -> String {
        unit.replacing("kgCO2", with: "kg CO₂").replacing("m3", with: "m³")
    }
}
