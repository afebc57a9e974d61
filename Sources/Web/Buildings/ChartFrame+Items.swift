import Buildings
import Carbon
import Metering
import Texts
import Units
import Workflows

/// A month with what was consumed by item.
typealias ItemMonth = (month: CivilMonth, breakdown: ItemBreakdown?)

extension ChartFrame {
    /// Colours of items in their order; what no item metered is grey.
    static let itemColors = ["c1", "c2", "c3", "c4"]
    /// The code of what the total meter saw and no item did.
    static let residualCode = "residual"

    /// Electricity by item and month; `nil` where there is none.
    init?(
        items months: [ItemMonth],
        of detail: BuildingDetail,
        explanation: String,
        itemName: (EnergyItemCode) -> String,
        hasCharts: Bool,
        display: Display
    ) {
        let breakdowns = months.compactMap(\.breakdown)
        guard !breakdowns.isEmpty else { return nil }
        let texts = display.texts
        let series = ItemSeries(months.map(\.breakdown))
        let total = breakdowns.reduce(Amount.zero) { $0 + $1.total }
        let column = display.amountColumn(.electricity, largest: breakdowns.map(\.total.value).max() ?? 0)
        id = "items"
        title = Self.title(months, display) ?? texts["building.items.title"]
        let sum = display.amount(total, of: .electricity).line
        subtitle = texts["building.items.subtitle", column.unit, display.year(detail.year), sum]
        label = title
        keys = Self.itemKeys(series, texts: texts, itemName: itemName)
        dataAddress = "/api/v1/buildings/\(detail.building.id.rawValue)/energy?year=\(detail.year.number)"
        plot =
            hasCharts
            ? Plot(
                kind: "items",
                source: dataAddress,
                series: "items",
                values: "energy_kwh",
                factor: "\(column.factor)",
                unit: column.unit
            ) : nil
        self.explanation = explanation
        let meters = detail.meters.filter { $0.item.carrier == .electricity }
        sources = [texts["building.items.source", display.numbers.integer(meters.count)]]
        share = detail.building.summary.account.share(of: .electricity).map { ShareBar($0, display) }
        caption = column.unit
        headings = [texts["column.month"]] + keys.map(\.name) + [texts["column.total"]]
        rows = Self.rows(months, series: series, total: total, column: column, display: display)
    }

    private static func itemKeys(
        _ series: ItemSeries,
        texts: Localizer,
        itemName: (EnergyItemCode) -> String
    ) -> [Key] {
        series.rows.enumerated().map { index, row in
            Key(
                code: row.code?.rawValue ?? residualCode,
                name: row.code.map { $0.isTotal ? texts["item.whole"] : itemName($0) } ?? texts["item.residual"],
                color: row.code == nil ? "c5" : itemColors[min(index, itemColors.count - 1)]
            )
        }
    }

    private static func rows(
        _ months: [ItemMonth],
        series: ItemSeries,
        total: Amount,
        column: Column,
        display: Display
    ) -> [Row] {
        let sums = display.amountColumn(.electricity, largest: total.value)
        let known = months.enumerated().map { index, entry in
            Row(
                display.dates.shortMonth(entry.month),
                series.rows.map { column.text($0.amounts[index]?.value) } + [column.text(entry.breakdown?.total.value)]
            )
        }
        let items = series.rows.map { sums.text($0.amounts.compactMap(\.self).reduce(.zero, +).value) }
        return known
            + [Row(display.totalHeading(sums, beside: column), items + [sums.text(total.value)], isTotal: true)]
    }

    /// Which month was highest, and by how much.
    private static func title(_ months: [ItemMonth], _ display: Display) -> String? {
        let all = months.compactMap { entry in entry.breakdown.map { (entry.month, $0.total) } }
        let known = display.comparable(all) { $0.0 }
        guard known.count > 1, let high = known.max(by: { $0.1 < $1.1 }), let low = known.min(by: { $0.1 < $1.1 }),
            low.1 > .zero
        else { return nil }
        return display.texts[
            "building.items.finding",
            display.dates.shortMonth(high.0),
            display.numbers.decimal(high.1.value / low.1.value),
            display.dates.shortMonth(low.0)
        ]
    }
}

/// Amounts by item over months: the items that occur, four at most, then what is left.
struct ItemSeries: Sendable {
    /// One item, or the residual where there is no code; one amount a month, `nil` where nothing is known.
    struct Row: Sendable {
        let code: EnergyItemCode?
        let amounts: [Amount?]
    }

    let rows: [Row]

    init(_ breakdowns: [ItemBreakdown?]) {
        let codes = Set(breakdowns.compactMap(\.self).flatMap { $0.items.map(\.code) }).sorted()
        guard !codes.isEmpty else {
            rows = [Row(code: EnergyItemCode.total(of: .electricity), amounts: breakdowns.map { $0?.total })]
            return
        }
        let shown = codes.prefix(ChartFrame.itemColors.count)
        let items = shown.map { code in
            Row(code: code, amounts: breakdowns.map { month in month.map { $0.amount(of: code) } })
        }
        // The residual takes what no shown item accounts for, so that each column reaches the metered total.
        let rest = breakdowns.map { month in
            month.map { month in shown.reduce(month.total) { $0 - month.amount(of: $1) } }
        }
        let hasRest = rest.contains { ($0 ?? .zero) != .zero }
        rows = items + (hasRest ? [Row(code: nil, amounts: rest)] : [])
    }
}

extension ItemBreakdown {
    /// The amount of one item; nothing where it was not metered.
    func amount(of code: EnergyItemCode) -> Amount { items.first { $0.code == code }?.amount ?? .zero }
}
