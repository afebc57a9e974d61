public import FoundationEssentials
import Units

/// The file format of factors (因子文件): the libraries that ship with the program and the bureau's own `factors.json`.
///
/// `factors` are those of carriers, `entries` all others. `document` is a key of `documents`, or the document's name.
public struct FactorFile: Decodable, Sendable {
    /// Which issue of the file this is, such as `2026-12-01`; `nil` where it does not say.
    public let version: String?
    /// Regions; empty in a bureau's own file.
    public let regions: [FactorRegion]
    /// Factors of carriers.
    public let factors: [EmissionFactor]
    /// All other values.
    public let entries: [CatalogueEntry]

    /// Reads a file.
    ///
    /// - Throws: `DecodingError` naming the row and the field that is missing or malformed.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(FactorFile.self, from: json)
    }

    /// Decodes a file.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let sources = FactorSources(
            documents: try container.decodeIfPresent([String: FactorSources.Document].self, forKey: .documents) ?? [:],
            bases: try container.decodeIfPresent([String: FactorSources.Basis].self, forKey: .bases) ?? [:]
        )
        version = try container.decodeIfPresent(String.self, forKey: .version)
        regions = try container.decodeIfPresent([RegionRow].self, forKey: .regions)?.map(\.region) ?? []
        let rows = try container.decodeIfPresent([FactorRow].self, forKey: .factors)
        let others = try container.decodeIfPresent([FactorRow].self, forKey: .entries)
        guard rows != nil || others != nil else {
            throw DecodingError.keyNotFound(
                CodingKeys.factors,
                .init(codingPath: decoder.codingPath, debugDescription: "neither factors nor entries")
            )
        }
        factors = try rows?.map { try $0.factor(sources, decoder) } ?? []
        entries = try others?.map { try $0.entry(sources, decoder) } ?? []
    }

    private enum CodingKeys: CodingKey { case version, documents, bases, regions, factors, entries }

    private struct RegionRow: Decodable {
        var code: String
        var name: String
        var english_name: String
        var parent: String?

        var region: FactorRegion { FactorRegion(code: code, name: name, englishName: english_name, parent: parent) }
    }
}

/// The documents of a file, and how it knows what stands in them.
struct FactorSources {
    struct Document: Decodable {
        var name: String
        var english_name: String
        var number: String?
        var publisher: String?
        var english_publisher: String?
    }

    struct Basis: Decodable {
        var name: String
        var english_name: String
    }

    var documents: [String: Document]
    var bases: [String: Basis]
}
