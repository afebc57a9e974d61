/// The one form in which text leaves this module (文稿归一).
enum ProseText {
    /// Lines end in one line feed; marks of byte order, soft hyphens and joints without width are gone.
    static func normalized(_ text: some StringProtocol) -> String {
        var view = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0A where isAfterReturn, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: continue
            case 0x0B...0x0D, 0x85, 0x2028, 0x2029: view.append("\n")
            default: view.append(scalar)
            }
        }
        return String(view)
    }

    /// Whether a sign is as wide as an ideograph, so that no blank parts it from its neighbour.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x303E, 0x3040...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF,
            0x2_0000...0x3_FFFD, 0x2014, 0x2018...0x201D, 0x2026:
            true
        default: false
        }
    }

    /// Whether a sign is a blank of any width.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    /// Puts the end of a broken line and the beginning of the next together, as they were before the break.
    static func joined(_ left: String, _ right: String) -> String {
        guard let last = left.unicodeScalars.last, let first = right.unicodeScalars.first else { return left + right }
        let touches = isWide(last) || isWide(first) || isBlank(last) || isBlank(first)
        return left + (touches ? "" : " ") + right
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    var withoutOuterBlanks: String {
        let view = unicodeScalars
        guard let first = view.firstIndex(where: { !ProseText.isBlank($0) }),
            let last = view.lastIndex(where: { !ProseText.isBlank($0) })
        else { return "" }
        return String(self[first...last])
    }
}
