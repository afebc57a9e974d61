/// How good a set of odds was, now that it is known what came (预测评分).
///
/// The Brier score is the mean of (odds − outcome)², the outcome being 1 or 0: 0 for a seer, ¼ for whoever always says
/// one half (Brier, Monthly Weather Review 78, 1950, 1–3, in the form for two outcomes, half of the original sum).
public struct ForecastScore: Hashable, Sendable {
    /// One forecast and what came.
    public struct Case: Hashable, Sendable {
        /// The odds that were given.
        public let odds: Double
        /// Whether it came.
        public let came: Bool

        /// Creates a case.
        public init(odds: Double, came: Bool) {
            self.odds = odds
            self.came = came
        }

        /// Whether the likelier outcome came; one half says that it will.
        public var isHit: Bool { (odds >= 0.5) == came }
    }

    /// Forecasts with similar odds (概率档).
    public struct Band: Hashable, Sendable {
        /// Odds from this on.
        public let low: Double
        /// Odds below this; the last band holds 1 too.
        public let high: Double
        /// How many forecasts.
        public let count: Int
        /// The mean of their odds.
        public let meanOdds: Double
        /// Which part of them came: near ``meanOdds`` where the odds can be trusted.
        public let cameShare: Double
    }

    /// How many forecasts.
    public let count: Int
    /// How many of them came.
    public let cameCount: Int
    /// How many said the likelier outcome.
    public let hits: Int
    /// The Brier score.
    public let brier: Double
    /// The Brier score of always giving the part that came: what the forecasts must beat.
    public let reference: Double
    /// The forecasts by their odds: below ⅓, to ⅔, and from there; bands without any are left out.
    public let bands: [Band]

    /// Scores forecasts; `nil` without any.
    public init?(_ cases: [Case]) {
        guard !cases.isEmpty else { return nil }
        let count = Double(cases.count)
        let came = Double(cases.count { $0.came })
        self.count = cases.count
        cameCount = cases.count { $0.came }
        hits = cases.count { $0.isHit }
        brier =
            cases.reduce(0) { sum, item in
                let miss = item.odds - (item.came ? 1 : 0)
                return sum + miss * miss
            } / count
        reference = came / count * (1 - came / count)
        let bounds = [0, TargetJudgement.unlikely, TargetJudgement.likely, 1]
        bands = zip(bounds, bounds.dropFirst()).compactMap { low, high in
            Band(cases.filter { $0.odds >= low && ($0.odds < high || high == 1) }, from: low, to: high)
        }
    }

    /// The part of forecasts that said the likelier outcome.
    public var hitRate: Double { Double(hits) / Double(count) }
}

extension ForecastScore.Band {
    fileprivate init?(_ cases: [ForecastScore.Case], from low: Double, to high: Double) {
        guard !cases.isEmpty else { return nil }
        self.init(
            low: low,
            high: high,
            count: cases.count,
            meanOdds: cases.reduce(0) { $0 + $1.odds } / Double(cases.count),
            cameShare: Double(cases.count { $0.came }) / Double(cases.count)
        )
    }
}
