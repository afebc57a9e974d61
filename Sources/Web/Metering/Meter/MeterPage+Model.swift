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
        /// The last register of the day, where readings are of registers.
        let register: String
        let amount: String
        let estimated: String?
        let completeness: String
        let isShown: Bool
    }

    /// One repair of the period.
    struct Repair: Sendable {
        let number: String
        let text: String
        let reason: String
        let decided: String
        let undone: String?
    }

    /// The days that are shown, and others to choose.
    struct Choice: Sendable {
        let from: String
        let to: String
        let links: [Link]
    }

    /// One reading.
    struct Reading: Sendable {
        let time: String
        let value: String
        let quality: String?
    }

    let facts: [Fact]
    let share: ShareBar
    let choice: Choice
    let timeline: TimelinePlate?
    let timelineTitle: String
    let timelineSub: String
    let source: String
    let downloads: [Link]
    let days: [Day]
    let dayUnit: String
    let devices: [Device]
    let findings: [FindingLine]
    let findingsTitle: String
    let repairs: [Repair]
    let repairsTitle: String
    /// Where repairs are laid and taken back; `nil` for who may not.
    let repair: Link?
    let placement: PlacementPlate?
    let readingsTitle: String
    let readingsUnit: String
    let readings: [Reading]
    /// Its last week beside others and the weather; `nil` where it has no day.
    let comparison: ComparisonPlate?
}

extension MeterPage {
    init(
        _ detail: MeterDetail,
        timeline: MeterTimeline?,
        placement: PlacementPlate?,
        mayRepair: Bool,
        comparison: MeterComparison?,
        display: Display
    ) {
        self.comparison = comparison.map { ComparisonPlate($0, display: display) }
        let texts = display.texts
        let meter = detail.meter
        let carrier = meter.item.carrier
        let address = "/metering/\(meter.id.rawValue)"
        facts = Self.facts(meter, display)
        share = ShareBar(meter.share, display)
        let amounts = detail.days.map(\.consumption.amount.value) + (timeline?.slots.map(\.amount.value) ?? [])
        let column = display.amountColumn(carrier, largest: amounts.map(abs).max() ?? 0)
        dayUnit = column.unit
        readingsUnit = meter.device.map { display.unitText($0.unit.rawValue) } ?? column.unit
        choice = Self.choice(detail.period, address, display)
        let words = RepairWords(devices: detail.devices, carrier: carrier, display: display)
        let unit = readingsUnit
        self.timeline = timeline.map {
            TimelinePlate($0, unit: unit, column: column, repairWords: words.title, display: display)
        }
        timelineTitle = Self.title(detail, display)
        let last = detail.period.upperBound.adding(days: -1)
        timelineSub = texts["timeline.sub", "\(detail.period.lowerBound)", "\(last)"]
        source = texts["meter.days.source"]
        downloads = Self.downloads(detail, from: detail.period.lowerBound, to: last, display)
        let registers = Dictionary(
            (timeline?.registers ?? []).map { (CivilDay(closing: $0.at), display.number($0.value)) }
        ) { $1 }
        days = detail.days.reversed().map {
            Day($0, register: registers[$0.day], detail: detail, column: column, display: display)
        }
        devices = detail.devices.reversed().map { Device($0, display) }
        findings = detail.findings.map { FindingLine($0, mayRepair: mayRepair, display) }
        findingsTitle =
            findings.isEmpty
            ? texts["meter.findings.none"] : texts["meter.findings.title", display.numbers.integer(findings.count)]
        repairs = (timeline?.repairs ?? []).map { Repair($0, words, display) }
        let standing = (timeline?.repairs ?? []).count { $0.undo == nil }
        repairsTitle =
            standing == 0 ? texts["repair.none"] : texts["repair.standing", display.numbers.integer(standing)]
        repair = mayRepair ? Link(href: display.link("\(address)/repair"), text: texts["repair.go"]) : nil
        self.placement = placement
        readingsTitle =
            detail.readingsDay.map { texts["meter.readings.of", display.dates.day($0)] } ?? texts["meter.readings"]
        readings = detail.readings.map { reading in
            let device = detail.devices.last { $0.validFrom < reading.stamp } ?? detail.devices.first
            return Reading(reading, decimals: device?.decimals ?? 0, display: display)
        }
    }

