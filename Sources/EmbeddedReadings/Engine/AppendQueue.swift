import Metering

/// Batches that wait to be committed (待提交队列).
struct AppendQueue {
    /// A batch, and who waits for it.
    struct Waiting {
        let batch: ReadingBatch
        let answer: CheckedContinuation<AppendResult, any Error>
    }

    private var waiting: [Waiting] = []
    /// The next one to be taken.
    private var next = 0
    /// Readings that wait.
    private(set) var readings = 0
    /// Whether somebody takes batches out.
    var isServed = false
    /// Readings and batches that were committed since the start.
    var accepted = (readings: 0, batches: 0)

    /// Takes a batch in; false where too many readings wait already.
    mutating func add(_ batch: Waiting, limit: Int) -> Bool {
        guard readings == 0 || readings + batch.batch.readings.count <= limit else { return false }
        waiting.append(batch)
        readings += batch.batch.readings.count
        return true
    }

    /// Takes the first batches out, of not much more than `limit` readings.
    mutating func take(_ limit: Int) -> [Waiting] {
        var count = 0
        let start = next
        while next < waiting.count, count < limit {
            count += waiting[next].batch.readings.count
            next += 1
        }
        let taken = Array(waiting[start..<next])
        readings -= count
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: waiting.capacity < 4_096)
            next = 0
        }
        return taken
    }

    var isEmpty: Bool { next == waiting.count }
}
