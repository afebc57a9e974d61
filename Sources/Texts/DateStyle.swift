public import Units

/// How dates are written (日期写法): 2026年11月21日 or 21 November 2026, always in China Standard Time.
public struct DateStyle: Sendable {
    /// The language.
    public let language: Language

    /// Creates the style of a language.
    public init(language: Language) { self.language = language }

    /// A day, such as 2026年11月21日.
    public func day(_ day: CivilDay?) -> String {
        guard let day else { return NumberStyle.none }
        let parts = day.components
        switch language {
        case .zhHans: return "\(parts.year)年\(parts.month)月\(parts.day)日"
        case .en: return "\(parts.day) \(Self.englishMonths[parts.month - 1]) \(parts.year)"
        }
    }

    /// A month, such as 2026年11月.
    public func month(_ month: CivilMonth) -> String {
        switch language {
        case .zhHans: "\(month.year)年\(month.month)月"
        case .en: "\(Self.englishMonths[month.month - 1]) \(month.year)"
        }
    }

    /// A month inside a year that is already named, such as 11月 or Nov.
    public func shortMonth(_ month: CivilMonth) -> String {
        switch language {
        case .zhHans: "\(month.month)月"
        case .en: String(Self.englishMonths[month.month - 1].prefix(3))
        }
    }

    /// A day inside a year that is already named, such as 11月21日 or 21 November.
    public func dayOfYear(_ day: CivilDay) -> String {
        let parts = day.components
        switch language {
        case .zhHans: return "\(parts.month)月\(parts.day)日"
        case .en: return "\(parts.day) \(Self.englishMonths[parts.month - 1])"
        }
    }

    /// A year, such as 2026年.
    public func year(_ year: CivilYear) -> String {
        switch language {
        case .zhHans: "\(year.number)年"
        case .en: String(year.number)
        }
    }

    /// A point in time to the minute, such as 2026-11-21 14:30; the same in both languages.
    public func minute(_ instant: Instant?) -> String {
        guard let instant else { return NumberStyle.none }
        return String(instant.description.dropLast(3))
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
