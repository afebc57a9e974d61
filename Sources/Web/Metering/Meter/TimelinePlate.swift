import Metering
import Texts
import Units
import Workflows

/// Registers, amounts, findings and repairs of a meter above one axis of time (计量点时间轴), drawn on the server.
struct TimelinePlate: Sendable {
    /// A rectangle with what it stands for.
    struct Bar: Sendable {
        let style: String
        let x: String
        let y: String
        let width: String
        let height: String
        let tip: String
    }

    /// The registers of one device.
    struct Line: Sendable {
        let points: String
        let tip: String
    }

    /// A sign at a place: findings of a day.
    struct Mark: Sendable {
        let style: String
        let path: String
        let tip: String
    }

    /// A word in the drawing.
    struct Label: Sendable {
        let x: String
        let y: String
        let anchor: String
        let text: String
    }

    let width: String
    let height: String
    let axisY: String
    let lanes: [Label]
    let baselines: [String]
    let lines: [Line]
    let bars: [Bar]
    let swaps: [Label]
    let marks: [Mark]
    let repairs: [Bar]
    let ticks: [Label]
    let label: String
}

extension TimelinePlate {
    private static let width = 760.0
    /// Top and height of each lane; its name stands above it.
    private static let registers = (top: 32.0, height: 72.0)
    private static let amounts = (top: 132.0, height: 72.0)
    private static let findings = (top: 232.0, height: 14.0)
    private static let repairs = (top: 274.0, height: 14.0)
    private static let bottom = 296.0

    init(
        _ timeline: MeterTimeline,
        unit: String,
        column: Column,
        repairWords: (MeterRepair) -> String,
        display: Display
    ) {
        let texts = display.texts
        let axis = TimeAxis(timeline.days, width: Self.width)
        let amounts = Lane(
            timeline.slots.map(\.amount.value),
            includesZero: true,
            top: Self.amounts.top,
            height: Self.amounts.height
        )
        width = ShareBar.coordinate(Self.width)
        height = "322"
        axisY = ShareBar.coordinate(Self.bottom)
        lanes = [
            (texts["timeline.registers", unit], Self.registers.top),
            (texts[TextKey("timeline.amounts.\(timeline.step.rawValue)"), column.unit], Self.amounts.top),
            (texts["timeline.findings"], Self.findings.top), (texts["timeline.repairs"], Self.repairs.top),
        ].map { Label(x: "0", y: ShareBar.coordinate($0.1 - 6), anchor: "start", text: $0.0) }
        baselines = [
            Self.registers.top + Self.registers.height, amounts.y(0), Self.findings.top + Self.findings.height,
            Self.repairs.top + Self.repairs.height,
        ].map(ShareBar.coordinate)
        lines = Self.lines(timeline, axis, display)
        bars = timeline.slots.map { slot in
            let end = slot.start.adding(seconds: timeline.step.seconds)
            let (zero, y) = (amounts.y(0), amounts.y(slot.amount.value))
            return Bar(
                style: slot.isEstimated ? "c5" : "c1",
                x: ShareBar.coordinate(axis.x(slot.start)),
                y: ShareBar.coordinate(min(zero, y)),
                width: ShareBar.coordinate(max(axis.x(end) - axis.x(slot.start) - axis.gap, 0.5)),
                height: ShareBar.coordinate(max(abs(zero - y), 0.5)),
                tip: Self.tip(slot, timeline.step, column, display)
            )
        }
        swaps = timeline.swaps.map {
            Label(x: ShareBar.coordinate(axis.x($0)), y: "18", anchor: axis.anchor($0), text: texts["timeline.swap"])
        }
        marks = Self.marks(timeline.findings, axis, display)
        repairs = timeline.repairs.map { Self.bar($0, tip: repairWords($0), axis) }
        ticks = axis.ticks(display).map { at, text in
            Label(x: ShareBar.coordinate(axis.x(at)), y: "318", anchor: axis.anchor(at), text: text)
        }
        label =
            texts[
                "timeline.label",
                display.dates.day(timeline.days.lowerBound),
                display.dates.day(timeline.days.upperBound.adding(days: -1))
            ]
    }

