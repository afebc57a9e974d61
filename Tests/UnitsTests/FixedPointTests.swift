import Testing
import Units

@Suite("Fixed point")
struct FixedPointTests {
    @Test(
        "parses decimals exactly and keeps the decimals on paper",
        arguments: [
            ("0", 0, 0), ("12.30", 1_230, -2), ("-12.30", -1_230, -2), ("+5", 5, 0), (".5", 5, -1), ("5.", 5, 0),
            ("000123", 123, 0), ("0.000", 0, -3), ("-0", 0, 0), ("999999999999999999", 999_999_999_999_999_999, 0),
            ("0.000000000000000001", 1, -18), ("000000000000000000000001", 1, 0),
        ] as [(String, Int64, Int)]
    )
    func parses(text: String, mantissa: Int64, exponent: Int) throws {
        let value = try #require(FixedPoint(text))
        #expect(value.mantissa == mantissa)
        #expect(value.exponent == exponent)
    }

    @Test(
        "refuses what is no plain decimal",
        arguments: [
            "", "-", "+", ".", "-.", "1.2.3", "1,234", "1e5", " 1", "1 ", "--1", "1-", "１", "0x10", "nan",
            "1234567890123456789",
            "0.0000000000000000001",
        ]
    )
    func refuses(text: String) {
        #expect(FixedPoint(text) == nil)
    }

    @Test("writes what it read", arguments: ["0", "12.30", "-12.30", "0.5", "-0.05", "999999999999999999", "0.000"])
    func writes(text: String) throws {
        #expect(try #require(FixedPoint(text)).description == text)
    }

    @Test("writes large exponents in plain digits")
    func writesPowers() {
        #expect(FixedPoint(mantissa: 12, exponent: 3).description == "12000")
        #expect(FixedPoint(mantissa: 0, exponent: 3).description == "0")
        #expect(FixedPoint(mantissa: .min, exponent: -1).description == "-922337203685477580.8")
    }

    @Test("survives the way through text with any mantissa and exponent")
    func roundTrip() throws {
        var generator = SplitMix64(seed: 20_260_101)
        for _ in 0..<2_000 {
            let digits = Int.random(in: 1...18, using: &generator)
            let mantissa = Int64.random(
                in: -FixedPoint.powers[digits] + 1..<FixedPoint.powers[digits],
                using: &generator
            )
            let value = FixedPoint(mantissa: mantissa, exponent: Int.random(in: -18...0, using: &generator))
            #expect(try #require(FixedPoint(value.description)) == value, "seed 20260101, \(value)")
        }
    }

    @Test(
        "changes its exponent only where no digit is lost",
        arguments: [
            (1_230, -2, -1, 123), (1_230, -2, -3, 12_300), (1_230, -2, 0, nil), (5, 0, -18, 5_000_000_000_000_000_000),
            (10, 0, -18, nil), (0, -5, 7, 0), (1, 0, -19, nil), (-1_230, -2, -1, -123), (-1_235, -2, -1, nil),
        ] as [(Int64, Int, Int, Int64?)]
    )
    func rescales(mantissa: Int64, exponent: Int, target: Int, expected: Int64?) {
        #expect(FixedPoint(mantissa: mantissa, exponent: exponent).mantissa(atExponent: target) == expected)
    }

    @Test("multiplies exactly and says when it cannot")
    func multiplies() {
        let ratio = FixedPoint(mantissa: 15, exponent: -1)
        let product = FixedPoint(mantissa: 1_230, exponent: -2).multiplied(by: ratio)
        #expect(product == FixedPoint(mantissa: 18_450, exponent: -3))
        #expect(product?.doubleValue == 18.45)
        #expect(FixedPoint(mantissa: .max).multiplied(by: FixedPoint(mantissa: 2)) == nil)
    }

    @Test(
        "compares by value across exponents",
        arguments: [
            ("1.5", "1.50", false), ("1.50", "1.5", false), ("1.5", "1.51", true), ("-2", "-1.99", true),
            ("999999999999999999", "0.000000000000000001", false), ("0.000000000000000001", "999999999999999999", true),
            ("0", "0.00", false), ("-0.1", "0", true),
        ]
    )
    func compares(left: String, right: String, isLess: Bool) throws {
        let left = try #require(FixedPoint(left))
        let right = try #require(FixedPoint(right))
        #expect((left < right) == isLess)
    }

    @Test("becomes the nearest Double", arguments: ["0.1", "12345.678", "-0.05", "999999999999.999", "3"])
    func double(text: String) throws {
        #expect(try #require(FixedPoint(text)).doubleValue == Double(text))
    }

    @Test("tables the powers of ten")
    func powers() {
        #expect(FixedPoint.powers.count == 19)
        #expect(FixedPoint.powers.last == 1_000_000_000_000_000_000)
    }
}
