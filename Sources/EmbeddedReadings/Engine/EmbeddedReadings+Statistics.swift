package import Metering
import Synchronization
import Units

extension EmbeddedReadings {
    package func statistics() async throws -> ReadingStatistics {
        var statistics = ReadingStatistics()
        open.withLock { open in
            statistics.readings = open.counts.readings
            statistics.meterDays = open.counts.meterDays
            statistics.sequence = open.sequence
            statistics.journalRows = open.journalRows
            statistics.journalBytes = open.journalBytes
            statistics.unsealedReadings = open.unsealed + (open.frozen?.count ?? 0)
            statistics.dirtyContainers = open.dirtyContainers
        }
        queue.withLock { queue in
            statistics.queuedReadings = queue.readings
            statistics.acceptedReadings = queue.accepted.readings
            statistics.acceptedBatches = queue.accepted.batches
        }
        seals.withLock { seals in
            statistics.lastSealSeconds = seals.lastSeconds
            statistics.sealedReadings = seals.sealedReadings
        }
        return statistics
    }
}

extension OpenReadings {
    /// Meter-months with readings that they do not hold yet.
    fileprivate var dirtyContainers: Int {
        meters.indices.reduce(0) { count, position in
            let runs = [meters[position].run, frozen?.run(at: position) ?? []].filter { !$0.isEmpty }
            guard let first = runs.compactMap(\.first?.day).min(), let last = runs.compactMap(\.last?.day).max() else {
                return count
            }
            return count
                + (first..<last.adding(days: 1)).months.count { month in
                    runs.contains { !$0.slice(month.days).isEmpty }
                }
        }
    }
}
