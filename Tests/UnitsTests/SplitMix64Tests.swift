import Testing
import Units

@Suite("SplitMix64")
struct SplitMix64Tests {
    @Test("gives what the reference implementation gives for seed 1234567")
    func reference() {
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in generator.next() as UInt64 } == expected)
    }

    @Test("the mixing alone gives any of its numbers without those before")
    func mixed() {
        let third = SplitMix64.mixed(1_234_567 &+ 3 &* SplitMix64.increment)
        #expect(third == 9_817_491_932_198_370_423)
    }
}
