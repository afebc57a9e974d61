import Foundation
import Testing

@testable import Texts

@Suite("Text files")
struct TextFilesTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    static func texts(_ language: Language) throws -> [String: String] {
        let file = root.appending(path: "Sources/Texts/Resources/\(language.fileName)")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    @Test("have the same keys")
    func sameKeys() throws {
        let chinese = try Self.texts(.zhHans)
        let english = try Self.texts(.en)
        #expect(Set(chinese.keys).symmetricDifference(english.keys).sorted() == [])
        #expect(chinese.values.allSatisfy { !$0.isEmpty } && english.values.allSatisfy { !$0.isEmpty })
    }

    @Test("have the same placeholders")
    func samePlaceholders() throws {
        let english = try Self.texts(.en)
        for (key, text) in try Self.texts(.zhHans) {
            #expect(Self.placeholders(text) == Self.placeholders(english[key] ?? ""), "\(key)")
        }
    }

    @Test("name no placeholder beyond those given before it")
    func placeholdersAreDense() throws {
        for (key, text) in try Self.texts(.zhHans) {
            let numbers = Self.placeholders(text)
            #expect(numbers == Set(0..<numbers.count), "\(key)")
        }
    }

    @Test("hold no Chinese in English, but for names")
    func englishIsEnglish() throws {
        let named: Set = ["site.otherName", "language.other"]
        for (key, text) in try Self.texts(.en) where !named.contains(key) {
            #expect(text.unicodeScalars.allSatisfy { !(0x3400...0x9FFF).contains($0.value) }, "\(key): \(text)")
        }
    }

    @Test("hold every key that Swift code names")
    func keysOfCode() throws {
        let known = Set(try Self.texts(.zhHans).keys)
        let prefixes = Set(known.compactMap { $0.split(separator: ".").first })
        for (file, source) in try Self.sources("swift", of: "Sources/Web")
            + Self.sources("swift", of: "Sources/tanfeng")
        {
            for literal in Self.keys(in: source) where prefixes.contains(literal.split(separator: ".")[0]) {
                #expect(known.contains(literal), "\(file): \(literal)")
            }
        }
    }

    @Test("hold every key that a template names")
    func keysOfTemplates() throws {
        let known = Set(try Self.texts(.zhHans).keys)
        let templates = try Self.sources("mustache")
        #expect(!templates.isEmpty)
        for (file, source) in templates {
            for match in source.matches(of: /\{\{#t\}\}(.*?)\{\{\/t\}\}/) {
                #expect(known.contains(String(match.output.1)), "\(file): \(match.output.1)")
            }
        }
    }

    /// Plain placeholders; forms such as `{0|row|rows}` may stand in one language alone.
    private static func placeholders(_ text: String) -> Set<Int> {
        Set(text.matches(of: /\{(\d+)\}/).compactMap { Int($0.output.1) })
    }

    /// Literals of keys: an argument of a localizer, or what is made a ``TextKey``.
    private static func keys(in source: String) -> [String] {
        let asked = source.matches(of: /texts\[\s*"([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/).map { String($0.output.1) }
        let made = source.matches(of: /(?:texts\.text|TextKey)\("([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)"/)
            .map { String($0.output.1) }
        let chosen = source.matches(
            of: /[?:] "((?:metering|carbon|explain|empty|buildings|severity|unit)\.[A-Za-z0-9.]+)"/
        )
        .map { String($0.output.1) }
        return asked + made + chosen
    }

    private static func sources(_ kind: String, of path: String = "Sources") throws -> [(String, String)] {
        let folder = root.appending(path: path)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == kind }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }
}
