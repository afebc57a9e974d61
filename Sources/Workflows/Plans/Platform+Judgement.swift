import PeakPlanning
import Store
import Units

extension Platform {
    /// How a target stands in a place: a peak is judged by the emissions themselves, any other target by its indicator's
    /// values.
    func progress(
        of indicator: PlanIndicator,
        _ measurement: Measurement?,
        in place: Jurisdiction
    ) async throws -> TargetProgress {
        var series = measurement?.points(for: indicator, in: currentYear) ?? []
        if indicator.isPeak, let history = try await emissionHistory(of: place) {
            series = history.years.map { (year: $0.year, value: $0.total(history.boundary).kilograms) }
        }
        let successors = try await successors()
        return TargetProgress(
            of: measurement?.judged(indicator) ?? indicator,
            series: series,
            currentYear: currentYear,
            isCumulative: measurement?.isCumulative(indicator) ?? false,
            isFalling: measurement?.indicator.isLowerBetter ?? false,
            incomplete: indicator.year.flatMap { measurement?.incompleteShare(of: $0) },
            successor: indicator.item.flatMap { successors[$0] }
        )
    }
}

extension Measurement {
    /// 累计.
    private static let cumulative = "\u{7D2F}\u{8BA1}"
    /// The variant that adds years up.
    private static let cumulativeVariant = "cumulative"

    /// From which known share on a value is the whole place's; shares of districts do not always sum to one. [1]
    private static let complete = 0.995

    /// The values by which a target is judged and forecast; all of them are shown.
    ///
    /// A value that only some of the place's districts have reported says nothing about the place and is left out. The
    /// running year is not over: its value is no part of a trend, as a part of a year may be all it holds. It counts only
    /// where values add up (累计) and it meets the target already, as that cannot be lost any more.
    func points(for target: PlanIndicator, in currentYear: Int) -> [(year: Int, value: Double)] {
        let judgement = judgement(of: target)
        return series.filter { entry in
            guard entry.share.known >= Self.complete else { return false }
            return entry.year < currentYear
                || entry.year == currentYear && isCumulative(target) && judgement?.meets(entry.value) ?? false
        }.map { (year: $0.year, value: $0.value) }
    }

    /// How much is known of a year's value that is not complete; `nil` where it is, or where there is none.
    func incompleteShare(of year: Int) -> Double? {
        series.first { $0.year == year && $0.share.known < Self.complete }?.share.known
    }

    /// What a target asks of the values; `nil` without a number.
    func judgement(of target: PlanIndicator) -> TargetJudgement? {
        TargetJudgement(judged(target), isCumulative: isCumulative(target), isFalling: indicator.isLowerBetter)
    }

    /// Whether each value holds the years before it too: as the indicator, its variant or the target says.
    ///
    /// A change or a share may fall all the same.
    func isCumulative(_ target: PlanIndicator) -> Bool {
        guard indicator.unit != "%" else { return false }
        return variant?.id == Self.cumulativeVariant
            || [indicator.name.zh, target.name].contains { $0.contains(Self.cumulative) }
    }
}
