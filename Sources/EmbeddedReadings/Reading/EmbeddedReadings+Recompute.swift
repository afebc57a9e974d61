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
                answer.resume(with: Result { try self.containers.recomputed(month) })
            }
        }
    }
}

extension Containers {
    fileprivate func recomputed(_ month: CivilMonth) throws -> DayTotalTable {
        let keys = try pool.read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT meters FROM container_directory WHERE month = ? ORDER BY meters",
                arguments: [month.number]
            )
        }.map { GroupKey(month: month, meters: $0) }
        let parts = Mutex([Result<DayTotalTable, any Error>?](repeating: nil, count: keys.count))
        DispatchQueue.concurrentPerform(iterations: keys.count) { index in
            let part = Result { try self.recomputed(keys[index]) }
            parts.withLock { $0[index] = part }
        }
        return DayTotalTable(joining: try parts.withLock { $0 }.compactMap { try $0?.get() }, days: month.days)
    }

    private func recomputed(_ key: GroupKey) throws -> DayTotalTable {
        guard let group = try group(key) else { throw ReadingStoreError.archived(key.month) }
        var table = DayTotalTable(meters: group.heads.map(\.meter), days: key.month.days)
        for position in group.heads.indices {
            let first = table.cells(ofMeterAt: position).lowerBound - table.days.lowerBound.number
            try group.withColumns(at: position) { columns in
                columns.eachDay { table.set(first + $0.number, columns.total($1)) }
            }
        }
        return table
    }
}
