/// What each measure contributes to the difference that all make together (措施贡献).
public struct MeasureContribution: Sendable {
    /// How the difference is divided.
    public enum Method: String, Sendable {
        /// The mean over all orders in which measures could be taken: exact, over all subsets. Shapley 1953.
        case shapley
        /// In the order of the file, each after those before it.
        case ordered
    }

    /// How the difference is divided.
    public let method: Method
    /// Emissions of each year without any measure. [ktCO₂]
    public let without: [Double]
    /// What each measure takes away in each year; what all take away in sum. [ktCO₂]
    public let reductions: [[Double]]

    /// With more measures than this, subsets are too many and the order of the file is taken.
    public static let shapleyLimit = 12
}

extension ScenarioProgram {
    /// What each measure contributes, at the strengths of the file.
    public func contributions() -> MeasureContribution {
        let strengths = scenario.measures.map(\.strength)
        let count = strengths.count
        guard count <= MeasureContribution.shapleyLimit else {
            let subsets = (0...count).map { taken in strengths.enumerated().map { $0 < taken ? $1 : 0 } }
            let totals = totals(ofStrengths: subsets)
            let reductions = (0..<count).map { measure in zip(totals[measure], totals[measure + 1]).map { $0 - $1 } }
            return MeasureContribution(method: .ordered, without: totals[0], reductions: reductions)
        }
        let totals = totals(ofStrengths: (0..<1 << count).map { subset(strengths, $0) })
        let reductions = (0..<count).map { measure in
            var sum = [Double](repeating: 0, count: yearCount)
            for others in 0..<1 << count where others & 1 << measure == 0 {
                // |S|! (n − |S| − 1)! / n!
                let weight = 1 / (Double(count) * binomial(count - 1, others.nonzeroBitCount))
                for year in 0..<yearCount {
                    sum[year] += weight * (totals[others][year] - totals[others | 1 << measure][year])
                }
            }
            return sum
        }
        return MeasureContribution(method: .shapley, without: totals[0], reductions: reductions)
    }

    /// Emissions of the scenario's boundary by year, with several sets of strengths. [ktCO₂]
    func totals(ofStrengths variants: [[Double]]) -> [[Double]] {
        let kernel = ScenarioKernel(program: self, space: Workspace(self))
        var none = NoRecord()
        for slot in draws.slots.indices { kernel.space.inputs[measureCount + slot] = Lanes(repeating: 1) }
        return stride(from: 0, to: variants.count, by: Lanes.scalarCount).flatMap { first in
            let batch = variants[first..<min(variants.count, first + Lanes.scalarCount)]
            for measure in 0..<measureCount {
                for (lane, strengths) in batch.enumerated() { kernel.space.inputs[measure][lane] = strengths[measure] }
            }
            kernel.run(recording: &none)
            return batch.indices.map { variant in
                (0..<yearCount).map { total(kernel.space, $0, variant - first) }
            }
        }
    }

    /// The strengths of those measures whose bit is set.
    func subset(_ strengths: [Double], _ bits: Int) -> [Double] {
        strengths.enumerated().map { bits & 1 << $0 == 0 ? 0 : $1 }
    }

    private func binomial(_ from: Int, _ chosen: Int) -> Double {
        (0..<chosen).reduce(1) { $0 * Double(from - $1) / Double($1 + 1) }
    }
}

/// What a tonne costs that a measure takes away (减排成本).
extension MeasureContribution {
    /// Money over carbon from a year to the last, neither discounted; `nil` where no cost is given or nothing is taken away.
    /// [CNY/tCO₂]
    public func costPerTonne(of measure: Int, in scenario: Scenario) -> Double? {
        let item = scenario.measures[measure]
        guard let cost = item.cost else { return nil }
        let carbon = reductions[measure].reduce(0, +)
        guard carbon > 0 else { return nil }
        let money = zip(scenario.parameters[cost].path, scenario.years).reduce(0) { sum, year in
            sum + year.0 * item.strength * (year.1 >= item.start ? 1 : 0)
        }
        // 10^6 CNY over kt is 1,000 CNY over t.
        return money * 1_000 / carbon
    }
}
