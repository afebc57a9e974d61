import Testing

@testable import Texts

@Suite("Number style")
struct NumberStyleTests {
    let chinese = NumberStyle(language: .zhHans)
    let english = NumberStyle(language: .en)

    @Test(
        "rounds as the examples of GB/T 8170-2008, clause 3.2 and 3.3",
        arguments: [
            (12.1498, 0, "12"), (12.1498, 1, "12.1"), (10.5002, 0, "11"), (1.050, 1, "1.0"), (0.35, 1, "0.4"),
            (-0.0365, 3, "−0.036"), (97.46, 0, "97"), (15.4546, 0, "15"), (0.0325, 3, "0.032"), (0.5, 0, "0"),
            (1.5, 0, "2"), (2.5, 0, "2"), (2.345, 2, "2.34"), (2.355, 2, "2.36"), (2.3450001, 2, "2.35"),
        ]
    )
    func roundsHalfToEven(value: Double, decimals: Int, expected: String) {
        #expect(english.decimal(value, decimals: decimals) == expected)
    }

    @Test(
        "rounds to hundreds and thousands where asked",
        arguments: [(1_268.0, -2, "1,300"), (2_500, -3, "2,000"), (3_500, -3, "4,000")]
    )
    func roundsLeftOfThePoint(value: Double, decimals: Int, expected: String) {
        #expect(english.decimal(value, decimals: decimals) == expected)
    }

    @Test("carries a rounded nine to the next place")
    func carries() {
        #expect(english.decimal(9.96) == "10.0")
        #expect(english.decimal(999_999.96) == "1,000,000.0")
        #expect(english.decimal(0.96, decimals: 0) == "1")
    }

    @Test("writes tiny and huge numbers in full")
    func exponents() {
        #expect(english.decimal(1e-7, decimals: 2) == "0.00")
        #expect(english.decimal(5.4e-5, decimals: 5) == "0.00005")
        #expect(english.decimal(1.5e16, decimals: 0) == "15,000,000,000,000,000")
    }

    @Test("writes a real minus sign, but none before zero")
    func minus() {
        #expect(english.decimal(-1_234.5) == "−1,234.5")
        #expect(english.decimal(-0.01) == "0.0")
        #expect(english.integer(-18_462) == "−18,462")
    }

    @Test("writes a dash where there is no number", arguments: [Double?.none, .nan, .infinity])
    func none(value: Double?) {
        #expect(chinese.decimal(value) == "—")
        #expect(chinese.percent(value) == "—")
        #expect(chinese.decimal(value, in: .tenThousand) == "—")
    }

    @Test("scales to ten thousands and hundred millions in Chinese only")
    func scales() {
        #expect(chinese.scale(for: 9_999) == .one)
        #expect(chinese.scale(for: 48_600) == .tenThousand)
        #expect(chinese.scale(for: -2e8) == .hundredMillion)
        #expect(english.scale(for: 2e8) == .one)
        #expect(chinese.decimal(48_600, in: .tenThousand) == "4.86")
        #expect(chinese.decimal(1_911_400, in: .tenThousand) == "191.1")
        #expect(chinese.decimal(500, in: .tenThousand, decimals: 1) == "0.0")
    }

    @Test("shifts a share to percent in decimal digits")
    func percent() {
        #expect(english.percent(0.285) == "28.5")
        #expect(english.percent(0.0725, decimals: 1) == "7.2")
        #expect(english.percent(1, decimals: 0) == "100")
    }

    @Test("signs a change")
    func signed() {
        #expect(english.signed(1.1) == "+1.1")
        #expect(english.signed(-2.6) == "−2.6")
        #expect(english.signed(0.01) == "0.0")
    }

    @Test("agrees with the binary rounding wherever no five decides", arguments: 0..<200)
    func agreesWithBinaryRounding(seed: Int) {
        let value = Double(seed) * 7.318_1 + 0.001
        let decimal = english.decimal(value, decimals: 2).filter { $0 != "," }
        #expect(Double(decimal).map { abs($0 - value) <= 0.005 + 1e-9 } == true)
    }
}
