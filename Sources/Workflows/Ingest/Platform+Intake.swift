public import Metering
import Store
public import Units

/// What comes in and what waits in the reading store (入库状态).
public struct IntakeFigures: Sendable {
    /// When it was so.
    public let at: Instant
    /// The reading store's own figures.
    public let statistics: ReadingStatistics
    /// Readings a second that sources sent over the last ten.
    public let perSecond: Double
    /// Rows that sources sent and that were refused, since the start.
    public let refused: Int
    /// Changes of readings that no account knows yet.
    public let pendingChanges: Int64
    /// For how long the accounts have been behind the readings at most; zero where they are not. [s]
    public let lag: Int64
}

extension Platform {
    /// What comes in and what waits.
    public func intakeFigures() async throws -> IntakeFigures {
        try await intakeFigures(consumed: try await store.consumedSequence())
    }

    func intakeFigures(consumed: Int64) async throws -> IntakeFigures {
        let statistics = try await readings.statistics()
        let now = now()
        let pending = max(0, statistics.sequence - consumed)
        let rates = intake.rates(now: now)
        return IntakeFigures(
            at: now,
            statistics: statistics,
            perSecond: rates.perSecond,
            refused: rates.refused,
            pendingChanges: pending,
            lag: pending > 0 ? intake.upToDate.map { max(0, now.seconds - $0.seconds) } ?? 0 : 0
        )
    }
}
