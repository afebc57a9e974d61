import Foundation

/// Which passwords are taken (口令规则), after NIST SP 800-63B §5.1.1: long, not guessable, no rules of composition.
public enum PasswordRules {
    /// Why a password is not taken.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// Fewer than ``PasswordRules/shortest`` characters.
        case tooShort
        /// More than ``PasswordRules/longest`` bytes.
        case tooLong
        /// It holds the login, the name or the address of the person, or little else.
        case personal
        /// It stands on every attacker's list, or repeats one character or a row of keys.
        case common
        /// It is the one that is to be changed.
        case unchanged
    }

    /// The fewest characters.
    public static let shortest = 12
    /// The most bytes, so that nobody makes the server hash a book.
    public static let longest = 128

    /// One form of a text for all ways to type it (Unicode NFKC).
    static func normal(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

    /// Refuses a password that is easy to guess.
    ///
    /// - Parameters:
    ///   - password: the password.
    ///   - personal: what others know of the person: login, name, mail address.
    /// - Throws: ``Refusal``.
    public static func check(_ password: String, personal: [String]) throws(Refusal) {
        let normal = normal(password)
        guard normal.utf8.count <= longest else { throw .tooLong }
        guard normal.count >= shortest else { throw .tooShort }
        let plain = normal.lowercased()
        let known = personal.flatMap { [$0] + $0.split(separator: "@").prefix(1).map(String.init) }
            .map { $0.lowercased() }
        // A short name may be part of a long sentence; it must not be most of the password.
        if known.contains(where: { $0.count >= 3 && plain.contains($0) && plain.count - $0.count < 8 }) {
            throw .personal
        }
        if isCommon(plain) { throw .common }
    }

    private static func isCommon(_ plain: String) -> Bool {
        if Set(plain).count < 5 { return true }
        let letters = plain.filter(\.isLetter)
        // A common word with digits and signs around it is the first thing that is tried.
        if commonWords.contains(letters) && plain.count - letters.count < 8 { return true }
        if commonPasswords.contains(plain) { return true }
        return rows.contains { row in longestRun(of: plain, in: row) * 3 >= plain.count * 2 }
    }

    /// The longest part of a text that runs along a row of keys, in either direction.
    private static func longestRun(of text: String, in row: String) -> Int {
        let places = Dictionary(row.enumerated().map { ($1, $0) }) { first, _ in first }
        var best = 0
        for step in [1, -1] {
            var run = 0
            var last: Int?
            for character in text {
                let place = places[character]
                run = place == nil ? 0 : (last.map { $0 + step } == place ? run + 1 : 1)
                best = max(best, run)
                last = place
            }
        }
        return best
    }

    private static let rows = [
        "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
        "1qaz2wsx3edc4rfv5tgb6yhn",
        "!@#$%^&*()_+", "1q2w3e4r5t6y7u8i9o0p",
    ]

    private static let commonWords: Set<String> = [
        "", "password", "passw", "passwd", "pass", "admin", "administrator", "root", "user", "test", "guest", "welcome",
        "letmein", "iloveyou", "woaini", "dragon", "monkey", "football", "sunshine", "princess", "master", "shadow",
        "superman",
        "changeme", "default", "secret", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abc", "abcd", "abcde",
        "abcdef", "qaz",
        "qazwsx", "wsx", "tanfeng", "lianyungang", "tianjin", "beijing", "shanghai", "china", "zhongguo", "mima",
        "nihao",
        "huawei", "system", "server", "manager", "p@ssword", "pw", "aa", "a", "aaa", "qq", "wang", "zhang", "liu",
        "chen",
    ]

    private static let commonPasswords: Set<String> = [
        "correcthorsebatterystaple", "iloveyouforever", "thisismypassword", "mypassword123", "passwordpassword",
        "1qaz2wsx3edc", "1q2w3e4r5t6y", "qazwsxedcrfv", "qwertyqwerty", "adminadminadmin", "p@ssw0rd1234",
        "p@ssw0rd123!",
        "q1w2e3r4t5y6", "zaq12wsxcde3", "5201314520131", "woaini1314520", "woaini5201314",
    ]
}
