import Texts
import Units
import Workflows

/// The load curve of the last day with readings (负荷曲线), which a script renews as readings come in.
struct LoadPlate: Sendable {
    /// One hour of the table that says the same.
    struct Hour: Sendable {
        let time: String
        let load: String
        let share: String
    }

    /// How much of the page's breadth it takes.
    let width: String
    let title: String
    let subtitle: String
    /// Where changes are announced.
    let events: String
    let fingerprint: String
    let dataAddress: String
    let unit: String
    let frame: PlotFrame
    /// Quarters of which nearly all is known.
    let whole: String
    /// Quarters of which a part is missing, where the sum is too low; `nil` where there are none.
    let partial: String?
    let hours: [Hour]

    init(_ curve: LoadCurve, isAlone: Bool, query: String, display: Display) {
        width = isAlone ? "c12" : "c7"
        let texts = display.texts
        let largest = curve.quarters.map(\.kilowatts).max() ?? 0
        let column = Column(largest: largest, unit: texts["unit.kW"], texts: texts)
        let values = curve.quarters.map { $0.kilowatts / column.factor }
        let scale = PlotScale(from: min(0, values.min() ?? 0), to: values.max() ?? 1)
        let day = display.dates.day(curve.day)
        title = texts["load.title", day, column.figure(largest).line]
        subtitle = texts["load.subtitle", column.unit, display.numbers.integer(curve.meterCount)]
        events = "/metering/events" + (query.isEmpty ? "" : "?\(query.dropFirst())")
        fingerprint = curve.fingerprint
        dataAddress = "/api/v1/metering/load" + (query.isEmpty ? "" : "?\(query.dropFirst())")
        unit = column.unit
        let area = PlotArea(width: 640)
        frame = PlotFrame(
            area,
            label: texts["load.label", day],
            scale: scale,
            columns: [0, 6, 12, 18, 24].map { (Double($0) / 24, "\($0):00") },
            numbers: display.numbers
        )
        let points = zip(curve.quarters, values).map { quarter, value in
            (
                at: Double(quarter.start.seconds - curve.day.start.seconds) / 86_400, value: scale.part(value),
                quarter: quarter
            )
        }
        whole = Self.path(area, points.filter(\.quarter.isWhole).map { ($0.at, $0.value) })
        let missing = Self.path(area, points.filter { !$0.quarter.isWhole }.map { ($0.at, $0.value) })
        partial = missing.isEmpty ? nil : missing
        hours = Dictionary(grouping: curve.quarters) { ($0.start.seconds - curve.day.start.seconds) / 3_600 }
            .sorted { $0.key < $1.key }
            .map { hour, quarters in
                Hour(
                    time: "\(hour < 10 ? "0" : "")\(hour):00",
                    load: column.text(quarters.reduce(0) { $0 + $1.kilowatts } / Double(quarters.count)),
                    share: display.numbers.percent(quarters.reduce(0) { $0 + $1.share } / 4)
                )
            }
    }

    /// Steps from quarter to quarter; a gap is left open.
    private static func path(_ area: PlotArea, _ points: [(at: Double, value: Double)]) -> String {
        let quarter = 1.0 / 96
        var path = ""
        var end = -1.0
        for (at, value) in points {
            let isNext = abs(at - end) < 1e-9
            path += "\(isNext ? "L" : "M")\(area.point(at, value))L\(area.point(at + quarter, value))"
            end = at + quarter
        }
        return path
    }
}
