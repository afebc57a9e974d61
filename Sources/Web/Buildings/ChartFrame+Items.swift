import Buildings
import Metering
import Texts
import Units

extension ChartFrame {
    /// Colours of items in their order; what no item metered is grey.
    static let itemColors = ["c1", "c2", "c3", "c4"]
    /// The code of what the total meter saw and no item did.
    static let residualCode = "residual"

    /// Electricity by item and month; `nil` where there is none.
    init?(
        items months: [(month: CivilMonth, breakdown: ItemBreakdown?)], id building: Building.ID, year: CivilYear,
        share: DataShare?, explanation: String, meters: Int, itemName: (EnergyItemCode) -> String, hasCharts: Bool,
        display: Display
    ) {
        let breakdowns = months.compactMap(\.breakdown)
        guard !breakdowns.isEmpty else { return nil }
        let texts = display.texts
        let series = ItemSeries(months.map(\.breakdown))
        let total = breakdowns.reduce(Amount.zero) { $0 + $1.total }
        let column = display.amountColumn(.electricity, largest: breakdowns.map(\.total.value).max() ?? 0)
        let sums = display.amountColumn(.electricity, largest: total.value)
        id = "items"
        title = Self.title(months, display) ?? texts["building.items.title"]
        subtitle = texts[
            "building.items.subtitle", column.unit, display.dates.year(year),
            display.amount(total, of: .electricity).line]
        label = title
        keys = series.rows.enumerated().map { index, row in
            Key(
                code: row.code?.rawValue ?? Self.residualCode,
                name: row.code.map { $0.isTotal ? texts["item.whole"] : itemName($0) } ?? texts["item.residual"],
                color: row.code == nil ? "c5" : Self.itemColors[min(index, 3)])
        }
        dataAddress = "/api/v1/buildings/\(building.rawValue)/energy?year=\(year.number)"
        plot =
            hasCharts
            ? Plot(
                kind: "items", source: dataAddress, series: "items", values: "energy_kwh", factor: "\(column.factor)",
                unit: column.unit) : nil
        self.explanation = explanation
        sources = [texts["building.items.source", display.numbers.integer(meters)]]
        self.share = share.map { ShareBar($0, display) }
        caption = column.unit
        headings = [texts["column.month"]] + keys.map(\.name) + [texts["column.total"]]
        rows =
            months.enumerated().map { index, entry in
                Row(
                    display.dates.shortMonth(entry.month),
                    series.rows.map { column.text($0.amounts[index]?.value) } + [column.text(entry.breakdown?.total.value)])
            } + [
                Row(
                    sums.unit == column.unit ? texts["column.year"] : "\(texts["column.year"]) (\(sums.unit))",
                    series.rows.map { sums.text($0.amounts.compactMap(\.self).reduce(.zero, +).value) }
                        + [sums.text(total.value)], isTotal: true)
            ]
    }

    /// Which month was highest, and by how much.
    private static func title(_ months: [(month: CivilMonth, breakdown: ItemBreakdown?)], _ display: Display) -> String? {
        let known = months.compactMap { entry in entry.breakdown.map { (entry.month, $0.total) } }
        guard known.count > 1, let high = known.max(by: { $0.1 < $1.1 }), let low = known.min(by: { $0.1 < $1.1 }),
            low.1 > .zero
        else { return nil }
        return display.texts[
            "building.items.finding", display.dates.shortMonth(high.0), display.numbers.decimal(high.1.value / low.1.value),
            display.dates.shortMonth(low.0)]
    }
}

/// Amounts by item over months: the items that occur, four at most, then what is left.
struct ItemSeries: Sendable {
    /// One item; `nil` as code for the residual. One amount per month, `nil` where nothing is known.
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
