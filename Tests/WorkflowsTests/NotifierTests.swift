import Access
import Foundation
import Glibc
import Logging
import Notices
import Store
import Synchronization
import Testing
import Texts
import Units

@testable import Workflows

@Suite("Sending notices")
struct NotifierTests {
    private static let secret = "agreed"

    private func notifier(_ door: Door, port: Int) throws -> Notifier {
        let ways = NoticeWays(
            mail: nil,
            webhook: NoticeWays.Webhook(
                sender: try WebhookSender(url: "http://127.0.0.1:\(port)/", timeout: 5),
                secret: Self.secret
            ),
            publicAddress: "https://carbon.example.cn",
            language: .zhHans
        )
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        return try Notifier(platform: door.platform, ways: ways, logger: logger)
    }

    private func open(_ door: Door) async throws {
        let draft = WorkItemDraft(
            kind: "import.failed",
            object: ("job", 7),
            evidence: ["楼.csv"],
            due: try day("2026-07-09")
        )
        try await door.store.openWorkItem(draft, now: door.clock.now)
    }

    @Test("a webhook is told once, signed, and not again after a restart")
    func webhook() async throws {
        let server = try Listener()
        let door = try await Door()
        let notifier = try notifier(door, port: server.port)
        try await notifier.open()
        try await open(door)
        try await notifier.sendWaiting()
        try await notifier.sendWaiting()
        try await self.notifier(door, port: server.port).sendWaiting()
        #expect(server.requests.count == 1)
        let request = try #require(server.requests.first)
        let body = try #require(request.components(separatedBy: "\r\n\r\n").last)
        #expect(
            body == """
                {"created_at":"2026-07-01T12:00:00+08:00","due":"2026-07-09","id":"notice-1","kind":"import.failed",\
                "title":"楼.csv 导入失败","url":"https://carbon.example.cn/inbox?item=1"}
                """
        )
        let signature = NoticeSignature.header(of: Array(body.utf8), secret: Self.secret)
        #expect(request.contains("X-Tanfeng-Signature: \(signature)\r\n"))
    }

    @Test("what does not arrive is tried after 1, 5, 30 minutes and 2 hours, then owed to an administrator")
    func retries() async throws {
        let door = try await Door()
        // Nobody listens there any more.
        let port = try Listener(isClosed: true).port
        let notifier = try notifier(door, port: port)
        try await notifier.open()
        try await open(door)
        func isWaiting() async throws -> Bool {
            try await !door.store.waitingNotices([.webhook], limit: 9, now: door.clock.now).isEmpty
        }
        for delay in Notifier.delays {
            try await notifier.sendWaiting()
            door.clock.advance(delay - 1)
            #expect(try await !isWaiting())
            door.clock.advance(1)
            #expect(try await isWaiting())
        }
        try await notifier.sendWaiting()
        door.clock.advance(100_000)
        #expect(try await !isWaiting())
        let owed = try await door.platform.attention(of: .auditor).map(\.kind)
        #expect(owed.contains("notice.failed"))
    }
}

/// A plain server on a loopback socket that takes requests and answers 204.
private final class Listener: Sendable {
    let port: Int
    private let heard = Mutex<[String]>([])
    private let descriptor: Int32

    var requests: [String] { heard.withLock { $0 } }

    init(isClosed: Bool = false) throws {
        let handle = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptor = handle
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) | listen(handle, 8) | getsockname(handle, $0, &size)
            }
        }
        try #require(status == 0)
        port = Int(UInt16(bigEndian: address.sin_port))
        guard !isClosed else {
            close(descriptor)
            return
        }
        Thread.detachNewThread { [self] in serve() }
    }

    deinit { close(descriptor) }

    private func serve() {
        while true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            // A request of ours ends with its JSON.
            while bytes.last != UInt8(ascii: "}") {
                let count = read(connection, &buffer, buffer.count)
                guard count > 0 else { break }
                bytes += buffer[..<count]
            }
            heard.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            let answer = Array("HTTP/1.1 204 No Content\r\n\r\n".utf8)
            _ = write(connection, answer, answer.count)
            close(connection)
        }
    }
}
