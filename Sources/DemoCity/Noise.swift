import Units

/// Numbers that look random and depend on nothing but their key (``SplitMix64``), the same on every machine.
struct Noise {
    let seed: UInt64

    /// Noise of its own for a part of the city.
    func stream(_ key: Int) -> Noise {
        Noise(seed: SplitMix64.mixed(seed &+ UInt64(truncatingIfNeeded: key) &* SplitMix64.increment))
    }

    /// A number in 0..<1.
    func value(_ index: Int) -> Double {
        let bits = SplitMix64.mixed(seed &+ (UInt64(truncatingIfNeeded: index) &+ 1) &* SplitMix64.increment)
        return Double(bits >> 11) * 0x1p-53
    }

    /// A number in a range.
    func value(_ index: Int, in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * value(index)
    }

    /// A number in −1..<1 that wanders slowly: halfway between two neighbours of `period` it is their mean.
    func wander(_ index: Int, period: Int) -> Double {
        let step = index.flooredQuotient(period)
        let share = Double(index - step * period) / Double(period)
        return 2 * (value(step) * (1 - share) + value(step + 1) * share) - 1
    }
}
