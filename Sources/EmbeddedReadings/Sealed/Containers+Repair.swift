import FoundationEssentials
import GRDB
import Metering
import Units

extension Containers {
    /// Writes damaged containers anew with what can be trusted of them (修复损坏的容器); what could not be saved is named as
    /// lost days until its readings come again.
    ///
    /// Called where readings for them have come, and while no seal runs. What is left of a block is kept as evidence.
    func repair(_ damaged: [ContainerHead], sequence: Int64) throws -> Sealed {
        try pool.write { db in
            let writer = try ContainerWriter(db)
            var sealed = Sealed()
            for (key, heads) in Dictionary(grouping: damaged, by: \.key) {
                try Self.repair(key, Set(heads.map(\.meter)), sequence, writer, &sealed, db)
            }
            let row = try Row.fetchOne(
                db,
                sql: """
                    UPDATE change_counter SET
                        readings = (SELECT ifnull(sum(readings), 0) FROM container_directory),
                        meter_days = (SELECT ifnull(sum(meter_days), 0) FROM container_directory)
                    RETURNING readings, meter_days
                    """
            )
            sealed.counts = StoredCounts(readings: row?[0] ?? 0, meterDays: row?[1] ?? 0)
            sealed.isRepair = true
            return sealed
        }
    }

    private static func repair(
        _ key: GroupKey,
        _ meters: Set<Meter.ID>,
        _ sequence: Int64,
        _ writer: ContainerWriter,
        _ sealed: inout Sealed,
        _ db: Database
    ) throws {
        guard let group = try load(key, db) else { return }
        let totals = try dayTotals(key, db) ?? [:]
        var kept: [PackedContainer] = []
        for (position, head) in group.heads.enumerated() {
            let days = totals[head.meter] ?? []
            guard meters.contains(head.meter) else {
                kept.append(PackedContainer(head: head, block: group.block(at: position), days: days))
                continue
            }
            let (readings, lost) = group.salvage(at: position, days)
            try writer.lose(lost, of: head.meter, block: group.block(at: position), sequence: sequence)
            sealed.lostDays[head.meter, default: []].formUnion(lost.map(\.number))
            if readings.isEmpty {
                sealed.removed.append(head)
                continue
            }
            var container = Container(meter: head.meter)
            container.readings = readings
            for day in days { container.sequences[day.day.number] = day.sequence }
            kept.append(PackedContainer(container, month: key.month))
        }
        if kept.isEmpty {
            for table in ["container_directory", "container_block", "container_total"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE month = ? AND meters = ?",
                    arguments: [key.month.number, key.meters]
                )
            }
        } else {
            sealed.groups.append(try writer.write(kept, key: key).group)
        }
    }
}
