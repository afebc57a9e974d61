import Synchronization

/// Bounds how many refused attempts reach the audit log (拒绝记录的上限): a flood must not fill the disk.
///
/// The first few of an address in a minute are kept one by one; the rest of that minute becomes one entry with their
/// number. Addresses beyond a bound share one window.
package final class RefusalLog: Sendable {
    /// Refused attempts that were counted only.
    package struct Summary: Equatable, Sendable {
        package let address: String
        package let count: Int

        package init(address: String, count: Int) {
            self.address = address
            self.count = count
        }
    }

    private struct Window {
        let startedAt: ContinuousClock.Instant
        var count = 0
    }

    package static let perMinute = 10
    package static let addresses = 30
    package static let others = "…"

    private let windows = Mutex<[String: Window]>([:])

    package init() {}

    /// Whether an attempt is to be kept by itself.
    package func admits(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        windows.withLock { windows in
            let name = windows[address] != nil || windows.count < Self.addresses ? address : Self.others
            var window = windows[name] ?? Window(startedAt: now)
            window.count += 1
            windows[name] = window
            return window.count <= Self.perMinute
        }
    }

    /// What was only counted in the minutes that are over; in all, where nothing comes after.
    package func summaries(at now: ContinuousClock.Instant = .now, isClosing: Bool = false) -> [Summary] {
        windows.withLock { windows in
            let over = windows.filter { isClosing || now - $0.value.startedAt >= .seconds(60) }
            for name in over.keys { windows[name] = nil }
            return over.filter { $0.value.count > Self.perMinute }
                .map { Summary(address: $0.key, count: $0.value.count - Self.perMinute) }
                .sorted { $0.address < $1.address }
        }
    }
}
