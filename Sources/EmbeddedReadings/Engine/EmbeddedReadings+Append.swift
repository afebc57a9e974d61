import Dispatch
import GRDB
package import Metering
import Synchronization
import Units

extension EmbeddedReadings {
    package func append(_ batch: ReadingBatch) async throws -> AppendResult {
        try check(batch)
        return try await withCheckedThrowingContinuation { answer in
            let (isTaken, isServed) = queue.withLock { queue in
                let isTaken = queue.add(
                    AppendQueue.Waiting(batch: batch, answer: answer),
                    limit: limits.queuedReadings
                )
                defer { queue.isServed = queue.isServed || isTaken }
                return (isTaken, queue.isServed)
            }
            guard isTaken else {
                // Where seals fail, waiting does not help; the reason does.
                answer.resume(throwing: seals.withLock(\.fault) ?? ReadingStoreError.busy(retryAfterSeconds: 1))
                return
            }
            if !isServed { committing.async { self.commitAll() } }
        }
    }

    private func check(_ batch: ReadingBatch) throws(ReadingStoreError) {
        let range = StampRange.all
        for reading in batch.readings where !range.contains(reading.reading.stamp.seconds) {
            throw .stampOutOfRange(meter: reading.meter, seconds: reading.reading.stamp.seconds)
        }
    }

    /// Commits until nothing waits, or until so much is unsealed that the seal must come first.
    func commitAll() {
        while true {
            let isHeldUp = open.withLock { open in
                open.frozen != nil && open.unsealed >= limits.unsealedReadings
            }
            let group = queue.withLock { queue in
                let group = isHeldUp ? [] : queue.take(limits.committedReadings)
                queue.isServed = !group.isEmpty || isHeldUp
                return group
            }
            // Whoever publishes the seal goes on.
            if group.isEmpty { return }
            commit(group)
            sealWhereDue()
        }
    }

    /// Commits batches together and answers who waits for them.
    private func commit(_ waiting: [AppendQueue.Waiting]) {
        var first: [BatchKey: (sum: UInt64, index: Int)] = [:]
        var accepted: [AppendQueue.Waiting] = []
        var repeated: [(answer: CheckedContinuation<AppendResult, any Error>, index: Int)] = []
        for next in waiting {
            do {
                try refuseArchived(next.batch)
                guard let name = next.batch.key else {
                    accepted.append(next)
                    continue
                }
                let key = BatchKey(source: next.batch.source, key: name)
                let sum = next.batch.sum
                let conflict = ReadingStoreError.keyConflict(source: key.source, key: name)
                if let (known, index) = first[key] {
                    guard known == sum else { throw conflict }
                    repeated.append((next.answer, index))
                } else if let kept = try kept(key) {
                    guard kept.sum == sum else { throw conflict }
                    next.answer.resume(returning: kept.result)
                } else {
                    first[key] = (sum, accepted.count)
                    accepted.append(next)
                }
            } catch {
                next.answer.resume(throwing: ReadingStoreError(error) ?? error)
            }
        }
        let results = Result { try commit(accepted.map(\.batch)) }.mapError { ReadingStoreError($0) ?? $0 }
        for (index, next) in accepted.enumerated() { next.answer.resume(with: results.map { $0[index] }) }
        for (answer, index) in repeated { answer.resume(with: results.map { $0[index] }) }
    }

    private func kept(_ key: BatchKey) throws -> KeptResult? {
        if let kept = open.withLock({ $0.keys[key] ?? $0.frozen?.keys[key] }) { return kept }
        return try containers.keptResult(of: key)
    }

    private func refuseArchived(_ batch: ReadingBatch) throws {
        let archived = open.withLock(\.archivedMonths)
        guard !archived.isEmpty else { return }
        for reading in batch.readings {
            let month = reading.reading.day.month
            if archived.contains(month) { throw ReadingStoreError.archived(month) }
        }
    }

    /// Makes batches durable, then takes them.
    ///
    /// What a late reading needs to know is looked up first: afterwards nothing may fail.
    private func commit(_ batches: [ReadingBatch]) throws -> [AppendResult] {
        guard !batches.isEmpty else { return [] }
        let (late, sequence, number, time) = open.withLock { open in
            (open.lateReadings(batches), open.sequence + 1, open.journalNumber + 1, open.time)
        }
        var damaged: [ContainerHead] = []
        let stored = try containers.stored(late) { damaged.append($0) }
        if !damaged.isEmpty { try repair(damaged) }
        // A clock that was set back does not put replaced values before earlier ones.
        let moment = Instant(seconds: max(now().seconds, time))
        let record = CommitRecord(firstSequence: sequence, time: moment, batches: batches)
        let bytes = try journal.append(record, number: number)
        let results = open.withLock { open in
            open.journalNumber = number
            open.journalRows += 1
            open.journalBytes += bytes
            // Whether a value was replaced before is asked of few; where it cannot be read the value is kept once more.
            return open.apply(record, stored: stored) { (try? containers.isSuperseded($0)) ?? false }
        }
        queue.withLock { queue in
            queue.accepted.readings += record.readings
            queue.accepted.batches += batches.count
        }
        return results
    }
}

extension EmbeddedReadings {
    /// Repairs containers for which new readings have come.
    ///
    /// While a seal runs it is left to that one or to the next.
    private func repair(_ damaged: [ContainerHead]) throws {
        let (isSealing, sequence) = open.withLock { ($0.frozen != nil, $0.sequence) }
        if isSealing { return }
        let repaired = try containers.repair(damaged, sequence: sequence)
        containers.cache.replace(repaired.groups)
        containers.totals.replace(repaired)
        if !repaired.removed.isEmpty { containers.cache.invalidate() }
        open.withLock { open in
            for head in repaired.removed { open.remove(head) }
            for group in repaired.groups { open.take(group.heads) }
            open.sealed = repaired.counts
            open.lostDays.merge(repaired.lostDays) { $0.union($1) }
        }
    }
}

extension ReadingStoreError {
    /// What an error says about the disk; `nil` where it is about something else.
    init?(_ error: any Error) {
        switch error {
        case let error as ReadingStoreError: self = error
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_READONLY: self = .readOnly
            case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = .broken
            default: return nil
            }
        default: return nil
        }
    }
}
