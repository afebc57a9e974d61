public import Units

/// One row of the factor catalogue (因子条目): a value with its unit, its region and where it comes from.
///
/// What the account of carriers uses is an ``EmissionFactor``, chosen by kind, region and year. Everything else, such
/// as materials, transport, machines and warming potentials, is named by its id.
public struct CatalogueEntry: Hashable, Sendable, Identifiable {
    /// Stable id, such as `mat.concrete_c30`.
    public let id: String
    /// What the value says.
    public let category: Category
    /// Chinese and English name.
    public let name: Bilingual
    /// The value as printed.
    public let value: FixedPoint
    /// Its unit, such as `kgCO2e/m3`.
    public let unit: String
    /// Which gases it counts; `nil` where it is not about carbon.
    public let gases: GasBasis?
    /// The carrier that is meant, where it is about one.
    public let carrier: EnergyCarrier?
    /// Where it holds.
    public let region: FactorRegion.Code
    /// Document, number, publisher, clause, year, confidence.
    public let source: Citation
    /// The entry that took its place; `nil` while it stands.
    public let supersededBy: String?
    /// Who verified it for this city; `nil` for published values.
    public let verifiedBy: String?
    /// What the value was worked out from, such as `oxidation`; names as in the file.
    public let properties: [String: FixedPoint]

    /// Creates an entry.
    public init(
        id: String,
        category: Category,
        name: Bilingual,
        value: FixedPoint,
        unit: String,
        potentials: GWPSet? = nil,
        carrier: EnergyCarrier? = nil,
        region: FactorRegion.Code = FactorRegion.nation,
        source: Citation,
        supersededBy: String? = nil,
        verifiedBy: String? = nil,
        properties: [String: FixedPoint] = [:]
    ) {
        self.id = id
        self.category = category
        self.name = name
        self.value = value
        self.unit = unit
        gases = GasBasis(unit: unit, potentials: potentials)
        self.carrier = carrier
        self.region = region
        self.source = source
        self.supersededBy = supersededBy
        self.verifiedBy = verifiedBy
        self.properties = properties
    }

    /// The factor of a carrier as a row of the catalogue.
    public init(_ factor: EmissionFactor) {
        var potentials: GWPSet?
        if case .equivalent(let set) = factor.gases { potentials = set }
        self.init(
            id: factor.id,
            category: Category(factor.kind),
            name: Bilingual(zh: factor.name, en: factor.englishName),
            value: factor.value,
            unit: factor.unit,
            potentials: potentials,
            carrier: factor.carrier,
            region: factor.region,
            source: factor.source,
            supersededBy: factor.supersededBy,
            verifiedBy: factor.verifiedBy
        )
    }

    /// A pointer to this row.
    public var reference: ExplanationReference { ExplanationReference(kind: .factor, key: id) }
}
