import Foundation
import Synchronization
import Testing
import Units

@testable import Notices

@Suite("Notices by mail")
struct MailTests {
    private static let now = Instant(seconds: 1_781_481_600)

    /// What a mail server of RFC 5321 says, and whether it is in the middle of a message.
    private static func mailServer(refusing: String? = nil) async throws -> FakeServer {
        let isReading = Mutex(false)
        return try await FakeServer.start(greeting: "220 fake ESMTP\r\n") { line in
            if isReading.withLock({ $0 }) {
                guard line == "." else { return nil }
                isReading.withLock { $0 = false }
                return "250 taken\r\n"
            }
            if let refusing, line.hasPrefix(refusing) { return "550 no such mailbox\r\n" }
            switch line.prefix(4) {
            case "EHLO": return "250-fake\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n"
            case "AUTH": return line == "AUTH PLAIN" ? "334 \r\n" : "235 welcome\r\n"
            case "MAIL", "RCPT": return "250 ok\r\n"
            case "DATA":
                isReading.withLock { $0 = true }
                return "354 go on\r\n"
            case "QUIT": return "221 bye\r\n"
            // The answer to the challenge of AUTH PLAIN.
            default: return "235 welcome\r\n"
            }
        }
    }

    private static func sender(_ server: FakeServer, user: String? = nil, timeout: Int = 5) throws -> MailSender {
        MailSender(
            try MailServer(
                url: "smtp://127.0.0.1:\(server.port)",
                user: user,
                password: user.map { _ in "se cret" },
                from: "tanfeng@example.cn"
            ),
            timeout: timeout
        )
    }

    private func message(to: String = "wang@example.cn", subject: String = "待办：3 行未导入") -> MailMessage {
        MailMessage(to: to, subject: subject, text: "楼.csv\n.\n完", id: "notice-7", date: Self.now)
    }

    @Test("a message arrives whole, with its headers")
    func arrives() async throws {
        let server = try await Self.mailServer()
        try await Self.sender(server).send(message())
        let heard = server.heard
        #expect(heard.contains("MAIL FROM:<tanfeng@example.cn>"))
        #expect(heard.contains("RCPT TO:<wang@example.cn>"))
        #expect(heard.contains("To: <wang@example.cn>"))
        // Date and encoded word as Python's email package writes them.
        #expect(heard.contains("Date: Mon, 15 Jun 2026 08:00:00 +0800"))
        #expect(heard.contains("Subject: =?utf-8?B?5b6F5Yqe77yaMyDooYzmnKrlr7zlhaU=?="))
        #expect(heard.contains("Message-ID: <notice-7@example.cn>"))
        #expect(heard.contains("Auto-Submitted: auto-generated"))
        let end = try #require(heard.firstIndex(of: "."))
        let body = try #require(Data(base64Encoded: heard[end - 1]))
        #expect(String(decoding: body, as: UTF8.self) == "楼.csv\r\n.\r\n完")
        try await server.stop()
    }

    @Test("a login is told to this machine's own server")
    func login() async throws {
        let server = try await Self.mailServer()
        try await Self.sender(server, user: "bureau").send(message())
        let token = Data("\0bureau\0se cret".utf8).base64EncodedString()
        #expect(server.heard.contains { $0.hasSuffix(token) })
        try await server.stop()
    }

    @Test("a refusal is told by its status", arguments: ["RCPT", "MAIL", "DATA"])
    func refused(at command: String) async throws {
        let server = try await Self.mailServer(refusing: command)
        let sender = try Self.sender(server)
        await #expect(throws: NoticeFailure.refused(status: 550)) { try await sender.send(message()) }
        try await server.stop()
    }

    @Test("a server that says nothing is given up after a while")
    func silent() async throws {
        let server = try await FakeServer.start(greeting: nil) { _ in nil }
        let sender = try Self.sender(server, timeout: 1)
        await #expect(throws: NoticeFailure.timedOut) { try await sender.send(message()) }
        try await server.stop()
    }

    @Test("a server that is not there cannot be reached")
    func absent() async throws {
        let server = try await Self.mailServer()
        let sender = try Self.sender(server)
        try await server.stop()
        await #expect { try await sender.send(message()) } throws: { error in
            if case .unreachable = error as? NoticeFailure { true } else { false }
        }
    }

    @Test(
        "nothing can be slipped into the headers, and nothing is sent then",
        arguments: [
            ("wang@example.cn>\r\nRCPT TO:<li@example.cn", "x", "to"), ("a@b, c@d", "x", "to"), ("wang", "x", "to"),
            ("wang@example.cn", "x\r\nBcc: li@example.cn", "subject"), ("wang@example.cn", "x\u{0}y", "subject"),
            ("wang@example.cn", "x\ny", "subject"),
        ]
    )
    func injection(to: String, subject: String, field: String) async throws {
        let server = try await Self.mailServer()
        let sender = try Self.sender(server)
        await #expect(throws: NoticeFailure.badField(field)) {
            try await sender.send(message(to: to, subject: subject))
        }
        #expect(server.heard.isEmpty)
        try await server.stop()
    }

    @Test("long subjects are cut between characters into encoded words of 75 octets at most")
    func longSubject() throws {
        let subject = String(repeating: "海州区 👩‍👩‍👧‍👦 楼宇", count: 9)
        let words = MailMessage.header(subject).components(separatedBy: "\r\n ")
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
        let decoded = try words.map { word in
            String(decoding: try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))), as: UTF8.self)
        }
        #expect(decoded.joined() == subject)
        #expect(MailMessage.header("Work item") == "Work item")
    }

    @Test(
        "settings that name no mail server are refused",
        arguments: [
            ("http://mail.example.cn", "a@b", "smtp_url"), ("smtp://", "a@b", "smtp_url"),
            ("smtp://u:p@mail.example.cn", "a@b", "smtp_url"), ("smtp://mail.example.cn", "bureau", "mail_from"),
        ]
    )
    func settings(url: String, from: String, field: String) {
        #expect(throws: NoticeFailure.badField(field)) {
            try MailServer(url: url, user: nil, password: nil, from: from)
        }
    }
}
