/// Signs of Chinese writing that carry structure (标点), in the one form to which ``FoldedText`` brings them.
enum Sign {
    static let fullStop: Unicode.Scalar = "\u{3002}"
    static let comma: Unicode.Scalar = "\u{FF0C}"
    static let semicolon: Unicode.Scalar = "\u{FF1B}"
    static let colon: Unicode.Scalar = "\u{FF1A}"
    /// 、 between the parts of a list.
    static let listComma: Unicode.Scalar = "\u{3001}"
    static let opening: Unicode.Scalar = "\u{FF08}"
    static let closing: Unicode.Scalar = "\u{FF09}"
    static let titleOpening: Unicode.Scalar = "\u{300A}"
    static let titleClosing: Unicode.Scalar = "\u{300B}"
    static let quoteOpening: Unicode.Scalar = "\u{201C}"
    static let quoteClosing: Unicode.Scalar = "\u{201D}"
    static let newline: Unicode.Scalar = "\n"

    /// What ends a sentence.
    static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        scalar == fullStop || scalar == "\u{FF01}" || scalar == "\u{FF1F}" || scalar == newline
    }

    /// What ends a clause inside a sentence.
    static func endsClause(_ scalar: Unicode.Scalar) -> Bool { scalar == comma || scalar == semicolon }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    /// Whether a scalar is a Latin letter or a digit: where a blank between two of them means something.
    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }

    /// Whether a scalar is a word's part: an ideograph, a letter or a digit.
    static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        isLatin(scalar) || (0x3400...0x9FFF).contains(scalar.value) || (0x2_0000...0x3_FFFF).contains(scalar.value)
    }

    /// A blank in any width, a mark of byte order or a joint without width.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
            true
        default: false
        }
    }
}
