import Foundation
import Testing
import Units

@testable import Scenarios

@Suite("Anchoring to closed years")
struct AnchoringTests {
    /// Draws of one year, normal around a mean: the middles of equal slices.
    private static func draws(_ count: Int, mean: Double, spread: Double) -> [Double] {
        (0..<count).map { mean + spread * Normal.quantile((Double($0) + 0.5) / Double(count)) }
    }

    /// Mean and variance under weights.
    private func moments(_ values: [Double], _ weights: [Double]) -> (mean: Double, variance: Double) {
        let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (mean, zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) })
    }

    // Conjugate normal: precision adds, means weigh by precision. Gelman et al., Bayesian Data Analysis, 2.5.
    @Test("is the conjugate normal answer for one year")
    func conjugate() {
        let (prior, spread, measured, error) = (100.0, 8.0, 110.0, 0.05)
        let values = Self.draws(20_000, mean: prior, spread: spread)
        let anchoring = Anchoring(
            differences: values.map { [$0 / measured - 1] },
            years: [2024],
            accuracy: Anchoring.Accuracy(spread: error, correlation: 0)
        )
        let precision = 1 / (spread * spread) + 1 / (error * measured * error * measured)
        let mean = (prior / (spread * spread) + measured / (error * measured * error * measured)) / precision
        let found = moments(values, anchoring.weights)
        #expect(abs(found.mean - mean) < 1e-3 && abs(found.variance - 1 / precision) < 2e-2)
        #expect(abs(anchoring.weights.reduce(0, +) - 1) < 1e-12)
        // ESS/n = (∫p·L)²/∫p·L² of two normal curves.
        func normal(_ x: Double, _ variance: Double) -> Double {
            exp(-x * x / (2 * variance)) / (2 * .pi * variance).squareRoot()
        }
        let (own, noise) = (spread * spread, pow(error * measured, 2))
        let first = normal(measured - prior, own + noise)
        let second = normal(measured - prior, own + noise / 2) / (2 * (.pi * noise).squareRoot())
        #expect(abs(anchoring.effectiveDraws / 20_000 - first * first / second) < 1e-3)
    }

    @Test("errors that years share teach less than errors of their own")
    func correlated() {
        // A constant level seen in four years: the error of the mean is σ²(1 + 3ρ)/4.
        let (spread, measured, error) = (8.0, 104.0, 0.06)
        let values = Self.draws(20_000, mean: 100, spread: spread)
        for correlation in [0, 0.3, 0.9] {
            let anchoring = Anchoring(
                differences: values.map { Array(repeating: $0 / measured - 1, count: 4) },
                years: [2021, 2022, 2023, 2024],
                accuracy: Anchoring.Accuracy(spread: error, correlation: correlation)
            )
            let noise = pow(error * measured, 2) * (1 + 3 * correlation) / 4
            let precision = 1 / (spread * spread) + 1 / noise
            let mean = (100 / (spread * spread) + measured / noise) / precision
            let found = moments(values, anchoring.weights)
            #expect(abs(found.mean - mean) < 1e-3 && abs(found.variance - 1 / precision) < 2e-2)
        }
    }

    @Test("moves the odds of a scenario, and collapses where nothing resembles what was measured")
    func movesOdds() async throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let odds = try await program.odds(draws: 2_000, seed: 3)
        let middle = odds.quantiles([0.5])[0]
        let closed = [2022, 2024].map { ($0, middle[$0 - 2020] * 0.97) }
        let anchored = try #require(odds.anchoring(to: closed, by: .level))
        #expect(anchored.standing == .sound && anchored.effectiveDraws < 2_000 && anchored.years == [2022, 2024])
        let low = odds.quantiles([0.5], anchored: anchored)[0]
        #expect(low[4] < middle[4] && low[4] > middle[4] * 0.96)
        let shares = odds.histogram(anchored: anchored)
        #expect(abs(shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        let by2029 = shares.filter { $0.year <= 2029 }.reduce(0) { $0 + $1.share }
        #expect(abs(by2029 - odds.probability(ofPeakBy: 2029, anchored: anchored)) < 1e-9)
        let far = try #require(odds.anchoring(to: [(2024, middle[4] * 3)], by: .level))
        #expect(far.standing == .collapsed)
        // By change only, a level three times as high says nothing.
        let moved = closed.map { ($0.0, $0.1 * 3) }
        let byChange = try #require(odds.anchoring(to: moved, by: .change))
        let own = try #require(odds.anchoring(to: closed, by: .change))
        #expect(zip(byChange.weights, own.weights).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(odds.anchoring(to: [(2022, 5)], by: .change) == nil)
        #expect(odds.anchoring(to: [(2012, 5), (2022, .nan), (2023, 0)], by: .level) == nil)
    }

    @Test("with equal weights quantiles are those without")
    func equalWeights() {
        let values = (0..<57).map { Double(($0 * 37) % 57) }
        let parts = [0, 0.1, 0.37, 0.5, 0.9, 1]
        let found = PeakOdds.quantiles(parts, of: values.map { ($0, 1.0 / 57) })
        for (part, value) in zip(parts, found) {
            #expect(abs(value - PeakOdds.quantile(part, of: values.sorted())) < 1e-9)
        }
        #expect(PeakOdds.quantiles([0.5], of: [(1, 0), (2, 1), (3, 0)]) == [2])
    }
}
