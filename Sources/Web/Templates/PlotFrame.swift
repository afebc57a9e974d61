import Foundation
import Texts

/// The steps of an axis: round numbers that hold all values between them (坐标刻度).
struct PlotScale: Sendable {
    /// The steps, lowest first; at least two.
    let ticks: [Double]
    /// Decimals that tell the steps apart.
    let decimals: Int

    /// Fits about four steps of 1, 2, 2.5 or 5 times a power of ten around two values.
    init(from low: Double, to high: Double) {
        let raw = max(high - low, 1e-6) / 4
        let power = pow(10, log10(raw).rounded(.down))
        let step = [1, 2, 2.5, 5].map { $0 * power }.first { $0 >= raw * 0.999_999 } ?? 10 * power
        let first = (low / step + 1e-9).rounded(.down)
        let last = max((high / step - 1e-9).rounded(.up), first + 1)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        decimals =
            [0, 1, 2, 3, 4, 5].first { (step * pow(10, Double($0))).truncatingRemainder(dividingBy: 1) < 1e-6 } ?? 6
    }

    /// How far between the first and the last step a value lies, 0 … 1.
    func part(_ value: Double) -> Double {
        let (first, last) = (ticks.first ?? 0, ticks.last ?? 1)
        return (value - first) / (last - first)
    }
}

/// Where the values of a chart stand that is drawn on the server (绘图区).
struct PlotArea: Sendable {
    /// The width of the drawing; its letters keep their size where it is as wide on the screen.
    let width: Double
    static let height = 232.0
    static let left = 58.0
    static let top = 12.0
    static let bottom = 204.0

    var right: Double { width - 24 }

    /// Where a part of the breadth stands.
    func x(_ part: Double) -> Double { Self.left + part * (right - Self.left) }

    /// Where a part of the height stands.
    func y(_ part: Double) -> Double { Self.bottom - part * (Self.bottom - Self.top) }

    /// A point of a path.
    func point(_ x: Double, _ y: Double) -> String {
        "\(ShareBar.coordinate(self.x(x))) \(ShareBar.coordinate(self.y(y)))"
    }
}

/// The frame of such a chart with its two axes (图框).
struct PlotFrame: Sendable {
    /// A step with its words.
    struct Tick: Sendable {
        let x: String
        let y: String
        let text: String
    }

    let label: String
    let size: String
    let leftEdge: String
    let rightEdge: String
    /// Steps of the upright axis, each with a line across.
    let rows: [Tick]
    /// Words below the other axis.
    let columns: [Tick]

    init(
        _ area: PlotArea,
        label: String,
        scale: PlotScale,
        columns: [(part: Double, text: String)],
        numbers: NumberStyle
    ) {
        self.label = label
        size = "\(ShareBar.coordinate(area.width)) \(ShareBar.coordinate(PlotArea.height))"
        leftEdge = ShareBar.coordinate(PlotArea.left)
        rightEdge = ShareBar.coordinate(area.right)
        rows = scale.ticks.map { value in
            Tick(
                x: ShareBar.coordinate(PlotArea.left - 6),
                y: ShareBar.coordinate(area.y(scale.part(value))),
                text: numbers.decimal(value, decimals: scale.decimals)
            )
        }
        self.columns = columns.map { column in
            Tick(
                x: ShareBar.coordinate(area.x(column.part)),
                y: ShareBar.coordinate(PlotArea.bottom + 20),
                text: column.text
            )
        }
    }
}
