import Foundation
import Testing
import Units

@Suite("Decomposition")
struct DecompositionTests {
    /// An account C = P · aᵢ · eᵢ · mᵢₖ · fₖ with two kinds of building and two carriers, in arbitrary units.
    struct Account {
        var population: Double
        var area: [Double]
        var intensity: [Double]
        var structure: [[Double]]
        var factor: [Double]

        var cells: [[Double]] {
            area.indices.flatMap { kind in
                factor.indices.map { [population, area[kind], intensity[kind], structure[kind][$0], factor[$0]] }
            }
        }
    }

    private static let base = Account(
        population: 4.6,
        area: [38, 12],
        intensity: [9.5, 22],
        structure: [[0.45, 0.55], [0.7, 0.3]],
        factor: [0.58, 0.2]
    )
    private static let end = Account(
        population: 4.55,
        area: [41, 13.5],
        intensity: [9.1, 20.5],
        structure: [[0.55, 0.45], [0.8, 0.2]],
        factor: [0.5, 0.2]
    )

    // The effects were computed by an independent program in another language.
    @Test("effects agree with an independent program to 1e-9 and leave nothing over")
    func fixture() throws {
        let lmdi = try LMDI(base: Self.base.cells, end: Self.end.cells)
        #expect(abs(lmdi.base - 1_181.993) < 1e-9)
        #expect(abs(lmdi.end - 1_173.679325) < 1e-9)
        let expected = [
            -12.857779915087297, 112.77151303584783, -66.04490548541777, 98.5595654086349, -140.7420680439775,
        ]
        for (effect, value) in zip(lmdi.effects, expected) { #expect(abs(effect - value) < 1e-9) }
        #expect(abs(lmdi.change + 8.313674999999876) < 1e-9)
        #expect(abs(lmdi.residual) < 1e-9)
    }

    @Test("whatever the years, the effects sum to the change", arguments: 1...20)
    func noResidual(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        func year() -> [[Double]] {
            (0..<6).map { _ in (0..<5).map { _ in Double.random(in: 0...100, using: &random) } }
        }
        var base = year()
        let end = year()
        // A carrier that did not exist yet.
        base[2][3] = 0
        let lmdi = try LMDI(base: base, end: end)
        #expect(abs(lmdi.residual) <= 1e-9 * max(lmdi.base, lmdi.end))
    }

    @Test("the other way round every effect changes its sign")
    func timeReversal() throws {
        let there = try LMDI(base: Self.base.cells, end: Self.end.cells)
        let back = try LMDI(base: Self.end.cells, end: Self.base.cells)
        for (one, other) in zip(there.effects, back.effects) { #expect(abs(one + other) < 1e-9) }
    }

    @Test("the order of the cells does not matter")
    func permutation() throws {
        let there = try LMDI(base: Self.base.cells, end: Self.end.cells)
        let other = try LMDI(base: Self.base.cells.reversed(), end: Self.end.cells.reversed())
        for (one, two) in zip(there.effects, other.effects) { #expect(abs(one - two) < 1e-9) }
    }

    @Test("a carrier that appears is an effect of what was zero before, and of nothing else")
    func appearing() throws {
        let lmdi = try LMDI(base: [[2, 3, 0]], end: [[4, 3, 0.5]])
        #expect(lmdi.effects == [0, 0, 6])
        let almost = try LMDI(base: [[2, 3, 1e-290]], end: [[4, 3, 0.5]])
        #expect(abs(almost.effects[2] - 6) < 0.01)
    }

    @Test("the mean of equal and of nearly equal amounts keeps its digits")
    func mean() {
        #expect(logarithmicMean(5, 5) == 5)
        #expect(logarithmicMean(0, 5) == 0)
        #expect(abs(logarithmicMean(2, 1) - 1 / log(2)) < 1e-15)
        // L(a, b) lies between the geometric and the arithmetic mean.
        let near = logarithmicMean(1 + 1e-12, 1)
        #expect(near >= 1 && near <= 1 + 1e-12)
    }

    @Test("what cannot be decomposed is refused by cell and factor")
    func refusals() {
        #expect(throws: LMDIError.unequalCells(base: 1, end: 2)) { try LMDI(base: [[1]], end: [[1], [2]]) }
        #expect(throws: LMDIError.unequalCells(base: 0, end: 0)) { try LMDI(base: [], end: []) }
        #expect(throws: LMDIError.unequalFactors(cell: 1)) { try LMDI(base: [[1], [1, 2]], end: [[1], [1]]) }
        #expect(throws: LMDIError.notAnAmount(cell: 0, factor: 1)) { try LMDI(base: [[1, -1]], end: [[1, 1]]) }
        #expect(throws: LMDIError.notAnAmount(cell: 0, factor: 0)) { try LMDI(base: [[.nan]], end: [[1]]) }
    }
}
