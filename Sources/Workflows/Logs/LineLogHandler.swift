import Foundation
package import Logging
package import Units

/// Writes what happens as one line each (日志), for people or for programs.
///
/// Whatever looks like a secret is left out here as well: a line that somebody adds in a hurry must not become a leak.
package struct LineLogHandler: LogHandler {
    /// How a line looks.
    package enum Format: String, Sendable, CaseIterable {
        /// An object of JSON.
        case json
        /// Words for a person at a terminal.
        case text
    }

    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let format: Format
    private let now: @Sendable () -> Instant
    private let write: @Sendable (String) -> Void

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - format: how a line looks.
    ///   - level: what is less important is dropped.
    ///   - now: the clock.
    ///   - write: takes a line with its end.
    package init(
        format: Format,
        level: Logger.Level,
        now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        logLevel = level
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields: [(String, String)] = [("message", Self.clean(event.message.description))]
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            let name = key == "hb.request.id" ? "request_id" : key
            fields.append((name, Self.isSecret(key) ? Self.hidden : Self.clean(value.description)))
        }
        if let error = event.error { fields.append(("error", Self.clean("\(error)"))) }
        switch format {
        case .json: write(json(event.level, fields))
        case .text: write(text(event.level, fields))
        }
    }

    private func json(_ level: Logger.Level, _ fields: [(String, String)]) -> String {
        let all = [("time", now().iso8601), ("level", level.rawValue)] + fields
        let members = all.map { name, value in
            // Counts and durations stay numbers, so that they can be added up.
            let isNumber = ["status", "ms", "job"].contains(name) && Double(value) != nil
            return "\(Self.quoted(name)):\(isNumber ? value : Self.quoted(value))"
        }
        return "{" + members.joined(separator: ",") + "}\n"
    }

    private func text(_ level: Logger.Level, _ fields: [(String, String)]) -> String {
        let words = fields.map { name, value in name == "message" ? value : "\(name)=\(value)" }
        // A line break in a value would look like a line of its own.
        let line = words.joined(separator: " ").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
        return "\(now()) \(level.rawValue) \(line)\n"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension LineLogHandler {
    private static let hidden = "***"
    private static let secretWords = ["password", "secret", "token", "cookie", "authorization", "totp"]

    private static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        return secretWords.contains { key.contains($0) }
    }

    /// A text without what opens doors: API tokens, one-time links and the queries of addresses.
    private static func clean(_ text: String) -> String {
        guard text.contains("tf_") || text.contains("?") || text.contains("/first/") || text.contains("/welcome/")
        else { return text }
        return text.replacing(/tf_[A-Za-z0-9_\-]+/) { _ in "tf_" + hidden }
            .replacing(/\/(first|welcome)\/[^\/ "?]+/) { "/\($0.output.1)/" + hidden }
            .replacing(/(\/[^ "?]*)\?[^ "]*/) { "\($0.output.1)?" + hidden }
    }
}
