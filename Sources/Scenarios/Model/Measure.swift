public import Units

/// A named set of changes to parameters (措施), with start, ramp and strength.
///
/// With strength s and a ramp r(t) that grows from 0 before ``start`` to 1, a parameter is
/// x(t) = x₀(t) + Σ s·r(t)·Δ(t) over all measures; Δ is taken from the scenario without measures, so that the order of measures
/// does not matter. A change of one share is made up by the others of its group in proportion.
public struct Measure: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let name: Bilingual
    /// Numbers of the plan's tasks that it carries out.
    public let tasks: [String]
    /// The first year in which it has an effect.
    public let start: Int
    /// Years until it has its full effect.
    public let ramp: Int
    /// How much of it is done: 0 nothing, 1 as written.
    public private(set) var strength: Double
    /// How far what is done may deviate from what is planned.
    public let range: DeviationRange?
    /// What it changes.
    public let changes: [ParameterChange]
    /// What it costs a year at strength 1; `nil` where unknown.
    public let cost: Int?

    /// The same measure with another strength.
    func with(strength: Double) -> Measure {
        var measure = self
        measure.strength = strength
        return measure
    }

    /// How much of the full effect there is in a year, from 0 to 1.
    func weight(in year: Int) -> Double {
        year < start ? 0 : ramp <= 1 ? 1 : min(1, Double(year - start + 1) / Double(ramp))
    }
}

/// What a measure does to one parameter (参数变化): Δ by year at strength 1 and full effect. [the engine's unit]
public struct ParameterChange: Sendable {
    /// The parameter.
    public let parameter: Int
    /// Δ of each year.
    public let difference: [Double]
}

/// What the plan wants and the model can answer (方案目标核对).
public struct ScenarioTarget: Sendable {
    /// A result of the model that a target can be about.
    public enum Indicator: String, Sendable, CaseIterable {
        /// Electricity in final energy of buildings, each in its own heat. [1]
        case electricityShare = "electricity_share"
        /// The same without heat of networks. [1]
        case electricityShareWithoutHeat = "electricity_share_without_heat"
        /// Solar heat, biomass and electricity of the own roof in final energy of buildings. [1]
        case renewableShare = "renewable_share"
        /// Floor area of a class, without what stood in the base year. [Mm²]
        case classArea = "class_area"
        /// Part of a class in what is built in the year. [1]
        case classShareOfNew = "class_share_of_new"
        /// Floor area retrofitted since the base year. [Mm²]
        case retrofitArea = "retrofit_area"
        /// Photovoltaics on roofs. [MW]
        case photovoltaicPower = "photovoltaic_power"
        /// Emissions of the scenario's boundary. [ktCO₂]
        case emissions
        /// The year in which emissions of the scenario's boundary are highest.
        case peakYear = "peak_year"

        /// Its dimension; `nil` for a year.
        var dimension: Dimension? {
            switch self {
            case .electricityShare, .electricityShareWithoutHeat, .renewableShare, .classShareOfNew: .share
            case .classArea, .retrofitArea: .area
            case .photovoltaicPower: .power
            case .emissions: .carbon
            case .peakYear: nil
            }
        }

        /// The unit in which its values are; empty for a year.
        public var unit: String { dimension?.units.first?.name ?? "" }
    }

    /// How a value is compared with the goal.
    public enum Comparator: String, Sendable, CaseIterable {
        /// At least.
        case atLeast = ">="
        /// More than.
        case above = ">"
        /// At most.
        case atMost = "<="
        /// Less than.
        case below = "<"
    }

    /// The name in the file.
    public let id: String
    /// The name for people.
    public let name: Bilingual
    /// The number of the plan's task.
    public let task: String
    /// What it is about.
    public let indicator: Indicator
    /// Class of intensity or retrofit that it is about; `nil` for all.
    public let subject: String?
    /// Kinds that count; empty for all.
    public let kinds: [Int]
    /// How it is compared.
    public let comparator: Comparator
    /// The goal. [the engine's unit, or a year]
    public let goal: Double
    /// The year of the goal.
    public let year: Int

    /// Whether a value meets the goal, up to rounding.
    public func holds(_ value: Double) -> Bool {
        let rounding = 1e-9 * max(1, abs(goal))
        return switch comparator {
        case .atLeast: value >= goal - rounding
        case .above: value > goal
        case .atMost: value <= goal + rounding
        case .below: value < goal
        }
    }
}
