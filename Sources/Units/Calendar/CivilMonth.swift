/// A calendar month in China (民用月).
public struct CivilMonth: Hashable, Comparable, Sendable {
    /// Months since 1970-01.
    public let number: Int

    /// Creates the month that lies `number` months after 1970-01.
    public init(number: Int) { self.number = number }

    /// Creates a month; `month` may run over, so 13 is January of the next year.
    public init(year: Int, month: Int) { number = (year - 1970) * 12 + month - 1 }

    /// The Gregorian year.
    public var year: Int { 1970 + number.flooredQuotient(12) }
    /// The month of the year, 1 … 12.
    public var month: Int { number - number.flooredQuotient(12) * 12 + 1 }
    /// The first day of the month.
    public var firstDay: CivilDay { CivilDay(number: CivilDay.number(year: year, month: month, day: 1)) }
    /// The month that lies `months` later.
    public func adding(months: Int) -> CivilMonth { CivilMonth(number: number + months) }
    /// The half-open range of the month's days.
    public var days: Range<CivilDay> { firstDay..<adding(months: 1).firstDay }
    /// The number of days in the month.
    public var dayCount: Int { adding(months: 1).firstDay.number - firstDay.number }

    /// Orders months by time.
    public static func < (left: CivilMonth, right: CivilMonth) -> Bool { left.number < right.number }
}

extension CivilMonth: Strideable {
    /// The number of months to another month.
    public func distance(to other: CivilMonth) -> Int { other.number - number }
    /// The month that lies `count` months later.
    public func advanced(by count: Int) -> CivilMonth { adding(months: count) }
}

extension CivilMonth: LosslessStringConvertible {
    /// The month as `2026-11`.
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }

    /// Parses `2026-11`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let year = parts[0], let month = parts[1], (1...9999).contains(year),
            (1...12).contains(month)
        else { return nil }
        self.init(year: year, month: month)
        if description != text { return nil }
    }
}

/// A calendar year in China (民用年).
public struct CivilYear: Hashable, Comparable, Sendable {
    /// The Gregorian year.
    public let number: Int

    /// Creates a Gregorian year.
    public init(_ number: Int) { self.number = number }

    /// The twelve months, January first.
    public var months: [CivilMonth] { (1...12).map { CivilMonth(year: number, month: $0) } }
    /// The half-open range of the year's days.
    public var days: Range<CivilDay> {
        CivilMonth(year: number, month: 1).firstDay..<CivilMonth(year: number + 1, month: 1).firstDay
    }

    /// Orders years by time.
    public static func < (left: CivilYear, right: CivilYear) -> Bool { left.number < right.number }
}
