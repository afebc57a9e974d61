import Units

extension ScenarioProgram {
    /// The part of the variance of a year's emissions that each input explains for itself (一阶 Sobol 指数).
    ///
    /// S = mean(f(B)·(f(Aᵢ) − f(A))) / var f, with Aᵢ the draws A whose input i is that of B: Saltelli et al., Computer Physics
    /// Communications 181 (2010) 259, table 2. Inputs are drawn independently of each other here. The error shrinks with the
    /// root of the number of draws; a small index can come out below zero. Progress is told as for
    /// ``odds(draws:seed:threads:strengths:progress:)``, over (inputs + 2) × draws.
    public func sobol(
        ofYear year: Int,
        draws count: Int,
        seed: UInt64,
        progress: (@Sendable (_ done: Int) -> Void)? = nil
    ) throws -> [(input: String, index: Double)] {
        let strengths = scenario.measures.map(\.strength)
        let place = year - scenario.years.lowerBound
        func outcome(_ drawn: [[Double]]) throws -> [Double] {
            let factors = draws.slots.map { slot in drawn[slot.input].map(slot.factor) }
            let batches = 0..<(count + Lanes.scalarCount - 1) / Lanes.scalarCount
            let totals = try totals(batches, count, factors, strengths, progress)
            return stride(from: place, to: totals.count, by: yearCount).map { totals[$0] }
        }
        let first = drawn(count, seed: seed, isIndependent: true).values
        let second = drawn(count, seed: SplitMix64.mixed(seed), isIndependent: true).values
        let (ofFirst, ofSecond) = (try outcome(first), try outcome(second))
        let all = ofFirst + ofSecond
        let mean = all.reduce(0, +) / Double(all.count)
        let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
        return try draws.inputs.enumerated().map { input, name in
            guard variance > 0 else { return (name, 0) }
            var mixed = first
            mixed[input] = second[input]
            let ofMixed = try outcome(mixed)
            var sum = 0.0
            // Centred, which leaves the mean of the estimate and takes away most of its spread.
            for draw in 0..<count { sum += (ofSecond[draw] - mean) * (ofMixed[draw] - ofFirst[draw]) }
            return (name, sum / Double(count) / variance)
        }
    }
}
