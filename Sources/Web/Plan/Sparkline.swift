/// The values of a target by year as a line of a few pixels, with the goal across it (走势).
struct Sparkline: Sendable, Equatable {
    /// The first year that is drawn.
    static let firstYear = 2020

    let points: String
    let lastX: String
    let lastY: String
    /// Height of the goal's line; `nil` where there is no number to draw.
    let goal: String?
    /// What is expected of the goal's year; `nil` where nothing is.
    let outlook: Outlook?

    /// The way to the value that is expected, and its range.
    struct Outlook: Sendable, Equatable {
        let x: String
        let y: String
        /// Ends of the range; the value itself where there is none.
        let top: String
        let bottom: String
    }

    private static let left = 2.0
    private static let right = 90.0
    private static let top = 3.0
    private static let bottom = 21.0

    /// Draws a series; `nil` where no value is recent enough.
    init?(
        _ series: [(year: Int, value: Double)],
        goal: Double?,
        until currentYear: Int,
        expected: (year: Int, value: Double, range: ClosedRange<Double>?)? = nil
    ) {
        let shown = series.filter { $0.year >= Self.firstYear && $0.value.isFinite }
        guard let last = shown.last else { return nil }
        let values = shown.map(\.value) + [goal, expected?.value].compactMap(\.self)
        let low = values.min() ?? 0
        let span = (values.max() ?? 0) - low
        let years = Double(max(currentYear, last.year, expected?.year ?? 0) - Self.firstYear)
        func x(_ year: Int) -> String {
            let part = years > 0 ? Double(year - Self.firstYear) / years : 0
            return ShareBar.coordinate(Self.left + part * (Self.right - Self.left))
        }
        func y(_ value: Double) -> String {
            // A wide range must not flatten the values: it ends at the edge.
            let part = span > 0 ? min(max((value - low) / span, 0), 1) : 0.5
            return ShareBar.coordinate(Self.bottom - part * (Self.bottom - Self.top))
        }
        points = shown.map { "\(x($0.year)),\(y($0.value))" }.joined(separator: " ")
        lastX = x(last.year)
        lastY = y(last.value)
        self.goal = goal.map(y)
        outlook = expected.map { expected in
            Outlook(
                x: x(expected.year),
                y: y(expected.value),
                top: y(expected.range?.upperBound ?? expected.value),
                bottom: y(expected.range?.lowerBound ?? expected.value)
            )
        }
    }
}
