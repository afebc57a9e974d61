public import Units

/// When the nightly work is done (每夜时刻): at one time of each civil day, whatever the clock does.
public struct NightlySchedule: Sendable, Hashable {
    /// Minutes after midnight.
    public let minute: Int

    /// Creates a schedule; half past two unless told otherwise.
    public init(minute: Int = 150) { self.minute = min(max(minute, 0), 1_439) }

    /// A success older than this is made up for at once. [s]
    public static let patience: Int64 = 26 * 3_600
    /// After a failure the next try waits this long. [s]
    static let retry: Int64 = 3_600

    /// What has happened so far.
    struct Past: Sendable {
        /// When the last backup that succeeded was begun.
        var lastSuccess: Instant?
        /// When the last nightly try was begun, well or not.
        var lastTry: Instant?
        /// When the first data came in.
        var firstData: Instant?
    }

    /// The last time at or before an instant that the work was planned for.
    public func last(before now: Instant) -> Instant {
        let today = at(CivilDay(containing: now))
        return today <= now ? today : at(CivilDay(containing: now).adding(days: -1))
    }

    /// The next time after an instant that the work is planned for.
    public func next(after now: Instant) -> Instant { at(CivilDay(containing: last(before: now)).adding(days: 1)) }

    private func at(_ day: CivilDay) -> Instant { day.start.adding(seconds: Int64(minute) * 60) }

    /// Whether the work is to be done now.
    ///
    /// Planned times that passed while the program did not run are made up for once, where the last success is too old.
    /// A clock set back by less than the patience lets nothing run twice; one set back by more had been wrong, so what
    /// it dated into the future does not count.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - past: what has happened so far.
    ///   - watching: since when the program has been running.
    /// - Returns: whether to begin.
    func isDue(_ now: Instant, _ past: Past, watching: Instant) -> Bool {
        func known(_ time: Instant?) -> Instant? {
            time.flatMap { $0 <= now.adding(seconds: Self.patience) ? $0 : nil }
        }
        let planned = last(before: now)
        let lastTry = known(past.lastTry)
        if let lastTry, now < lastTry.adding(seconds: Self.retry) { return false }
        let isPlanned = planned > min(watching, now) && (lastTry.map { $0 < planned } ?? true)
        let hasFailed = lastTry.map { $0 > (known(past.lastSuccess) ?? .distantPast) } ?? false
        let since = known(past.lastSuccess) ?? known(past.firstData)
        let isLate = since.map { $0 < now.adding(seconds: -Self.patience) } ?? false
        return isPlanned || hasFailed || isLate
    }
}

extension Instant {
    fileprivate static var distantPast: Instant { Instant(seconds: .min) }
}
