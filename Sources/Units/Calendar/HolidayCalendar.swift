public import FoundationEssentials

/// Which days are worked on in China (节假日历): holidays and the weekend days worked in exchange for them (调休).
///
/// The State Council's office publishes both for one year at a time, about two months ahead; no rule yields them.
public struct HolidayCalendar: Sendable {
    /// A public holiday (节假日), by its name in both languages.
    public struct Name: Hashable, Sendable {
        /// The Chinese name.
        public let chinese: String
        /// The English name.
        public let english: String
    }

    private let sources: [CivilYear: Citation]
    private let holidays: [CivilDay: Name]
    private let exchanged: Set<CivilDay>

    /// Reads the file of holidays.
    ///
    /// - Throws: `DecodingError` naming the year where a field is missing or malformed, a day stands twice, a holiday
    ///   ends before it begins, or a day is worked in exchange that is no weekend day.
    public init(json: Data) throws {
        var sources: [CivilYear: Citation] = [:]
        var holidays: [CivilDay: Name] = [:]
        var exchanged: Set<CivilDay> = []
        for entry in try JSONDecoder().decode(File.self, from: json).years {
            guard sources.updateValue(try entry.citation, forKey: CivilYear(entry.year)) == nil else {
                throw entry.malformed("year")
            }
            for holiday in entry.holidays {
                for day in try entry.days(of: holiday) {
                    let name = Name(chinese: holiday.name, english: holiday.english_name)
                    guard holidays.updateValue(name, forKey: day) == nil else { throw entry.malformed("\(day)") }
                }
            }
            for text in entry.working_days {
                let day = try entry.day(text)
                guard day.weekday > 5, exchanged.insert(day).inserted else { throw entry.malformed(text) }
            }
        }
        if let day = exchanged.first(where: { holidays[$0] != nil }) { throw File.malformed("\(day)") }
        self.sources = sources
        self.holidays = holidays
        self.exchanged = exchanged
    }

    /// The years that the file covers, in order.
    public var years: [CivilYear] { sources.keys.sorted() }

    /// Whether the file covers a year; in one that it does not, Monday to Friday are taken to be working days.
    public func covers(_ year: CivilYear) -> Bool { sources[year] != nil }

    /// The notice that a year's days come from, with how sure they are; `nil` where the year is not covered.
    public func source(of year: CivilYear) -> Citation? { sources[year] }

    /// Whether a day is worked on: a weekday that is no holiday, or a weekend day worked in exchange for one.
    public func isWorkingDay(_ day: CivilDay) -> Bool {
        exchanged.contains(day) || (day.weekday <= 5 && holidays[day] == nil)
    }

    /// Whether a day belongs to a public holiday; an ordinary weekend does not.
    public func isHoliday(_ day: CivilDay) -> Bool { holidays[day] != nil }

    /// The holiday that a day belongs to.
    public func holiday(on day: CivilDay) -> Name? { holidays[day] }
}

extension HolidayCalendar {
    private struct File: Decodable {
        var years: [Year]

        static func malformed(_ what: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: [], debugDescription: "holidays: \(what)"))
        }
    }

    private struct Year: Decodable {
        struct Holiday: Decodable {
            var name: String
            var english_name: String
            var from: String
            var to: String
        }

        var year: Int
        var document: String
        var english_document: String
        var confidence: String
        var holidays: [Holiday]
        var working_days: [String]

        var citation: Citation {
            get throws {
                guard let confidence = Confidence(rawValue: confidence) else { throw malformed("confidence") }
                return Citation(
                    document: document,
                    englishDocument: english_document,
                    year: year,
                    confidence: confidence
                )
            }
        }

        func day(_ text: String) throws -> CivilDay {
            guard let day = CivilDay(text) else { throw malformed(text) }
            return day
        }

        func days(of holiday: Holiday) throws -> ClosedRange<CivilDay> {
            let (first, last) = (try day(holiday.from), try day(holiday.to))
            guard first <= last else { throw malformed(holiday.to) }
            return first...last
        }

        func malformed(_ what: String) -> DecodingError { File.malformed("\(year): \(what)") }
    }
}
