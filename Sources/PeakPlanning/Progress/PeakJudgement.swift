/// How a series of yearly emissions stands to a peak that is to come by a year (达峰判断).
///
/// A peak can be exceeded later, so nothing is done before the goal's year is over; until then the question is only
/// whether emissions have been falling. The thresholds are this program's own convention.
public enum PeakJudgement {
    /// For how many years emissions must have stayed below an earlier maximum to count as past their peak.
    public static let yearsBelowPeak = 2

    /// The year of the maximum so far, the first of them where it was reached again; `nil` without values.
    public static func peakYear(of series: [(year: Int, value: Double)]) -> Int? {
        var peak: (year: Int, value: Double)?
        for point in series.sorted(by: { $0.year < $1.year }) where point.value.isFinite {
            if peak.map({ point.value > $0.value }) ?? true { peak = point }
        }
        return peak?.year
    }

    /// How a series stands in a year.
    ///
    /// The gap counts years from the maximum so far to the goal's year; below zero the maximum came after it. There is
    /// no forecast: a maximum cannot be extrapolated from a line.
    ///
    /// - Parameters:
    ///   - series: emissions by year, in any order.
    ///   - goalYear: the year by whose end emissions must have peaked.
    ///   - currentYear: the year of today.
    /// - Returns: on track with at least ``yearsBelowPeak`` values below an earlier maximum, at risk otherwise; once the
    ///   goal's year is over, done where emissions stayed below a maximum at or before it, else behind.
    public static func progress(
        of series: [(year: Int, value: Double)],
        goalYear: Int,
        in currentYear: Int
    ) -> TargetProgress {
        let known = series.filter { $0.value.isFinite }
        guard let peak = peakYear(of: known) else { return TargetProgress(status: .noData) }
        let gap = Double(goalYear - peak)
        let yearsAfter = Set(known.map(\.year)).filter { $0 > peak }
        if currentYear > goalYear {
            // Without a value after the maximum nobody knows whether it was the peak.
            let isOver = peak <= goalYear && yearsAfter.contains { $0 >= goalYear }
            return TargetProgress(status: isOver ? .done : .behind, gap: gap)
        }
        return TargetProgress(status: yearsAfter.count >= yearsBelowPeak ? .onTrack : .atRisk, gap: gap)
    }
}
