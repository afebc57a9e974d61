/// What many draws say about the peak (达峰概率分布).
public struct PeakOdds: Sendable {
    /// First to last year.
    public let years: ClosedRange<Int>
    /// What gives the same draws again.
    public let seed: UInt64
    /// Emissions by draw, then by year. [ktCO₂]
    public let totals: [Double]
    /// The year of the highest emissions of each draw, the first where it is reached again.
    public let peakYears: [Int]
    /// Emissions in that year. [ktCO₂]
    public let peakLevels: [Double]
    /// Names of inputs with their values between 0 and 1 by draw.
    public let inputs: [(name: String, values: [Double])]

    init(_ scenario: Scenario, seed: UInt64, totals: [Double], inputs: [(String, [Double])]) {
        years = scenario.years
        self.seed = seed
        self.totals = totals
        self.inputs = inputs.map { ($0.0, $0.1) }
        let width = scenario.yearCount
        var (peakYears, peakLevels): ([Int], [Double]) = ([], [])
        for start in stride(from: 0, to: totals.count, by: width) {
            var peak = 0
            for year in 1..<width where totals[start + year] > totals[start + peak] { peak = year }
            peakYears.append(scenario.years.lowerBound + peak)
            peakLevels.append(totals[start + peak])
        }
        self.peakYears = peakYears
        self.peakLevels = peakLevels
    }

    /// The number of draws.
    public var count: Int { peakYears.count }

    /// The part of draws whose emissions are highest in a year or before.
    public func probability(ofPeakBy year: Int) -> Double {
        Double(peakYears.count { $0 <= year }) / Double(max(1, count))
    }

    /// How many draws peak in each year.
    public var histogram: [(year: Int, count: Int)] {
        let counts = Dictionary(grouping: peakYears) { $0 }.mapValues(\.count)
        return years.compactMap { year in counts[year].map { (year, $0) } }
    }

    /// Emissions of each year that a part of draws does not exceed. [ktCO₂]
    ///
    /// Between two draws on a straight line, as `numpy.quantile` does it: Hyndman & Fan, American Statistician 50 (1996) 361,
    /// definition 7.
    public func quantiles(_ parts: [Double]) -> [[Double]] {
        let width = years.count
        var result = parts.map { _ in [Double]() }
        for year in 0..<width {
            let sorted = stride(from: year, to: totals.count, by: width).map { totals[$0] }.sorted()
            for (index, part) in parts.enumerated() { result[index].append(Self.quantile(part, of: sorted)) }
        }
        return result
    }

    static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.last else { return .nan }
        let place = part * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    /// A figure of each draw that is asked what drives it.
    public enum Output: Hashable, Sendable {
        /// The year of the highest emissions.
        case peakYear
        /// The highest emissions. [ktCO₂]
        case peakLevel
        /// Emissions of a year. [ktCO₂]
        case emissions(year: Int)
    }

    /// A figure of all draws.
    public func values(of output: Output) -> [Double] {
        switch output {
        case .peakYear: peakYears.map(Double.init)
        case .peakLevel: peakLevels
        case .emissions(let year):
            stride(from: year - years.lowerBound, to: totals.count, by: years.count).map { totals[$0] }
        }
    }

    /// How the rank of each input goes with the rank of a figure: Spearman's coefficient, the strongest first.
    public func spearman(with output: Output) -> [(input: String, coefficient: Double)] {
        let values = values(of: output)
        return inputs.map { ($0.name, Rank.spearman($0.values, values)) }
            .sorted { (abs($1.1), $0.0) < (abs($0.1), $1.0) }
            .map { (input: $0.0, coefficient: $0.1) }
    }
}
