import Foundation
import Hummingbird
import Logging
import NIOCore
import Testing
import Workflows

@testable import Web

#if canImport(Glibc)
import Glibc
#endif

/// Clients that dawdle, over a real socket.
@Suite("Slow clients")
struct SlowClientTests {
    private static let post = "POST /jobs/1/cancel HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"

    @Test("are answered where they are quick")
    func quick() async throws {
        let answer = try await Self.talk { client in
            client.send("GET /static/css/base.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return client.readToEnd()
        }
        #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
    }

    @Test("are let go in the middle of a head")
    func head() async throws {
        let answer = try await Self.talk { client in
            client.send("GET / HTTP/1.1\r\nHost: local")
            return client.readToEnd()
        }
        #expect(answer == "", "closed, and not answered")
    }

    @Test("are let go in the middle of a body, however steadily it drips")
    func body() async throws {
        let answer = try await Self.talk { client in
            client.send("\(Self.post)Content-Length: 5000\r\n\r\n")
            // Each byte comes well before the idle timeout.
            for _ in 0..<400 where client.send("x") { usleep(10_000) }
            return client.readToEnd()
        }
        #expect(answer != nil, "closed long before the body is whole")
    }

    @Test("are let go when they go on sending what was refused")
    func refused() async throws {
        let isCutOff = try await Self.talk { client in
            client.send("\(Self.post)Content-Length: 100000000\r\n\r\n")
            let block = String(repeating: "x", count: 65_536)
            return (0..<1_500).contains { _ in !client.send(block) }
        }
        #expect(isCutOff)
    }

    /// Runs a server on a free port and talks to it as long as a client does.
    private static func talk<Result: Sendable>(
        _ conversation: @escaping @Sendable (Client) -> Result
    ) async throws -> Result {
        var settings = WebSettings.patient()
        settings.port = 0
        settings.pace = TransferPace(
            head: .milliseconds(300),
            grace: .milliseconds(400),
            bytesPerSecond: 1 << 20,
            leftover: 1 << 17
        )
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        let application = try buildApplication(
            platform: try await TestCity.sample().platform,
            settings: settings,
            now: { TestCity.now },
            logger: logger,
            onBound: { port.yield($0) }
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            let number = try #require(await ports.first { _ in true })
            // A thread of its own: reading waits, and would hold up the server's tasks.
            let result = try await withCheckedThrowingContinuation { continuation in
                Thread { continuation.resume(with: Swift.Result { conversation(try Client(port: number)) }) }.start()
            }
            group.cancelAll()
            return result
        }
    }

    /// A plain socket.
    private final class Client {
        private let socket: Int32

        init(port: Int) throws {
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(socket) }

        /// Whether the other end still takes it.
        @discardableResult
        func send(_ text: String) -> Bool {
            Array(text.utf8).withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            } > 0
        }

        /// What comes until the other end closes; `nil` where it does not in good time.
        func readToEnd() -> String? {
            var bytes: [UInt8] = []
            var block = [UInt8](repeating: 0, count: 16_384)
            while true {
                let count = recv(socket, &block, block.count, 0)
                if count == 0 || (count < 0 && errno == ECONNRESET) { return String(decoding: bytes, as: UTF8.self) }
                guard count > 0 else { return nil }
                bytes += block.prefix(count)
            }
        }
    }
}
