import Foundation
import Units

extension ScenarioProgram {
    /// Draws the scenario many times and asks when emissions of its boundary are highest (达峰概率).
    ///
    /// - Parameters:
    ///   - count: how many times.
    ///   - seed: the same seed gives the same answer, bit for bit, on any number of threads.
    ///   - threads: how many draw at once.
    ///   - strengths: how far each measure is carried out; as in the file where left out.
    ///   - progress: told now and then how many draws are done, from several threads.
    /// - Returns: emissions and peak of every draw.
    /// - Throws: `CancellationError`.
    public func odds(
        draws count: Int,
        seed: UInt64,
        threads: Int = 1,
        strengths: [Double]? = nil,
        progress: (@Sendable (_ done: Int) -> Void)? = nil
    ) async throws -> PeakOdds {
        let drawn = drawn(count, seed: seed)
        let factors = factors(drawn)
        let strengths = strengths ?? scenario.measures.map(\.strength)
        let batches = (count + Lanes.scalarCount - 1) / Lanes.scalarCount
        let parts = max(1, min(threads, batches))
        let values = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
            for part in 0..<parts {
                group.addTask {
                    let range = batches * part / parts..<batches * (part + 1) / parts
                    return (part, try totals(range, count, factors, strengths, progress))
                }
            }
            var found: [[Double]] = Array(repeating: [], count: parts)
            for try await (part, values) in group { found[part] = values }
            return found.flatMap { $0 }
        }
        return PeakOdds(scenario, seed: seed, totals: values, inputs: Array(zip(self.draws.inputs, drawn.values)))
    }

    /// Values of inputs between 0 and 1, correlated as the scenario says.
    func drawn(_ count: Int, seed: UInt64, isIndependent: Bool = false) -> LatinHypercube {
        var drawn = LatinHypercube(inputs: draws.inputs.count, draws: count, seed: seed)
        guard !isIndependent, !scenario.correlations.isEmpty else { return drawn }
        let matrix = RankCorrelation.matrix(scenario.correlations)
        drawn.correlate(matrix.names.compactMap(draws.inputs.firstIndex), matrix.rows)
        return drawn
    }

    /// Factors of slots, by slot, then by draw.
    func factors(_ drawn: LatinHypercube) -> [[Double]] {
        draws.slots.map { slot in drawn.values[slot.input].map(slot.factor) }
    }

    /// Emissions of the scenario's boundary of some batches of draws, by draw, then by year. [ktCO₂]
    func totals(
        _ batches: Range<Int>,
        _ count: Int,
        _ factors: [[Double]],
        _ strengths: [Double],
        _ progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> [Double] {
        let kernel = ScenarioKernel(program: self, space: Workspace(self))
        var none = NoRecord()
        var totals: [Double] = []
        totals.reserveCapacity(batches.count * Lanes.scalarCount * yearCount)
        var untold = 0
        for batch in batches {
            let first = batch * Lanes.scalarCount
            let lanes = min(Lanes.scalarCount, count - first)
            give(kernel.space, factors, strengths, draws: first..<first + lanes)
            kernel.run(recording: &none)
            for lane in 0..<lanes {
                for year in 0..<yearCount { totals.append(total(kernel.space, year, lane)) }
            }
            untold += lanes
            if untold >= 64 * Lanes.scalarCount {
                try Task.checkCancellation()
                progress?(untold)
                untold = 0
            }
        }
        if untold > 0 { progress?(untold) }
        return totals
    }

    /// Gives a run the strengths and factors of some draws.
    func give(_ space: Workspace, _ factors: [[Double]], _ strengths: [Double], draws range: Range<Int>) {
        for (index, slot) in factors.enumerated() {
            var values = Lanes(repeating: 1)
            for (lane, draw) in range.enumerated() { values[lane] = slot[draw] }
            space.inputs[measureCount + index] = values
        }
        for (index, slot) in draws.ofMeasure.enumerated() {
            let carriedOut = slot.map { space.inputs[measureCount + $0] } ?? Lanes(repeating: 1)
            space.inputs[index] = carriedOut * strengths[index]
        }
    }

    /// Emissions of the scenario's boundary in a year of one variant. [ktCO₂]
    func total(_ space: Workspace, _ year: Int, _ lane: Int) -> Double {
        scenario.boundary.rows.reduce(0) {
            $0 + space.emissions[year * EmissionRow.allCases.count + $1.rawValue][lane]
        }
    }
}

extension RankCorrelation {
    /// The matrix of all inputs that correlate with any other; 0 between those that the file does not name together.
    ///
    /// Numbers are those between normal scores that bring about the wanted ranks, 2·sin(πr/6): Pearson 1907.
    static func matrix(_ correlations: [RankCorrelation]) -> (names: [String], rows: [[Double]]) {
        let names = Set(correlations.flatMap { [$0.first, $0.second] }).sorted()
        let rows = names.map { row in
            names.map { column in
                row == column
                    ? 1
                    : correlations.last { Set([$0.first, $0.second]) == Set([row, column]) }.map {
                        2 * sin(.pi * $0.rank / 6)
                    } ?? 0
            }
        }
        return (names, rows)
    }
}
