import Foundation

/// The change of a sum of products, divided among their factors (LMDI-I 分解).
///
/// With C = Σᵢ Πₓ xᵢ, the part of factor x is Σᵢ L(Cᵢ¹, Cᵢ⁰)·ln(xᵢ¹/xᵢ⁰) with L(a, b) = (a − b)/(ln a − ln b), L(a, a) = a; the parts
/// sum to C¹ − C⁰ without a rest. Ang, Energy Policy 33 (2005) 867.
public struct LogMeanDecomposition: Sendable {
    /// The part of each factor, in the unit of C.
    public let effects: [Double]
    /// C¹ − C⁰.
    public let change: Double

    /// Divides a change.
    ///
    /// - Parameters:
    ///   - base: the factors of each term before; all above zero.
    ///   - end: the same after, with as many terms and factors. A factor that is zero counts as 1e-30, close
    ///     to the limit that the method has there.
    public init(from base: [[Double]], to end: [[Double]]) {
        let factors = base.first?.count ?? 0
        var effects = [Double](repeating: 0, count: factors)
        var change = 0.0
        func positive(_ value: Double) -> Double { max(value, 1e-30) }
        for (before, after) in zip(base, end) {
            let first = before.reduce(1) { $0 * positive($1) }
            let second = after.reduce(1) { $0 * positive($1) }
            change += after.reduce(1, *) - before.reduce(1, *)
            let weight = second == first ? first : (second - first) / (log(second) - log(first))
            for factor in 0..<factors {
                effects[factor] += weight * log(positive(after[factor]) / positive(before[factor]))
            }
        }
        self.effects = effects
        self.change = change
    }
}
