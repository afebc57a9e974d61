import Foundation

/// How draws weigh after what closed years came to (实测锚定): importance weights of an ensemble.
///
/// A draw that comes close to what was measured counts more. With e the relative differences between measured and drawn in n closed
/// years, each of spread σ and every two correlated by ρ, the weight is exp(−½·eᵀΣ⁻¹e), Σ = σ²((1 − ρ)I + ρ11ᵀ). How many equal draws
/// would know as much is the effective number 1/Σw²; with too few the answer would rest on single draws. Liu, Monte Carlo Strategies in
/// Scientific Computing (2001), 2.5.
public struct Anchoring: Sendable {
    /// What is compared.
    public enum Basis: String, Sendable, CaseIterable {
        /// Emissions as they are: for a scenario that is calibrated to the same accounts.
        case level
        /// Emissions over those of the first closed year: only how they moved.
        case change
    }

    /// How surely measured years say what they say (测量误差).
    public struct Accuracy: Hashable, Sendable {
        /// The spread of a year's difference from the truth that the model means, as part of it: above 0, at most 1.
        public let spread: Double
        /// How differences of two years correlate, because they share meters, factors and gaps: from 0 to below 1.
        public let correlation: Double

        /// An assumption, for want of a better figure.
        public static let assumed = Accuracy(spread: 0.05, correlation: 0.5)

        /// Creates an accuracy, cut to what is possible.
        public init(spread: Double, correlation: Double) {
            self.spread = min(max(spread, 1e-6), 1)
            self.correlation = min(max(correlation, 0), 0.999)
        }
    }

    /// Whether enough draws are left.
    public enum Standing: String, Sendable {
        /// Enough.
        case sound
        /// The odds are rough.
        case rough
        /// Hardly any draw resembles what was measured: no answer is given.
        case collapsed
    }

    /// With fewer effective draws than this the answer is rough.
    public static let roughBelow = 200.0
    /// With fewer effective draws than this there is no answer.
    public static let collapsedBelow = 20.0

    /// The closed years that count.
    public let years: [Int]
    /// Weights of draws, which sum to 1.
    public let weights: [Double]
    /// How many equal draws would know as much.
    public let effectiveDraws: Double

    /// Whether enough draws are left.
    public var standing: Standing {
        effectiveDraws < Self.collapsedBelow ? .collapsed : effectiveDraws < Self.roughBelow ? .rough : .sound
    }

    /// Weighs draws.
    ///
    /// - Parameters:
    ///   - differences: of each draw, by closed year, as part of what was measured.
    ///   - years: the closed years.
    ///   - accuracy: how surely they say what they say.
    init(differences: [[Double]], years: [Int], accuracy: Accuracy) {
        self.years = years
        let (spread, correlation) = (accuracy.spread, accuracy.correlation)
        let own = 1 / (spread * spread * (1 - correlation))
        let common = correlation / (1 - correlation + Double(years.count) * correlation)
        let logarithms = differences.map { differences in
            let sum = differences.reduce(0, +)
            return -0.5 * own * (differences.reduce(0) { $0 + $1 * $1 } - common * sum * sum)
        }
        let highest = logarithms.max() ?? 0
        let unscaled = logarithms.map { exp($0 - highest) }
        let sum = unscaled.reduce(0, +)
        weights = unscaled.map { $0 / sum }
        effectiveDraws = weights.isEmpty ? 0 : 1 / weights.reduce(0) { $0 + $1 * $1 }
    }
}

extension PeakOdds {
    /// Weighs the draws by closed years; `nil` where none of them lies within the scenario, or by ``Anchoring/Basis/change`` only the first.
    ///
    /// - Parameters:
    ///   - closed: what closed years came to, within the scenario's boundary. [ktCO₂]
    ///   - basis: what is compared.
    ///   - accuracy: how surely closed years say what they say.
    /// - Returns: weights of all draws.
    public func anchoring(
        to closed: [(year: Int, value: Double)],
        by basis: Anchoring.Basis,
        accuracy: Anchoring.Accuracy = .assumed
    ) -> Anchoring? {
        let known = closed.filter { years.contains($0.year) && $0.value.isFinite && $0.value > 0 }
            .sorted { $0.year < $1.year }
        guard let first = known.first else { return nil }
        let compared = basis == .level ? known : Array(known.dropFirst())
        guard !compared.isEmpty else { return nil }
        let differences = (0..<count).map { draw in
            func drawn(_ year: Int) -> Double { totals[draw * years.count + year - years.lowerBound] }
            let scale = basis == .level ? 1 : first.value / drawn(first.year)
            return compared.map { drawn($0.year) * scale / $0.value - 1 }
        }
        return Anchoring(differences: differences, years: known.map(\.year), accuracy: accuracy)
    }

    /// The weight of draws whose emissions are highest in a year or before.
    public func probability(ofPeakBy year: Int, anchored anchoring: Anchoring) -> Double {
        zip(peakYears, anchoring.weights).reduce(0) { $1.0 <= year ? $0 + $1.1 : $0 }
    }

    /// The weight of draws that peak in each year.
    public func histogram(anchored anchoring: Anchoring) -> [(year: Int, share: Double)] {
        var shares: [Int: Double] = [:]
        for (year, weight) in zip(peakYears, anchoring.weights) { shares[year, default: 0] += weight }
        return years.compactMap { year in shares[year].map { (year, $0) } }
    }

    /// Emissions of each year that a part of the weight does not exceed. [ktCO₂]
    public func quantiles(_ parts: [Double], anchored anchoring: Anchoring) -> [[Double]] {
        let width = years.count
        var result = parts.map { _ in [Double]() }
        for year in 0..<width {
            let values = stride(from: year, to: totals.count, by: width).map { totals[$0] }
            let found = Self.quantiles(parts, of: Array(zip(values, anchoring.weights)))
            for (index, value) in found.enumerated() { result[index].append(value) }
        }
        return result
    }

    /// Between two draws on a straight line, where half of a draw's weight lies below it.
    ///
    /// With equal weights that is ``quantile(_:of:)``.
    static func quantiles(_ parts: [Double], of weighted: [(value: Double, weight: Double)]) -> [Double] {
        let sorted = weighted.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
        guard let first = sorted.first, let last = sorted.last else { return parts.map { _ in .nan } }
        var places = [0.0]
        for (before, after) in zip(sorted, sorted.dropFirst()) {
            places.append(places[places.count - 1] + (before.weight + after.weight) / 2)
        }
        let whole = places[places.count - 1]
        return parts.map { part in
            let wanted = part * whole
            guard let above = places.firstIndex(where: { $0 > wanted }) else { return last.value }
            guard above > 0 else { return first.value }
            let way = (wanted - places[above - 1]) / (places[above] - places[above - 1])
            return sorted[above - 1].value + way * (sorted[above].value - sorted[above - 1].value)
        }
    }
}
