import Units

/// A drawing over years as the server makes it (情景图): lines, bands, marks, two axes.
struct ScenarioPlot: Sendable {
    /// A line or a band.
    struct Shape: Sendable {
        let style: String
        let points: String
    }

    /// A word at a place.
    struct Tick: Sendable {
        let x: String
        let y: String
        let text: String
    }

    /// A point that is pointed out.
    struct Dot: Sendable {
        let x: String
        let y: String
        /// Where its word stands, and which way it runs.
        let textY: String
        let anchor: String
        let text: String
    }

    /// A year that is set apart.
    struct Mark: Sendable {
        let x: String
        let text: String
    }

    /// A column.
    struct Bar: Sendable {
        let style: String
        let x: String
        let y: String
        let width: String
        let height: String
        let tip: String
    }

    let label: String
    let frame: ScenarioFrame
    var bands: [Shape] = []
    var lines: [Shape] = []
    var bars: [Bar] = []
    var marks: [Mark] = []
    var dots: [Dot] = []
    let yTicks: [Tick]
    let xTicks: [Tick]
    // What scripts draw with.
    let left: String
    let right: String
    let top: String
    let bottom: String
    let high: String
    let first: String
    let last: String

    /// A drawing without anything in it.
    ///
    /// - Parameters:
    ///   - label: what it shows, in words.
    ///   - frame: years and numbers that it holds.
    ///   - text: how a number of the vertical axis is written.
    init(_ label: String, _ frame: ScenarioFrame, _ text: (Double) -> String) {
        self.label = label
        self.frame = frame
        yTicks = frame.steps.map { Tick(x: "\(Int(ScenarioFrame.left) - 8)", y: frame.y($0), text: text($0)) }
        let span = frame.years.upperBound - frame.years.lowerBound
        let every = span > 20 ? 5 : span > 8 ? 2 : 1
        xTicks = frame.years.filter { $0.isMultiple(of: every) }.map {
            Tick(x: frame.x($0), y: "\(Int(ScenarioFrame.bottom) + 20)", text: "\($0)")
        }
        (left, right) = ("\(Int(ScenarioFrame.left))", "\(Int(ScenarioFrame.right))")
        (top, bottom) = ("\(Int(ScenarioFrame.top))", "\(Int(ScenarioFrame.bottom))")
        high = "\(frame.high)"
        (first, last) = ("\(frame.years.lowerBound)", "\(frame.years.upperBound)")
    }

    /// Adds a line of a number for each year, beginning so many years after the first.
    mutating func line(_ style: String, _ values: [Double], from offset: Int = 0) {
        lines.append(Shape(style: style, points: frame.points(values, from: offset)))
    }

    /// Adds a band between two numbers of each year.
    mutating func band(_ style: String, _ lower: [Double], _ upper: [Double]) {
        let back = frame.points(lower).split(separator: " ").reversed().joined(separator: " ")
        bands.append(Shape(style: style, points: frame.points(upper) + " " + back))
    }

    /// Points out the highest of numbers.
    mutating func dot(at year: Int, _ value: Double, _ text: String) {
        // The word must not leave the drawing.
        let place = frame.place(year)
        let anchor = place < 0.15 ? "start" : place > 0.85 ? "end" : "middle"
        dots.append(
            Dot(x: frame.x(year), y: frame.y(value), textY: frame.y(value, above: 10), anchor: anchor, text: text)
        )
    }

    /// Sets a year apart.
    mutating func mark(_ year: Int, _ text: String) {
        guard frame.years.contains(year) else { return }
        marks.append(Mark(x: frame.x(year), text: text))
    }

    /// Adds a column.
    mutating func bar(_ style: String, _ year: Int, _ value: Double, _ tip: String) {
        let width = min(26, 0.7 * (ScenarioFrame.right - ScenarioFrame.left) / Double(frame.years.count))
        bars.append(
            Bar(
                style: style,
                x: ShareBar.coordinate(frame.across(year) - width / 2),
                y: frame.y(value),
                width: ShareBar.coordinate(width),
                height: ShareBar.coordinate(ScenarioFrame.bottom - frame.down(value)),
                tip: tip
            )
        )
    }
}

/// Years across, numbers from zero up (坐标框).
struct ScenarioFrame: Sendable {
    static let left = 64.0
    static let right = 700.0
    static let top = 24.0
    static let bottom = 260.0

    let years: ClosedRange<Int>
    /// The highest number that has room.
    let high: Double
    /// Numbers that a line is drawn at.
    let steps: [Double]

    /// Holds numbers up to the largest.
    ///
    /// - Parameters:
    ///   - years: the years.
    ///   - largest: the largest number.
    ///   - unit: how much one of the numbers is that are written at the axis, so that these are round.
    ///   - headroom: how far above the largest number the axis goes on at least.
    init(_ years: ClosedRange<Int>, largest: Double, unit: Double = 1, headroom: Double = 1.04) {
        self.years = years
        let step = Self.step(max(largest / unit, 1e-9) / 4) * unit
        let count = max(1, Int((largest * headroom / step).rounded(.up)))
        high = step * Double(count)
        steps = (0...count).map { step * Double($0) }
    }

    /// The next larger of 1, 2, 2.5, 5 times a power of ten.
    private static func step(_ wanted: Double) -> Double {
        var power = 1.0
        while power > wanted { power /= 10 }
        while power * 10 <= wanted { power *= 10 }
        return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= wanted * (1 - 1e-9) } ?? power * 10
    }

    /// How far along a year is, 0 … 1.
    func place(_ year: Int) -> Double {
        Double(year - years.lowerBound) / Double(max(1, years.upperBound - years.lowerBound))
    }
    func across(_ year: Int) -> Double { Self.left + place(year) * (Self.right - Self.left) }
    func down(_ value: Double) -> Double {
        Self.bottom - min(max(value / high, 0), 1) * (Self.bottom - Self.top)
    }
    func x(_ year: Int) -> String { ShareBar.coordinate(across(year)) }
    func y(_ value: Double, above: Double = 0) -> String { ShareBar.coordinate(down(value) - above) }
    func points(_ values: [Double], from offset: Int = 0) -> String {
        zip(years.dropFirst(offset), values).map { "\(x($0)),\(y($1))" }.joined(separator: " ")
    }
}
