import Foundation
import Logging
import Units
import Workflows

extension Settings {
    /// The log of this run, on standard error.
    func logger(now: @escaping @Sendable () -> Instant) -> Logger {
        let handler = LineLogHandler(format: logFormat, level: logLevel, now: now) { line in
            FileHandle.standardError.write(Data(line.utf8))
        }
        return Logger(label: "tanfeng") { _ in handler }
    }
}
