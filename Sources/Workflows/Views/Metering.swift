public import Buildings
public import Metering
public import Units

/// How much of a day all meters covered.
public struct DayCoverage: Sendable {
    /// The day.
    public let day: CivilDay
    /// Seconds with a known amount, all meters. [s]
    public let coveredSeconds: Int64
    /// Seconds that were estimated. [s]
    public let estimatedSeconds: Int64
    /// Seconds that should have been covered. [s]
    public let expectedSeconds: Int64

    /// Shares by time.
    public var share: DataShare {
        DataShare(covered: coveredSeconds, estimated: estimatedSeconds, expected: expectedSeconds)
    }
}

/// The metering page.
public struct MeteringView: Sendable {
    /// The year shown.
    public let year: CivilYear
    /// Every day of the year up to the last one with data.
    public let days: [DayCoverage]
    /// Findings of the year by rule, most frequent first.
    public let findings: [FindingCount]
    /// Size of the reading store, which holds the whole city's; `nil` for who sees only part of it.
    public let statistics: ReadingStatistics?
}

/// One meter in a list.
public struct MeterSummary: Sendable {
    /// The internal id.
    public let id: Meter.ID
    /// Its code.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The item's names (Chinese, English).
    public let itemName: (zh: String, en: String)
    /// The device in place now; `nil` for a virtual meter.
    public let device: MeterDevice?
    /// Where it is, now or last.
    public let building: (id: Building.ID, name: String)
    /// How much of the year's days it covered, up to the last day with data.
    public let share: DataShare
    /// Number of findings in the year.
    public let findingCount: Int
}

/// One day of one meter.
public struct MeterDayView: Sendable {
    /// The day.
    public let day: CivilDay
    /// What was consumed, how much of it estimated, how much time covered.
    public let consumption: DayConsumption
}

/// A finding on a meter's day.
public struct MeterFinding: Sendable {
    /// The day.
    public let day: CivilDay
    /// The meter.
    public let meter: Meter.ID
    /// What was found.
    public let finding: DataFinding
}

/// One meter.
public struct MeterDetail: Sendable {
    /// List facts.
    public let meter: MeterSummary
    /// Devices by date, first one first.
    public let devices: [MeterDevice]
    /// The days asked for (the last 60 with data by default).
    public let period: Range<CivilDay>
    /// Those of them that something is known of.
    public let days: [MeterDayView]
    /// Findings on these days.
    public let findings: [MeterFinding]
    /// The day whose readings are shown; `nil` where there are none.
    public let readingsDay: CivilDay?
    /// Its readings; divide counts by 10^decimals of the device.
    public let readings: [Reading]
}

/// What there is of one meter over some days, to be drawn above one axis of time (计量点时间轴).
public struct MeterTimeline: Sendable {
    /// A register or the amount of an interval, as the device showed it.
    public struct Shown: Sendable {
        /// When.
        public let at: Instant
        /// What it showed, in the unit of its device.
        public let value: FixedPoint
        /// The position of the device among the meter's.
        public let device: Int
    }

    /// The days.
    public let days: Range<CivilDay>
    /// What registers showed: every reading of a few days, else the last one of each day.
    public let registers: [Shown]
    /// How long the slots are.
    public let step: ConsumptionStep
    /// What was consumed, slot by slot.
    public let slots: [SlotConsumption]
    /// When devices were put in within these days, the first one left out.
    public let swaps: [Instant]
    /// Findings, in order of time.
    public let findings: [MeterFinding]
    /// Repairs that touch these days, those taken back among them, in order.
    public let repairs: [MeterRepair]
}
