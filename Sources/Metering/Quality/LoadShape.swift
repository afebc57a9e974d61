public import Units

/// How a load is spread over the hours of a day (负荷形状): 24 numbers, midnight first, of which only the proportions count.
public struct LoadShape: Hashable, Sendable {
    /// The hours, midnight first.
    public let hours: [Double]

    /// Creates a shape; `nil` unless there are 24 hours that are not all alike.
    public init?(hours: [Double]) {
        guard hours.count == 24, let first = hours.first, hours.contains(where: { $0 != first }) else { return nil }
        self.hours = hours
    }

    /// The mean shape of hours of consumption; `nil` where some hour of the day is never known in full.
    ///
    /// - Parameters:
    ///   - intervals: hours of consumption.
    ///   - isUsed: which days are used, such as working days only.
    public init?(of intervals: [IntervalConsumption], where isUsed: (CivilDay) -> Bool) {
        var sums = [Double](repeating: 0, count: 24)
        var counts = [Double](repeating: 0, count: 24)
        for hour in intervals where hour.coveredSeconds == Granularity.hour.seconds && hour.estimatedSeconds == 0 {
            let start = hour.interval.lowerBound
            guard isUsed(CivilDay(containing: start)) else { continue }
            sums[start.clock.hour] += hour.amount.value
            counts[start.clock.hour] += 1
        }
        guard counts.allSatisfy({ $0 > 0 }) else { return nil }
        self.init(hours: zip(sums, counts).map { $0 / $1 })
    }

    /// How well this shape fits another one when it is moved so many hours later: Pearson's correlation, −1…1.
    public func fit(_ other: LoadShape, movedBy offset: Int) -> Double {
        let moved = (0..<24).map { hours[(($0 - offset) % 24 + 24) % 24] }
        let (mean, otherMean) = (moved.reduce(0, +) / 24, other.hours.reduce(0, +) / 24)
        var (both, own, others) = (0.0, 0.0, 0.0)
        for (value, otherValue) in zip(moved, other.hours) {
            both += (value - mean) * (otherValue - otherMean)
            own += (value - mean) * (value - mean)
            others += (otherValue - otherMean) * (otherValue - otherMean)
        }
        return own > 0 && others > 0 ? both / (own * others).squareRoot() : 0
    }

    /// Whether the stamps behind this shape seem to be in UTC (网关时钟为协调世界时).
    ///
    /// A gateway that stamps UTC as if it were local time shows everything eight hours early. It does so if the shape
    /// fits the usual one much better eight hours later than as it is, and better than at any other shift.
    ///
    /// - Parameters:
    ///   - usual: the meter's own history, or what is usual for the building's kind.
    ///   - carrier: what is metered.
    ///   - rules: the rules of data quality.
    /// - Returns: the fit as stamped and moved, in percent; `nil` where nothing is wrong or the rule does not judge.
    public func utcEvidence(
        against usual: LoadShape,
        carrier: EnergyCarrier,
        rules: QualityRules
    ) -> (asStamped: Int, moved: Int)? {
        guard let rule = rules.rule(.utc, for: carrier) else { return nil }
        let offset = Int(rule.value("hours", for: carrier))
        let fits = (0..<24).map { fit(usual, movedBy: $0) }
        let (asStamped, moved) = (fits[0], fits[offset])
        let enough = Double(rule.value("fit_percent", for: carrier)) / 100
        let margin = Double(rule.value("margin_percent", for: carrier)) / 100
        // An hour beside the eighth may fit as well where a building opens early or late.
        let best = fits.indices.max { fits[$0] < fits[$1] } ?? 0
        guard moved >= enough, moved - asStamped >= margin, abs(best - offset) <= 1 else { return nil }
        return (Int((asStamped * 100).rounded()), Int((moved * 100).rounded()))
    }
}

extension Meter {
    /// Says that the stamps of a meter seem to be in UTC.
    ///
    /// - Parameters:
    ///   - fit: how well its load fits as stamped and moved. [%]
    ///   - day: the last day that was looked at.
    ///   - rules: the rules of data quality.
    /// - Returns: the finding, on that day.
    public func utcFinding(fit: (asStamped: Int, moved: Int), on day: CivilDay, rules: QualityRules) -> DatedFinding {
        let evidence = [String(fit.asStamped), String(fit.moved)]
        return DatedFinding(day: day, finding: rules.finding(.utc, subject: code, evidence: evidence))
    }
}
