import Metering
import Texts
import Units
import Workflows

/// A meter's days beside the mean temperature outside (用量与气温).
struct WeatherPlate: Sendable {
    /// One day.
    struct Dot: Sendable {
        let style: String
        let x: String
        let y: String
        let tip: String
    }

    /// Days of like temperature.
    struct Band: Sendable {
        let name: String
        let workDays: String
        let workMean: String
        let offDays: String
        let offMean: String
    }

    let title: String
    let subtitle: String
    let frame: PlotFrame
    let dots: [Dot]
    let keys: [ChartFrame.Key]
    let unit: String
    let bands: [Band]
    let source: String

    /// Draws the days of which amount and temperature are known whole; `nil` where there are none.
    init?(_ comparison: MeterComparison, display: Display) {
        let texts = display.texts
        let known = comparison.days.compactMap { day in
            day.wholeAmount.flatMap { amount in day.temperature.map { (day: day, amount: amount, degrees: $0) } }
        }
        guard let station = comparison.station, let coldest = known.map(\.degrees).min(),
            let warmest = known.map(\.degrees).max()
        else { return nil }
        let column = display.amountColumn(
            comparison.meter.item.carrier,
            largest: known.map(\.amount.value).max() ?? 0
        )
        let values = known.map { $0.amount.value / column.factor }
        let across = PlotScale(from: coldest, to: warmest)
        let up = PlotScale(from: min(0, values.min() ?? 0), to: values.max() ?? 1)
        title = texts["weather.title", display.numbers.integer(known.count)]
        subtitle = texts["weather.subtitle", column.unit]
        unit = column.unit
        let area = PlotArea(width: 470)
        frame = PlotFrame(
            area,
            label: texts["weather.label"],
            scale: up,
            columns: across.ticks.map {
                (across.part($0), "\(display.numbers.decimal($0, decimals: across.decimals)) °C")
            },
            numbers: display.numbers
        )
        dots = zip(known, values).map { entry, value in
            Dot(
                style: entry.day.kind.isWork ? "k-c1" : "k-c3",
                x: ShareBar.coordinate(area.x(across.part(entry.degrees))),
                y: ShareBar.coordinate(area.y(up.part(value))),
                tip: "\(entry.day.day) \(display.numbers.decimal(entry.degrees)) °C "
                    + "\(column.text(entry.amount.value)) \(column.unit)"
            )
        }
        keys = [
            ChartFrame.Key(code: "work", name: texts["day.work"], color: "c1"),
            ChartFrame.Key(code: "off", name: texts["weather.off"], color: "c3"),
        ]
        bands = comparison.bands.map { band in
            Band(
                name: texts["weather.band", Self.degrees(band.from), Self.degrees(band.from + TemperatureBand.width)],
                workDays: display.numbers.integer(band.workDays),
                workMean: column.text(band.workMean?.value),
                offDays: display.numbers.integer(band.offDays),
                offMean: column.text(band.offMean?.value)
            )
        }
        let name = station.name.isEmpty ? station.code : "\(station.name) (\(station.code))"
        source = texts["weather.source", name, texts[TextKey("weather.station.\(station.reason.rawValue)")]]
    }

    private static func degrees(_ value: Int) -> String { value < 0 ? "−\(-value)" : "\(value)" }
}