    /// Whether all days up to the last one are known, and how.
    private static func title(_ detail: MeterDetail, _ display: Display) -> String {
        let texts = display.texts
        guard let last = detail.days.last?.day else { return texts["meter.noDays"] }
        let begin = detail.devices.first.map { CivilDay(containing: $0.validFrom) } ?? detail.period.lowerBound
        let missing = last.number + 1 - max(begin, detail.period.lowerBound).number - detail.days.count
        if missing > 0 { return texts["meter.days.missing", display.numbers.integer(missing)] }
        let estimated = detail.days.filter(\.consumption.isEstimated).count
        return estimated == 0
            ? texts["meter.days.title"] : texts["meter.days.estimated", display.numbers.integer(estimated)]
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
                figure: meter.device.map { display.interval($0.interval) } ?? Figure(NumberStyle.none),
                note: texts[meter.device.map { TextKey("meter.kind.\($0.kind.rawValue)") } ?? "structure.virtual"]
            ),
            Fact(
                name: texts["meter.findings"],
                figure: display.count(meter.findingCount),
                note: texts["meter.findings.note"]
            ),
        ]
    }

    /// The last day, week, month and two months of what is shown, and the month before.
    private static func choice(_ period: Range<CivilDay>, _ address: String, _ display: Display) -> Choice {
        let last = period.upperBound.adding(days: -1)
        func link(_ key: TextKey, _ days: Range<CivilDay>) -> Link {
            let to = days.upperBound.adding(days: -1)
            return Link(
                href: display.link("\(address)?from=\(days.lowerBound)&to=\(to)"),
                text: display.texts[key],
                isCurrent: days == period
            )
        }
        return Choice(
            from: "\(period.lowerBound)",
            to: "\(last)",
            links: [
                link("timeline.day", last..<period.upperBound),
                link("timeline.week", last.adding(days: -6)..<period.upperBound),
                link("timeline.month", last.month.days),
                link("timeline.before", last.month.adding(months: -1).days),
                link("timeline.year", last.adding(days: -364)..<period.upperBound),
            ]
        )
    }

    private static func downloads(
        _ detail: MeterDetail,
        from: CivilDay,
        to: CivilDay,
        _ display: Display
    ) -> [Link] {
        let query = "from=\(from)&to=\(to)&meter=\(detail.meter.code.percentEncoded)"
        return [
            Link(href: "/api/v1/readings.csv?\(query)", text: display.texts["download.readings"]),
            Link(href: "/api/v1/consumption.csv?\(query)&by=day", text: display.texts["download.days"]),
            Link(href: "/api/v1/consumption.csv?\(query)&by=hour", text: display.texts["download.hours"]),
            Link(href: "/api/v1/meters/\(detail.meter.id.rawValue)/repairs", text: display.texts["download.repairs"]),
        ]
    }
}

extension MeterPage.Repair {
    init(_ repair: MeterRepair, _ words: RepairWords, _ display: Display) {
        number = "\(repair.id.rawValue)"
        text = words.change(repair.repair.change)
        reason = repair.reason
        decided = words.decided(repair)
        undone = words.undone(repair)
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
    init(_ view: MeterDayView, register: String?, detail: MeterDetail, column: Column, display: Display) {
        let consumption = view.consumption
        day = "\(view.day)"
        let last = detail.period.upperBound.adding(days: -1)
        let period = "from=\(detail.period.lowerBound)&to=\(last)"
        href = display.link("/metering/\(detail.meter.id.rawValue)?\(period)&day=\(view.day)#readings")
        self.register = register ?? NumberStyle.none
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
