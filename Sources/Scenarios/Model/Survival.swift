import Foundation

/// The share of a year's buildings that still stands after some years (存续曲线).
///
/// Weibull: S(τ) = exp(−(τ/λ)^k) with scale λ. Lognormal: S(τ) = 1 − Φ((ln τ − ln m)/σ) with median m. Normal:
/// S(τ) = 1 − Φ((τ − m)/σ) with mean m. Scale, median and mean are the ``life``; k and σ are the ``shape``.
public struct Survival: Hashable, Sendable {
    /// The family of distributions of the time until demolition.
    public enum Family: String, Sendable, CaseIterable {
        /// Weibull; the shape is k.
        case weibull
        /// Lognormal; the shape is σ of the logarithm.
        case lognormal
        /// Normal; the shape is σ in years.
        case normal
    }

    /// The family.
    public let family: Family
    /// k or σ, above zero.
    public let shape: Double
    /// λ, median or mean. [a]
    public let life: Double

    /// Creates a curve.
    public init(_ family: Family, shape: Double, life: Double) {
        self.family = family
        self.shape = shape
        self.life = life
    }

    /// The share that stands after an age; all of it before any year is over. [1]
    ///
    /// - Parameter age: years since it was built. [a]
    /// - Returns: the part of it. [1]
    public func share(after age: Double) -> Double {
        switch family {
        case .weibull: age <= 0 ? 1 : exp(-pow(age / life, shape))
        case .lognormal: age <= 0 ? 1 : 0.5 * erfc((log(age) - log(life)) / (shape * 2.0.squareRoot()))
        case .normal: age <= 0 ? 1 : 0.5 * erfc((age - life) / (shape * 2.0.squareRoot()))
        }
    }
}

/// x to the power of y; here so that other files need no Foundation.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
