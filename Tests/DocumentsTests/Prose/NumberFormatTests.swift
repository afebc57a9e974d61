import Testing

@testable import Documents

@Suite("numbers of lists") struct NumberFormatTests {
    @Test(
        "are printed as ECMA-376 part 1, 17.18.59 shows them",
        arguments: [
            ("chineseCounting", [1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 100: "一百", 105: "一百零五", 110: "一百一十"]),
            ("chineseCountingThousand", [9: "九", 12: "十二", 99: "九十九", 1001: "一千零一", 1010: "一千零一十"]),
            ("ideographDigital", [10: "一〇", 25: "二五"]), ("chineseLegalSimplified", [1: "壹", 10: "壹拾", 23: "贰拾叁"]),
            ("decimal", [0: "0", 14: "14"]), ("decimalZero", [3: "03", 12: "12"]), ("decimalFullWidth", [12: "１２"]),
            ("decimalEnclosedCircle", [1: "①", 20: "⑳", 21: "(21)"]), ("decimalEnclosedParen", [1: "⑴"]),
            ("decimalEnclosedFullstop", [2: "⒉"]), ("ideographTraditional", [1: "甲", 11: "甲"]),
            ("ideographZodiac", [12: "亥"]), ("upperRoman", [4: "IV", 1999: "MCMXCIX"]), ("lowerRoman", [9: "ix"]),
            ("upperLetter", [1: "A", 27: "AA"]), ("lowerLetter", [26: "z", 54: "bbb"]), ("none", [1: ""]),
            ("001, 002, 003, ...", [7: "007", 1234: "1234"]), ("unheardOf", [5: "5"]),
        ]
    )
    func formats(format: String, printed: [Int: String]) {
        for (number, text) in printed { #expect(NumberFormat.text(number, format) == text, "\(format) \(number)") }
    }
}
