import Texts
import Units

extension DataShare {
    /// The share that somebody read, billed or counted: the completeness of data (数据完整率), without estimates.
    var observed: Double { max(0, 1 - missing - estimated) }
}

/// How a figure is known, as a bar and as words (数据构成).
struct ShareBar: Sendable, Equatable {
    /// One part of the bar.
    struct Segment: Sendable, Equatable {
        let style: String
        let x: String
        let width: String
        let text: String
    }

    /// The parts that are not zero, best known first.
    let segments: [Segment]
    /// All parts in words.
    let text: String

    init(_ share: DataShare, _ display: Display) {
        let parts: [(TextKey, Double)] = [
            ("share.measured", share.measured), ("share.billed", share.billed),
            ("share.statistical", share.statistical),
            ("share.estimated", share.estimated), ("share.missing", share.missing),
        ]
        let isFine = parts.contains { (0.000_5..<0.005).contains($0.1) || (0.995..<0.999_5).contains($0.1) }
        var segments: [Segment] = []
        var x = 0.0
        for (index, (key, value)) in parts.enumerated() where value >= (isFine ? 0.000_5 : 0.005) {
            let percent = display.numbers.percent(value, decimals: isFine ? 1 : 0)
            segments.append(
                Segment(
                    style: "q\(index + 1)",
                    x: Self.coordinate(x * 100),
                    width: Self.coordinate(value * 100),
                    text: "\(display.texts[key]) \(percent)%"
                )
            )
            x += value
        }
        self.segments = segments
        text = display.joined(segments.map(\.text))
    }

    /// A coordinate of a drawing: a point, at most two decimals, no grouping.
    static func coordinate(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let whole = hundredths / 100
        let rest = hundredths % 100
        return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
