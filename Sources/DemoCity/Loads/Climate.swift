import Units

/// What a civil day is like in a city: what people do on it, and the weather.
struct DayConditions: Sendable {
    /// What people do on a day; the raw value is the position of its shape in a ``Load``.
    enum Use: Int, CaseIterable {
        case workday
        case dayOff
        case vacation
    }

    let day: CivilDay
    let use: Use
    /// The day's mean. [°C]
    let temperature: Double
    /// Against the yearly mean. [1]
    let sunshine: Double
    /// Whether district heat is supplied.
    let isHeating: Bool
}

/// The days of a city: holidays and invented weather around real monthly means.
struct Climate: Sendable {
    let template: CityTemplate
    let holidays: HolidayCalendar
    let noise: Noise

    /// What a day is like; without noise it is a normal one.
    func conditions(on day: CivilDay, isNormal: Bool = false) -> DayConditions {
        let warmth = isNormal ? 0 : 3.5 * noise.wander(day.number, period: 6) + noise.value(day.number, in: -1.2...1.2)
        let clouds = isNormal ? 1 : 0.45 + 1.1 * noise.stream(1).value(day.number)
        return DayConditions(
            day: day,
            use: use(of: day),
            temperature: Self.interpolated(template.climate.temperature, on: day) + warmth,
            sunshine: Self.interpolated(template.climate.sunshine, on: day) * clouds,
            isHeating: CityTemplate.MonthDay.contains(day, from: template.heating.from, to: template.heating.to)
        )
    }

    private func use(of day: CivilDay) -> DayConditions.Use {
        guard holidays.isWorkingDay(day) else { return .dayOff }
        let isVacation = template.vacations.contains {
            CityTemplate.MonthDay.contains(day, from: $0.from, to: $0.to)
        }
        return isVacation ? .vacation : .workday
    }

    /// Monthly means stand in the middle of their month.
    private static func interpolated(_ months: [Double], on day: CivilDay) -> Double {
        let month = day.month
        let position = (Double(day.number - month.firstDay.number) + 0.5) / Double(month.dayCount) - 0.5
        let neighbour = month.adding(months: position < 0 ? -1 : 1).month
        let share = position < 0 ? -position : position
        return months[month.month - 1] * (1 - share) + months[neighbour - 1] * share
    }
}
