import Texts
import Units

/// A stretch of days from left to right (时间轴).
struct TimeAxis: Sendable {
    private let days: Range<CivilDay>
    private let width: Double

    init(_ days: Range<CivilDay>, width: Double) {
        self.days = days
        self.width = width
    }

    /// Where an instant lies.
    func x(_ instant: Instant) -> Double {
        let start = days.lowerBound.start.seconds
        let whole = days.upperBound.start.seconds - start
        return whole > 0 ? Double(instant.seconds - start) / Double(whole) * width : 0
    }

    /// How much of a bar is left white beside it.
    var gap: Double { days.count > 120 ? 0 : days.count > 14 || days.count <= 2 ? 1 : 0.5 }

    /// Words near an end of the axis stay within the drawing.
    func anchor(_ instant: Instant) -> String {
        let x = x(instant)
        return x < 30 ? "start" : x > width - 30 ? "end" : "middle"
    }

    /// At most seven places with their words: hours, days, or first days of months.
    func ticks(_ display: Display) -> [(at: Instant, text: String)] {
        if days.count <= 2 {
            let step: Int64 = days.count == 1 ? 4 : 8
            return (0..<Int64(days.count) * 24 / step).map { index in
                let at = days.lowerBound.start.adding(seconds: index * step * 3_600)
                return (at, String(at.description.dropFirst(index == 0 ? 5 : 11).prefix(5)))
            }
        }
        if days.count <= 92 {
            let step = (days.count + 5) / 6
            return stride(from: 0, to: days.count, by: step).map { index in
                let day = days.lowerBound.adding(days: index)
                return (day.start, String("\(day)".dropFirst(5)))
            }
        }
        let firsts = days.filter { $0.components.day == 1 }
        let step = (firsts.count + 5) / 6
        return firsts.enumerated().filter { $0.offset % step == 0 }.map { ($0.element.start, "\($0.element.month)") }
    }
}
