/// A calendar day in China (民用日), counted from 1970-01-01 at the fixed offset +08:00.
///
/// A day is the half-open interval from its midnight to the next; see ``interval``. China has one time zone and
/// has not changed its clocks since 1991, so the offset is a constant.
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    /// Creates the day that lies `number` days after 1970-01-01.
    public init(number: Int) { self.number = number }

    /// Creates a day of the proleptic Gregorian calendar; `nil` where there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilMonth(year: year, month: month).dayCount
        else { return nil }
        self.init(number: Self.number(year: year, month: month, day: day))
    }

    /// Creates the day that contains an instant.
    public init(containing instant: Instant) {
        number = Int((instant.seconds + Instant.chinaOffset).flooredQuotient(86_400))
    }

    /// The half-open interval from this day's midnight to the next.
    public var interval: Range<Instant> { start..<adding(days: 1).start }

    /// Midnight at the beginning of the day.
    public var start: Instant { Instant(seconds: Int64(number) * 86_400 - Instant.chinaOffset) }

    /// The day that lies `days` later.
    public func adding(days: Int) -> CivilDay { CivilDay(number: number + days) }

    /// The month that contains the day.
    public var month: CivilMonth {
        let parts = components
        return CivilMonth(year: parts.year, month: parts.month)
    }

    /// The year that contains the day.
    public var year: CivilYear { CivilYear(components.year) }

    /// Year, month and day of the Gregorian calendar.
    public var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = number + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day of the week, 1 = Monday … 7 = Sunday.
    public var weekday: Int { (number + 3) - (number + 3).flooredQuotient(7) * 7 + 1 }

    /// Orders days by time.
    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    static func number(year: Int, month: Int, day: Int) -> Int {
        // The same source, days_from_civil.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredQuotient(400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension CivilDay: Strideable {
    /// The number of days to another day.
    public func distance(to other: CivilDay) -> Int { other.number - number }
    /// The day that lies `count` days later.
    public func advanced(by count: Int) -> CivilDay { adding(days: count) }
}

extension CivilDay: LosslessStringConvertible {
    /// The day as `2026-11-21`.
    public var description: String {
        let parts = components
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    /// Parses `2026-11-21`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year: year, month: month, day: day)
        if description != text { return nil }
    }
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension BinaryInteger {
    /// The quotient rounded towards minus infinity.
    package func flooredQuotient(_ divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