    /// One line a device, each within its own smallest and largest value: registers of two devices do not compare.
    private static func lines(_ timeline: MeterTimeline, _ axis: TimeAxis, _ display: Display) -> [Line] {
        Dictionary(grouping: timeline.registers, by: \.device).sorted { $0.key < $1.key }.compactMap { _, shown in
            guard let first = shown.first, let last = shown.last else { return nil }
            let lane = Lane(
                shown.map(\.value.doubleValue),
                includesZero: false,
                top: registers.top,
                height: registers.height
            )
            let points = shown.map {
                "\(ShareBar.coordinate(axis.x($0.at))),\(ShareBar.coordinate(lane.y($0.value.doubleValue)))"
            }
            let tip = display.texts[
                "timeline.registers.tip",
                display.number(first.value),
                display.dates.minute(first.at),
                display.number(last.value),
                display.dates.minute(last.at)
            ]
            return Line(points: points.joined(separator: " "), tip: tip)
        }
    }

    private static func tip(
        _ slot: SlotConsumption,
        _ step: ConsumptionStep,
        _ column: Column,
        _ display: Display
    ) -> String {
        let at = step == .day ? "\(CivilDay(containing: slot.start))" : display.dates.minute(slot.start)
        let amount = column.figure(slot.amount.value).line
        let estimated = slot.isEstimated ? " · \(display.texts["share.estimated"])" : ""
        return "\(at) \(amount)\(estimated)"
    }

    /// One sign a day, of the gravest finding, with all of them in its tip.
    private static func marks(_ findings: [MeterFinding], _ axis: TimeAxis, _ display: Display) -> [Mark] {
        Dictionary(grouping: findings, by: \.day).sorted { $0.key < $1.key }.map { day, found in
            let grave = found.map(\.finding.severity).max { $0.weight < $1.weight } ?? .notice
            let x = axis.x(day.start.adding(seconds: 43_200))
            let (left, right) = (ShareBar.coordinate(max(x - 6, 0)), ShareBar.coordinate(max(x - 6, 0) + 12))
            let middle = ShareBar.coordinate(max(x, 6))
            let (top, bottom) = (ShareBar.coordinate(self.findings.top), ShareBar.coordinate(self.findings.top + 12))
            let centre = ShareBar.coordinate(self.findings.top + 6)
            let path =
                switch grave {
                case .error: "M\(middle) \(top)L\(right) \(centre)L\(middle) \(bottom)L\(left) \(centre)Z"
                case .warning: "M\(middle) \(top)L\(right) \(bottom)L\(left) \(bottom)Z"
                case .notice: "M\(left) \(centre)a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"
                }
            return Mark(
                style: "m-\(grave.rawValue)",
                path: path,
                tip: "\(day) \(found.map { display.words($0.finding) }.joined(separator: " · "))"
            )
        }
    }

    private static func bar(_ repair: MeterRepair, tip: String, _ axis: TimeAxis) -> Bar {
        let interval = repair.repair.interval
        let x = min(max(axis.x(interval.lowerBound), 0), width - 4)
        let end = min(axis.x(interval.upperBound), width)
        return Bar(
            style: repair.undo == nil ? "on" : "off",
            x: ShareBar.coordinate(x),
            y: ShareBar.coordinate(repairs.top),
            width: ShareBar.coordinate(max(end - x, 4)),
            height: ShareBar.coordinate(repairs.height),
            tip: tip
        )
    }
}

/// How values lie between the bottom and the top of a lane.
private struct Lane {
    private let low: Double
    private let span: Double
    private let bottom: Double
    private let height: Double

    init(_ values: [Double], includesZero: Bool, top: Double, height: Double) {
        let all = includesZero ? values + [0] : values
        low = all.min() ?? 0
        span = (all.max() ?? 0) - low
        bottom = top + height
        self.height = height
    }

    func y(_ value: Double) -> Double {
        // Nothing but one value lies in the middle, nothing but zero at the bottom.
        let part = span > 0 ? (value - low) / span : value == 0 ? 0 : 0.5
        return bottom - part * height
    }
}

extension ConsumptionStep {
    /// The length of a slot that is drawn. [s]
    fileprivate var seconds: Int64 {
        switch self {
        case .quarter: 900
        case .hour: 3_600
        case .day, .month: 86_400
        }
    }
}

extension SlotConsumption {
    fileprivate var isEstimated: Bool { estimated.micro * 2 > amount.micro && estimated > .zero }
}

extension DataFinding.Severity {
    fileprivate var weight: Int {
        switch self {
        case .notice: 0
        case .warning: 1
        case .error: 2
        }
    }
}
