public import Units

/// Buildings of one kind (建筑存量): how much there must be, how old they are, what they need.
public struct BuildingStock: Sendable {
    /// Whose number decides how much there must be.
    public enum Driver: String, Sendable, CaseIterable {
        /// Persons in towns.
        case urbanPopulation = "urban_population"
        /// Persons elsewhere.
        case ruralPopulation = "rural_population"
        /// All persons.
        case population
    }

    /// The name in the file.
    public let id: String
    /// What it is for.
    public let use: BuildingUse
    /// Whose number decides.
    public let driver: Driver
    /// Floor area per person.
    public let area: Int
    /// Years of building of what stands in the base year, with their part of it.
    public let standing: [(year: Int, share: Double)]
    /// Its curve of survival, among those of the scenario.
    public let survival: Int
    /// The curve of what is built after the base year.
    public let survivalOfNew: Int
    /// Classes of intensity; area of a class needs a part of what the kind's intensity says.
    public let classes: [IntensityClass]
    /// Area that moves from class to class.
    public let retrofits: [Retrofit]
    /// What energy is used for.
    public let uses: [StockUse]
    /// Carbon of materials per new floor area; `nil` where not counted.
    public let materials: Int?
    /// Carbon of demolition per floor area; `nil` where not counted.
    public let demolition: Int?
    /// Carbon of materials per retrofitted floor area; `nil` where not counted.
    public let retrofitMaterials: Int?
}

/// Buildings that need the same (能耗等级): of one step of the code, or better than it.
public struct IntensityClass: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let name: Bilingual
    /// Buildings from this year on belong to it, until the next step begins; `nil` for a class that is only reached by
    /// ``shareOfNew`` or by retrofit.
    public let from: Int?
    /// Its part of what is built new, before the step of the year takes the rest; `nil` where none.
    public let shareOfNew: Int?
    /// What it needs of the kind's intensity, by the kind's uses. [1]
    public let demand: [Double]
}

/// Area that moves to a better class (既有建筑改造).
public struct Retrofit: Sendable {
    /// The name in the file.
    public let id: String
    /// The class that it leaves, among those of the kind.
    public let from: Int
    /// The class that it enters.
    public let to: Int
    /// Area a year.
    public let area: Int
}

/// One use of energy in buildings of a kind (终端用能).
public struct StockUse: Sendable {
    /// What it is.
    public let use: EndUse
    /// Useful energy per floor area that has it, at a demand of 1.
    public let intensity: Int
    /// The part of floor area that has it; `nil` where all.
    public let coverage: Int?
    /// By what it is met: the parts of useful energy, with efficiencies.
    public let fuels: [(fuel: Fuel, share: Int, efficiency: Int)]
}
