/// How a list's number is printed (编号格式).
///
/// ## References
/// 1. ECMA-376 part 1, 17.18.59 ST_NumberFormat.
enum NumberFormat {
    /// A number in a format by its name in the standard; an unknown format prints as decimal.
    static func text(_ number: Int, _ format: String) -> String {
        switch format {
        case "none", "bullet": ""
        case "decimalZero": number < 10 ? "0\(number)" : "\(number)"
        case "decimalFullWidth", "decimalFullWidth2": fullWidth(number)
        case "upperRoman": roman(number).uppercased()
        case "lowerRoman": roman(number)
        case "upperLetter": letters(number).uppercased()
        case "lowerLetter": letters(number)
        case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand":
            counted(number, digits: ordinary, units: ["", "\u{5341}", "\u{767E}", "\u{5343}"], isFormal: false)
        case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital": digitByDigit(number)
        case "chineseLegalSimplified", "ideographLegalTraditional":
            counted(number, digits: formal, units: ["", "\u{62FE}", "\u{4F70}", "\u{4EDF}"], isFormal: true)
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": enclosed(number, from: 0x2460, or: "(\(number))")
        case "decimalEnclosedParen": enclosed(number, from: 0x2474, or: "(\(number))")
        case "decimalEnclosedFullstop": enclosed(number, from: 0x2488, or: "\(number).")
        case "ideographEnclosedCircle": number <= 10 ? enclosed(number, from: 0x3280, or: "") : "(\(number))"
        case "ideographTraditional": cyclic(number, stems)
        case "ideographZodiac": cyclic(number, branches)
        case "numberInDash": "- \(number) -"
        default: padded(number, format)
        }
    }

    // 〇一二三四五六七八九, 零壹贰叁肆伍陆柒捌玖, 甲乙丙丁戊己庚辛壬癸, 子丑寅卯辰巳午未申酉戌亥.
    private static let ordinary = Array(
        "\u{3007}\u{4E00}\u{4E8C}\u{4E09}\u{56DB}\u{4E94}\u{516D}\u{4E03}\u{516B}\u{4E5D}"
    )
    private static let formal = Array(
        "\u{96F6}\u{58F9}\u{8D30}\u{53C1}\u{8086}\u{4F0D}\u{9646}\u{67D2}\u{634C}\u{7396}"
    )
    private static let stems = Array("\u{7532}\u{4E59}\u{4E19}\u{4E01}\u{620A}\u{5DF1}\u{5E9A}\u{8F9B}\u{58EC}\u{7678}")
    private static let branches = Array(
        "\u{5B50}\u{4E11}\u{5BC5}\u{536F}\u{8FB0}\u{5DF3}\u{5348}\u{672A}\u{7533}\u{9149}\u{620C}\u{4EA5}"
    )

    /// Counted with units, one zero between digits that are not neighbours: 一百零五; 十一, formally 壹拾壹.
    private static func counted(_ number: Int, digits: [Character], units: [String], isFormal: Bool) -> String {
        guard (1...9999).contains(number) else { return "\(number)" }
        var text = ""
        var isGap = false
        for (place, unit) in units.enumerated().reversed() {
            let digit = number / [1, 10, 100, 1000][place] % 10
            if digit == 0 {
                isGap = !text.isEmpty
                continue
            }
            if isGap { text += isFormal ? String(digits[0]) : "\u{96F6}" }
            isGap = false
            let isTen = place == 1 && digit == 1 && text.isEmpty && !isFormal
            text += (isTen ? "" : String(digits[digit])) + unit
        }
        return text
    }

    private static func digitByDigit(_ number: Int) -> String {
        String("\(number)".compactMap { $0.wholeNumberValue.map { ordinary[$0] } })
    }

    private static func fullWidth(_ number: Int) -> String {
        String(String.UnicodeScalarView("\(number)".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    }

    private static func enclosed(_ number: Int, from first: UInt32, or other: String) -> String {
        guard (1...20).contains(number), let scalar = Unicode.Scalar(first + UInt32(number) - 1) else { return other }
        return String(Character(scalar))
    }

    private static func cyclic(_ number: Int, _ signs: [Character]) -> String {
        number > 0 ? String(signs[(number - 1) % signs.count]) : "\(number)"
    }

    /// a … z, aa … zz, as word processors go on.
    private static func letters(_ number: Int) -> String {
        guard (1...780).contains(number), let letter = Unicode.Scalar(0x61 + UInt32((number - 1) % 26)) else {
            return "\(number)"
        }
        return String(repeating: String(Character(letter)), count: (number - 1) / 26 + 1)
    }

    private static func roman(_ number: Int) -> String {
        guard (1...3999).contains(number) else { return "\(number)" }
        var rest = number
        var text = ""
        for (value, sign) in [
            (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
            (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
        ] {
            while rest >= value {
                text += sign
                rest -= value
            }
        }
        return text
    }

    /// A format of one's own, such as `001, 002, 003, ...`, is as wide as its first number.
    private static func padded(_ number: Int, _ format: String) -> String {
        let width = min(format.prefix { $0.isASCII && $0.isNumber }.count, 9)
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
