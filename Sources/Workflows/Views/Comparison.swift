public import Metering
public import Units

/// One meter's weeks side by side, and beside the temperature outside (用量对比).
public struct MeterComparison: Sendable {
    /// Why a meter is compared with this station's temperature.
    public enum StationReason: String, Sendable, CaseIterable {
        /// The building names it.
        case building
        /// The building's district or zone names it.
        case place
        /// The city names it.
        case city
        /// It is the only one.
        case only
    }

    /// The station of the temperature.
    public struct Station: Sendable, Hashable {
        /// Its code.
        public let code: String
        /// Its name; empty where no file gave one.
        public let name: String
        /// Why this one.
        public let reason: StationReason
    }

    /// The meter.
    public let meter: MeterSummary
    /// The days from 52 weeks before the last week with data up to its end, Monday to Sunday.
    public let days: [ComparedDay]
    /// The last week with data.
    public var week: [ComparedDay] { Array(days.suffix(7)) }
    /// The week before it.
    public var lastWeek: [ComparedDay] { Array(days.suffix(14).prefix(7)) }
    /// The week 52 weeks before it, so that weekdays meet.
    public var lastYear: [ComparedDay] { Array(days.prefix(7)) }
    /// The week beside the one before.
    public var changeToLastWeek: WeekChange { WeekChange(week, to: lastWeek) }
    /// The week beside the one of last year.
    public var changeToLastYear: WeekChange { WeekChange(week, to: lastYear) }
    /// What is consumed on days of like temperature.
    public var bands: [TemperatureBand] { TemperatureBand.bands(of: days) }
    /// The station of the temperatures; `nil` where none stands for the building.
    public let station: Station?
    /// Years of these days whose holidays are not known: Monday to Friday count as working days there.
    public let yearsWithoutHolidays: [CivilYear]
    /// Where the holidays come from, by year.
    public let holidaySources: [Citation]
}
