import Foundation

/// Student's t distribution with few degrees of freedom (t 分布).
///
/// Exact finite sums: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.3 for an odd number of degrees
/// of freedom, 26.7.4 for an even one.
public struct StudentT: Hashable, Sendable {
    /// Degrees of freedom, at least 1.
    public let freedom: Int

    /// The distribution; fewer than one degree of freedom count as one.
    public init(freedom: Int) { self.freedom = max(1, freedom) }

    /// The probability of a value not above `t`.
    public func probability(below t: Double) -> Double {
        guard t.isFinite else { return t > 0 ? 1 : 0 }
        let angle = atan(abs(t) / Double(freedom).squareRoot())
        let inside = freedom % 2 == 1 ? odd(angle) : even(angle)
        return t < 0 ? (1 - inside) / 2 : (1 + inside) / 2
    }

    /// The value that is not exceeded with a probability between 0 and 1, both excluded.
    public func quantile(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else { return probability <= 0 ? -.infinity : .infinity }
        if probability < 0.5 { return -quantile(1 - probability) }
        var (low, high) = (0.0, 1.0)
        while self.probability(below: high) < probability, high < 1e12 { (low, high) = (high, high * 2) }
        // Halving ends where no number lies between the bounds.
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if self.probability(below: middle) < probability { low = middle } else { high = middle }
        }
    }

    /// The probability of a value between −t and t, where ν is odd.
    private func odd(_ angle: Double) -> Double {
        var sum = 0.0
        var term = cos(angle)
        for step in stride(from: 1, to: freedom, by: 2) {
            sum += term
            term *= Double(step + 1) / Double(step + 2) * cos(angle) * cos(angle)
        }
        return 2 / .pi * (angle + sin(angle) * sum)
    }

    /// The probability of a value between −t and t, where ν is even.
    private func even(_ angle: Double) -> Double {
        var sum = 0.0
        var term = 1.0
        for step in stride(from: 0, to: freedom, by: 2) {
            sum += term
            term *= Double(step + 1) / Double(step + 2) * cos(angle) * cos(angle)
        }
        return sin(angle) * sum
    }
}
