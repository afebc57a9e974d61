import Synchronization

/// How often each route was asked and how long it took (请求计量), since the start of the program.
final class RequestFigures: Sendable {
    /// What is counted apart; route ids and classes of status are few, so the series are too.
    struct Key: Hashable, Comparable, Sendable {
        let route: String
        let statusClass: String

        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.statusClass) < (right.route, right.statusClass)
        }
    }

    /// Upper bounds of the buckets. [s]
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// The route of what leads nowhere.
    static let unknown = "unknown"

    private let figures = Mutex<[Key: Histogram]>([:])
    private let open = Mutex(0)

    /// Notes that a request has come in.
    func begin() { open.withLock { $0 += 1 } }

    /// Notes the answer to a request.
    func end(route: String, status: Int, seconds: Double) {
        open.withLock { $0 -= 1 }
        let key = Key(route: route, statusClass: "\(status / 100)xx")
        figures.withLock {
            $0[key, default: Histogram(buckets: Self.bounds.count)].observe(seconds, bounds: Self.bounds)
        }
    }

    /// Requests that are being answered.
    var openCount: Int { open.withLock { $0 } }

    /// What was counted, in a fixed order.
    var all: [(key: Key, value: Histogram)] { figures.withLock { $0 }.sorted { $0.key < $1.key } }
}
