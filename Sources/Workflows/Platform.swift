public import Carbon
import Foundation
package import Metering
import PeakPlanning
package import Store
public import Units

/// The platform wired together: stores, factors, dictionaries, resources.
///
/// Delivery (web, command line) calls its methods and nothing below them. Every read takes the reader's scope.
public struct Platform: Sendable {
    /// The folder of data.
    public let dataDirectory: String
    /// Files that ship with the program.
    public let resources: ResourceDirectory
    /// The factor library, the bureau's own factors included.
    public let factors: FactorLibrary
    /// Names of metered items.
    public let items: ItemDictionary
    // Before the store: a read-only connection that is closed last would leave the log of the database behind.
    let indicatorRunner: IndicatorRunner
    let store: Store
    let readings: any ReadingStore
    /// The indicators that answer the plan's targets, and the quantities they read.
    let catalogue: IndicatorCatalogue
    let quantities: QuantityCatalogue
    /// Reads the texts of plans.
    let planReader: PlanReader
    /// The clock.
    public let now: @Sendable () -> Instant
    let cache = GenerationCache()

    /// Wires a platform over opened stores and brings the reference data up to date.
    ///
    /// - Throws: ``ResourceError``, `DecodingError` for the bureau's own `factors.json`, or a database error.
    package init(
        dataDirectory: String,
        store: Store,
        readings: any ReadingStore,
        resources: ResourceDirectory,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.dataDirectory = dataDirectory
        self.store = store
        self.readings = readings
        self.resources = resources
        self.now = now
        items = try ItemDictionary(json: resources.bytes("Metering", "items.json"))
        let shipped = try FactorFile(json: resources.bytes("Carbon", "factors.json"))
        let own = try Self.ownFactors(dataDirectory + "/factors.json", regions: shipped.regions)
        factors = FactorLibrary(factors: own + shipped.factors, regions: shipped.regions)
        quantities = try QuantityCatalogue(json: resources.bytes("Store", "quantities.json"))
        indicatorRunner = try IndicatorRunner(directory: dataDirectory)
        catalogue = IndicatorCatalogue(
            shipped: try Self.sqlFiles(in: resources.directory("Store") + "/Indicators"),
            own: try Self.sqlFiles(in: dataDirectory + "/indicators"),
            runner: indicatorRunner
        )
        planReader = PlanReader(lexicon: try Lexicon(json: resources.bytes("PeakPlanning", "lexicon.json")))
        let places = try JurisdictionFile(json: resources.bytes("Units", "jurisdictions.json"))
        try store.seed(jurisdictions: places.tree, predecessors: places.predecessors)
    }
}

extension Platform {
    /// The `.sql` files of a folder; none where there is no folder.
    ///
    /// One that is larger than any indicator may be is read no further than that shows.
    private static func sqlFiles(in folder: String) throws -> [(file: String, text: String)] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.map { name in
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder + "/" + name))
            defer { try? file.close() }
            let bytes = try file.read(upToCount: IndicatorDefinition.largestFile + 1) ?? Data()
            return (name, String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The bureau's own factors; none where there is no file.
    private static func ownFactors(_ path: String, regions: [FactorRegion]) throws(OwnFactorsError) -> [EmissionFactor]
    {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let file: FactorFile
        do {
            file = try FactorFile(json: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        let codes = Set(regions.map(\.code))
        for factor in file.factors {
            guard codes.contains(factor.region) else { throw .unknownRegion(factor: factor.id, region: factor.region) }
            guard factor.verifiedBy != nil else { throw .notVerified(factor: factor.id) }
        }
        return file.factors
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
}
