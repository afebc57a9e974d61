/// Numbers that look random and depend on nothing but their key (SplitMix64), the same on every machine.
///
/// ## References
/// 1. G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
struct Noise {
    let seed: UInt64

    /// Noise of its own for a part of the city.
    func stream(_ key: Int) -> Noise {
        Noise(seed: Self.mixed(seed &+ UInt64(truncatingIfNeeded: key) &* 0x9E37_79B9_7F4A_7C15))
    }

    /// A number in 0..<1.
    func value(_ index: Int) -> Double {
        let bits = Self.mixed(seed &+ (UInt64(truncatingIfNeeded: index) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
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

    private static func mixed(_ key: UInt64) -> UInt64 {
        var bits = key
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension Int {
    /// The quotient rounded towards minus infinity.
    fileprivate func flooredQuotient(_ divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
