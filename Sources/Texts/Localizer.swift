import FoundationEssentials

/// The name of a text (文案键), flat and qualified: `feature.subject.use`.
public struct TextKey: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// The name.
    public let rawValue: String

    /// Creates a key.
    public init(_ rawValue: String) { self.rawValue = rawValue }
    /// Creates a key from a literal.
    public init(stringLiteral value: String) { rawValue = value }
}

/// The texts of one language (本地化文案).
///
/// `{0}`, `{1}` … stand for arguments. `{0|building|buildings}` picks a form by the argument: the first where it is
/// `1`, else the second. A key without a text answers with itself, so that a page never fails for a missing word;
/// tests keep that from happening.
public struct Localizer: Sendable {
    /// The language of the texts.
    public let language: Language
    private let texts: [String: String]

    /// Reads texts from the bytes of a flat JSON object.
    public init(language: Language, json: [UInt8]) throws {
        self.init(language: language, texts: try JSONDecoder().decode([String: String].self, from: Data(json)))
    }

    /// Creates a localizer over given texts.
    public init(language: Language, texts: [String: String]) {
        self.language = language
        self.texts = texts
    }

    /// The number style of the language.
    public var numbers: NumberStyle { NumberStyle(language: language) }
    /// The date style of the language.
    public var dates: DateStyle { DateStyle(language: language) }

    /// All keys, sorted.
    public var keys: [String] { texts.keys.sorted() }

    /// Whether there is a text for a key.
    public func contains(_ key: TextKey) -> Bool { texts[key.rawValue] != nil }

    /// The text of a key with its arguments filled in.
    public subscript(_ key: TextKey, _ arguments: String...) -> String { text(key, arguments) }

    /// The text of a key with its arguments filled in.
    public func text(_ key: TextKey, _ arguments: [String]) -> String {
        guard let pattern = texts[key.rawValue] else { return key.rawValue }
        guard pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
        var result = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += Self.fill(rest[rest.index(after: open)..<close], arguments)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func fill(_ placeholder: Substring, _ arguments: [String]) -> String {
        let parts = placeholder.split(separator: "|", omittingEmptySubsequences: false)
        guard let number = parts.first.flatMap({ Int($0) }), arguments.indices.contains(number) else {
            return "{\(placeholder)}"
        }
        guard parts.count == 3 else { return arguments[number] }
        return String(arguments[number] == "1" ? parts[1] : parts[2])
    }
}
