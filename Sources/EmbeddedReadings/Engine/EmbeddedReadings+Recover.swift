import Metering
import Units

extension EmbeddedReadings {
    /// What memory holds after a start: the heads of all containers, and the journal's rows that no seal has reached.
    static func recover(_ containers: Containers, _ journal: Journal) throws -> OpenReadings {
        let summary = try containers.summary()
        var open = OpenReadings()
        open.sealed = summary.counts
        open.sequence = summary.sequence
        open.lostDays = summary.lostDays
        open.archivedMonths = summary.archivedMonths
        open.journalNumber = summary.sealedJournal
        try containers.eachDirectory { open.take($0) }
        for meter in summary.lostDays.keys { _ = open.position(adding: meter) }
        var damaged: [Int64] = []
        try journal.each(after: summary.sealedJournal) { row in
            open.journalNumber = row.number
            if let record = row.record {
                try open.take(record, containers)
                open.journalRows += 1
                open.journalBytes += row.size
            } else {
                // Its batches are lost, the later ones are not. It is kept, and verify names it.
                damaged.append(row.number)
                open.sequence = max(open.sequence, row.lastSequence)
            }
        }
        try journal.setAside(damaged)
        return open
    }
}

extension OpenReadings {
    /// Takes a record of the journal and returns what became of its batches.
    ///
    /// - Throws: a database error; nothing is then taken.
    @discardableResult
    mutating func take(_ record: CommitRecord, _ containers: Containers) throws -> [AppendResult] {
        apply(record, stored: try containers.stored(lateReadings(record.batches))) { value in
            (try? containers.isSuperseded(value)) ?? false
        }
    }

    /// Takes a record that is in the journal.
    mutating func apply(
        _ record: CommitRecord,
        stored: StoredReadings,
        isSuperseded: (ReplacedValue) -> Bool
    ) -> [AppendResult] {
        time = record.time.seconds
        return record.batches.enumerated().map { index, batch in
            apply(
                batch,
                sequence: record.firstSequence + Int64(index),
                stored: stored,
                isSuperseded: isSuperseded
            )
        }
    }
}

extension Containers {
    /// Looks up what containers hold at the stamps of late readings.
    ///
    /// - Parameters:
    ///   - late: the stamps by container.
    ///   - damaged: told of each container that is damaged.
    /// - Returns: the readings found.
    /// - Throws: a database error.
    func stored(
        _ late: [LateReadings],
        damaged: (ContainerHead) -> Void = { _ in }
    ) throws -> StoredReadings {
        var stored = StoredReadings()
        for readings in late where try !lookUp(readings, &stored) {
            do {
                try withColumns(of: readings.head) { stored.look(for: readings, in: $0) }
            } catch ReadingStoreError.damagedBlock {
                damaged(readings.head)
                ReadingColumns.with(try salvaged(readings.head)) { stored.look(for: readings, in: $0) }
            }
        }
        return stored
    }

    /// Finds a few readings without reading all of a container; false where that is not possible.
    private func lookUp(_ late: LateReadings, _ stored: inout StoredReadings) throws -> Bool {
        guard late.stamps.count <= 16, let group = try? group(late.head.key),
            let position = group.position(of: late.head.meter),
            let found = try? group.readings(at: position, late.stamps), !found.contains(nil)
        else { return false }
        for (stamp, reading) in zip(late.stamps, found) {
            stored.readings[StoredReadings.Key(position: late.position, time: stamp)] = reading
        }
        return true
    }

    /// The readings of a damaged container that a repair will keep.
    private func salvaged(_ head: ContainerHead) throws -> [Reading] {
        guard let group = try? group(head.key), let position = group.position(of: head.meter) else { return [] }
        return group.salvage(at: position, try dayTotals(head.key)?[head.meter] ?? []).readings
    }
}

extension StoredReadings {
    fileprivate mutating func look(for late: LateReadings, in columns: ReadingColumns) {
        for stamp in late.stamps { look(for: stamp, of: late.position, in: columns) }
    }

    private mutating func look(for stamp: Int64, of position: Int, in columns: ReadingColumns) {
        let index = columns.position(after: stamp - 1)
        if index < columns.count, columns.stamps[index] == stamp {
            readings[Key(position: position, time: stamp)] = columns[index]
        } else {
            let day = CivilDay(closing: Instant(seconds: stamp))
            let next = index < columns.count ? columns.stamps[index] : .max
            let previous = index > 0 ? columns.stamps[index - 1] : .min
            if next <= day.adding(days: 1).start.seconds || previous > day.start.seconds {
                days.insert(Key(position: position, time: Int64(day.number)))
            }
        }
    }
}
