import ArgumentParser
import Configuration
import Notices
import Texts
import Workflows

/// How notices of work items go out: `smtp_url`, `smtp_user`, `smtp_password`, `mail_from`, `webhook_url`,
/// `webhook_secret`.
struct NoticeSettings: Sendable {
    private let mail: MailSender?
    private let webhook: NoticeWays.Webhook?
    private let publicAddress: String?

    /// Reads the settings; without `smtp_url` no mail goes out, without `webhook_url` no request.
    init(_ config: ConfigReader) throws {
        publicAddress = config.string(forKey: "public_url").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        do {
            mail = try config.string(forKey: "smtp_url").map { url in
                MailSender(
                    try MailServer(
                        url: url,
                        user: config.string(forKey: "smtp_user"),
                        password: config.string(forKey: "smtp_password", isSecret: true),
                        from: config.string(forKey: "mail_from", default: "")
                    )
                )
            }
            webhook = try config.string(forKey: "webhook_url").map { url in
                NoticeWays.Webhook(
                    sender: try WebhookSender(url: url),
                    secret: config.string(forKey: "webhook_secret", isSecret: true)
                )
            }
        } catch let failure as NoticeFailure {
            guard case .badField(let name) = failure else { throw failure }
            throw ValidationError("设置 \(name) 无效 · The setting \(name) is not valid: \(Self.form(of: name))")
        }
    }

    /// The ways that notices go out, and the language they speak.
    func ways(_ language: Language) -> NoticeWays {
        NoticeWays(mail: mail, webhook: webhook, publicAddress: publicAddress, language: language)
    }

    private static func form(of name: String) -> String {
        switch name {
        case "smtp_url": "smtps://主机:465 或 smtp://主机:587 · smtps://host:465 or smtp://host:587"
        case "smtp_user": "smtp_user 与 smtp_password 须同时给出 · smtp_user and smtp_password go together"
        case "mail_from": "如 tanfeng@example.gov.cn · such as tanfeng@example.gov.cn"
        default: "http:// 或 https:// 开头 · beginning with http:// or https://"
        }
    }
}
