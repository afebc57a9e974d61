/// How a target stands (进展), with what was counted on.
public struct TargetProgress: Hashable, Sendable {
    /// How a target stands.
    public enum Status: String, Sendable, CaseIterable {
        /// 已达成: the value meets the goal.
        case done
        /// 按期.
        case onTrack = "on"
        /// 有风险.
        case atRisk = "risk"
        /// 滞后.
        case behind = "off"
        /// 无数据.
        case noData = "none"
        /// 到期未达成: the goal's year is over.
        case missed
        /// 未达到（力争）: an aspiration whose year is over.
        case notReached = "short"
        /// 无证据: the goal's year is over, and no value says how it ended.
        case noEvidence = "unproven"
        /// 已接续: no value says how it ended, and an item of a later plan has taken its place.
        case superseded = "followed"
        /// 鼓励: not judged.
        case incentive
    }

    /// How a target ended whose year is over (到期判定).
    public enum Verdict: String, Sendable, CaseIterable {
        /// 达成.
        case met
        /// 未达成; of an aspiration: not reached.
        case missed
        /// 无证据.
        case noEvidence = "no_evidence"
        /// 已接续.
        case superseded
    }

    /// How it stands.
    public let status: Status
    /// How it ended; `nil` while the goal's year is not over, and for what is not judged.
    public let verdict: Verdict?
    /// Signed towards the goal: below zero is still missing, above it to spare, in the target's unit.
    public let gap: Double?
    /// What to expect in the goal's year; `nil` where past due, unknown, or with one value only.
    public let outlook: TargetForecast?
    /// Not after which year emissions must be highest, and how that reading stands; empty for other targets.
    public let peakReadings: [PeakReading]
    /// Why it stands so, in the order in which it was judged.
    public let reasons: [JudgementReason]

    /// Creates a progress from its parts.
    public init(
        status: Status,
        verdict: Verdict? = nil,
        gap: Double? = nil,
        outlook: TargetForecast? = nil,
        peakReadings: [PeakReading] = [],
        reasons: [JudgementReason] = []
    ) {
        self.status = status
        self.verdict = verdict
        self.gap = gap
        self.outlook = outlook
        self.peakReadings = peakReadings
        self.reasons = reasons
    }

    /// The value to expect in the goal's year; see ``TargetForecast/expected``. [the target's unit]
    public var forecast: Double? { outlook?.expected }
    /// The probability that the target is met; `nil` where fewer than three values are known.
    public var odds: Double? { outlook?.odds }
}

/// One way to read the year before which emissions must peak (达峰年份的读法).
public struct PeakReading: Hashable, Sendable {
    /// Not after this year.
    public let year: Int
    /// How it stands, read so.
    public let status: TargetProgress.Status
    /// How it ended, read so.
    public let verdict: TargetProgress.Verdict?

    /// Creates a reading.
    public init(year: Int, status: TargetProgress.Status, verdict: TargetProgress.Verdict? = nil) {
        self.year = year
        self.status = status
        self.verdict = verdict
    }
}
