public import Carbon
import Documents
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
    /// Factors and catalogue, the bureau's own included.
    public let carbon: CarbonReference
    /// The factor library, the bureau's own factors included.
    public var factors: FactorLibrary { carbon.library }
    /// Names of metered items.
    public let items: ItemDictionary
    /// Holidays and the weekend days worked in exchange for them.
    let holidays: HolidayCalendar
    /// The rules that judge readings and consumption.
    let qualityRules: QualityRules
    // Before the store: a read-only connection that is closed last would leave the log of the database behind.
    let indicatorRunner: IndicatorRunner
    let store: Store
    let readings: any ReadingStore
    /// The indicators that answer the plan's targets, and the quantities they read.
    let catalogue: IndicatorCatalogue
    let quantities: QuantityCatalogue
    /// Reads the texts of plans.
    let planReader: PlanReader
    /// Plans of other places as read, by what names their texts: those never change, whatever else does.
    let readPlans = GenerationCache<String>(capacity: 2 * Store.mostReferencePlans)
    /// Scenarios as read and made ready, by what names their texts: those never change, whatever else does.
    let scenarios = GenerationCache<String>(capacity: 64)
    /// The clock.
    public let now: @Sendable () -> Instant
    /// How many readings an import collects before it stores them, which bounds its memory. [readings]
    let importBatch: Int
    let cache = GenerationCache<ScopedName>(capacity: 64)
    /// What each account owes on a day, for the frame of every page.
    let owedCounts = GenerationCache<WorkReach>(capacity: 4_096)
    let unrecorded = UnrecordedOutcomes()
    /// Who derives consumption.
    let derivation = Turns()
    /// Bounds what refused attempts leave in the audit log.
    let refusals = RefusalLog()
    /// Hashes passwords and remembers who came in.
    let entrance: Entrance
    /// What sources may send, and what they sent lately.
    let intake = IngestDesk()
    /// Where backups are asked for.
    public let backups: BackupDesk
    /// What ends with the platform: the mark that a program works on the folder.
    private let mark: (any AnyObject & Sendable)?

    /// Wires a platform over opened stores and brings the reference data up to date.
    ///
    /// - Throws: ``ResourceError``, `DecodingError` for the bureau's own `factors.json`, or a database error.
    package init(
        dataDirectory: String,
        store: Store,
        readings: any ReadingStore,
        resources: ResourceDirectory,
        importBatch: Int = 2_000_000,
        backups: BackupDesk? = nil,
        mark: (any AnyObject & Sendable)? = nil,
        people: PeopleSettings = .standard,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.backups = backups ?? BackupDesk(directory: dataDirectory + "/backups")
        self.mark = mark
        self.importBatch = importBatch
        self.dataDirectory = dataDirectory
        self.store = store
        self.readings = readings
        self.resources = resources
        self.now = now
        entrance = Entrance(people)
        items = try ItemDictionary(json: resources.bytes("Metering", "items.json"))
        carbon = try CarbonReference(resources: resources, own: dataDirectory + "/factors.json")
        holidays = try HolidayCalendar(json: resources.bytes("Units", "holidays.json"))
        qualityRules = try QualityRules(json: resources.bytes("Metering", "quality.json"))
        quantities = try QuantityCatalogue(json: resources.bytes("Store", "quantities.json"))
        indicatorRunner = try IndicatorRunner(directory: dataDirectory)
        catalogue = try Self.indicators(
            shipped: resources.directory("Store") + "/Indicators",
            own: dataDirectory + "/indicators",
            runner: indicatorRunner
        )
        planReader = PlanReader(lexicon: try Lexicon(json: resources.bytes("PeakPlanning", "lexicon.json")))
        let places = try JurisdictionFile(json: resources.bytes("Units", "jurisdictions.json"))
        try store.seed(jurisdictions: places.tree, predecessors: places.predecessors)
    }
}

extension Platform {
    /// The indicators that ship with the program and those in the bureau's own folder.
    ///
    /// An own file that cannot be read is refused like one that cannot be run; it stops nothing else.
    private static func indicators(
        shipped: String,
        own: String,
        runner: IndicatorRunner
    ) throws -> IndicatorCatalogue {
        var texts: [(file: String, text: String)] = []
        var unreadable: [IndicatorRefusal] = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? [] where isSQL(name) {
            do {
                texts.append((name, try TextDocument.read(path: own + "/" + name, limit: 1 << 20)))
            } catch .tooLarge(_, let limit) {
                unreadable.append(IndicatorRefusal(file: name, reason: .tooLarge(limit)))
            } catch {
                unreadable.append(IndicatorRefusal(file: name, reason: .unreadable))
            }
        }
        return IndicatorCatalogue(
            shipped: try FileManager.default.contentsOfDirectory(atPath: shipped).filter(isSQL).map {
                ($0, try TextDocument.read(path: shipped + "/" + $0))
            },
            own: texts,
            unreadable: unreadable,
            runner: runner
        )
    }

    private static func isSQL(_ name: String) -> Bool { name.lowercased().hasSuffix(".sql") }
}
