public import Carbon
import Foundation
package import Metering
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
    let store: Store
    let readings: any ReadingStore
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
        let own = try FileManager.default.contents(atPath: dataDirectory + "/factors.json").map(FactorFile.init(json:))
        factors = FactorLibrary(factors: (own?.factors ?? []) + shipped.factors, regions: shipped.regions)
        let places = try JurisdictionFile(json: resources.bytes("Units", "jurisdictions.json"))
        try store.seed(jurisdictions: places.tree, predecessors: places.predecessors)
    }
}
