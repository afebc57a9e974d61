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
    ///   - late: positions and stamps by container.
    ///   - damaged: told of each container that is damaged.
    /// - Returns: the readings found.
    /// - Throws: a database error.
    func stored(
        _ late: [ContainerHead: [(position: Int, stamp: Int64)]],
        damaged: (ContainerHead) -> Void = { _ in }
    ) throws -> StoredReadings {
        var stored = StoredReadings()
        // In the order in which they lie, so that a group is read once.
        for (head, readings) in late.sorted(by: { ($0.key.key, $0.key.meter) < ($1.key.key, $1.key.meter) }) {
            do {
                try withColumns(of: head) { columns in
                    for (position, stamp) in readings { stored.look(for: stamp, of: position, in: columns) }
                }
            } catch ReadingStoreError.damagedBlock {
                damaged(head)
                let kept = try salvaged(head)
                ReadingColumns.with(kept) { columns in
                    for (position, stamp) in readings { stored.look(for: stamp, of: position, in: columns) }
                }
            }
        }
        return stored
    }

    /// The readings of a damaged container that a repair will keep.
    private func salvaged(_ head: ContainerHead) throws -> [Reading] {
        guard let group = try? group(head.key), let position = group.position(of: head.meter) else { return [] }
        return group.salvage(at: position, try dayTotals(head.key)?[head.meter] ?? []).readings
    }
}

extension StoredReadings {
    fileprivate mutating func look(for stamp: Int64, of position: Int, in columns: ReadingColumns) {
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
