import Scenarios

/// What draws say once closed years count (锚定后的概率).
public struct AnchoredReport: Codable, Sendable {
    /// The part of the weight that peaks in a year.
    public struct Share: Codable, Sendable {
        /// The year.
        public var year: Int
        /// Its part.
        public var share: Double
    }

    /// The answer.
    public struct Answer: Codable, Sendable {
        /// The part that peaks in 2029 or before.
        public var peak_by_2029: Double
        /// The part that peaks in 2030 or before.
        public var peak_by_2030: Double
        /// The part that peaks in each year.
        public var peak_years: [Share]
        /// Emissions that a tenth does not exceed.
        public var p10_ktco2: [Double]
        /// Emissions that half does not exceed.
        public var p50_ktco2: [Double]
        /// Emissions that nine tenths do not exceed.
        public var p90_ktco2: [Double]
    }

    /// The closed years that count.
    public var years: [Int]
    /// How many equal draws would know as much.
    public var effective_draws: Double
    /// Whether that is enough; the raw value of `Anchoring.Standing`.
    public var standing: String
    /// The answer; `nil` where hardly any draw resembles what was measured.
    public var answer: Answer?

    init(_ odds: PeakOdds, _ anchoring: Anchoring) {
        years = anchoring.years
        effective_draws = anchoring.effectiveDraws
        standing = anchoring.standing.rawValue
        guard anchoring.standing != .collapsed else { return }
        let fan = odds.quantiles([0.1, 0.5, 0.9], anchored: anchoring)
        answer = Answer(
            peak_by_2029: odds.probability(ofPeakBy: 2_029, anchored: anchoring),
            peak_by_2030: odds.probability(ofPeakBy: 2_030, anchored: anchoring),
            peak_years: odds.histogram(anchored: anchoring).map { Share(year: $0.year, share: $0.share) },
            p10_ktco2: fan[0],
            p50_ktco2: fan[1],
            p90_ktco2: fan[2]
        )
    }

    /// The answer without the last closed year, then with all: last year's and this year's.
    static func both(_ odds: PeakOdds, _ closed: ClosedYears) -> [AnchoredReport] {
        [1, 0].compactMap { left in closed.anchoring(odds, withoutLast: left).map { AnchoredReport(odds, $0) } }
    }
}
