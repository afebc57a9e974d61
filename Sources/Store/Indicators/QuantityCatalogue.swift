package import Foundation

/// A quantity that somebody reports (填报量): what it is, in which unit, and for what.
package struct ReportedQuantity: Sendable, Hashable, Identifiable, Decodable {
    /// For what it is reported.
    package enum Level: String, Sendable, CaseIterable, Decodable {
        /// One number for a district and year.
        case district
        /// One number for a building and year; a district may add what belongs to no building.
        case building
    }

    /// Who owes it.
    package enum Debtor: String, Sendable, CaseIterable, Decodable {
        /// Each district for itself.
        case district
        /// The city, in one number.
        case city
    }

    /// The stable id, such as `community.green`.
    package let id: String
    /// The Chinese name.
    package let name: String
    /// The English name.
    package let englishName: String
    /// The unit in Chinese.
    package let unit: String
    /// The unit in English.
    package let englishUnit: String
    /// For what it is reported.
    package let level: Level
    /// Whether amounts of several districts may be summed; a pressure or a rate may not.
    package let isSummed: Bool
    /// What is counted, in Chinese.
    package let meaning: String
    /// What is counted, in English.
    package let englishMeaning: String
    /// Who owes it.
    package let debtor: Debtor
    /// Whether one report holds for all later years, as that of a standard's year of issue does.
    package let isOnce: Bool
    /// The populations that it is reported for, as variants of its indicators; empty where there is only one (口径).
    package let scopes: [String]
    /// The variants of its indicators that read it; empty where all do.
    package let variants: [String]
    /// The quantity that it is a part of, and may not exceed.
    package let whole: String?

    private enum CodingKeys: String, CodingKey {
        case id
        case name = "zh"
        case englishName = "en"
        case unit
        case englishUnit = "unit-en"
        case level
        case isSummed = "sums"
        case meaning = "meaning-zh"
        case englishMeaning = "meaning-en"
        case debtor = "by"
        case isOnce = "once"
        case scopes
        case variants
        case whole = "part-of"
    }

    /// Reads an entry of the file; `sums` and what follows `meaning-en` may be left out.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        name = try container.decode(String.self, forKey: .name)
        englishName = try container.decode(String.self, forKey: .englishName)
        unit = try container.decode(String.self, forKey: .unit)
        englishUnit = try container.decode(String.self, forKey: .englishUnit)
        level = try container.decode(Level.self, forKey: .level)
        isSummed = try container.decodeIfPresent(Bool.self, forKey: .isSummed) ?? true
        meaning = try container.decode(String.self, forKey: .meaning)
        englishMeaning = try container.decode(String.self, forKey: .englishMeaning)
        debtor = try container.decodeIfPresent(Debtor.self, forKey: .debtor) ?? .district
        isOnce = try container.decodeIfPresent(Bool.self, forKey: .isOnce) ?? false
        scopes = try container.decodeIfPresent([String].self, forKey: .scopes) ?? []
        variants = try container.decodeIfPresent([String].self, forKey: .variants) ?? []
        whole = try container.decodeIfPresent(String.self, forKey: .whole)
    }
}

/// The quantities that indicators read (填报量目录), from `quantities.json`.
package struct QuantityCatalogue: Sendable {
    /// The quantities in the order of the file.
    package let quantities: [ReportedQuantity]
    private let byID: [String: ReportedQuantity]

    /// Reads the file.
    ///
    /// - Throws: `DecodingError` naming the field that is missing or malformed.
    package init(json: Data) throws {
        quantities = try JSONDecoder().decode([ReportedQuantity].self, from: json)
        byID = Dictionary(quantities.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The quantity of an id.
    package subscript(_ id: String) -> ReportedQuantity? { byID[id] }
}
