import Texts
import Units
import Workflows

extension DataState {
    /// Whether the year asked for, or any where none was, has consumption.
    func hasData(in year: CivilYear?) -> Bool { year.map(years.contains) ?? !years.isEmpty }
}

extension Display {
    /// A display that knows how far the data reaches.
    func knowing(_ state: DataState) -> Display {
        var result = self
        result.firstDay = state.firstDay
        result.lastDay = state.lastDay
        result.firstYear = state.years.first
        return result
    }

    /// Whether a year has ended within the data.
    func hasEnded(_ year: CivilYear) -> Bool { lastDay.map { $0.adding(days: 1) >= year.days.upperBound } ?? true }

    /// Whether the data spans a year from its first day to its last, so that a sum is a yearly one.
    func isWhole(_ year: CivilYear) -> Bool {
        hasEnded(year) && (firstDay.map { $0 <= year.days.lowerBound } ?? true)
    }

    /// A year in words; one that has not ended says how far it reaches.
    func year(_ year: CivilYear) -> String {
        guard !hasEnded(year), let lastDay else { return dates.year(year) }
        return texts["period.partial", dates.year(year), dates.dayOfYear(lastDay)]
    }

    /// The months that can be compared: neither the one the data ends in nor the very first one, which may have begun late.
    func comparable<Element>(_ months: [Element], month: (Element) -> CivilMonth) -> [Element] {
        let isFirstYear = months.first.map { firstYear == CivilYear(month($0).year) } ?? false
        return (isFirstYear ? Array(months.dropFirst()) : months).filter { element in
            lastDay.map { month(element).days.upperBound <= $0.adding(days: 1) } ?? true
        }
    }
}
