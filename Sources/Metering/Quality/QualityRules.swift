public import FoundationEssentials
public import Units

/// All rules of data quality with their version (数据质量规则集).
///
/// A data file, so that a bureau can see and change thresholds; a finding names the rule, and the version says which
/// thresholds were in force.
public struct QualityRules: Sendable {
    /// The version, a date.
    public let version: String
    /// The rules in order of the file.
    public let rules: [QualityRule]
    /// Usual shapes of load by kind of building, midnight first; see ``LoadShape``.
    public let usualShapes: [String: LoadShape]
    private let byID: [QualityRule.ID: QualityRule]

    /// Reads the file of rules.
    ///
    /// - Throws: `DecodingError` naming the rule where one is unknown, repeated, missing or lacks a parameter.
    public init(json: Data) throws {
        let file = try JSONDecoder().decode(File.self, from: json)
        version = file.version
        rules = try file.rules.map { try $0.rule }
        var byID: [QualityRule.ID: QualityRule] = [:]
        for rule in rules where byID.updateValue(rule, forKey: rule.id) != nil {
            throw File.malformed(rule.id.rawValue)
        }
        for id in QualityRule.ID.allCases {
            guard let rule = byID[id] else { throw File.malformed(id.rawValue) }
            for parameter in id.parameters where (rule.parameters[parameter] ?? 0) <= 0 {
                throw File.malformed("\(id.rawValue).\(parameter)")
            }
        }
        self.byID = byID
        usualShapes = try file.usual_shapes.hours.mapValues { hours in
            guard let shape = LoadShape(hours: hours) else { throw File.malformed("usual_shapes") }
            return shape
        }
    }

    /// A rule; `nil` where it does not judge the carrier.
    public func rule(_ id: QualityRule.ID, for carrier: EnergyCarrier) -> QualityRule? {
        byID[id].flatMap { $0.without.contains(carrier) ? nil : $0 }
    }

    /// A parameter of a rule for a carrier.
    public func value(_ id: QualityRule.ID, _ name: String, for carrier: EnergyCarrier) -> Int64 {
        byID[id]?.value(name, for: carrier) ?? 0
    }

    /// What a rule found.
    func finding(_ id: QualityRule.ID, subject: String, evidence: [String]) -> DataFinding {
        DataFinding(
            rule: id.rawValue,
            severity: byID[id]?.severity ?? .warning,
            subject: subject,
            evidence: evidence
        )
    }
}

extension QualityRules {
    private struct File: Decodable {
        struct Shapes: Decodable {
            var hours: [String: [Double]]
        }

        var version: String
        var rules: [Rule]
        var usual_shapes: Shapes

        static func malformed(_ what: String) -> DecodingError {
            .dataCorrupted(.init(codingPath: [], debugDescription: "quality: \(what)"))
        }
    }

    private struct Rule: Decodable {
        var id: String
        var severity: String
        var document: String
        var english_document: String
        var clause: String?
        var confidence: String
        var parameters: [String: Int64]?
        var exceptions: [String: [String: Int64]]?
        var without: [String]?

        var rule: QualityRule {
            get throws {
                guard let known = QualityRule.ID(rawValue: id), let severity = DataFinding.Severity(rawValue: severity),
                    let confidence = Confidence(rawValue: confidence)
                else { throw File.malformed(id) }
                return QualityRule(
                    id: known,
                    severity: severity,
                    source: Citation(
                        document: document,
                        englishDocument: english_document,
                        clause: clause,
                        year: nil,
                        confidence: confidence
                    ),
                    parameters: parameters ?? [:],
                    exceptions: Dictionary(
                        uniqueKeysWithValues: try (exceptions ?? [:]).map { (try carrier($0.key), $0.value) }
                    ),
                    without: Set(try (without ?? []).map(carrier))
                )
            }
        }

        private func carrier(_ name: String) throws -> EnergyCarrier {
            guard let carrier = EnergyCarrier(rawValue: name) else { throw File.malformed("\(id): \(name)") }
            return carrier
        }
    }
}
