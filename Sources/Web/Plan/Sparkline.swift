/// The values of a target by year as a line of a few pixels, with the goal across it (走势).
struct Sparkline: Sendable, Equatable {
    /// The first year that is drawn.
    static let firstYear = 2020

    let points: String
    let lastX: String
    let lastY: String
    /// Height of the goal's line; `nil` where there is no number to draw.
    let goal: String?

    private static let left = 2.0
    private static let right = 90.0
    private static let top = 3.0
    private static let bottom = 21.0

    /// Draws a series; `nil` where no value is recent enough.
    init?(_ series: [(year: Int, value: Double)], goal: Double?, until year: Int) {
        let shown = series.filter { $0.year >= Self.firstYear && $0.value.isFinite }
        guard let last = shown.last else { return nil }
        let values = shown.map(\.value) + [goal].compactMap(\.self)
        let low = values.min() ?? 0
        let span = (values.max() ?? 0) - low
        let years = Double(max(year, last.year) - Self.firstYear)
        func x(_ year: Int) -> String {
            let part = years > 0 ? Double(year - Self.firstYear) / years : 0
            return ShareBar.coordinate(Self.left + part * (Self.right - Self.left))
        }
        func y(_ value: Double) -> String {
            let part = span > 0 ? (value - low) / span : 0.5
            return ShareBar.coordinate(Self.bottom - part * (Self.bottom - Self.top))
        }
        points = shown.map { "\(x($0.year)),\(y($0.value))" }.joined(separator: " ")
        lastX = x(last.year)
        lastY = y(last.value)
        self.goal = goal.map(y)
    }
}
