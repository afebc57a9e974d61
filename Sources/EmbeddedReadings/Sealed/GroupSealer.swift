import FoundationEssentials
import GRDB
import Metering
import Units

/// Merges frozen readings into the groups of one transaction (容器封存).
struct GroupSealer {
    var sealed = Containers.Sealed()
    /// What readings and meter-days of all containers change by.
    var change = StoredCounts()
    let keys: [GroupKey]

    private let db: Database
    private let frozen: FrozenReadings
    private let writer: ContainerWriter
    /// Positions of meters with readings, by group.
    private let positions: [GroupKey: [(meter: Meter.ID, position: Int)]]
    private(set) var lostDays: [Meter.ID: Set<Int>]

    init(
        _ db: Database,
        _ frozen: FrozenReadings,
        _ meters: [Meter.ID],
        _ lostDays: [Meter.ID: Set<Int>],
        _ cache: TotalsCache
    ) throws {
        self.db = db
        self.frozen = frozen
        self.lostDays = lostDays
        writer = try ContainerWriter(db)
        var positions: [GroupKey: [(meter: Meter.ID, position: Int)]] = [:]
        for (position, run) in frozen.runs.enumerated() {
            guard let first = run.first, let last = run.last else { continue }
            for number in first.day.month.number...last.day.month.number {
                let month = CivilMonth(number: number)
                if run.slice(month.days).isEmpty { continue }
                positions[GroupKey(month: month, meter: meters[position]), default: []].append(
                    (meters[position], position)
                )
            }
        }
        self.positions = positions.mapValues { $0.sorted { $0.meter < $1.meter } }
        keys = positions.keys.sorted()
        sealed.heldMonths = cache.heldMonths
        sealed.sequence = frozen.sequence
    }

    mutating func seal(_ key: GroupKey, cached: @autoclosure () throws -> SealedGroup?) throws {
        // A group that is damaged as a whole is damaged block by block.
        let old = try? cached()
        let oldTotals = try Containers.dayTotals(key, db) ?? [:]
        var packed: [PackedContainer] = []
        var merging = (positions[key] ?? [])[...]
        for position in old.map({ Array($0.heads.indices) }) ?? [] {
            guard let old else { break }
            let meter = old.heads[position].meter
            while let next = merging.first, next.meter < meter {
                packed.append(try pack(merging.removeFirst(), key, onto: [], [:]))
            }
            if merging.first?.meter == meter {
                let base = try base(old, position, oldTotals[meter])
                packed.append(try pack(merging.removeFirst(), key, onto: base.readings, base.sequences))
            } else {
                packed.append(
                    PackedContainer(
                        head: old.heads[position],
                        block: old.block(at: position),
                        days: oldTotals[meter] ?? computed(old, position)
                    )
                )
            }
        }
        while !merging.isEmpty { packed.append(try pack(merging.removeFirst(), key, onto: [], [:])) }
        let before = try Row.fetchOne(
            db,
            sql: "SELECT readings, meter_days FROM container_directory WHERE month = ? AND meters = ?",
            arguments: [key.month.number, key.meters]
        )
        let written = try writer.write(packed, key: key)
        change.readings += written.counts.readings - (before?[0] ?? 0)
        change.meterDays += written.counts.meterDays - (before?[1] ?? 0)
        sealed.groups.append(written.group)
        if sealed.heldMonths.contains(key.month) {
            sealed.totals += written.totals.map { (key.month, $0.meter, $0.days) }
        }
    }

    private func computed(_ group: SealedGroup, _ position: Int) -> [SealedDay] {
        let sequence = group.heads[position].sequences.upperBound
        return (try? group.withColumns(at: position) { $0.sealedDays { _ in sequence } }) ?? []
    }

    /// The readings of a container that new ones are merged into; of a damaged one those that can still be trusted.
    private mutating func base(
        _ group: SealedGroup,
        _ position: Int,
        _ totals: [SealedDay]?
    ) throws -> (readings: [Reading], sequences: [Int: Int64]) {
        let head = group.heads[position]
        let sequences = Dictionary((totals ?? []).map { ($0.day.number, $0.sequence) }) { first, _ in first }
        do {
            let readings = try group.withColumns(at: position) { $0.readings(0..<$0.count) }
            guard totals == nil else { return (readings, sequences) }
            let days = Set(readings.map(\.day.number))
            return (readings, Dictionary(uniqueKeysWithValues: days.map { ($0, head.sequences.upperBound) }))
        } catch ReadingStoreError.damagedBlock {
            let (readings, lost) = group.salvage(at: position, totals ?? [])
            try writer.lose(lost, of: head.meter, block: group.block(at: position), sequence: frozen.sequence)
            lostDays[head.meter, default: []].formUnion(lost.map(\.number))
            sealed.isRepair = true
            return (readings, sequences)
        }
    }

    private mutating func pack(
        _ meter: (meter: Meter.ID, position: Int),
        _ key: GroupKey,
        onto base: [Reading],
        _ sequences: [Int: Int64]
    ) throws -> PackedContainer {
        var container = Container(meter: meter.meter)
        let new = frozen.runs[meter.position].slice(key.month.days)
        container.readings = base.overlaid(with: new)
        container.sequences = sequences
        let days = key.month.days
        for mark in frozen.marks[meter.position] where days.contains(CivilDay(number: mark.day)) {
            container.sequences[mark.day] = mark.sequence
            if lostDays[meter.meter]?.remove(mark.day) != nil { try writer.find(mark.day, of: meter.meter) }
        }
        return PackedContainer(container, month: key.month)
    }
}
