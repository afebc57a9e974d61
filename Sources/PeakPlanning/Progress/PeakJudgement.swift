import Units

/// How a series of yearly emissions stands to a peak that is to come by a year (达峰判断).
///
/// A peak can be exceeded later, so nothing is done before the goal's year is over; until then the question is only
/// whether emissions have been falling. The thresholds are this program's own convention; the test of the years from
/// the maximum on is that of published studies of peaks (``PeakState``). There are no odds: a maximum cannot be
/// extrapolated from a line.
public struct PeakJudgement: Hashable, Sendable {
    /// For how many years emissions must have stayed below an earlier maximum to count as past their peak.
    public static let yearsBelowPeak = 2

    /// The year by whose end emissions must have peaked.
    public let year: Int
    /// Whether the plan says “before” that year, which can mean that year or the one before.
    public let isBefore: Bool
    /// How far the plan binds itself.
    public let commitment: Commitment

    /// Creates what a plan asks for.
    public init(year: Int, isBefore: Bool = true, commitment: Commitment = .binding) {
        self.year = year
        self.isBefore = isBefore
        self.commitment = commitment
    }

    /// How a series stands in a year.
    ///
    /// The gap counts years from the maximum so far to the goal's year; below zero the maximum came after it. On track
    /// with at least ``yearsBelowPeak`` values below an earlier maximum, at risk otherwise; once the goal's year is
    /// over, met where emissions stayed below a maximum at or before it, missed where the maximum came later.
    ///
    /// - Parameters:
    ///   - series: emissions by year, in any order.
    ///   - currentYear: the year of today.
    /// - Returns: how it stands by the plan's own year, with the other reading beside it.
    public func progress(of series: [(year: Int, value: Double)], in currentYear: Int) -> TargetProgress {
        let known = series.filter { $0.value.isFinite }.sorted { $0.year < $1.year }
        var reasons = commitment.reason.map { [$0] } ?? []
        guard let peak = PeakState.peakYear(of: known), let first = known.first, let last = known.last else {
            if commitment == .incentive { return TargetProgress(status: .incentive, reasons: reasons) }
            let isOver = currentYear > year
            return TargetProgress(
                status: isOver ? .noEvidence : .noData,
                verdict: isOver ? .noEvidence : nil,
                reasons: reasons + [JudgementReason(.noValue)]
            )
        }
        let after = Set(known.map(\.year)).filter { $0 > peak }
        reasons.append(JudgementReason(.history, .count(known.count), .year(first.year), .year(last.year)))
        reasons.append(JudgementReason(.peakHighest, .year(peak)))
        reasons.append(JudgementReason(.peakYearsBelow, .count(after.count), .count(Self.yearsBelowPeak)))
        reasons.append(Self.test(known, from: peak))
        if let state = PeakState(known) { reasons.append(JudgementReason(.peakState, .state(state))) }
        if commitment == .incentive {
            return TargetProgress(status: .incentive, gap: Double(year - peak), reasons: reasons)
        }
        let readings = (isBefore ? [year - 1, year] : [year]).map {
            reading(of: $0, peak: peak, after: after, in: currentYear)
        }
        let own = reading(of: year, peak: peak, after: after, in: currentYear)
        return TargetProgress(
            status: own.status,
            verdict: own.verdict,
            gap: Double(year - peak),
            peakReadings: readings,
            reasons: reasons + readings.map { JudgementReason(.peakReading, .year($0.year), .status($0.status)) }
        )
    }

    private func reading(of year: Int, peak: Int, after: Set<Int>, in currentYear: Int) -> PeakReading {
        guard currentYear > year else {
            return PeakReading(year: year, status: after.count >= Self.yearsBelowPeak ? .onTrack : .atRisk)
        }
        if peak > year {
            let failed: TargetProgress.Status = commitment == .aspiration ? .notReached : .missed
            return PeakReading(year: year, status: failed, verdict: .missed)
        }
        // Without a value after the maximum that reaches the goal's year nobody knows whether it was the peak.
        return after.contains { $0 >= year }
            ? PeakReading(year: year, status: .done, verdict: .met)
            : PeakReading(year: year, status: .noEvidence, verdict: .noEvidence)
    }

    private static func test(_ known: [(year: Int, value: Double)], from peak: Int) -> JudgementReason {
        let window = known.filter { $0.year >= peak }.map(\.value)
        guard window.count >= PeakState.years else { return JudgementReason(.peakTooShort, .count(PeakState.years)) }
        let test = MannKendall(window)
        return JudgementReason(.peakTest, .count(window.count), .number(test.z), .number(test.p))
    }
}
