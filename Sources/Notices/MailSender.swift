import CCurl

/// Sends notices by mail (邮件发送).
package struct MailSender: Sendable {
    private let server: MailServer
    private let timeout: Int
    private let thread = TransferThread()

    /// Creates a sender; `timeout` bounds one message. [s]
    package init(_ server: MailServer, timeout: Int = 30) {
        self.server = server
        self.timeout = timeout
    }

    /// Sends one message; the server has taken it over when this returns.
    package func send(_ message: MailMessage) async throws(NoticeFailure) {
        let text = try message.wire(from: server.from)
        try await thread.run { [server, timeout] () throws(NoticeFailure) in
            try Self.send(text, to: message.to, through: server, timeout: timeout)
        }
    }

    private static func send(
        _ text: String,
        to address: String,
        through server: MailServer,
        timeout: Int
    ) throws(NoticeFailure) {
        let transfer = try Transfer(to: server.url, protocols: "smtp,smtps", timeout: timeout)
        // A login never travels in the open, but for this machine.
        let mustEncrypt = server.user != nil && !server.isLocal
        try transfer.set(CURLOPT_USE_SSL, Int(mustEncrypt ? CURLUSESSL_ALL.rawValue : CURLUSESSL_TRY.rawValue))
        if let user = server.user, let password = server.password {
            try transfer.set(CURLOPT_USERNAME, user)
            try transfer.set(CURLOPT_PASSWORD, password)
        }
        try transfer.set(CURLOPT_MAIL_FROM, "<\(server.from)>")
        try transfer.set(CURLOPT_MAIL_RCPT, ["<\(address)>"])
        try transfer.set(CURLOPT_UPLOAD, 1)
        _ = try transfer.run(sending: Array(text.utf8))
    }
}
