import Testing
import Texts

@Suite("Language")
struct LanguageTests {
    @Test(
        "is the most wanted one that we speak",
        arguments: [
            (String?.none, Language.zhHans), ("", .zhHans), ("fr", .zhHans), ("en-GB,en;q=0.9", .en),
            ("zh-CN,zh;q=0.9,en;q=0.8", .zhHans), ("fr-FR, en;q=0.7, zh;q=0.3", .en),
            ("en;q=0.2, zh-Hans;q=0.9", .zhHans),
            ("en;q=0", .zhHans), (";;;q=,", .zhHans),
        ]
    )
    func preferred(header: String?, expected: Language) {
        #expect(Language.preferred(acceptLanguage: header) == expected)
    }

    @Test(
        "is named by short codes in links",
        arguments: [("zh", Language?.some(.zhHans)), ("EN", .en), ("de", nil), ("", nil)]
    )
    func codes(code: String, expected: Language?) {
        #expect(Language(code: code) == expected)
    }
}

@Suite("Localizer")
struct LocalizerTests {
    let texts = Localizer(
        language: .en,
        texts: [
            "plain.text": "No arguments", "greeting.text": "{1} before {0}", "count.text": "{0} {0|row|rows}",
            "broken.text": "{x} {9} {0",
        ]
    )

    @Test("fills arguments by their numbers")
    func fills() {
        #expect(texts["plain.text"] == "No arguments")
        #expect(texts["greeting.text", "a", "b"] == "b before a")
    }

    @Test("picks the form that fits a count", arguments: [("1", "1 row"), ("0", "0 rows"), ("21", "21 rows")])
    func counts(count: String, expected: String) {
        #expect(texts["count.text", count] == expected)
    }

    @Test("answers with the key where there is no text")
    func missing() {
        #expect(texts["nowhere.text", "a"] == "nowhere.text")
        #expect(!texts.contains("nowhere.text"))
    }

    @Test("leaves what it cannot fill as it stands")
    func broken() {
        #expect(texts["broken.text", "a"] == "{x} {9} {0")
    }

    @Test("never reads an argument as a placeholder")
    func argumentsAreNotPatterns() {
        #expect(texts["greeting.text", "{1}", "{0}"] == "{0} before {1}")
    }

    @Test("refuses what is not a flat object of texts")
    func malformed() {
        #expect(throws: (any Error).self) { try Localizer(language: .en, json: Array(#"{"a": 1}"#.utf8)) }
    }
}
