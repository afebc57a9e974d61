public import FoundationEssentials
public import Units

/// What a factor may be (合理性规则): ranges, and wrong values that are known to go round.
///
/// The rules are data. A breach of the severity `error` keeps a bureau's file out; one of the severity `warning` lets
/// the factor in and is said wherever it is chosen.
public struct PlausibilityRules: Decodable, Sendable {
    /// The rules in the order in which they are asked.
    public let rules: [PlausibilityRule]

    /// No rules.
    public static let none = PlausibilityRules(rules: [])

    /// Creates a set of rules.
    public init(rules: [PlausibilityRule]) { self.rules = rules }

    /// Reads the rules from their file.
    ///
    /// - Throws: `DecodingError`.
    public init(json: Data) throws { self = try JSONDecoder().decode(PlausibilityRules.self, from: json) }

    /// What breaks a rule, each entry by the first rule it breaks.
    public func breaches(by entries: [CatalogueEntry]) -> [PlausibilityBreach] {
        entries.compactMap { entry in
            rules.first { $0.isBroken(by: entry) }.map { PlausibilityBreach(entry: entry, rule: $0) }
        }
    }
}

/// One rule on what a factor may be (合理性规则).
public struct PlausibilityRule: Decodable, Hashable, Sendable {
    /// Stable id, such as `heat.kilowattHours`.
    public let id: String
    /// What it is about.
    public let category: CatalogueEntry.Category
    /// Whether a breach keeps the factor out.
    public let severity: DataFinding.Severity
    /// What is wrong with a value that breaks it.
    public let reason: Bilingual
    private let carrier: EnergyCarrier?
    private let unit: String?
    private let words: [String]
    private let minimum: FixedPoint?
    private let maximum: FixedPoint?
    private let known: [FixedPoint]

    /// Whether an entry breaks it.
    public func isBroken(by entry: CatalogueEntry) -> Bool {
        guard entry.category == category, carrier == nil || carrier == entry.carrier, unit == nil || unit == entry.unit
        else { return false }
        let names = [entry.id, entry.name.zh, entry.name.en.lowercased()]
        guard words.isEmpty || words.contains(where: { word in names.contains { $0.contains(word) } }) else {
            return false
        }
        return known.contains(entry.value) || minimum.map { entry.value < $0 } ?? false
            || maximum.map { entry.value > $0 } ?? false
    }

    private enum CodingKeys: CodingKey {
        case id, category, carrier, unit, words, minimum, maximum, known, severity, reason, english_reason
    }

    /// Decodes a rule.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: CodingKeys.self)
        func malformed(_ key: CodingKeys) -> DecodingError {
            DecodingError.dataCorruptedError(forKey: key, in: row, debugDescription: key.stringValue)
        }
        func number(_ text: String, _ key: CodingKeys) throws -> FixedPoint {
            guard let value = FixedPoint(text) else { throw malformed(key) }
            return value
        }
        id = try row.decode(String.self, forKey: .id)
        guard let category = CatalogueEntry.Category(rawValue: try row.decode(String.self, forKey: .category)) else {
            throw malformed(.category)
        }
        self.category = category
        guard let severity = DataFinding.Severity(rawValue: try row.decode(String.self, forKey: .severity)) else {
            throw malformed(.severity)
        }
        self.severity = severity
        carrier = try row.decodeIfPresent(String.self, forKey: .carrier).map { text in
            guard let carrier = EnergyCarrier(rawValue: text) else { throw malformed(.carrier) }
            return carrier
        }
        unit = try row.decodeIfPresent(String.self, forKey: .unit)
        words = try row.decodeIfPresent([String].self, forKey: .words) ?? []
        minimum = try row.decodeIfPresent(String.self, forKey: .minimum).map { try number($0, .minimum) }
        maximum = try row.decodeIfPresent(String.self, forKey: .maximum).map { try number($0, .maximum) }
        known = try (row.decodeIfPresent([String].self, forKey: .known) ?? []).map { try number($0, .known) }
        reason = Bilingual(
            zh: try row.decode(String.self, forKey: .reason),
            en: try row.decode(String.self, forKey: .english_reason)
        )
    }
}

/// A value that breaks a rule (不合理的因子).
public struct PlausibilityBreach: Hashable, Sendable {
    /// The value.
    public let entry: CatalogueEntry
    /// The rule.
    public let rule: PlausibilityRule

    /// The reservation that travels with the factor.
    public var finding: DataFinding {
        DataFinding(
            rule: "carbon.factor.implausible",
            severity: .warning,
            subject: entry.carrier?.rawValue ?? entry.id,
            evidence: [entry.id, entry.value.description, entry.unit, rule.id]
        )
    }
}
