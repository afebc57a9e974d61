import Testing

@testable import Notices

@Suite("Notices by webhook")
struct WebhookTests {
    private static func server(status: String, headers: String = "") async throws -> FakeServer {
        try await FakeServer.start(greeting: nil) { line in
            line.hasPrefix("{") ? "HTTP/1.1 \(status)\r\n\(headers)Content-Length: 2\r\n\r\nok" : nil
        }
    }

    private static func send(to server: FakeServer, timeout: Int = 5) async throws {
        try await WebhookSender(url: "http://127.0.0.1:\(server.port)/hook", timeout: timeout)
            .send(Array(#"{"kind":"楼"}"#.utf8), signature: "sha256=00", id: "notice-7")
    }

    @Test("a request arrives with its body and signature")
    func arrives() async throws {
        let server = try await Self.server(status: "204 No Content")
        try await Self.send(to: server)
        #expect(server.heard.first == "POST /hook HTTP/1.1")
        #expect(server.heard.contains("X-Tanfeng-Signature: sha256=00"))
        #expect(server.heard.contains("X-Tanfeng-Notice: notice-7"))
        #expect(server.heard.contains("Content-Type: application/json"))
        #expect(server.heard.last == #"{"kind":"楼"}"#)
        try await server.stop()
    }

    @Test("anything but success is a refusal, and a redirect is not followed", arguments: [301, 307, 403, 500])
    func refused(status: Int) async throws {
        let other = try await Self.server(status: "200 OK")
        let server = try await Self.server(
            status: "\(status) No",
            headers: "Location: http://127.0.0.1:\(other.port)/\r\n"
        )
        await #expect(throws: NoticeFailure.refused(status: status)) { try await Self.send(to: server) }
        #expect(other.heard.isEmpty)
        try await server.stop()
        try await other.stop()
    }

    @Test("a server that does not answer is given up after a while")
    func silent() async throws {
        let server = try await FakeServer.start(greeting: nil) { _ in nil }
        await #expect(throws: NoticeFailure.timedOut) { try await Self.send(to: server, timeout: 1) }
        try await server.stop()
    }

    @Test(
        "only addresses of the web are taken",
        arguments: ["file:///etc/passwd", "ftp://a/", "http://a/\r\nX: y", ""]
    )
    func addresses(url: String) {
        #expect(throws: NoticeFailure.badField("webhook_url")) { try WebhookSender(url: url) }
    }
}
