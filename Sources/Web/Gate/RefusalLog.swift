import Synchronization

/// Bounds how many refused attempts reach the audit log (拒绝记录的上限): a flood must not fill the disk.
///
/// The first few of an address in a minute are kept one by one; the rest of that minute becomes one entry with their
/// number. Addresses beyond a bound share one window.
final class RefusalLog: Sendable {
    /// Refused attempts that were counted only.
    struct Summary: Equatable, Sendable {
        let address: String
        let count: Int
    }

    private struct Window {
        let startedAt: ContinuousClock.Instant
        var count = 0
    }

    static let perMinute = 10
    static let addresses = 30
    static let others = "…"

    private let windows = Mutex<[String: Window]>([:])

    /// Whether an attempt is to be kept by itself.
    func admits(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        windows.withLock { windows in
            let name = windows[address] != nil || windows.count < Self.addresses ? address : Self.others
            var window = windows[name] ?? Window(startedAt: now)
            window.count += 1
            windows[name] = window
            return window.count <= Self.perMinute
        }
    }

    /// What was only counted in the minutes that are over.
    func summaries(at now: ContinuousClock.Instant = .now) -> [Summary] {
        windows.withLock { windows in
            let over = windows.filter { now - $0.value.startedAt >= .seconds(60) }
            for name in over.keys { windows[name] = nil }
            return over.filter { $0.value.count > Self.perMinute }
                .map { Summary(address: $0.key, count: $0.value.count - Self.perMinute) }
                .sorted { $0.address < $1.address }
        }
    }
}
