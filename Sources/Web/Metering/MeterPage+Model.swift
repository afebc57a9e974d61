import Buildings
import Metering
import Texts
import Units
import Workflows

/// What the page of one meter shows.
struct MeterPage: Sendable {
    /// One device.
    struct Device: Sendable {
        let from: String
        let kind: String
        let unit: String
        let ratio: String
        let interval: String
        let start: String
        let previousEnd: String
    }

    /// One day of the table.
    struct Day: Sendable {
        let day: String
        let href: String
        let amount: String
        let estimated: String?
        let completeness: String
        let isShown: Bool
    }

    /// One reading.
    struct Reading: Sendable {
        let time: String
        let value: String
        let quality: String?
    }

    let facts: [Fact]
    let share: ShareBar
    let chart: ChartFrame?
    let days: [Day]
    let dayUnit: String
    let devices: [Device]
    let findings: [MeteringPage.Finding]
    let findingsTitle: String
    let readingsTitle: String
    let readingsUnit: String
    let readings: [Reading]
}

extension MeterPage {
    init(_ detail: MeterDetail, month: CivilMonth?, hasCharts: Bool, display: Display) {
        let texts = display.texts
        let meter = detail.meter
        let carrier = meter.item.carrier
        facts = Self.facts(meter, display)
        share = ShareBar(meter.share, display)
        let column = display.amountColumn(
            carrier,
            largest: detail.days.map(\.consumption.amount.value).max() ?? 0
        )
        dayUnit = column.unit
        chart =
            detail.days.isEmpty
            ? nil : ChartFrame(days: detail, month: month, column: column, hasCharts: hasCharts, display: display)
        days = detail.days.reversed().map { Day($0, detail: detail, column: column, display: display) }
        devices = detail.devices.reversed().map { Device($0, display) }
        findings = detail.findings.map { MeteringPage.Finding($0, display) }
        findingsTitle =
            findings.isEmpty
            ? texts["meter.findings.none"] : texts["meter.findings.title", display.numbers.integer(findings.count)]
        readingsTitle =
            detail.readingsDay.map { texts["meter.readings.of", display.dates.day($0)] } ?? texts["meter.readings"]
        let device = meter.device
        readingsUnit = display.unitText(device.unit.rawValue)
        readings = detail.readings.map { Reading($0, decimals: device.decimals, display: display) }
    }

    private static func facts(_ meter: MeterSummary, _ display: Display) -> [Fact] {
        let texts = display.texts
        return [
            Fact(
                name: texts["meter.item"],
                figure: Figure(display.name(meter.itemName.zh, meter.itemName.en)),
                note: meter.item.rawValue
            ),
            Fact(
                name: texts["figure.completeness"],
                figure: display.percent(meter.share.observed),
                note: ShareBar(meter.share, display).text
            ),
            Fact(
                name: texts["meter.interval"],
                figure: display.interval(meter.device.interval),
                note: texts[TextKey("meter.kind.\(meter.device.kind.rawValue)")]
            ),
            Fact(
                name: texts["meter.findings"],
                figure: display.count(meter.findingCount),
                note: texts["meter.findings.note"]
            ),
        ]
    }
}

extension MeterPage.Device {
    init(_ device: MeterDevice, _ display: Display) {
        let texts = display.texts
        func value(_ counts: Int64?) -> String {
            counts.map { display.number(FixedPoint(mantissa: $0, exponent: -device.decimals)) } ?? NumberStyle.none
        }
        from = display.dates.minute(device.validFrom)
        kind = texts[TextKey("meter.kind.\(device.kind.rawValue)")]
        unit = display.unitText(device.unit.rawValue)
        ratio = display.number(device.ratio)
        interval = display.interval(device.interval).line
        start = value(device.start)
        previousEnd = value(device.previousEnd)
    }
}

extension MeterPage.Day {
    init(_ view: MeterDayView, detail: MeterDetail, column: Column, display: Display) {
        let consumption = view.consumption
        day = "\(view.day)"
        href = display.link("/metering/\(detail.meter.id.rawValue)?day=\(view.day)#readings")
        amount = column.text(consumption.amount.value)
        estimated = consumption.isEstimated ? display.texts["share.estimated"] : nil
        completeness = display.numbers.percent(Double(consumption.coveredSeconds) / 86_400, decimals: 0)
        isShown = view.day == detail.readingsDay
    }
}

extension MeterPage.Reading {
    init(_ reading: Metering.Reading, decimals: Int, display: Display) {
        let clock = reading.stamp.description.dropFirst(11)
        time = String(clock.hasSuffix(":00") ? clock.dropLast(3) : clock)
        value = display.number(FixedPoint(mantissa: reading.counts, exponent: -decimals))
        quality = reading.quality == .good ? nil : display.texts[TextKey("quality.\(reading.quality)")]
    }
}

extension DayConsumption {
    /// Whether most of the day was estimated rather than measured.
    var isEstimated: Bool { estimatedSeconds * 2 > coveredSeconds }
}

extension Display {
    /// How often a device reads, such as 15 min.
    func interval(_ seconds: Int64) -> Figure {
        seconds.isMultiple(of: 3_600)
            ? Figure(numbers.integer(Int(seconds / 3_600)), texts["unit.hour"])
            : Figure(numbers.integer(Int(seconds / 60)), texts["unit.minute"])
    }
}

extension ChartFrame {
    /// The days of one meter; estimated days stand apart.
    init(days detail: MeterDetail, month: CivilMonth?, column: Column, hasCharts: Bool, display: Display) {
        let texts = display.texts
        let days = detail.days
        let period = [days.first, days.last].compactMap { $0.map { "\($0.day)" } }.joined(separator: "–")
        let estimated = days.filter(\.consumption.isEstimated).count
        let address = "/api/v1/meters/\(detail.meter.id.rawValue)/days"
        id = "days"
        title =
            estimated == 0
            ? texts["meter.days.title"] : texts["meter.days.estimated", display.numbers.integer(estimated)]
        subtitle = texts["meter.days.subtitle", column.unit, period]
        label = title
        keys = [
            Key(code: "measured", name: texts["share.measured"], color: "c1"),
            Key(code: "estimated", name: texts["share.estimated"], color: "c5"),
        ]
        dataAddress = month.map { "\(address)?month=\($0)" } ?? address
        plot =
            hasCharts
            ? Plot(
                kind: "days",
                source: dataAddress,
                series: "days",
                values: "amount",
                factor: "\(column.factor)",
                unit: column.unit
            )
            : nil
        explanation = nil
        sources = [texts["meter.days.source"]]
        share = ShareBar(detail.meter.share, display)
        caption = ""
        headings = []
        rows = []
    }
}
