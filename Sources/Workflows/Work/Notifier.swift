import Access
import FoundationEssentials
package import Logging
package import Notices
import ServiceLifecycle
package import Store
package import Texts
import Units

/// The ways that notices go out, and what they say about where to look (通知渠道).
package struct NoticeWays: Sendable {
    /// A webhook with the secret that its requests are signed with.
    package struct Webhook: Sendable {
        let sender: WebhookSender
        let secret: String?

        package init(sender: WebhookSender, secret: String?) {
            self.sender = sender
            self.secret = secret
        }
    }

    let mail: MailSender?
    let webhook: Webhook?
    /// The address that people open, without a slash at its end; `nil` where none is set.
    let publicAddress: String?
    let language: Language

    package init(mail: MailSender?, webhook: Webhook?, publicAddress: String?, language: Language) {
        self.mail = mail
        self.webhook = webhook
        self.publicAddress = publicAddress
        self.language = language
    }

    var channels: Set<WaitingNotice.Channel> {
        Set([mail.map { _ in .mail }, webhook.map { _ in .webhook }].compactMap(\.self))
    }
}

/// Sends notices of work items, as a service (通知发送).
///
/// A notice waits in the database until the other side has taken it: what a crash interrupts is tried again, and what
/// was taken is not.
package struct Notifier: Service {
    private let platform: Platform
    private let ways: NoticeWays
    private let texts: Localizer
    private let logger: Logger

    /// How long to wait after the first, second … failure; then a notice is given up. [s]
    static let delays: [Int64] = [60, 300, 1_800, 7_200]

    /// Creates a notifier.
    ///
    /// - Throws: an error where the texts cannot be read.
    package init(platform: Platform, ways: NoticeWays, logger: Logger) throws {
        self.platform = platform
        self.ways = ways
        self.logger = logger
        let json = try platform.resources.bytes("Texts", ways.language.fileName)
        texts = try Localizer(language: ways.language, json: [UInt8](json))
    }

    /// Runs until the program stops; without any way to send, no notices are made and it only waits.
    package func run() async throws {
        try await open()
        guard !ways.channels.isEmpty else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sendWaiting()
                } catch {
                    logger.error("Notices could not be sent", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// Settles which notices are made from now on.
    package func open() async throws { try await platform.store.open(channels: ways.channels) }

    /// Sends what waits and whose time has come.
    package func sendWaiting() async throws {
        let store = platform.store
        for notice in try await store.waitingNotices(ways.channels, limit: 50, now: platform.now()) {
            do {
                try await send(notice)
                try await store.noticeSent(notice.id, now: platform.now())
            } catch let failure as NoticeFailure {
                let now = platform.now()
                let delay = Self.delays.dropFirst(notice.attempts).first
                let next = delay.map(now.adding(seconds:))
                try await store.noticeFailed(notice.id, error: failure.description, next: next, now: now)
                logger.warning(
                    "A notice did not arrive",
                    metadata: ["notice": "\(notice.id)", "error": "\(failure)", "given_up": "\(next == nil)"]
                )
            }
        }
    }

    private func send(_ notice: WaitingNotice) async throws(NoticeFailure) {
        let title = texts.text(TextKey("workitem.\(notice.kind).title"), notice.evidence)
        let link = ways.publicAddress.map { "\($0)/inbox?item=\(notice.item)" }
        let id = "notice-\(notice.id)"
        switch notice.channel {
        case .mail:
            guard let sender = ways.mail, let address = notice.address else { throw .badField("to") }
            // A title is filled with names of files and the like; a line break in one must not end the subject.
            let subject = String(title.map { $0.isNewline || $0 == "\0" ? " " : $0 })
            let due = texts["notice.due", notice.due.map(texts.dates.day) ?? texts["notice.due.none"]]
            let lines = [title, due, link, texts["notice.foot"]].compactMap(\.self)
            try await sender.send(
                MailMessage(
                    to: address,
                    subject: texts["notice.subject", subject],
                    text: lines.joined(separator: "\n\n"),
                    id: id,
                    date: notice.createdAt
                )
            )
        case .webhook:
            guard let webhook = ways.webhook else { throw .badField("webhook_url") }
            let body = NoticeBody(
                id: id,
                kind: notice.kind,
                title: title,
                due: notice.due.map { "\($0)" },
                createdAt: notice.createdAt.iso8601,
                url: link
            )
            let bytes = body.bytes
            let signature = webhook.secret.map { NoticeSignature.header(of: bytes, secret: $0) }
            try await webhook.sender.send(bytes, signature: signature, id: id)
        }
    }
}

/// What a webhook is told.
private struct NoticeBody: Encodable {
    let id: String
    let kind: String
    let title: String
    let due: String?
    let createdAt: String
    let url: String?

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}

extension Platform {
    /// The ways that notices go out at present; empty where none is set up.
    package func noticeChannels() async throws -> Set<WaitingNotice.Channel> { try await store.noticeChannels() }
}
