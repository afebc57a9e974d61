/// The least effort after which a peak in time is likely (最小努力).
///
/// Effort is the sum of strengths. Only measures that take emissions away in the year of the question are searched; others, such
/// as more electricity from a grid that still burns coal, stay as planned. First all are strengthened together until the odds
/// suffice, then one after the other is eased as far as they still do, those that contribute least first. That finds a point
/// from which no single measure can be eased; a mix with less effort may exist.
public struct LeastEffort: Sendable {
    /// Strengths, in the order of measures; `nil` where not even the strongest suffices.
    public let strengths: [Double]?
    /// The odds with ``strengths``, or with everything at its strongest.
    public let probability: Double

    /// How strong a measure may become, unless it is planned stronger.
    public static let strongest = 2.0
    /// How finely strengths are searched.
    public static let step = 0.05
}

extension ScenarioProgram {
    /// Searches the least effort.
    ///
    /// - Parameters:
    ///   - wanted: the odds that suffice.
    ///   - year: by when emissions must have peaked.
    ///   - count: draws of each try.
    ///   - seed: of all tries, so that they differ in strengths only.
    ///   - progress: told now and then how many draws are done.
    /// - Returns: the strengths found.
    /// - Throws: `CancellationError`.
    public func leastEffort(
        for wanted: Double = 0.9,
        peakBy year: Int,
        draws count: Int,
        seed: UInt64,
        progress: (@Sendable (_ done: Int) -> Void)? = nil
    ) throws -> LeastEffort {
        let factors = factors(drawn(count, seed: seed))
        let batches = 0..<(count + Lanes.scalarCount - 1) / Lanes.scalarCount
        func odds(_ strengths: [Double]) throws -> Double {
            let totals = try totals(batches, count, factors, strengths, progress)
            return PeakOdds(scenario, seed: seed, totals: totals, inputs: []).probability(ofPeakBy: year)
        }
        let planned = scenario.measures.map(\.strength)
        let steps = Int((LeastEffort.strongest / LeastEffort.step).rounded())
        let place = min(max(0, year - scenario.years.lowerBound), yearCount - 1)
        let weights = contributions().reductions.map { $0[place] }
        func scaled(_ step: Int) -> [Double] {
            zip(planned, weights).map { strength, weight in
                let stronger = min(max(strength, LeastEffort.strongest), strength * Double(step) * LeastEffort.step)
                return weight > 0 ? stronger : strength
            }
        }
        guard try odds(scaled(steps)) >= wanted else {
            return LeastEffort(strengths: nil, probability: try odds(scaled(steps)))
        }
        var (low, high) = (-1, steps)
        while high - low > 1 {
            let middle = (low + high) / 2
            if try odds(scaled(middle)) >= wanted { high = middle } else { low = middle }
        }
        var strengths = scaled(high)
        let order = strengths.indices.filter { weights[$0] > 0 }.sorted { (weights[$0], $0) < (weights[$1], $1) }
        for measure in order {
            var (enough, tooLittle) = (Int((strengths[measure] / LeastEffort.step).rounded(.up)), -1)
            while enough - tooLittle > 1 {
                let middle = (enough + tooLittle) / 2
                var eased = strengths
                eased[measure] = Double(middle) * LeastEffort.step
                if try odds(eased) >= wanted { enough = middle } else { tooLittle = middle }
            }
            strengths[measure] = min(strengths[measure], Double(enough) * LeastEffort.step)
        }
        return LeastEffort(strengths: strengths, probability: try odds(strengths))
    }
}
