import Units

/// Every value that the module knows, by id (因子目录).
public struct FactorCatalogue: Sendable {
    /// The files of the catalogue that ship with the program, in `Resources/Catalogue`.
    public static let files = [
        "coal.json", "foreign.json", "fuels.json", "generation.json", "limits.json", "machines.json", "materials.json",
        "policy.json", "refrigerants.json", "sinks.json", "transport.json", "travel.json",
    ]

    /// The entries in the order of their files.
    public let entries: [CatalogueEntry]
    private let byID: [String: CatalogueEntry]

    /// Creates a catalogue; of two entries with the same id the first stands, so that the bureau's own come first.
    public init(entries: [CatalogueEntry]) {
        byID = Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }
        var seen: Set<String> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }
    }

    /// The entry of an id, if it says what is asked for: asking for one category never answers with another.
    public func entry(_ id: String, _ category: CatalogueEntry.Category) -> CatalogueEntry? {
        byID[id].flatMap { $0.category == category ? $0 : nil }
    }

    /// The entry of an id, whatever it says.
    public subscript(id: String) -> CatalogueEntry? { byID[id] }

    /// The entries of a category, region and year; `nil` leaves one open.
    public func entries(
        _ category: CatalogueEntry.Category?,
        region: FactorRegion.Code? = nil,
        year: Int? = nil
    ) -> [CatalogueEntry] {
        entries.filter {
            (category == nil || $0.category == category) && (region == nil || $0.region == region)
                && (year == nil || $0.source.year == year)
        }
    }

    /// How much of a gas warms as much as a kilogram of carbon dioxide, by a declared set of potentials.
    public func warmingPotential(of gas: String, _ set: GWPSet) -> CatalogueEntry? {
        entry("gwp.\(gas).\(set.rawValue)", .gwp)
    }
}
