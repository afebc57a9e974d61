public import Units

/// Whether a stamp may come in (入库校验), by when it was received.
public struct IntakeCheck: Sendable {
    /// Where readings come from.
    public enum Source: Sendable {
        /// A gateway, which sends what is recent.
        case gateway
        /// A file, in which old readings are welcome.
        case file
    }

    /// What becomes of a reading.
    public enum Verdict: Hashable, Sendable {
        /// It comes in.
        case accepted
        /// It is refused, for this reason.
        case refused(DataFinding)
        /// It is kept aside for a person to look at.
        case quarantined(DataFinding)
    }

    fileprivate let future: Int64
    fileprivate let oldest: Int64
    private let weekYearDays: Int
    private let rules: QualityRules

    /// Takes the thresholds for a carrier.
    public init(rules: QualityRules, carrier: EnergyCarrier) {
        self.rules = rules
        future = rules.value(.future, "seconds", for: carrier)
        oldest = rules.value(.old, "days", for: carrier) * 86_400
        weekYearDays = Int(rules.value(.weekYear, "days", for: carrier))
    }

    /// Judges a stamp.
    ///
    /// - Parameters:
    ///   - stamp: the stamp of the reading.
    ///   - received: when it came in.
    ///   - source: where it comes from.
    ///   - meter: the code of the meter, for the finding.
    /// - Returns: whether it comes in, and the finding where it does not.
    public func verdict(on stamp: Instant, received: Instant, from source: Source, meter: String) -> Verdict {
        let evidence = [stamp.description, received.description]
        if source == .gateway, let meant = weekYearMeant(by: stamp, received: received) {
            return .quarantined(
                rules.finding(.weekYear, subject: meter, evidence: [stamp.description, meant.description])
            )
        }
        if stamp.seconds - received.seconds > future {
            return .refused(rules.finding(.future, subject: meter, evidence: evidence))
        }
        if source == .gateway, received.seconds - stamp.seconds > oldest {
            return .quarantined(rules.finding(.old, subject: meter, evidence: evidence))
        }
        return .accepted
    }

    /// The stamp that was meant where the year of the week was written instead of the year (`YYYY` for `yyyy`).
    ///
    /// The last days of December then carry the next year, the first of January the one before; a stamp that is a year
    /// off in just this way, and recent once that is put right, is one.
    func weekYearMeant(by stamp: Instant, received: Instant) -> Instant? {
        let day = CivilDay(containing: stamp)
        let (year, month, ofMonth) = day.components
        let meantYear: Int
        switch (month, ofMonth) {
        case (12, 26...31): meantYear = year - 1
        case (1, 1...3): meantYear = year + 1
        default: return nil
        }
        guard let meant = CivilDay(year: meantYear, month: month, day: ofMonth),
            meant.weekYears.contains(year)
        else { return nil }
        let moved = stamp.adding(seconds: Int64(meant.number - day.number) * 86_400)
        let age = received.seconds - moved.seconds
        return -future <= age && age <= Int64(weekYearDays) * 86_400 ? moved : nil
    }
}

/// The stamps that come in without a second look (入库时段), for the hot loops that take readings in.
public struct IntakeBounds: Sendable {
    /// So long ago no year of a week can make a stamp look. [s]
    private static let recent: Int64 = 300 * 86_400

    let first: Int64
    let last: Int64
    private let check: IntakeCheck?
    private let received: Instant

    /// Those of a file: all up to an instant.
    public init(latest: Instant) {
        (first, last, check, received) = (.min, latest.seconds, nil, latest)
    }

    /// Those of a gateway that sends what is recent.
    public init(_ check: IntakeCheck, received: Instant) {
        first = received.seconds - min(check.oldest, Self.recent)
        last = received.seconds + check.future
        self.check = check
        self.received = received
    }

    /// Why a stamp beyond them does not come in; `nil` where it does all the same.
    func problem(_ stamp: Instant) -> ReadingProblem? {
        guard let check else { return stamp.seconds > last ? .future : nil }
        switch check.verdict(on: stamp, received: received, from: .gateway, meter: "") {
        case .accepted: return nil
        case .refused: return .future
        case .quarantined(let finding): return finding.rule == QualityRule.ID.old.rawValue ? .old : .weekYear
        }
    }
}

extension CivilDay {
    /// The years that the day's week may be counted to: by ISO 8601, and by weeks from Sunday of which the first
    /// holds 1 January.
    fileprivate var weekYears: Set<Int> {
        let thursday = adding(days: 4 - weekday)
        let saturday = adding(days: 6 - weekday % 7)
        return [thursday.year.number, saturday.year.number]
    }
}
