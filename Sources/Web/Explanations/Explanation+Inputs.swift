import Carbon
import Metering
import Texts
import Units
import Workflows

extension ExplanationModel.Input {
    /// The amount of one carrier.
    init(_ line: CarrierLine, index: Int, count: Int, figure: FigureExplanation, _ display: Display) {
        let carrier = line.activity.carrier
        symbol = ExplanationModel.symbol("A", index, of: count)
        name = display.name(carrier)
        value = display.amount(line.activity.amount, of: carrier)
        let bar = ShareBar(line.activity.share, display)
        source = bar.text
        share = bar
        href = nil
        isCounted = true
    }

    /// One part of a sum: a month, a district, a building.
    init(_ part: FigurePart, of figure: FigureExplanation, column: Column, _ display: Display) {
        let isMonth = part.subject == figure.subject
        symbol = nil
        name = isMonth ? display.period(part.period) : display.name(part.name, part.englishName)
        value = column.figure(part.emissions.kilograms)
        let bar = ShareBar(part.share, display)
        source = bar.text
        share = bar
        href = display.link("/explain/\(part.subject.path)/\(part.period)")
        isCounted = true
    }

    /// One meter.
    init(_ meter: MeterContribution, period: Period, _ display: Display) {
        symbol = nil
        name = "\(meter.code) \(display.name(meter.itemName.zh, meter.itemName.en))"
        value = display.amount(meter.amount, of: meter.item.carrier)
        let bar = ShareBar(meter.share, display)
        let leftOut = meter.counting.flatMap { $0.isLeftOut ? $0.reason : nil }
        let reason = leftOut.map { TextKey("counting.short.\($0.rawValue)") } ?? "explain.notCounted"
        source = meter.isCounted ? bar.text : display.texts[reason]
        share = bar
        let month: String = if case .month(let month) = period { "?month=\(month)" } else { "" }
        href = display.link("/metering/\(meter.meter.rawValue)\(month)")
        isCounted = meter.isCounted
    }
}

extension Display {
    /// A period in words.
    func period(_ period: Period) -> String {
        switch period {
        case .month(let month): dates.month(month)
        case .year(let year): dates.year(year)
        }
    }
}
