/// SplitMix64 [1, 2]: numbers that look random and are the same on every machine for the same seed (伪随机数).
///
/// For samples that can be drawn again, demonstration data and tests; no protection against guessing.
///
/// ## References
/// 1. G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
/// 2. S. Vigna, splitmix64.c, 2015; dedicated to the public domain.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    /// What the state grows by at each step: 2⁶⁴ over the golden ratio, odd.
    @inlinable
    public static var increment: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    @usableFromInline var state: UInt64

    /// Starts at a seed.
    @inlinable
    public init(seed: UInt64) { state = seed }

    /// The next number.
    @inlinable
    public mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// What comes out of a state: every bit of it bears on every bit of the result, and no two states give the same.
    @inlinable
    public static func mixed(_ state: UInt64) -> UInt64 {
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
