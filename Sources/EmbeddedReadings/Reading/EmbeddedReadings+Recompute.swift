import Dispatch
import GRDB
package import Metering
import Synchronization
package import Units

extension EmbeddedReadings {
    /// The day totals of all meters in a month, computed from every sealed reading and not from what is kept of them
    /// (由读数重算日合计).
    ///
    /// On all cores.
    package func recomputedDayTotals(in month: CivilMonth) async throws -> DayTotalTable {
        try await withCheckedThrowingContinuation { answer in
            DispatchQueue.global(qos: .userInitiated).async {
                answer.resume(with: Result { try self.containers.recomputed(month).table })
            }
        }
    }
}

extension Containers {
    fileprivate func recomputed(_ month: CivilMonth) throws -> TotalsCache.Month {
        let keys = try pool.read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT meters FROM container_directory WHERE month = ? ORDER BY meters",
                arguments: [month.number]
            )
        }.map { GroupKey(month: month, meters: $0) }
        let parts = Mutex(
            [Result<[(meter: Meter.ID, days: [SealedDay])], any Error>?](repeating: nil, count: keys.count)
        )
        DispatchQueue.concurrentPerform(iterations: keys.count) { index in
            let part = Result { try self.recomputed(keys[index]) }
            parts.withLock { $0[index] = part }
        }
        return TotalsCache.Month(month, try parts.withLock { $0 }.compactMap { try $0?.get() }.flatMap(\.self))
    }

    private func recomputed(_ key: GroupKey) throws -> [(meter: Meter.ID, days: [SealedDay])] {
        guard let group = try group(key) else { throw ReadingStoreError.archived(key.month) }
        return try group.heads.indices.map { position in
            let head = group.heads[position]
            return (
                head.meter, try group.withColumns(at: position) { $0.sealedDays { _ in head.sequences.upperBound } }
            )
        }
    }
}
