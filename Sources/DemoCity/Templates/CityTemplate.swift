import Units

/// What is peculiar to a city.
struct CityTemplate: Decodable, Sendable {
    struct District: Decodable {
        /// The code of GB/T 2260.
        var code: String
        /// How many of the buildings stand there. [1]
        var buildings: Double
        /// The functional zones that overlap it, by name; one building in four lies in one of them.
        var zones: [String]
        /// The district's part of the city's urban people, rural people, public floor area and building sites. [1]
        var urban: Double
        var rural: Double
        var service: Double
        var construction: Double
    }

    struct Climate: Decodable {
        /// Mean temperature by month, January first. [°C]
        var temperature: [Double]
        /// Sunshine by month against its yearly mean. [1]
        var sunshine: [Double]
    }

    /// District heat (集中供热).
    struct Heating: Decodable {
        /// How many buildings are connected. [1]
        var share: Double
        /// What a building takes in a normal season. [GJ/m²]
        var intensity: Double
        /// The first and the last day of the season, as month and day such as 11 and 15.
        var from: MonthDay
        var to: MonthDay
    }

    /// A day of every year.
    struct MonthDay: Decodable {
        var month: Int
        var day: Int
    }

    /// How large a building must be to have so many meters.
    struct Metering: Decodable {
        /// Buildings from here on have meters for all their loads; smaller ones only for the first two. [m²]
        var allFrom: Double
        /// Buildings from here on have meters for parts of their loads. [m²]
        var partsFrom: Double

        private enum CodingKeys: String, CodingKey {
            case allFrom = "all_from"
            case partsFrom = "parts_from"
        }
    }

    /// Days without lessons.
    struct Vacation: Decodable {
        var from: MonthDay
        var to: MonthDay
    }

    var districts: [District]
    var climate: Climate
    var heating: Heating
    var metering: Metering
    var vacations: [Vacation]
    var statistics: [StatisticTemplate]
    var reports: [ReportTemplate]
    var cityReports: [CityReportTemplate]
    var roofs: RoofTemplate
    var unreported: [UnreportedTemplate]

    private enum CodingKeys: String, CodingKey {
        case districts, climate, heating, metering, vacations, statistics, reports, roofs, unreported
        case cityReports = "city_reports"
    }
}

extension CityTemplate.MonthDay {
    /// Whether a day lies between two days of the year, both of them included; the span may run over New Year.
    static func contains(_ day: CivilDay, from first: Self, to last: Self) -> Bool {
        let parts = day.components
        let number = parts.month * 100 + parts.day
        let (start, end) = (first.month * 100 + first.day, last.month * 100 + last.day)
        return start <= end ? start <= number && number <= end : number >= start || number <= end
    }
}

extension CityTemplate.District {
    /// How a city's amount is spread over its districts.
    enum Weight: String, Decodable, Sendable {
        case urban
        case rural
        case service
        case construction
    }

    func weight(_ weight: Weight) -> Double {
        switch weight {
        case .urban: urban
        case .rural: rural
        case .service: service
        case .construction: construction
        }
    }
}
