import CCurl

/// Tells another system by a request to it (回调通知).
package struct WebhookSender: Sendable {
    private let url: String
    private let timeout: Int
    private let thread = TransferThread()

    /// Takes the settings; addresses of the bureau's own network are allowed, because the bureau names them.
    ///
    /// - Throws: ``NoticeFailure/badField(_:)`` for an address that is none of http or https.
    package init(url: String, timeout: Int = 15) throws(NoticeFailure) {
        guard ["http://", "https://"].contains(where: url.lowercased().hasPrefix), Field.isVisible(url) else {
            throw .badField("webhook_url")
        }
        self.url = url
        self.timeout = timeout
    }

    /// Posts JSON; anything but a status of success is a refusal, and redirects are not followed.
    ///
    /// - Parameters:
    ///   - body: the JSON.
    ///   - signature: the value of `X-Tanfeng-Signature`; `nil` where no secret was agreed.
    ///   - id: the value of `X-Tanfeng-Notice`, the same when it is tried again.
    /// - Throws: ``NoticeFailure``.
    package func send(_ body: [UInt8], signature: String?, id: String) async throws(NoticeFailure) {
        guard Field.isVisible(id), signature.map(Field.isVisible) ?? true else { throw .badField("header") }
        try await thread.run { [url, timeout] () throws(NoticeFailure) in
            let transfer = try Transfer(to: url, protocols: "http,https", timeout: timeout)
            var headers = ["Content-Type: application/json", "X-Tanfeng-Notice: \(id)", "Expect:"]
            if let signature { headers.append("X-Tanfeng-Signature: \(signature)") }
            try transfer.set(CURLOPT_HTTPHEADER, headers)
            try transfer.set(CURLOPT_USERAGENT, "tanfeng")
            try transfer.set(CURLOPT_POST, 1)
            try transfer.set(CURLOPT_POSTFIELDSIZE, body.count)
            let status = try transfer.run(sending: body)
            guard (200..<300).contains(status) else { throw .refused(status: status) }
        }
    }
}
