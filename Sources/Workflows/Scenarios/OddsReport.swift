public import Scenarios
import Units

/// What many draws of a scenario say (达峰概率), for the command line.
public struct OddsReport: Codable, Sendable {
    /// One input and how much it matters.
    public struct Driver: Codable, Sendable {
        /// The key of the parameter, the group or `measures.NAME`.
        public var input: String
        /// Spearman's coefficient or Sobol's index.
        public var value: Double
    }

    /// How many draws peak in a year.
    public struct Bar: Codable, Sendable {
        /// The year.
        public var year: Int
        /// How many draws.
        public var count: Int
    }

    /// How many draws.
    public var draws: Int
    /// What gives the same draws again.
    public var seed: UInt64
    /// The part of draws that peak in 2029 or before.
    public var peak_by_2029: Double
    /// The part of draws that peak in 2030 or before.
    public var peak_by_2030: Double
    /// How many draws peak in each year.
    public var peak_years: [Bar]
    /// Emissions that a tenth of draws does not exceed.
    public var p10_ktco2: [Double]
    /// Emissions that half of the draws do not exceed.
    public var p50_ktco2: [Double]
    /// Emissions that nine tenths of draws do not exceed.
    public var p90_ktco2: [Double]
    /// Spearman's coefficients with the year of the peak.
    public var drivers_of_peak_year: [Driver]
    /// Spearman's coefficients with emissions of 2030.
    public var drivers_of_2030: [Driver]
    /// First-order Sobol indices of emissions of 2030, inputs drawn independently.
    public var sobol_of_2030: [Driver]
    /// What they say once closed years count: without the last of them, then with all; `nil` where there are none.
    public var anchored: [AnchoredReport]?
    /// The odds of ``least_effort``, or with everything at its strongest; `nil` where not searched.
    public var least_effort_odds: Double?
    /// Strengths by measure after which a peak by 2029 has odds of 90 %; `nil` where none suffice or not searched.
    public var least_effort: [String: Double]?

    /// Draws a scenario.
    ///
    /// - Parameters:
    ///   - program: the scenario.
    ///   - count: how many times.
    ///   - seed: what gives the same draws again.
    ///   - threads: how many draw at once.
    ///   - closed: what closed years came to; `nil` where none count.
    ///   - isSearching: whether the least effort is searched, which takes some hundred times as many draws.
    ///   - progress: told now and then how many more draws are done.
    /// - Throws: `CancellationError`.
    public init(
        _ program: ScenarioProgram,
        draws count: Int,
        seed: UInt64,
        threads: Int,
        closed: ClosedYears? = nil,
        isSearching: Bool,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws {
        let odds = try await program.odds(draws: count, seed: seed, threads: threads, progress: progress)
        let fan = odds.quantiles([0.1, 0.5, 0.9])
        let year = min(2_030, odds.years.upperBound)
        draws = count
        self.seed = seed
        peak_by_2029 = odds.probability(ofPeakBy: 2_029)
        peak_by_2030 = odds.probability(ofPeakBy: 2_030)
        peak_years = odds.histogram.map { Bar(year: $0.year, count: $0.count) }
        (p10_ktco2, p50_ktco2, p90_ktco2) = (fan[0], fan[1], fan[2])
        drivers_of_peak_year = odds.spearman(with: .peakYear).map { Driver(input: $0.input, value: $0.coefficient) }
        drivers_of_2030 = odds.spearman(with: .emissions(year: year))
            .map { Driver(input: $0.input, value: $0.coefficient) }
        anchored = closed.map { AnchoredReport.both(odds, $0) }
        sobol_of_2030 = try program.sobol(ofYear: year, draws: Self.sobolDraws(count), seed: seed, progress: progress)
            .sorted { ($1.index, $0.input) < ($0.index, $1.input) }
            .map { Driver(input: $0.input, value: $0.index) }
        guard isSearching, !program.scenario.measures.isEmpty else { return }
        let effort = try program.leastEffort(
            peakBy: 2_029,
            draws: Self.effortDraws(count),
            seed: seed,
            progress: progress
        )
        least_effort_odds = effort.probability
        least_effort = effort.strengths.map { strengths in
            Dictionary(uniqueKeysWithValues: zip(program.scenario.measures.map(\.id), strengths))
        }
    }
}

extension OddsReport {
    private static func sobolDraws(_ count: Int) -> Int { min(count, 2_048) }
    private static func effortDraws(_ count: Int) -> Int { min(count, 1_000) }

    /// About how many draws a report takes, for progress.
    static func work(_ program: ScenarioProgram, draws count: Int, isSearching: Bool) -> Int {
        let sobol = sobolDraws(count) * (program.drawnInputs.count + 2)
        // Halving 40 steps takes six tries, for all measures together and then for each.
        let tries = isSearching ? 3 + 6 * (1 + program.scenario.measures.count) : 0
        return count + sobol + tries * effortDraws(count)
    }
}

/// How known years of emissions look (历史达峰状态).
public struct ScenarioHistory: Codable, Sendable {
    /// The year of the maximum.
    public var highest_year: Int
    /// The state; the raw value of `PeakState`.
    public var state: String
    /// z of Mann–Kendall over the years from the maximum on; `nil` with fewer than five.
    public var z: Double?
    /// Its p.
    public var p: Double?
    /// p with the variance after Hamed and Rao, for years that resemble each other; `nil` where it cannot be had.
    public var p_hamed_rao: Double?
    /// Sen's slope over these years, in kt CO₂ a year.
    public var slope_ktco2: Double?

    /// `nil` without values.
    init?(_ series: [(year: Int, value: Double)]) {
        guard let peak = PeakState.peakYear(of: series), let state = PeakState(series) else { return nil }
        let window = series.filter { $0.year >= peak }.map(\.value)
        highest_year = peak
        self.state = state.rawValue
        slope_ktco2 = MannKendall.senSlope(window)
        guard window.count >= PeakState.years else { return }
        let test = MannKendall(window)
        (z, p, p_hamed_rao) = (test.z, test.p, MannKendall(hamedRao: window)?.p)
    }
}
