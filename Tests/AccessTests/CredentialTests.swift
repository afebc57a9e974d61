import Foundation
import Testing

@testable import Access

@Suite("Codes of the second factor")
struct TOTPTests {
    private let example = TOTP(secret: Array("12345678901234567890".utf8))

    @Test(
        "codes are those of RFC 6238 appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ]
    )
    func printedExamples(seconds: Int64, code: String) {
        #expect(example.code(step: TOTP.step(at: seconds), digits: 8) == code)
        #expect(example.code(step: TOTP.step(at: seconds)) == String(code.suffix(6)))
    }

    @Test("secrets are written as in RFC 4648 §10")
    func base32() {
        let examples = [
            "": "", "f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ", "fooba": "MZXW6YTB",
            "foobar": "MZXW6YTBOI",
        ]
        for (text, expected) in examples { #expect(Base32.encode(Array(text.utf8)) == expected) }
        #expect(example.secretText == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(
            example.uri(issuer: "碳峰", account: "li.hua@example.cn")
                == "otpauth://totp/%E7%A2%B3%E5%B3%B0:li.hua%40example.cn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E7%A2%B3%E5%B3%B0&algorithm=SHA1&digits=6&period=30"
        )
    }

    @Test("a code counts one step early and one late, and only once")
    func window() {
        let now: Int64 = 1_111_111_109
        let step = TOTP.step(at: now)
        for offset in -1...1 {
            let code = example.code(step: step + Int64(offset))
            #expect(example.step(of: code, now: now, after: nil) == step + Int64(offset))
        }
        #expect(example.step(of: example.code(step: step + 2), now: now, after: nil) == nil)
        #expect(example.step(of: example.code(step: step - 2), now: now, after: nil) == nil)
        let code = example.code(step: step)
        #expect(example.step(of: code, now: now, after: step) == nil)
        #expect(example.step(of: code, now: now, after: step - 1) == step)
        #expect(example.step(of: "081 804", now: now, after: nil) == step)
        for wrong in ["", "81804", "0818040", "abcdef"] {
            #expect(example.step(of: wrong, now: now, after: nil) == nil)
        }
    }
}

@Suite("Tokens")
struct OpenTokenTests {
    @Test("a token is 256 random bits in letters of addresses; only its hash is stored")
    func fresh() throws {
        let tokens = (0..<50).map { _ in OpenToken(prefix: OpenToken.apiPrefix) }
        #expect(Set(tokens.map(\.text)).count == 50)
        for token in tokens {
            #expect(token.text.wholeMatch(of: /tf_[A-Za-z0-9_-]{43}/) != nil)
            #expect(token.hash.count == 32 && token.hash == OpenToken.hash(of: token.text))
        }
    }

    @Test("the form token is the HMAC that Python's hmac gives")
    func formToken() {
        #expect(OpenToken.formToken(session: "abc") == "GOHDmfmnH8FvPmFV0WhK33qDC5aOH9yCspQdQF76xfI")
    }

    @Test("comparing looks at every byte")
    func comparing() {
        #expect(isEqualInConstantTime("abc".utf8, "abc".utf8))
        #expect(!isEqualInConstantTime("abc".utf8, "abd".utf8))
        #expect(!isEqualInConstantTime("abc".utf8, "ab".utf8))
        #expect(isEqualInConstantTime("".utf8, "".utf8))
    }
}

@Suite("Failures shut an account")
struct LockoutRuleTests {
    @Test("five failures are free, then each doubles the wait up to an hour")
    func delays() {
        let rule = LockoutRule.standard
        var state = LockoutRule.State()
        var delays: [Int64] = []
        for _ in 0..<14 {
            state = rule.failed(state, now: 1_000)
            delays.append((state.lockedUntil ?? 1_000) - 1_000)
        }
        #expect(delays == [0, 0, 0, 0, 0, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600])
        state.failures = .max - 1
        #expect(rule.failed(state, now: 1_000).lockedUntil == 4_600)
    }

    @Test("a lock ends with its time, and a clock that is set back prolongs none beyond the longest")
    func ends() {
        let state = LockoutRule.State(failures: 6, lockedUntil: 1_060)
        #expect(LockoutRule.standard.lock(state, now: 1_000) == 1_060)
        #expect(LockoutRule.standard.lock(state, now: 1_060) == nil)
        #expect(LockoutRule.standard.lock(LockoutRule.State(failures: 9, lockedUntil: 999_999), now: 0) == 3_600)
        #expect(LockoutRule.standard.lock(LockoutRule.State(), now: 0) == nil)
    }
}
