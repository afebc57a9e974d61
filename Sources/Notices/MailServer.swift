/// The mail server of the bureau and how to speak to it (邮件服务器).
package struct MailServer: Sendable {
    let url: String
    let user: String?
    let password: String?
    let from: String

    /// Takes the settings.
    ///
    /// - Parameters:
    ///   - url: `smtps://host:465`, or `smtp://host:587`, which turns to TLS where the server offers it.
    ///   - user: the login; with one, a connection that stays open to others is refused, this machine excepted.
    ///   - password: the secret that goes with it.
    ///   - from: the address that notices come from.
    /// - Throws: ``NoticeFailure/badField(_:)`` with the name of the setting.
    package init(url: String, user: String?, password: String?, from: String) throws(NoticeFailure) {
        guard ["smtp://", "smtps://"].contains(where: url.lowercased().hasPrefix), Field.isVisible(url),
            !url.contains("@"), !Self.host(of: url).isEmpty
        else { throw .badField("smtp_url") }
        guard [user, password].allSatisfy({ $0.map(Field.isOneLine) ?? true }), (user == nil) == (password == nil)
        else {
            throw .badField("smtp_user")
        }
        guard Field.isAddress(from) else { throw .badField("mail_from") }
        self.url = url
        self.user = user
        self.password = password
        self.from = from
    }

    /// Whether nothing that is said leaves this machine.
    var isLocal: Bool { ["127.0.0.1", "[::1]", "localhost"].contains(Self.host(of: url)) }

    private static func host(of url: String) -> String {
        let rest = url.drop { $0 != ":" }.dropFirst(3)
        let authority = rest.prefix { $0 != "/" }
        guard authority.first == "[" else { return String(authority.prefix { $0 != ":" }) }
        return String(authority.prefix { $0 != "]" }) + "]"
    }
}

/// What may stand in one field of a message or request.
enum Field {
    static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }

    static func isVisible(_ text: String) -> Bool { text.utf8.allSatisfy { (33...126).contains($0) } }

    /// An address in its plain form, `name@host`; the rarer quoted forms are refused.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254 && isVisible(text)
            && !text.contains { "<>()[]\\,;:\"".contains($0) }
    }
}
