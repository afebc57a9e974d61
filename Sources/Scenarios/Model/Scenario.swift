public import Units

/// One possible course of a city's buildings and what they emit (情景), as a file states it.
///
/// Figures are ``parameters``; everything else names them by their place in that list. ``ScenarioProgram`` computes it.
public struct Scenario: Sendable {
    /// The name of the file.
    public let id: String
    /// The name for people.
    public let name: Bilingual
    /// Code of the place (GB/T 2260), or `CN`.
    public let place: String
    /// First and last year; the first is the base year.
    public let years: ClosedRange<Int>
    /// The emissions that the question of the peak is about.
    public let boundary: EmissionBoundary
    /// All figures.
    public let parameters: [Parameter]

    /// Persons.
    public let population: Int
    /// The part of them that lives in towns.
    public let urbanShare: Int
    /// Kinds of buildings.
    public let kinds: [BuildingStock]
    /// Curves of survival that kinds name.
    public let survivals: [SurvivalCurve]
    /// Carbon per energy of fuels that are burnt, by ``Fuel/burnt``; `nil` where the scenario does not use one.
    public let fuelFactors: [Int?]
    /// Carbon per electricity from the grid.
    public let gridFactor: Int
    /// How heat of networks is made; `nil` where there is none.
    public let districtHeat: DistrictHeat?
    /// Photovoltaics on roofs; `nil` where there is none.
    public let photovoltaics: Photovoltaics?
    /// What municipal works use.
    public let municipalWorks: [FuelAmount]
    /// What building sites use per new floor area. [kWh/m²]
    public let constructionSites: [FuelAmount]
    /// Taken up by green spaces; a memorandum, in no total.
    public let sinks: Int?
    /// Groups of shares that sum to 1.
    public let shareGroups: [ShareGroup]
    /// Measures.
    public private(set) var measures: [Measure]
    /// What the plan wants.
    public let targets: [ScenarioTarget]
    /// Correlations between what is drawn.
    public let correlations: [RankCorrelation]
    /// Given totals of the base year.
    public let calibration: [CalibrationTotal]
    /// Known emissions of earlier years, of ``boundary``. [ktCO₂]
    public let history: [(year: Int, value: Double)]
    /// How emissions divide among districts.
    public let districts: [ScenarioDistrict]

    /// The same scenario with some measures carried out further or less far; names of others are passed over.
    public func carryingOut(_ strengths: [String: Double]) -> Scenario {
        var scenario = self
        scenario.measures = measures.map { measure in strengths[measure.id].map(measure.with(strength:)) ?? measure }
        return scenario
    }

    /// The number of years.
    var yearCount: Int { years.count }
}

/// Shares that sum to 1 in every year (份额组).
public struct ShareGroup: Sendable {
    /// The key of the block.
    public let key: String
    /// The shares.
    public let members: [Int]
}

/// An amount of a fuel, of energy a year or per floor area (用能量).
public struct FuelAmount: Sendable {
    /// The fuel.
    public let fuel: Fuel
    /// The amount.
    public let amount: Int
}

/// A curve of survival whose life may be drawn (存续参数).
public struct SurvivalCurve: Sendable {
    /// The family.
    public let family: Survival.Family
    /// Its shape.
    public let shape: Double
    /// Its life, constant. [a]
    public let life: Int
}

/// How heat of networks is made (集中供热).
public struct DistrictHeat: Sendable {
    /// One kind of source.
    public struct Source: Sendable {
        /// Its name.
        public let id: String
        /// Its part of the heat that leaves the sources.
        public let share: Int
        /// What it burns or draws, with its efficiency; `nil` where the carbon of its heat is stated.
        public let fuel: (fuel: Fuel, efficiency: Int)?
        /// Carbon per heat that leaves it; `nil` where it follows from a fuel.
        public let factor: Int?
    }

    /// How fuel of combined plants is split between heat and power, in words: the factor of such a source rests on it.
    public let allocation: String
    /// Heat lost on the way, as part of heat delivered.
    public let loss: Int
    /// The sources.
    public let sources: [Source]
}

/// Photovoltaics on roofs (屋顶光伏).
public struct Photovoltaics: Sendable {
    /// Power at the end of each year.
    public let capacity: Int
    /// Hours at full power a year.
    public let hours: Int
    /// The part used in the building; what goes to the grid is credited to the grid, not here.
    public let selfUse: Int
}

/// How emissions divide among districts (区县分解).
public struct ScenarioDistrict: Sendable {
    /// Its code.
    public let code: String
    /// Its name.
    public let name: Bilingual
    /// Its part of urban homes and public buildings.
    public let urbanShare: Int
    /// Its part of rural homes.
    public let ruralShare: Int
}

/// A total of the base year that is known (基准年总量), and how far figures may be scaled to meet it.
public struct CalibrationTotal: Sendable {
    /// The fuel whose use in buildings is known.
    public let fuel: Fuel
    /// What is known. [GWh]
    public let amount: Int
    /// The lowest and highest factor.
    public let bounds: ClosedRange<Double>
}

/// A correlation of ranks between two things that are drawn (秩相关).
public struct RankCorrelation: Sendable {
    /// The key of the one: a parameter, a group or `measures.NAME`.
    public let first: String
    /// The key of the other.
    public let second: String
    /// Spearman's coefficient.
    public let rank: Double
    let file: String
    let line: Int
}
