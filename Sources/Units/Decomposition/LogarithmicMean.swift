import Foundation

/// The logarithmic mean of two amounts (对数平均). [the unit of both]
///
/// L(a, b) = (a − b) / (ln a − ln b); L(a, a) = a, and zero where either is zero, which is the limit [1].
///
/// ## References
/// 1. B. W. Ang, LMDI decomposition approach: a guide for implementation, Energy Policy 86 (2015) 233–238.
public func logarithmicMean(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0 else { return 0 }
    let ratio = (a - b) / b
    // ln(1 + x) / x keeps its digits where the two are nearly equal; the quotient of differences loses them.
    return abs(ratio) < 1e-300 ? a : (a - b) / log1p(ratio)
}
