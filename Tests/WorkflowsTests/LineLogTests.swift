import Foundation
import Logging
import Synchronization
import Testing
import Units

@testable import Workflows

@Suite("Log lines")
struct LineLogTests {
    /// What a logger wrote.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
        func logger(_ format: LineLogHandler.Format, level: Logger.Level = .info) -> Logger {
            let now: @Sendable () -> Instant = { Instant(seconds: 1_795_233_600) }
            let handler = LineLogHandler(format: format, level: level, now: now) { line in
                self.all.withLock { $0.append(line) }
            }
            return Logger(label: "test") { _ in handler }
        }
        var text: String { all.withLock { $0.joined() } }
    }

    @Test("are JSON that a program reads")
    func json() throws {
        let lines = Lines()
        var logger = lines.logger(.json)
        logger[metadataKey: "hb.request.id"] = "a1"
        logger.info("said \"yes\"\n\u{1}", metadata: ["status": "200", "ms": "1.5", "route": "overview"])
        logger.debug("not worth a line")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(lines.text.utf8)) as? [String: Any]
        )
        #expect(object["time"] as? String == "2026-11-21T12:00:00+08:00")
        #expect(object["level"] as? String == "info")
        #expect(object["message"] as? String == "said \"yes\"\n\u{1}")
        #expect(object["request_id"] as? String == "a1")
        #expect(object["status"] as? Int == 200 && object["ms"] as? Double == 1.5)
        #expect(lines.text.filter { $0 == "\n" }.count == 1)
    }

    @Test("are one line each for people, too")
    func text() {
        let lines = Lines()
        lines.logger(.text).warning("two\nlines", metadata: ["job": "7"])
        #expect(lines.text == "2026-11-21 12:00:00 warning two\\nlines job=7\n")
    }

    @Test("hold no secret", arguments: LineLogHandler.Format.allCases)
    func secrets(format: LineLogHandler.Format) {
        let lines = Lines()
        let logger = lines.logger(format)
        logger.info(
            "GET /first/AbCdEf012?x=hunter2 by tf_0123456789abcdefABCDEF",
            metadata: [
                "password": "hunter2", "cookie": "tanfeng_session=hunter2", "Authorization": "Bearer hunter2",
                "api_token": "hunter2", "path": "/welcome/hunter2", "uri": "/buildings?q=hunter2",
                "error": "no person for tf_hunter2",
            ]
        )
        for secret in ["hunter2", "AbCdEf012", "0123456789abcdef"] {
            #expect(!lines.text.contains(secret), "\(lines.text)")
        }
        #expect(lines.text.contains("/buildings?***"))
    }
}
