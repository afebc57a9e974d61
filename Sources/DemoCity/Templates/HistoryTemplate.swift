import Units

/// A series of the annual statistics for the whole city.
struct StatisticTemplate: Decodable, Sendable {
    /// Whose use it is.
    var segment: String
    /// The carrier.
    var carrier: EnergyCarrier
    /// How it is spread over the districts.
    var weight: CityTemplate.District.Weight
    /// The first year.
    var from: Int
    /// The city's amount by year, in the carrier's unit.
    var amounts: [Double]

    private enum CodingKeys: CodingKey { case segment, carrier, weight, from, amounts }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let word = try container.decode(String.self, forKey: .carrier)
        guard let carrier = EnergyCarrier(rawValue: word) else {
            throw DecodingError.dataCorruptedError(forKey: .carrier, in: container, debugDescription: word)
        }
        self.carrier = carrier
        segment = try container.decode(String.self, forKey: .segment)
        weight = try container.decode(CityTemplate.District.Weight.self, forKey: .weight)
        from = try container.decode(Int.self, forKey: .from)
        amounts = try container.decode([Double].self, forKey: .amounts)
    }
}

/// A reported quantity for the whole city.
struct ReportTemplate: Decodable, Sendable {
    var quantity: String
    var scope: String
    /// The department that reports it.
    var reporter: String
    /// The first year.
    var from: Int
    /// The city's amount by year, in the quantity's unit; or where there is ``of``, its ratio to that.
    var values: [Double]
    /// The quantity of the same scope that it is given relative to; stands before it in the file.
    var of: String?
    /// Whether it is a part of that, so never more in any district.
    var isPart: Bool { of != nil && values.allSatisfy { $0 <= 1 } }
    /// How it is spread over the districts; not used where there is ``of``.
    var weight: CityTemplate.District.Weight?
    /// Whether every district has the value itself, give or take the spread, as with a pressure.
    var each: Bool?
    /// The districts that report it; all where there are none.
    var only: [String]?
    /// How far districts differ from the city's ratio, or from their weight. [1]
    var spread: Double
}

/// A quantity that is reported for the city as a whole.
struct CityReportTemplate: Decodable, Sendable {
    var quantity: String
    /// The department that reports it.
    var reporter: String
    /// The first year.
    var from: Int
    /// The values by year, in the quantity's unit.
    var values: [Double]
}

/// Roofs of new public institutions and factories (新建公共机构、新建厂房屋顶).
struct RoofTemplate: Decodable, Sendable {
    /// The department that reports the public institutions.
    var reporter: String
    /// The department that reports the factories.
    var factoryReporter: String
    /// The first year.
    var from: Int
    /// Usable for photovoltaics, of the whole roof. [1]
    var usable: Double
    /// Covered, of the usable part, by year. [1]
    var covered: [Double]
    /// Roofs of new factories in the whole city by year. [m²]
    var factories: [Double]

    private enum CodingKeys: String, CodingKey {
        case reporter, from, usable, covered, factories
        case factoryReporter = "factory_reporter"
    }
}

/// What a district left out in a year.
struct UnreportedTemplate: Decodable, Sendable {
    var quantity: String
    var district: String
    var year: Int
}
