import Testing
import Units
import Workflows

@testable import Web

@Suite("Addresses of the gate")
struct GateAddressTests {
    @Test(
        "count the last hop that a trusted proxy saw, and nothing that a client says",
        arguments: [
            ("192.0.2.7", nil, "192.0.2.7"),
            ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
            ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "198.51.100.1, <script>", "127.0.0.1"),
            ("127.0.0.1", "", "127.0.0.1"),
            ("::ffff:127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ] as [(String, String?, String)]
    )
    func client(peer: String, forwarded: String?, expected: String) {
        #expect(ClientAddress.of(peer: peer, forwarded: forwarded, trusting: ["127.0.0.1"]) == expected)
    }

    @Test(
        "share a limit where one customer has them all",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8::6", "2001:db8:0:0"),
            ("::1", "0:0:0:0"),
        ]
    )
    func buckets(address: String, expected: String) {
        #expect(AddressBucket.of(address) == expected)
    }

    @Test(
        "lead back to our own pages only",
        arguments: [
            ("/", true), ("/buildings?q=a%20b&year=2026", true), ("/explain/buildings/1/2026#x", true),
            ("//evil.example", false), ("/\\evil.example", false), ("https://evil.example", false), ("", false),
            ("/\t/evil.example", false), ("/a\r\nSet-Cookie: x", false), ("javascript:alert(1)", false),
            ("buildings", false),
            ("/建筑", false),
        ]
    )
    func back(text: String, isOwn: Bool) {
        #expect((ReturnPath(text)?.path == text) == isOwn)
        #expect(
            ReturnPath.signIn(for: text) == (isOwn && text != "/" ? "/sign-in?next=\(text.percentEncoded)" : "/sign-in")
        )
    }

    @Test(
        "are public as scheme, host and port",
        arguments: [
            ("https://carbon.example.gov.cn", "carbon.example.gov.cn", true),
            ("https://Carbon.Example.gov.cn/", "carbon.example.gov.cn", true),
            ("https://carbon.example.gov.cn:443", "carbon.example.gov.cn", true),
            ("https://carbon.example.gov.cn:8443", "carbon.example.gov.cn:8443", true),
            ("http://10.1.2.3:8080", "10.1.2.3:8080", false),
        ]
    )
    func publicAddress(text: String, authority: String, isSecure: Bool) throws {
        let address = try #require(PublicAddress(text))
        #expect(address.authority == authority && address.isSecure == isSecure)
    }

    @Test(
        "are refused as public where they say anything else",
        arguments: [
            "carbon.example.gov.cn", "ftp://a.example", "https://a.example/path", "https://u@a.example", "https://a b",
            "",
        ]
    )
    func noPublicAddress(text: String) { #expect(PublicAddress(text) == nil) }
}

@Suite("Limits")
struct LimitTests {
    private static let start = ContinuousClock.now

    @Test("let a burst through, then so many a second")
    func buckets() {
        let limiter = RateLimiter()
        let limit = RateLimit(perSecond: 2, burst: 3)
        for _ in 0..<3 { #expect(limiter.take("a", limit, at: Self.start) == nil) }
        #expect(limiter.take("a", limit, at: Self.start) == 1)
        #expect(limiter.take("b", limit, at: Self.start) == nil, "others are not concerned")
        #expect(limiter.take("a", limit, at: Self.start + .milliseconds(500)) == nil)
        #expect(limiter.take("a", limit, at: Self.start + .milliseconds(600)) == 1)
        #expect(limiter.take("a", limit, at: Self.start + .seconds(60)) == nil)
    }

    @Test("say how long to wait")
    func waiting() {
        let limiter = RateLimiter()
        let limit = RateLimit(perSecond: 1.0 / 6, burst: 1)
        #expect(limiter.take("a", limit, at: Self.start) == nil)
        #expect(limiter.take("a", limit, at: Self.start) == 6)
        #expect(limiter.take("a", limit, at: Self.start + .seconds(4)) == 2)
    }

    @Test("remember no more names than their bound, and the empty ones longest")
    func bound() {
        let limiter = RateLimiter(capacity: 100)
        let limit = RateLimit(perSecond: 1, burst: 2)
        for _ in 0..<3 { _ = limiter.take("greedy", limit, at: Self.start) }
        for number in 0..<1_000 {
            _ = limiter.take("name \(number)", limit, at: Self.start)
            #expect(limiter.count <= 100)
        }
        #expect(limiter.take("greedy", limit, at: Self.start) != nil)
    }

    @Test("keep a few refused attempts of an address one by one and count the rest")
    func refusals() {
        let log = RefusalLog()
        let admitted = (0..<25).count { _ in log.admits("a", at: Self.start) }
        #expect(admitted == RefusalLog.perMinute)
        #expect(log.summaries(at: Self.start + .seconds(59)) == [])
        let counted = RefusalLog.Summary(address: "a", count: 25 - RefusalLog.perMinute)
        #expect(log.summaries(at: Self.start + .seconds(60)) == [counted])
        #expect(log.summaries(at: Self.start + .seconds(61)) == [])
        #expect(log.admits("a", at: Self.start + .seconds(61)))
        for _ in 0..<RefusalLog.perMinute { _ = log.admits("a", at: Self.start + .seconds(62)) }
        #expect(log.summaries(at: Self.start + .seconds(63), isClosing: true).map(\.count) == [1])
    }

    @Test("let a flood from many addresses keep no more than a bound")
    func manyAddresses() {
        let log = RefusalLog()
        let admitted = (0..<10_000).count { log.admits("\($0)", at: Self.start) }
        #expect(admitted == RefusalLog.addresses + RefusalLog.perMinute)
        #expect(log.summaries(at: Self.start + .seconds(60)).reduce(0) { $0 + $1.count } == 10_000 - admitted)
    }
}
