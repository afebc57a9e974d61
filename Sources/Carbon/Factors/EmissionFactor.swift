public import Units

/// A factor that turns an amount of a carrier into carbon or coal (排放因子, 折标准煤系数): data with a document, a
/// region and a year, never a constant.
public struct EmissionFactor: Hashable, Sendable, Identifiable {
    /// What the factor says; kinds are never mixed, and none answers for another.
    public enum Kind: String, Sendable, CaseIterable {
        /// 电力平均二氧化碳排放因子, location-based.
        case gridAverage = "grid_average"
        /// 不含市场化交易的非化石能源电量的平均因子: what is left when traded green power is taken out.
        case gridResidual = "grid_residual"
        /// 化石能源电力二氧化碳排放因子.
        case gridFossil = "grid_fossil"
        /// 全国电网平均排放因子 of the notices on emissions trading.
        case gridEmissionsTrading = "grid_ets"
        /// 电力碳足迹因子, life cycle, CO₂e; for footprints of products only.
        case gridFootprint = "grid_footprint"
        /// Combustion of a fuel.
        case fuel
        /// Purchased heat.
        case heat
        /// Amount to standard coal, calorific (当量值).
        case coalEquivalent = "coal_equivalent"
    }

    /// Stable id, such as `grid.prov.Jiangsu.2023`.
    public let id: String
    /// What it says.
    public let kind: Kind
    /// The carrier it applies to.
    public let carrier: EnergyCarrier
    /// Chinese name.
    public let name: String
    /// English name.
    public let englishName: String
    /// The factor as printed.
    public let value: FixedPoint
    /// Its unit as printed, such as `kgCO2/kWh`; always per the carrier's unit.
    public let unit: String
    /// Where it holds.
    public let region: FactorRegion.Code
    /// Document, year, confidence.
    public let source: Citation
    /// Who verified it for this city; `nil` for published factors.
    public let verifiedBy: String?
    /// The factor that took its place; `nil` while it stands.
    public let supersededBy: String?
    /// Which gases it counts; `nil` for standard coal.
    public let gases: GasBasis?

    /// Creates a factor.
    public init(
        id: String,
        kind: Kind,
        carrier: EnergyCarrier,
        name: String,
        englishName: String,
        value: FixedPoint,
        unit: String,
        region: FactorRegion.Code,
        source: Citation,
        verifiedBy: String? = nil,
        supersededBy: String? = nil,
        potentials: GWPSet? = nil
    ) {
        self.id = id
        self.kind = kind
        self.carrier = carrier
        self.name = name
        self.englishName = englishName
        self.value = value
        self.unit = unit
        self.region = region
        self.source = source
        self.verifiedBy = verifiedBy
        self.supersededBy = supersededBy
        gases = GasBasis(unit: unit, potentials: potentials)
    }
}

/// A place for which factors are published (因子区域): a province, a regional grid, or the country.
public struct FactorRegion: Hashable, Sendable {
    /// `320000`, `grid-east`, `CN`.
    public typealias Code = String

    /// The code.
    public let code: Code
    /// Chinese name.
    public let name: String
    /// English name.
    public let englishName: String
    /// The region it belongs to; `nil` for the country.
    public let parent: Code?

    /// Creates a region.
    public init(code: Code, name: String, englishName: String, parent: Code?) {
        self.code = code
        self.name = name
        self.englishName = englishName
        self.parent = parent
    }

    /// The country as a whole.
    public static let nation: Code = "CN"

    /// The province of a six-digit division code.
    public static func province(ofDivision code: String) -> Code { code.prefix(2) + "0000" }
}
