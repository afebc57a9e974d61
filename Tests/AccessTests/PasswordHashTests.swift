import Foundation
import Testing

@testable import Access

@Suite("Stored passwords")
struct PasswordHashTests {
    @Test(
        "scrypt gives the examples of RFC 7914 §12",
        arguments: [
            (
                "", "", 4, 1, 1,
                "d9ZXYjhleyA7GcpCwYoEl/FrSETjB0ro39/6P+3iFEL80Aad7QlI+DJqdToPyB8X6NPg+y4NNijPNeIMONGJBg"
            ),
            (
                "password", "NaCl", 10, 8, 16,
                "/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA"
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"
            ),
        ]
    )
    func printedExamples(password: String, salt: String, logN: Int, r: Int, p: Int, expected: String) throws {
        let cost = try #require(ScryptCost(logN: logN, r: r, p: p))
        let hash = try PasswordHash(password, cost: cost, salt: Array(salt.utf8), length: 64)
        #expect(hash.phc.split(separator: "$").last.map(String.init) == expected)
    }

    @Test("a hash made by Python's hashlib is read, fits its password and no other, however it was typed")
    func otherProgram() throws {
        let stored = "$scrypt$ln=4,r=1,p=1$AAECAwQFBgcICQoLDA0ODw$7XKicd47SohJEwt2ZvVMGRosy67JOCiOrX0oq3yVPCE"
        let hash = try #require(PasswordHash(phc: stored))
        #expect(hash.phc == stored)
        #expect(try hash.matches("caf\u{E9} au lait, deux"))
        #expect(try hash.matches("cafe\u{301} au lait, deux"))
        #expect(try !hash.matches("cafe au lait, deux"))
        #expect(try !hash.matches(""))
    }

    @Test("each hash has a salt of its own and says what it cost")
    func fresh() throws {
        let first = try PasswordHash("four words of mine", cost: .quick)
        let second = try PasswordHash("four words of mine", cost: .quick)
        #expect(first.phc != second.phc && first.phc.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
        let read = try #require(PasswordHash(phc: first.phc))
        #expect(try read.matches("four words of mine"))
        #expect(!read.needsRehash(.quick) && read.needsRehash(.standard))
        #expect(ScryptCost.standard == ScryptCost(logN: 14, r: 8, p: 5))
    }

    @Test(
        "what is no hash of ours, or asks for more than a server should give, is not read",
        arguments: [
            "", "secret", "$scrypt$ln=4,r=1$AAAA$AAAA", "$argon2id$ln=4,r=1,p=1$AAECAwQFBgcICQoLDA0ODw$AAAA",
            "$scrypt$ln=30,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$7XKicd47SohJEwt2ZvVMGRosy67JOCiOrX0oq3yVPCE",
            "$scrypt$ln=20,r=32,p=1$AAECAwQFBgcICQoLDA0ODw$7XKicd47SohJEwt2ZvVMGRosy67JOCiOrX0oq3yVPCE",
            "$scrypt$ln=4,r=1,p=1$AAECAwQFBgcICQoLDA0ODw$AAAA", "$scrypt$ln=4,r=1,p=1$AAEC$",
            "$scrypt$r=1,ln=4,p=1$AAECAwQFBgcICQoLDA0ODw$7XKicd47SohJEwt2ZvVMGRosy67JOCiOrX0oq3yVPCE",
        ]
    )
    func malformed(text: String) { #expect(PasswordHash(phc: text) == nil) }
}

@Suite("Which passwords are taken")
struct PasswordRulesTests {
    private func refusal(_ password: String) -> PasswordRules.Refusal? {
        do {
            try PasswordRules.check(password, personal: ["wanggang", "示例王刚", "wanggang@example.cn"])
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "long and not guessable is enough, in any language",
        arguments: [
            "correct horse, four staples", "春江潮水连海平海上明月共", "Tr0ub4dor and 3 geese",
            "wanggang likes green tea in the morning",
        ]
    )
    func taken(password: String) { #expect(refusal(password) == nil) }

    @Test("what is short, endless, personal or common is not taken")
    func refused() {
        #expect(refusal("elevenchars") == .tooShort)
        #expect(refusal("春江潮水连海平") == .tooShort)
        #expect(refusal(String(repeating: "ab cd ef ", count: 15)) == .tooLong)
        #expect(refusal("wanggang2026!") == .personal)
        #expect(refusal("WANGGANG-1234") == .personal)
        for common in [
            "aaaaaaaaaaaaaa", "abababababab", "123456789012", "password1234", "Admin@202611", "qwertyuiop[]",
            "1qaz2wsx3edc",
            "abcdefghijkl", "Lianyungang12", "zyxwvutsrqpo",
        ] {
            #expect(refusal(common) == .common, "\(common)")
        }
    }
}
