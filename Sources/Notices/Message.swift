package import Units

/// A notice by e-mail (邮件通知).
package struct MailMessage: Hashable, Sendable {
    /// Where it goes.
    package let to: String
    /// The subject, without line breaks.
    package let subject: String
    /// The text.
    package let text: String
    /// What tells it from all others; the same when it is tried again, so that a mailbox can know a repetition.
    package let id: String
    /// When it was written.
    package let date: Instant

    /// Creates a message.
    package init(to: String, subject: String, text: String, id: String, date: Instant) {
        self.to = to
        self.subject = subject
        self.text = text
        self.id = id
        self.date = date
    }
}
