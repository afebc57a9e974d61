extension TargetJudgement {
    /// The forms in which the target may grow: a share that is to become larger also along an S-curve, unless it is to
    /// become the whole, which no S-curve reaches.
    private var scales: [TrendScale] {
        isPercentage && !isLowerBetter && goal <= 100 - TrendScale.edge ? [.line, .sCurve] : [.line]
    }

    /// What to expect in the goal's year; `nil` with fewer than two years.
    public func forecast(of values: [(year: Int, value: Double)], for year: Int) -> TargetForecast? {
        let basis = values.suffix(TargetForecast.values)
        let floor = isCumulative ? basis.last?.value : nil
        let readings = scales.compactMap { scale in
            TrendFit(Array(basis), scale: scale).map { fit in
                TargetForecast.Reading(
                    scale: scale,
                    expected: bounded(fit.value(in: year), floor),
                    interval: fit.interval(in: year, probability: TargetForecast.coverage).map {
                        bounded($0.lowerBound, floor)...bounded($0.upperBound, floor)
                    },
                    odds: fit.odds(in: year, of: goal, isLowerBetter: isLowerBetter)
                )
            }
        }
        return TargetForecast(readings)
    }

    /// A value within what is possible.
    private func bounded(_ value: Double, _ floor: Double?) -> Double {
        let value = max(value, floor ?? -.infinity)
        return isPercentage ? min(max(value, 0), 100) : value
    }

    /// The status of a target that is not met yet, and why.
    func expected(
        _ counted: [(year: Int, value: Double)],
        last: (year: Int, value: Double),
        in year: Int,
        _ outlook: TargetForecast?
    ) -> (status: TargetProgress.Status, reasons: [JudgementReason]) {
        guard let outlook else { return (.atRisk, [JudgementReason(.singleValue, .year(last.year))]) }
        guard let odds = outlook.odds else {
            let line = JudgementReason(.twoValues, .year(year), .value(outlook.expected))
            return (meets(outlook.expected) ? .onTrack : .atRisk, [line])
        }
        var reasons = outlook.readings.compactMap { reading in
            reading.interval.map { range in
                JudgementReason(
                    reading.scale == .line ? .line : .sCurve,
                    .year(year),
                    .value(reading.expected),
                    .value(range.lowerBound),
                    .value(range.upperBound),
                    .odds(reading.odds ?? odds)
                )
            }
        }
        let (status, word) = Self.status(odds)
        reasons.append(JudgementReason(word, .odds(odds)))
        let paths = paths(counted, in: year)
        reasons += paths.map { path in
            JudgementReason(
                path.scale == .line ? .pathLine : .pathSCurve,
                .year(last.year),
                .value(path.value),
                .value(last.value)
            )
        }
        let isAhead =
            !paths.isEmpty && paths.allSatisfy { isLowerBetter ? last.value <= $0.value : last.value >= $0.value }
        let isBehind =
            !paths.isEmpty && paths.allSatisfy { isLowerBetter ? last.value > $0.value : last.value < $0.value }
        if status == .behind, isAhead { return (.atRisk, reasons + [JudgementReason(.aheadOfPath)]) }
        if status == .onTrack, isBehind { return (.atRisk, reasons + [JudgementReason(.behindPath)]) }
        return (status, reasons)
    }

    private static func status(_ odds: Double) -> (TargetProgress.Status, JudgementReason.Code) {
        if odds >= likely { return (.onTrack, .likely) }
        return odds < unlikely ? (.behind, .unlikely) : (.atRisk, .even)
    }

    /// What each form of the way to the goal asks of the last year with a value; a change starts from nothing in its
    /// baseline year, anything else from the first value.
    private func paths(
        _ counted: [(year: Int, value: Double)],
        in year: Int
    ) -> [(scale: TrendScale, value: Double)] {
        guard let first = counted.first, let last = counted.last else { return [] }
        let start = baselineYear.flatMap { $0 < last.year ? (year: $0, value: 0.0) : nil } ?? first
        guard start.year < last.year, let path = RequiredPath(from: start, to: goal, in: year) else { return [] }
        return scales.map { ($0, path.value(in: last.year, $0)) }
    }
}
