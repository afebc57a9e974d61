import Foundation

/// The standard normal distribution (标准正态分布).
enum Normal {
    /// The value that is not exceeded with a probability between 0 and 1, both excluded.
    ///
    /// Algorithm AS 241, PPND16: Wichura, Applied Statistics 37 (1988) 477; relative error about 1e-16.
    static func quantile(_ probability: Double) -> Double {
        let centre = probability - 0.5
        guard abs(centre) > 0.425 else {
            let r = 0.180625 - centre * centre
            return centre * ratio(r, middle)
        }
        var r = (-log(centre < 0 ? probability : 1 - probability)).squareRoot()
        let value: Double
        if r <= 5 {
            r -= 1.6
            value = ratio(r, tail)
        } else {
            r -= 5
            value = ratio(r, farTail)
        }
        return centre < 0 ? -value : value
    }

    private typealias Fraction = (above: [Double], below: [Double])

    private static func ratio(_ r: Double, _ fraction: Fraction) -> Double {
        func polynomial(_ terms: [Double]) -> Double { terms.reversed().reduce(0) { $0 * r + $1 } }
        return polynomial(fraction.above) / polynomial(fraction.below)
    }

    private static let middle: Fraction = (
        [
            3.387_132_872_796_366_608, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
            1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
            3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3,
        ],
        [
            1, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083e2, 5.394_196_021_424_751_107_7e3,
            2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061e4, 2.872_908_573_572_194_267_4e4,
            5.226_495_278_852_854_561e3,
        ]
    )
    private static let tail: Fraction = (
        [
            1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5,
            3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 2.417_807_251_774_506_117_7e-1,
            2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_4e-4,
        ],
        [
            1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 6.897_673_349_851_000_045_5e-1,
            1.481_039_764_274_800_745_9e-1, 1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946e-4,
            1.050_750_071_644_416_843_24e-9,
        ]
    )
    private static let farTail: Fraction = (
        [
            6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8,
            2.965_605_718_285_048_912_3e-1, 2.653_218_952_657_612_309_3e-2, 1.242_660_947_388_078_438_6e-3,
            2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
        ],
        [
            1, 5.998_322_065_558_879_376_9e-1, 1.369_298_809_227_358_053_1e-1, 1.487_536_129_085_061_485_25e-2,
            7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5, 1.421_511_758_316_445_888_7e-7,
            2.044_263_103_389_939_785_64e-15,
        ]
    )
}

extension DrawPlan.Slot {
    /// The factor that is not exceeded with a probability between 0 and 1.
    func factor(_ probability: Double) -> Double {
        switch shape {
        case .uniform:
            return low + probability * (high - low)
        case .triangular:
            guard high > low else { return 1 }
            let left = (1 - low) / (high - low)
            return probability < left
                ? low + (probability * (high - low) * (1 - low)).squareRoot()
                : high - ((1 - probability) * (high - low) * (high - 1)).squareRoot()
        case .normal:
            let z = Normal.quantile(probability)
            // 1.645 standard deviations hold 90 % of a normal distribution.
            return max(0, 1 + z * (z < 0 ? 1 - low : high - 1) / 1.644_853_626_951_472_7)
        }
    }
}
