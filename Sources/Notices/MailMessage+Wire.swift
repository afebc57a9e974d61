import FoundationEssentials
import Units

extension MailMessage {
    /// The message as it travels.
    ///
    /// ## References
    /// 1. RFC 5322, Internet Message Format.
    /// 2. RFC 2047, MIME Part Three: non-ASCII text in headers.
    /// 3. RFC 3834, Recommendations for Automatic Responses to Electronic Mail (Auto-Submitted).
    func wire(from sender: String) throws(NoticeFailure) -> String {
        guard Field.isAddress(to) else { throw .badField("to") }
        guard Field.isAddress(sender) else { throw .badField("from") }
        guard Field.isOneLine(subject) else { throw .badField("subject") }
        guard Field.isAddress("\(id)@host") else { throw .badField("id") }
        let host = sender.split(separator: "@").last ?? "localhost"
        let headers = [
            "Date: \(Self.date(date))", "From: <\(sender)>", "To: <\(to)>", "Subject: \(Self.header(subject))",
            "Message-ID: <\(id)@\(host)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        let body = Data(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8).base64EncodedString()
        return (headers + [""] + Self.lines(of: body, width: 76)).joined(separator: "\r\n") + "\r\n"
    }

    /// A text as encoded words, each whole characters and at most 75 octets long; plain ASCII stays as it is.
    static func header(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 128 }), text.utf8.count <= 60, !text.contains("=?") { return text }
        var words: [String] = []
        var word: [UInt8] = []
        for character in text {
            let bytes = Array(String(character).utf8)
            // 45 octets become 60 of base64; with the frame of 12 that is 72.
            if word.count + bytes.count > 45 {
                words.append(encoded(word))
                word = []
            }
            word += bytes
        }
        words.append(encoded(word))
        return words.joined(separator: "\r\n ")
    }

    private static func encoded(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }

    private static func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(width)))
            rest = rest.dropFirst(width)
        }
        return lines
    }

    /// `Sat, 21 Nov 2026 20:05:00 +0800`.
    static func date(_ instant: Instant) -> String {
        let day = CivilDay(containing: instant)
        let parts = day.components
        let time = instant.clock
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekdays[day.weekday - 1]), \(two(parts.day)) \(months[parts.month - 1]) \(parts.year) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) +0800"
    }
}
