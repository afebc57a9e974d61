public import Carbon
import Foundation
public import Units

/// What carbon is computed with (碳核算资料): the factors that ship with the program, the bureau's own before them, and
/// the rules that keep implausible ones out.
public struct CarbonReference: Sendable {
    /// The factors of carriers.
    public let library: FactorLibrary
    /// Every value by id, those of the library among them.
    public let catalogue: FactorCatalogue

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - resources: where the program's own files are.
    ///   - path: the bureau's own `factors.json`; it need not be there.
    /// - Throws: ``ResourceError``, or ``OwnFactorsError`` naming the row and what is wrong with it.
    public init(resources: ResourceDirectory, own path: String) throws {
        let shipped = try FactorFile(json: resources.bytes("Carbon", "factors.json"))
        let others = try FactorCatalogue.files.flatMap {
            try FactorFile(json: resources.bytes("Carbon", "Catalogue/\($0)")).entries
        }
        let rules = try PlausibilityRules(json: resources.bytes("Carbon", "plausibility.json"))
        let own = try Self.own(path, regions: shipped.regions, rules: rules)
        library = FactorLibrary(
            factors: (own?.factors ?? []) + shipped.factors,
            regions: shipped.regions,
            plausibility: rules
        )
        catalogue = FactorCatalogue(
            entries: (own?.entries ?? []) + library.factors.map(CatalogueEntry.init) + others
        )
    }

    /// The bureau's own factors; `nil` where there is no file.
    private static func own(
        _ path: String,
        regions: [FactorRegion],
        rules: PlausibilityRules
    ) throws(OwnFactorsError) -> FactorFile? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let file: FactorFile
        do {
            file = try FactorFile(json: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        let codes = Set(regions.map(\.code))
        for entry in file.factors.map(CatalogueEntry.init) + file.entries {
            guard codes.contains(entry.region) else { throw .unknownRegion(factor: entry.id, region: entry.region) }
            guard entry.verifiedBy != nil else { throw .notVerified(factor: entry.id) }
            if let breach = rules.breaches(by: [entry]).first(where: { $0.rule.severity == .error }) {
                let rule = breach.rule
                throw .implausible(factor: entry.id, value: entry.value, rule: rule.id, reason: rule.reason)
            }
        }
        return file
    }
}

/// A reason why the bureau's own `factors.json` cannot be used.
public enum OwnFactorsError: Error, Equatable {
    /// It cannot be read as a factor file.
    case unreadable(path: String, reason: String)
    /// A factor names a region that is no province, regional grid or the nation.
    case unknownRegion(factor: String, region: String)
    /// A factor does not say who verified it.
    case notVerified(factor: String)
    /// A factor cannot be right.
    case implausible(factor: String, value: FixedPoint, rule: String, reason: Bilingual)
}
