/// The code of an organisation in China (统一社会信用代码): 18 characters, the last of which checks the others.
///
/// ## References
/// 1. GB 32100-2015, 法人和其他组织统一社会信用代码编码规则.
public struct UnifiedSocialCreditCode: Hashable, Sendable {
    /// The 18 characters, letters in upper case.
    public let text: String

    /// Creates a code from its text; `nil` where the form or the check character is wrong.
    ///
    /// Letters may be lower case.
    public init?(_ text: String) {
        let upper = text.uppercased()
        guard let expected = Self.checkCharacter(of: upper), upper.last == expected else { return nil }
        self.text = upper
    }

    /// The check character that the first 17 characters ask for; `nil` where the text has not the form of a code.
    ///
    /// 31 minus the sum of each character's value times 3^i mod 31, modulo 31.
    public static func checkCharacter(of text: String) -> Character? {
        let values = text.uppercased().prefix(17).compactMap { alphabet.firstIndex(of: $0) }
        guard text.count == 18, values.count == 17, values[2..<8].allSatisfy({ $0 < 10 }) else { return nil }
        var sum = 0
        var weight = 1
        for value in values {
            sum += value * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// Digits and letters without I, O, S, V and Z, which are too much like others.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
}

extension UnifiedSocialCreditCode: CustomStringConvertible {
    /// The 18 characters.
    public var description: String { text }
}
