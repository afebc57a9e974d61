import Foundation

/// Why an amount changed: the additive logarithmic mean Divisia index, LMDI-I (对数平均迪氏指数分解).
///
/// The amount is a sum over cells (such as kind of building × carrier) of products of the same factors (such as
/// population, floor area per head, intensity, structure, emission factor). Each factor's effect is the sum over cells
/// of L(end, base) · ln(factor at the end / factor at the base); the effects sum to the change without a residual [1].
///
/// ## References
/// 1. B. W. Ang, LMDI decomposition approach: a guide for implementation, Energy Policy 86 (2015) 233–238.
public struct LMDI: Hashable, Sendable {
    /// The sum at the base. [the unit of the amount]
    public let base: Double
    /// The sum at the end. [the unit of the amount]
    public let end: Double
    /// What each factor added, in the order in which the cells name them. [the unit of the amount]
    public let effects: [Double]

    /// The change. [the unit of the amount]
    public var change: Double { end - base }
    /// What the effects leave unexplained; rounding only. [the unit of the amount]
    public var residual: Double { change - effects.reduce(0, +) }

    /// Decomposes a change.
    ///
    /// - Parameters:
    ///   - base: the factors of each cell at the base.
    ///   - end: the factors of the same cells at the end.
    /// - Throws: ``LMDIError`` naming the cell and the factor.
    public init(base: [[Double]], end: [[Double]]) throws(LMDIError) {
        let count = base.first?.count ?? 0
        guard count > 0, base.count == end.count else { throw .unequalCells(base: base.count, end: end.count) }
        var effects = [Double](repeating: 0, count: count)
        for (cell, pair) in zip(base, end).enumerated() {
            guard pair.0.count == count, pair.1.count == count else { throw .unequalFactors(cell: cell) }
            for (factor, values) in zip(pair.0, pair.1).enumerated() {
                guard values.0.isFinite, values.1.isFinite, values.0 >= 0, values.1 >= 0 else {
                    throw .notAnAmount(cell: cell, factor: factor)
                }
            }
            for (factor, effect) in Self.effects(from: pair.0, to: pair.1).enumerated() {
                effects[factor] += effect
            }
        }
        self.base = base.reduce(0) { $0 + Self.product($1) }
        self.end = end.reduce(0) { $0 + Self.product($1) }
        self.effects = effects
    }

    private static func product(_ factors: [Double]) -> Double { factors.reduce(1, *) }

    /// The effects in one cell.
    ///
    /// A factor that is zero in one year only (a carrier that appears or goes) takes the whole change of the cell; this
    /// is the limit for a value that goes to zero. Several such factors share it equally.
    private static func effects(from base: [Double], to end: [Double]) -> [Double] {
        let amounts = (base: product(base), end: product(end))
        let appearing = base.indices.filter { (base[$0] == 0) != (end[$0] == 0) }
        guard appearing.isEmpty else {
            let part = (amounts.end - amounts.base) / Double(appearing.count)
            return base.indices.map { appearing.contains($0) ? part : 0 }
        }
        let mean = logarithmicMean(amounts.end, amounts.base)
        return base.indices.map { base[$0] == 0 ? 0 : mean * log(end[$0] / base[$0]) }
    }
}

/// A reason why a change cannot be decomposed.
public enum LMDIError: Error, Equatable {
    /// The two years have no cells, or not the same number of them.
    case unequalCells(base: Int, end: Int)
    /// A cell has not as many factors as the first one.
    case unequalFactors(cell: Int)
    /// A factor is negative or no number.
    case notAnAmount(cell: Int, factor: Int)
}
