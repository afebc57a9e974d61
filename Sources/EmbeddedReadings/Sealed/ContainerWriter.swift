import FoundationEssentials
import GRDB
import Metering
import Units

/// The readings of one meter's month, as they are to be written (容器).
struct Container {
    let meter: Meter.ID
    /// In strict order of time, all of one month.
    var readings: [Reading] = []
    /// The last change of each day that has readings.
    var sequences: [Int: Int64] = [:]

    init(meter: Meter.ID) { self.meter = meter }
}

/// A container that is encoded (已编码容器).
struct PackedContainer {
    let head: ContainerHead
    let block: Data
    let days: [SealedDay]
}

extension PackedContainer {
    /// Encodes a container.
    init(_ container: Container, month: CivilMonth) {
        var days: [SealedDay] = []
        let block = ReadingColumns.with(container.readings) { columns in
            columns.eachDay { day, range in
                let sequence = container.sequences[day.number] ?? 0
                days.append(SealedDay(day: day, total: columns.total(range), sequence: sequence))
            }
            return SealedGroup.block(columns, month: month)
        }
        let sequences = days.map(\.sequence)
        let stamps = container.readings.map(\.stamp.seconds)
        head = ContainerHead(
            meter: container.meter,
            month: month,
            count: stamps.count,
            stamps: (stamps.first ?? 0)...(stamps.last ?? 0),
            sequences: (sequences.min() ?? 0)...(sequences.max() ?? 0),
            length: block.count
        )
        self.block = block
        self.days = days
    }
}

/// Writes groups of containers in one transaction (容器写入).
final class ContainerWriter {
    private let insertDirectory: Statement
    private let insertBlocks: Statement
    private let insertTotals: Statement
    private let keepDamaged: Statement
    private let loseDay: Statement
    private let findDay: Statement

    init(_ db: Database) throws {
        insertDirectory = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO container_directory VALUES (?, ?, ?, ?, ?)"
        )
        insertBlocks = try db.cachedStatement(sql: "INSERT OR REPLACE INTO container_block VALUES (?, ?, ?)")
        insertTotals = try db.cachedStatement(sql: "INSERT OR REPLACE INTO container_total VALUES (?, ?, ?)")
        keepDamaged = try db.cachedStatement(sql: "INSERT INTO damaged_record VALUES (?, ?, ?, ?)")
        findDay = try db.cachedStatement(sql: "DELETE FROM lost_day WHERE meter_id = ? AND day = ?")
        loseDay = try db.cachedStatement(sql: "INSERT OR IGNORE INTO lost_day VALUES (?, ?)")
    }

    /// What has been written of a group.
    struct Written {
        let group: SealedGroup
        let totals: [(meter: Meter.ID, days: [SealedDay])]
        var counts: StoredCounts {
            StoredCounts(
                readings: group.heads.reduce(0) { $0 + $1.count },
                meterDays: totals.reduce(0) { $0 + $1.days.count }
            )
        }
    }

    func write(_ containers: [Container], key: GroupKey) throws -> Written {
        try write(containers.map { PackedContainer($0, month: key.month) }, key: key)
    }

    /// Writes a group; its containers in order of meter.
    func write(_ containers: [PackedContainer], key: GroupKey) throws -> Written {
        let heads = containers.map(\.head)
        let directory = GroupDirectory.encode(heads, key: key)
        let group = SealedGroup(key: key, heads: heads, directory: directory, blocks: containers.map(\.block))
        let written = Written(group: group, totals: containers.map { ($0.head.meter, $0.days) })
        let counts = written.counts
        let (month, meters) = (key.month.number, key.meters)
        try insertDirectory.execute(arguments: [month, meters, counts.readings, counts.meterDays, directory])
        try insertBlocks.execute(arguments: [month, meters, group.bytes])
        try insertTotals.execute(arguments: [month, meters, SealedTotals.encode(written.totals, key: key)])
        return written
    }

    /// Keeps a damaged block, and remembers the days whose readings are lost with it.
    func lose(_ days: [CivilDay], of meter: Meter.ID, block: Data, sequence: Int64) throws {
        let day = days.first?.number ?? 0
        try keepDamaged.execute(arguments: [meter.rawValue, day, block, sequence])
        for day in days { try loseDay.execute(arguments: [meter.rawValue, day.number]) }
    }

    /// Readings for a lost day have come again.
    func find(_ day: Int, of meter: Meter.ID) throws { try findDay.execute(arguments: [meter.rawValue, day]) }
}
