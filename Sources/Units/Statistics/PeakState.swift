/// How a series of yearly emissions looks from its maximum on (达峰状态).
///
/// Only the years from the maximum on are tested: over all years a series that rose and then fell has no trend.
public enum PeakState: String, Sendable, CaseIterable {
    /// The last year is the highest (上升).
    case rising
    /// Not lower than the maximum by more than ``plateauShare`` (平台).
    case plateau
    /// Lower, and too few years or too little of a trend to call it a peak (回落).
    case declining
    /// Lower for ``years`` years or more, with a falling trend beyond chance (已达峰).
    case peaked

    /// For how many years emissions must have been below the maximum; the Mann–Kendall test needs five values.
    public static let years = 5
    /// How far below the maximum still is a plateau.
    public static let plateauShare = 0.03

    /// The year of the maximum so far, the first of them where it was reached again; `nil` without values.
    public static func peakYear(of series: [(year: Int, value: Double)]) -> Int? {
        var peak: (year: Int, value: Double)?
        for point in series.sorted(by: { $0.year < $1.year }) where point.value.isFinite {
            if peak.map({ point.value > $0.value }) ?? true { peak = point }
        }
        return peak?.year
    }

    /// The state of a series in the order of years; `nil` without values.
    public init?(_ series: [(year: Int, value: Double)]) {
        guard let peak = Self.peakYear(of: series), let last = series.last,
            let highest = series.first(where: { $0.year == peak })?.value
        else { return nil }
        let window = series.filter { $0.year >= peak }
        if last.year == peak {
            self = .rising
        } else if last.year - peak >= Self.years, MannKendall(window.map(\.value)).isFalling {
            self = .peaked
        } else {
            self = highest - last.value <= Self.plateauShare * abs(highest) ? .plateau : .declining
        }
    }
}
