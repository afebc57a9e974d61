public import FoundationEssentials
import Units

/// The file format of factors: the library that ships with the program and the bureau's own `factors.json`.
public struct FactorFile: Decodable, Sendable {
    /// Regions; empty in a bureau's own file.
    public let regions: [FactorRegion]
    /// Factors.
    public let factors: [EmissionFactor]

    /// Reads a file.
    ///
    /// - Throws: `DecodingError` naming the field that is missing or malformed.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(FactorFile.self, from: json)
    }

    /// Decodes a file.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        regions = try container.decodeIfPresent([RegionEntry].self, forKey: .regions)?.map(\.region) ?? []
        factors = try container.decode([FactorEntry].self, forKey: .factors).map { try $0.factor(decoder) }
    }

    private enum CodingKeys: CodingKey { case regions, factors }

    private struct RegionEntry: Decodable {
        var code: String
        var name: String
        var english_name: String
        var parent: String?

        var region: FactorRegion { FactorRegion(code: code, name: name, englishName: english_name, parent: parent) }
    }

    private struct FactorEntry: Decodable {
        var id: String
        var kind: String
        var carrier: String
        var name: String
        var english_name: String
        var value: String
        var unit: String
        var region: String
        var year: Int?
        var document: String
        var english_document: String?
        var confidence: String
        var verified_by: String?

        func factor(_ decoder: any Decoder) throws -> EmissionFactor {
            func malformed(_ field: String) -> DecodingError {
                .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "factor \(id): \(field)"))
            }
            guard let kind = EmissionFactor.Kind(rawValue: kind) else { throw malformed("kind") }
            guard let carrier = EnergyCarrier(rawValue: carrier) else { throw malformed("carrier") }
            guard let value = FixedPoint(value), value.mantissa >= 0 else { throw malformed("value") }
            guard let confidence = Confidence(rawValue: confidence) else { throw malformed("confidence") }
            // Tonnes or grams here would be off by a thousand without anyone noticing.
            let masses = kind == .coalEquivalent ? ["kgce"] : ["kgCO2", "kgCO2e"]
            guard masses.contains(where: { unit == "\($0)/\(carrier.unit.rawValue)" }) else { throw malformed("unit") }
            return EmissionFactor(
                id: id,
                kind: kind,
                carrier: carrier,
                name: name,
                englishName: english_name,
                value: value,
                unit: unit,
                region: region,
                source: Citation(
                    document: document,
                    englishDocument: english_document,
                    year: year,
                    confidence: confidence
                ),
                verifiedBy: verified_by
            )
        }
    }
}
