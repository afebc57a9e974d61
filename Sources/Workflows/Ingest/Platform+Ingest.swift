public import Access
public import MeterProtocols
public import Metering
import Store
import Units

/// What became of the rows that a source sent (入库回执).
public struct IngestReceipt: Sendable {
    /// What became of the readings.
    public let result: AppendResult
    /// Rows that were refused.
    public let refused: Int
    /// The first of them.
    public let problems: [RowProblem]

    /// Readings that are stored now.
    public var accepted: Int { result.inserted + result.superseded + result.unchanged }
}

/// Room for the body of a request, given back when it is let go (正文额度).
public final class IngestRoom: Sendable {
    private let desk: IngestDesk
    private let bytes: Int

    init(_ desk: IngestDesk, _ bytes: Int) {
        self.desk = desk
        self.bytes = bytes
    }

    deinit { desk.giveBack(bytes: bytes) }
}

extension Platform {
    /// The source that a token stands for, as who asks; `nil` where it is unknown, has ended or was taken back.
    public func principal(sourceToken token: String) async throws -> Principal? {
        guard token.hasPrefix(OpenToken.sourcePrefix) else { return nil }
        let hash = OpenToken.hash(of: token)
        let now = now()
        let (known, era) = entrance.sources.principal(hash, now: now)
        if let known { return known }
        guard let source = try await store.ingestSource(tokenHash: hash, now: now) else { return nil }
        let principal = Principal(source: source)
        entrance.sources.keep(principal, hash, now: now, era: era)
        return principal
    }

    /// Room for a body of readings; `nil` where so much is held already that its sender must wait.
    public func roomForReadings(bytes: Int) -> IngestRoom? {
        intake.take(bytes: bytes) ? IngestRoom(intake, bytes) : nil
    }

    /// What the readings of a source are checked against: the meters that stand within its reach today.
    public func readingTerms(of source: Int64, stamps: IntervalStamp) async throws -> ReadingTerms {
        ReadingTerms(
            directory: try await snapshot(of: source, stamps: stamps).directory,
            now: now(),
            check: IntakeCheck(rules: qualityRules, carrier: .electricity)
        )
    }

    /// Stores what a source sent, durably; the good rows of it, all or none.
    ///
    /// - Parameters:
    ///   - decoded: what was found in the body.
    ///   - source: who sent it.
    ///   - key: what the source calls the batch; one that it has used is not stored again.
    ///   - bytes: the size of the body.
    /// - Returns: what became of its rows.
    /// - Throws: ``ReadingStoreError``, ``ReadingStoreError/busy(retryAfterSeconds:)`` where the store is behind.
    public func ingest(
        _ decoded: DecodedReadings,
        from source: Int64,
        key: String?,
        bytes: Int
    ) async throws -> IngestReceipt {
        var result = AppendResult()
        if !decoded.readings.isEmpty {
            let record = try await snapshot(of: source, stamps: .end).record
            result = try await readings.append(ReadingBatch(readings: decoded.readings, source: record, key: key))
        }
        intake.note(result, refused: decoded.refused, bytes: bytes, source: source, now: now())
        return IngestReceipt(result: result, refused: decoded.refused, problems: decoded.problems)
    }

    private func snapshot(of source: Int64, stamps: IntervalStamp) async throws -> IngestDesk.Snapshot {
        let key = IngestDesk.Key(source: source, stamps: stamps)
        let now = now()
        let known = intake.snapshot(key, now: now)
        if let known, known.isFresh { return known.snapshot }
        let (task, isBegun) = intake.load(key) {
            Task { try await snapshot(key, beside: known?.snapshot, now: now) }
        }
        guard isBegun else {
            // The one before is believed until the next is there.
            if let known { return known.snapshot }
            return try await task.value
        }
        do {
            let snapshot = try await task.value
            intake.keep(snapshot, key, now: now)
            return snapshot
        } catch {
            intake.leave(key)
            throw error
        }
    }

    private func snapshot(
        _ key: IngestDesk.Key,
        beside known: IngestDesk.Snapshot?,
        now: Instant
    ) async throws -> IngestDesk.Snapshot {
        let generation = try await store.generation()
        if let known, known.generation == generation { return known }
        guard let record = try await store.ingestSources(key.source, now: now).first, record.closedAt == nil else {
            throw PeopleRefusal.notFound
        }
        let today = CivilDay(containing: now)
        let meters = try await store.meters(scope: record.source.scope).filter { placed in
            placed.places.contains { $0.to.map { today < $0 } ?? true }
        }
        return IngestDesk.Snapshot(
            record: record.source.record,
            directory: MeterDirectory(meters.map(\.meter), stamps: key.stamps),
            generation: generation
        )
    }

    /// Records what sources sent since it was last recorded.
    package func recordIngest() async throws {
        let sums = intake.takeSums()
        guard !sums.isEmpty else { return }
        do {
            try await store.recordIngest(sums, now: now())
        } catch {
            intake.putBack(sums)
            throw error
        }
    }
}
