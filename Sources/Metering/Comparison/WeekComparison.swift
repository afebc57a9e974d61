public import Units

/// What kind of day a civil day is, as far as the use of buildings goes (日类型).
public enum DayKind: String, Sendable, CaseIterable {
    /// A working day, those worked in exchange for a holiday among them.
    case work
    /// A weekend day.
    case weekend
    /// A public holiday.
    case holiday

    /// Judges a day by a calendar; in a year that it does not cover, Monday to Friday are working days.
    public init(_ day: CivilDay, in calendar: HolidayCalendar) {
        self = calendar.isHoliday(day) ? .holiday : calendar.isWorkingDay(day) ? .work : .weekend
    }

    /// Whether it is worked on.
    public var isWork: Bool { self == .work }
}

/// One day of a meter beside the weather (对比日).
public struct ComparedDay: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// What kind of day it is.
    public let kind: DayKind
    /// What was consumed; `nil` where nothing is known of the day.
    public let consumption: DayConsumption?
    /// The mean temperature outside, where it is known. [°C]
    public let temperature: Double?

    /// Creates a day.
    public init(day: CivilDay, kind: DayKind, consumption: DayConsumption?, temperature: Double?) {
        self.day = day
        self.kind = kind
        self.consumption = consumption
        self.temperature = temperature
    }

    /// Whether its amount is known for the whole of the day.
    public var isWhole: Bool { (consumption?.coveredSeconds ?? 0) >= 86_400 }

    /// The amount, where the day is whole.
    public var wholeAmount: Amount? { isWhole ? consumption?.amount : nil }
}

/// How one week stands to another (周对比).
public struct WeekChange: Hashable, Sendable {
    /// How many pairs of days count.
    public let pairs: Int
    /// What they came to in the week looked at.
    public let amount: Amount
    /// And in the other.
    public let other: Amount

    /// The change as a share of the other week; `nil` where there is nothing to compare with.
    public var share: Double? {
        other > .zero ? Double(amount.micro - other.micro) / Double(other.micro) : nil
    }

    /// Compares two weeks day by day.
    ///
    /// Only pairs of the same weekday count of which both days are whole and both, or neither, are worked on: else a
    /// holiday, an exchanged working day or a gap would pass for a change of consumption.
    public init(_ week: [ComparedDay], to other: [ComparedDay]) {
        var (pairs, sum, otherSum) = (0, Amount.zero, Amount.zero)
        for (day, before) in zip(week, other) {
            guard let amount = day.wholeAmount, let known = before.wholeAmount, day.kind.isWork == before.kind.isWork
            else { continue }
            pairs += 1
            sum += amount
            otherSum += known
        }
        (self.pairs, amount, self.other) = (pairs, sum, otherSum)
    }
}

/// What a meter consumes on days of like temperature (气温区间用量).
public struct TemperatureBand: Hashable, Sendable {
    /// The lowest temperature of the band; it is 5 K wide. [°C]
    public let from: Int
    /// Whole working days in it.
    public let workDays: Int
    /// Their mean amount.
    public let workMean: Amount?
    /// Whole days that are not worked on.
    public let offDays: Int
    /// Their mean amount.
    public let offMean: Amount?

    /// How wide a band is. [K]
    public static let width = 5

    /// Sorts whole days with a known temperature into bands, coldest first.
    public static func bands(of days: [ComparedDay]) -> [TemperatureBand] {
        let known = days.filter { $0.isWhole && $0.temperature != nil }
        let grouped = Dictionary(grouping: known) { day in
            Int(((day.temperature ?? 0) / Double(width)).rounded(.down)) * width
        }
        return grouped.sorted { $0.key < $1.key }.map { from, days in
            let work = days.filter(\.kind.isWork).compactMap(\.wholeAmount)
            let off = days.filter { !$0.kind.isWork }.compactMap(\.wholeAmount)
            return TemperatureBand(
                from: from,
                workDays: work.count,
                workMean: mean(work),
                offDays: off.count,
                offMean: mean(off)
            )
        }
    }

    private static func mean(_ amounts: [Amount]) -> Amount? {
        guard !amounts.isEmpty else { return nil }
        return Amount(micro: amounts.reduce(Amount.zero, +).micro / Int64(amounts.count))
    }
}
