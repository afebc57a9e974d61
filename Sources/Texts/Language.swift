/// A language of the interface (界面语言).
public enum Language: String, Sendable, CaseIterable {
    /// Simplified Chinese, the language that is always complete.
    case zhHans = "zh-Hans"
    /// English.
    case en

    /// The BCP 47 tag, as in `<html lang>`.
    public var tag: String { rawValue }

    /// The file in `Resources` that holds this language's texts.
    public var fileName: String { "\(rawValue).json" }

    /// The language meant by a short code from a link or cookie, such as `zh` or `en`; `nil` for anything else.
    public init?(code: some StringProtocol) {
        switch code.lowercased() {
        case "zh", "zh-hans", "zh-cn": self = .zhHans
        case "en", "en-gb", "en-us": self = .en
        default: return nil
        }
    }

    /// The best language for an `Accept-Language` header: the first of the highest weight that we speak.
    ///
    /// Returns ``zhHans`` where none matches.
    public static func preferred(acceptLanguage header: String?) -> Language {
        guard let header else { return .zhHans }
        var best: (language: Language, weight: Double)?
        for item in header.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = parts.first?.lowercased(), let primary = tag.split(separator: "-").first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            guard weight > 0, let language = Language(code: primary), weight > best?.weight ?? 0 else { continue }
            best = (language, weight)
        }
        return best?.language ?? .zhHans
    }
}
