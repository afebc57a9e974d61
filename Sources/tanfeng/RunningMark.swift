import Foundation
import Units

/// A file that stands in the data folder while a program works on it (运行标记): still there at the next start, it tells
/// that the program before did not stop in order.
///
/// A class, because its end is what removes the file; a program that is killed has no time for that.
final class RunningMark: Sendable {
    private let path: String
    private let isMine: Bool
    /// How the program before was stopped; `nil` where it stopped in order.
    let uncleanStop: UncleanStop?

    /// What is known of a program that did not stop in order.
    struct UncleanStop: Sendable {
        /// When it had been started.
        let since: String
        /// Whether the whole machine was started again since then.
        let wasMachineRestarted: Bool
        /// Changes that stood in a log beside the databases and are now part of them. [B]
        let logBytes: Int64
    }

    /// Looks for the mark of the program before and leaves one of its own.
    ///
    /// Only the server takes over the mark of a program that was killed: it tells what it put right.
    init(in folder: String, isTakingOver: Bool) {
        path = folder + "/running"
        let boot = Self.bootID
        uncleanStop = (try? String(contentsOfFile: path, encoding: .utf8)).map { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let logs = ["tanfeng.sqlite-wal", "journal.sqlite-wal", "readings.sqlite-wal"].map { name in
                let size = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.size] as? NSNumber
                return size?.int64Value ?? 0
            }
            return UncleanStop(
                since: lines.first ?? "",
                wasMachineRestarted: lines.count > 1 && lines[1] != boot,
                logBytes: logs.reduce(0, +)
            )
        }
        guard isTakingOver || uncleanStop == nil else {
            isMine = false
            return
        }
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        isMine = (try? Data("\(now)\n\(boot)\n".utf8).write(to: URL(fileURLWithPath: path))) != nil
    }

    deinit { if isMine { unlink(path) } }

    /// The kernel gives each start of the machine another one.
    private static var bootID: String {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
