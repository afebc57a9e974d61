/// A notice by e-mail (邮件通知).
public struct MailMessage: Hashable, Sendable {
    /// Where it goes.
    public let to: String
    /// The subject, without line breaks.
    public let subject: String
    /// The text.
    public let text: String

    /// Creates a message.
    public init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}
