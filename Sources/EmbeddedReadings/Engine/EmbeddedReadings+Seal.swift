import Dispatch
import Metering
import Synchronization
import Units

/// Who waits for seals, and how the last one went (封存状态).
struct SealState {
    /// Who waits for the seal that runs.
    var waiting: [CheckedContinuation<Void, any Error>] = []
    /// Who waits for the one after it.
    var waitingForNext: [CheckedContinuation<Void, any Error>] = []
    /// Whether a seal is planned because readings grow old.
    var isPlanned = false
    /// Why the last seal failed.
    var fault: ReadingStoreError?
    var lastSeconds = 0.0
    var sealedReadings = 0
}

extension EmbeddedReadings {
    package func seal() async throws {
        try await withCheckedThrowingContinuation { answer in
            committing.async {
                self.seals.withLock { $0.waitingForNext.append(answer) }
                self.beginSeal()
            }
        }
    }

    /// Begins a seal where enough is unsealed, else plans one.
    ///
    /// On the committing thread.
    func sealWhereDue() {
        let unsealed = open.withLock(\.unsealed)
        if unsealed >= limits.unsealedReadings {
            beginSeal()
        } else if unsealed > 0,
            seals.withLock({ state in
                defer { state.isPlanned = true }
                return !state.isPlanned
            })
        {
            committing.asyncAfter(deadline: .now() + .seconds(limits.sealAfter)) { [weak self] in
                self?.seals.withLock { $0.isPlanned = false }
                self?.beginSeal()
            }
        }
    }

    /// Takes everything out that is unsealed, unless a seal runs already.
    ///
    /// On the committing thread.
    func beginSeal() {
        let (frozen, meters, lostDays, isRunning) = open.withLock { open in
            guard open.frozen == nil else { return (open.frozen, [Meter.ID](), open.lostDays, true) }
            if open.unsealed > 0 || !open.keys.isEmpty || !open.superseded.isEmpty { open.freeze() }
            return (open.frozen, open.meters.map(\.meter), open.lostDays, false)
        }
        if isRunning { return }
        let waiting = seals.withLock { state in
            state.waiting += state.waitingForNext
            state.waitingForNext = []
            if frozen != nil { return [CheckedContinuation<Void, any Error>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for answer in waiting { answer.resume() }
        if let frozen { sealing.async { self.write(frozen, meters, lostDays) } }
    }

    /// Writes frozen readings into containers.
    ///
    /// On the sealing thread.
    private func write(_ frozen: FrozenReadings, _ meters: [Meter.ID], _ lostDays: [Meter.ID: Set<Int>]) {
        let begun = DispatchTime.now()
        do {
            let sealed = try containers.seal(frozen, meters, lostDays: lostDays)
            let nanoseconds = DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds
            seals.withLock { state in
                state.lastSeconds = Double(nanoseconds) / 1e9
                state.sealedReadings += frozen.count
                state.fault = nil
            }
            committing.async { self.publish(sealed, frozen) }
        } catch {
            let waiting = seals.withLock { state in
                state.fault = ReadingStoreError(error) ?? .broken
                defer { (state.waiting, state.waitingForNext) = ([], []) }
                return state.waiting + state.waitingForNext
            }
            for answer in waiting { answer.resume(throwing: ReadingStoreError(error) ?? error) }
            committing.async { self.refuseHeldUp(ReadingStoreError(error) ?? error) }
            // Nothing is lost: what is frozen stays in the journal, and can be read.
            sealing.asyncAfter(deadline: .now() + .seconds(limits.sealAgain)) { [weak self] in
                self?.write(frozen, meters, lostDays)
            }
        }
    }

    /// Answers batches that wait for a seal that cannot be: nobody knows when.
    ///
    /// On the committing thread.
    private func refuseHeldUp(_ error: any Error) {
        guard open.withLock({ $0.unsealed >= limits.unsealedReadings }) else { return }
        for waiting in queue.withLock({ $0.take(.max) }) { waiting.answer.resume(throwing: error) }
        queue.withLock { $0.isServed = false }
    }

    /// Lets readers see containers instead of what was frozen.
    ///
    /// On the committing thread, so that no commit has looked at the one and goes on with the other.
    private func publish(_ sealed: Containers.Sealed, _ frozen: FrozenReadings) {
        containers.cache.replace(sealed.groups)
        containers.totals.replace(sealed)
        open.withLock { open in
            for group in sealed.groups { open.take(group.heads) }
            open.sealed = sealed.counts
            open.lostDays = sealed.lostDays
            open.frozen = nil
        }
        // A row that stays is passed over at the next start, and dropped with the next seal.
        if (try? journal.drop(through: frozen.journalNumber)) != nil {
            let rest = (try? journal.size()) ?? (rows: 0, bytes: 0)
            open.withLock { open in (open.journalRows, open.journalBytes) = rest }
            // An empty file is made small at once; one that is filled again meanwhile reuses its pages.
            if rest.rows == 0 { try? journal.compact() }
        }
        let (waiting, isWanted) = seals.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting, !state.waitingForNext.isEmpty)
        }
        for answer in waiting { answer.resume() }
        if isWanted { beginSeal() }
        commitAll()
        sealWhereDue()
    }
}
