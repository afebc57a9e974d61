import Documents
import Testing
import Units

@Suite("Numbers in fields")
struct FieldNumberTests {
    @Test(
        "reads plain decimals exactly",
        arguments: [
            ("0", 0, 0), ("12.50", 1_250, -2), ("-12.5", -125, -1), ("+7", 7, 0), (".5", 5, -1), ("5.", 5, 0),
            ("007", 7, 0),
            ("999999999999999999", 999_999_999_999_999_999, 0), ("0.000000000000000001", 1, -18),
        ] as [(String, Int64, Int)]
    )
    func plain(text: String, mantissa: Int64, exponent: Int) {
        #expect(FieldParser.number(text) == FixedPoint(mantissa: mantissa, exponent: exponent))
    }

    @Test("agrees with the parser of Units on plain decimals")
    func agreesWithUnits() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let digits = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                String("0123456789.".randomElement(using: &generator) ?? "0")
            }
            let text = (["", "-", "+"].randomElement(using: &generator) ?? "") + digits.joined()
            #expect(FieldParser.number(text) == FixedPoint(text), "seed 7, \(text)")
        }
    }

    @Test(
        "reads what Chinese input methods type",
        arguments: [
            ("１２．５", "12.5"), ("－３", "-3"), ("\u{2212}3", "-3"), ("＋３", "3"), ("１，２３４．５", "1234.5"), ("１2.５", "12.5"),
            ("\u{3000}12.5\u{3000}", "12.5"), ("\u{A0}12.5", "12.5"), ("  12.5\t", "12.5"), ("\u{FEFF}12", "12"),
        ]
    )
    func fullWidth(text: String, expected: String) {
        #expect(FieldParser.number(text)?.description == expected)
    }

    @Test(
        "reads thousands separators between proper groups",
        arguments: [
            ("1,234.5", "1234.5"), ("1,234,567", "1234567"), ("12,345", "12345"), ("123,456.789", "123456.789"),
            ("1，234", "1234"), ("-1,000", "-1000"),
        ]
    )
    func grouped(text: String, expected: String) {
        #expect(FieldParser.number(text)?.description == expected)
    }

    @Test(
        "refuses groups that may mean something else",
        arguments: [
            "12,5", "1234,567", "1,23", "1,2345", "1,,234", ",123", "1,234,", "1,234,5.6", "1.5,000", "0,125", "00,125",
            "1,234.5,678",
        ]
    )
    func badGroups(text: String) {
        #expect(FieldParser.number(text) == nil)
    }

    @Test(
        "reads scientific notation where it is exact",
        arguments: [
            ("1.2E+05", "120000"), ("1.20e5", "120000"), ("5E-3", "0.005"), ("-1.5E0", "-1.5"),
            ("1E17", "100000000000000000"),
            ("0E+00", "0"), ("1.000E-18", "0.000000000000000001"), ("２．５Ｅ＋２", "250"),
        ]
    )
    func scientific(text: String, expected: String) {
        #expect(FieldParser.number(text)?.description == expected)
    }

    @Test(
        "refuses scientific notation that loses digits or says nothing",
        arguments: [
            "1E18", "1E-19", "1.5E-18", "E5", "1E", "1E+", "1E1.5", "1E1000", "1E5E5", "-E1", "1E-400",
        ]
    )
    func badScientific(text: String) {
        #expect(FieldParser.number(text) == nil)
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", " ", "\u{3000}", "-", ".", "1.2.3", "--1", "1-", "12kWh", "12%", "1 234", "无", "#N/A", "NULL", "NaN",
            "inf", "0x1F",
            "1234567890123456789", "①", "一百", "1\u{0}2", String(repeating: "0", count: 65),
        ]
    )
    func refuses(text: String) {
        #expect(FieldParser.number(text) == nil)
    }

    @Test(
        "tells blank from wrong",
        arguments: [
            ("", true), ("  \t", true), ("\u{3000}", true), ("\u{A0} ", true), ("0", false), ("无", false),
            (" x ", false),
        ]
    )
    func blank(text: String, isBlank: Bool) {
        let result = Array(text.utf8).withUnsafeBytes { FieldParser.isBlank($0) }
        #expect(result == isBlank)
    }

    @Test("bytes that are no text are no number and not blank")
    func damaged() {
        let results = [UInt8(0x31), 0xFF].withUnsafeBytes { (FieldParser.number($0), FieldParser.isBlank($0)) }
        #expect(results.0 == nil)
        #expect(!results.1)
    }

    @Test(
        "trims and folds text",
        arguments: [
            ("\u{3000}３２０７００Ａ００１ ", "320700A001"), ("（一期）", "(一期)"), ("连云港", "连云港"), ("　", ""),
        ]
    )
    func folds(text: String, expected: String) {
        #expect(FieldParser.folded(text) == expected)
    }

    @Test("trims names without changing them")
    func trims() {
        #expect(FieldParser.trimmed("\u{3000}大厦（一期）\u{A0}\n") == "大厦（一期）")
    }
}
