import Foundation

/// The Mann–Kendall test for a trend (曼–肯德尔检验): whether later values tend to be higher or lower than earlier ones.
///
/// S = Σ sgn(xⱼ − xᵢ) over i < j; var S = (n(n−1)(2n+5) − Σt(t−1)(2t+5))/18 with t the sizes of groups of equal values;
/// z = (S ∓ 1)/√var S. Mann, Econometrica 13 (1945) 245; Kendall, Rank Correlation Methods (1975).
public struct MannKendall: Hashable, Sendable {
    /// At most which probability counts as a trend.
    public static let level = 0.05

    /// S.
    public let score: Int
    /// The variance of S without a trend.
    public let variance: Double

    /// Tests values in the order of time.
    public init(_ values: [Double]) {
        var score = 0
        for (index, value) in values.enumerated() {
            for later in values.dropFirst(index + 1) { score += later > value ? 1 : later < value ? -1 : 0 }
        }
        self.score = score
        func part(_ count: Int) -> Int { count * (count - 1) * (2 * count + 5) }
        let ties = Dictionary(grouping: values) { $0 }.values.reduce(0) { $0 + part($1.count) }
        variance = Double(part(values.count) - ties) / 18
    }

    init(score: Int, variance: Double) {
        self.score = score
        self.variance = variance
    }

    /// Normal under no trend, with the correction for continuity; 0 where nothing varies.
    public var z: Double {
        guard variance > 0, score != 0 else { return 0 }
        return Double(score - score.signum()) / variance.squareRoot()
    }

    /// The probability of a |z| at least as large without a trend.
    public var p: Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// Whether the values fall, beyond chance.
    public var isFalling: Bool { z < 0 && p <= Self.level }

    /// Sen's slope: the median of (xⱼ − xᵢ)/(j − i) over i < j, a step; `nil` with fewer than two values.
    ///
    /// Sen, Journal of the American Statistical Association 63 (1968) 1379.
    public static func senSlope(_ values: [Double]) -> Double? {
        var slopes: [Double] = []
        for (index, value) in values.enumerated() {
            for later in values.indices.dropFirst(index + 1) {
                slopes.append((values[later] - value) / Double(later - index))
            }
        }
        guard !slopes.isEmpty else { return nil }
        slopes.sort()
        return (slopes[(slopes.count - 1) / 2] + slopes[slopes.count / 2]) / 2
    }
}
