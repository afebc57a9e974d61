import Access
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Signing in")
struct SignInTests {
    @Test("makes the first administrator once, and says how to get another link")
    func firstAdministrator() async throws {
        let (city, link) = try await TestCity.unclaimed()
        let browser = TestBrowser(city)
        #expect(try await browser.open("/sign-in?lang=en").body.contains("one-time link"))
        #expect(try await browser.open(link).status == .ok)
        var fields = TestBrowser.firstFields
        fields["again"] = "something else entirely"
        #expect(try await browser.submit(link, fields).status == .unprocessableContent)
        #expect(browser.body.contains("value=\"admin\"") && browser.body.contains("aria-invalid=\"true\""))
        #expect(!browser.body.contains("violet tractor"), "no password is shown again")
        try await browser.submit(link, TestBrowser.firstFields)
        #expect(browser.isSignedIn && browser.page?.status == .ok)
        let late = TestBrowser(city)
        #expect(try await late.open(link).status == .gone)
        #expect(late.body.contains("tanfeng serve"))
        #expect(try await late.open("/welcome/nothing").status == .gone)
        #expect(late.body.contains("tanfeng user reset"))
    }

    @Test("leads from the page asked for to the sign-in form and back")
    func wayBack() async throws {
        let (city, _) = try await TestCity.claimed()
        let browser = TestBrowser(city)
        try await browser.open("/people?lang=en")
        #expect(browser.path == "/sign-in?next=%2Fpeople%3Flang%3Den")
        try await browser.submit("/sign-in", ["login": "ADMIN", "password": TestBrowser.password])
        #expect(browser.path == "/people?lang=en" && browser.page?.status == .ok)
        try await browser.open("/sign-in")
        #expect(!browser.path.hasPrefix("/sign-in"), "whoever is signed in has no business there")
    }

    @Test("says the same of an unknown login and of a wrong password, and keeps what was typed")
    func refused() async throws {
        let (city, _) = try await TestCity.claimed()
        var texts: [String] = []
        for login in ["admin", "nobody"] {
            let browser = TestBrowser(city)
            try await browser.open("/sign-in?lang=en")
            let answer = try await browser.submit("/sign-in", ["login": login, "password": "wrong horse battery"])
            #expect(answer.status == .unprocessableContent && !browser.isSignedIn)
            #expect(answer.body.contains("value=\"\(login)\""))
            texts.append(answer.body.replacing("value=\"\(login)\"", with: "").replacing(/value="[^"]{40,}"/, with: ""))
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0].contains("not right"))
    }

    @Test("says until when an account is locked")
    func locked() async throws {
        let (city, _) = try await TestCity.claimed()
        let browser = TestBrowser(city)
        for _ in 0..<7 {
            try await browser.open("/sign-in?lang=en")
            try await browser.submit("/sign-in", ["login": "admin", "password": "wrong horse battery"])
        }
        #expect(browser.body.contains("locked until 2026-06-15 08:0"))
        #expect(browser.page?.status == .tooManyRequests)
        var filter = AuditFilter()
        filter.action = "signIn"
        let kept = try await city.platform.auditLog(filter, after: nil, limit: 9).lines
        #expect(!kept.isEmpty && kept.allSatisfy { $0.outcome == .refused })
    }

    @Test(
        "never leads to another host",
        arguments: ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
    )
    func hostileNext(next: String) async throws {
        let (city, _) = try await TestCity.claimed()
        let browser = TestBrowser(city)
        try await browser.open("/sign-in?next=\(next.percentEncoded)")
        #expect(!browser.body.contains("name=\"next\""))
        let fields = ["login": "admin", "password": TestBrowser.password, "next": next]
        try await browser.submit("/sign-in", fields)
        #expect(browser.isSignedIn && browser.page?.status == .ok && !browser.path.contains("evil"))
    }

    @Test("takes no form without the token of this browser")
    func formToken() async throws {
        let (city, _) = try await TestCity.claimed()
        let browser = TestBrowser(city)
        try await browser.open("/sign-in")
        let fields = ["login": "admin", "password": TestBrowser.password]
        #expect(try await browser.post("/sign-in", fields).status == .forbidden)
        #expect(try await browser.post("/sign-in", fields.merging(["form_token": "x"]) { $1 }).status == .forbidden)
        #expect(!browser.isSignedIn)
    }

    @Test("signs out")
    func signOut() async throws {
        let (_, admin) = try await TestCity.claimed()
        try await admin.open("/account?lang=en")
        try await admin.submit("/sign-out")
        #expect(!admin.isSignedIn && admin.body.contains("signed out"))
        try await admin.open("/account")
        #expect(admin.path.hasPrefix("/sign-in"))
    }

    @Test("asks for the code of the second factor once that is set up")
    func secondFactor() async throws {
        let (city, admin) = try await TestCity.claimed()
        try await admin.open("/account")
        try await admin.submit("/account/second-factor")
        let secret = try #require(admin.body.firstMatch(of: /secret=([A-Z2-7]+)/)).output.1
        let factor = TOTP(secret: Self.bytes(base32: secret))
        try await admin.submit("/account/second-factor/confirm", ["code": "000000"])
        #expect(admin.page?.status == .unprocessableContent && !admin.body.contains(secret))
        let step = TOTP.step(at: TestCity.now.seconds)
        try await admin.submit("/account/second-factor/confirm", ["code": factor.code(step: step)])
        #expect(admin.path == "/account?done=factorOn")
        let browser = TestBrowser(city)
        try await browser.open("/account")
        try await browser.submit("/sign-in", ["login": "admin", "password": TestBrowser.password])
        #expect(browser.path.hasPrefix("/sign-in/code"))
        try await browser.open("/people")
        #expect(browser.path.hasPrefix("/sign-in/code"), "a password alone opens nothing")
        try await browser.submit("/sign-in/code", ["code": "1"])
        #expect(browser.page?.status == .unprocessableContent)
        try await browser.submit("/sign-in/code", ["code": factor.code(step: step + 1)])
        #expect(try await browser.open("/account").status == .ok)
        #expect(browser.path == "/account")
    }

    /// RFC 4648 base32, as an app reads it.
    private static func bytes(base32 text: some StringProtocol) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            let value = letters.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | UInt8($1) }
        }
    }
}
