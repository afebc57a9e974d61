public import Units

/// Carbon of a whole life told in the four ways that are often confused (全寿命碳排放的四个数).
///
/// Each is a type of its own, so that a figure per year cannot stand where one of the life is meant, which would be
/// wrong by a factor of fifty.
public struct LifeCarbon: Hashable, Sendable {
    /// The total over the life (总量).
    public let total: CarbonMass
    /// The design life. [a]
    public let years: Double
    /// The floor area.
    public let area: FloorArea

    /// Creates the four numbers from the intensity over the life, as the standard gives it.
    ///
    /// - Parameters:
    ///   - perArea: carbon per floor area over the whole life.
    ///   - years: the design life, more than zero. [a]
    ///   - area: the floor area, more than zero.
    public init(perArea: LifeCarbonIntensity, years: Double, area: FloorArea) {
        total = .kilograms(perArea.kilogramsPerSquareMetre * area.squareMetres)
        self.years = years
        self.area = area
    }

    /// Per year (年均).
    public var perYear: AnnualCarbon { .kilogramsPerYear(total.kilograms / years) }
    /// Per floor area over the life (单位面积, 全寿命).
    public var perArea: LifeCarbonIntensity { .kilogramsPerSquareMetre(total.kilograms / area.squareMetres) }
    /// Per floor area and year (单位面积年均).
    public var perAreaAndYear: AnnualCarbonIntensity {
        .kilogramsPerSquareMetreAndYear(total.kilograms / area.squareMetres / years)
    }
}

/// Carbon per year (年碳排放量), stored in kilograms per year.
public struct AnnualCarbon: Quantity {
    /// The amount in kilograms per year. [kg/a]
    public let kilogramsPerYear: Double

    /// Creates an amount given in kilograms per year. [kg/a]
    public static func kilogramsPerYear(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg/a]
    public var baseValue: Double { kilogramsPerYear }
    /// Creates an amount from its stored unit. [kg/a]
    public init(baseValue: Double) { kilogramsPerYear = baseValue }
}

/// Carbon per floor area over a whole life (单位面积全寿命碳排放量), stored in kilograms per square metre.
public struct LifeCarbonIntensity: Quantity {
    /// The amount in kilograms per square metre. [kg/m²]
    public let kilogramsPerSquareMetre: Double

    /// Creates an amount given in kilograms per square metre. [kg/m²]
    public static func kilogramsPerSquareMetre(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg/m²]
    public var baseValue: Double { kilogramsPerSquareMetre }
    /// Creates an amount from its stored unit. [kg/m²]
    public init(baseValue: Double) { kilogramsPerSquareMetre = baseValue }
}

/// Carbon per floor area and year (单位面积年碳排放量), stored in kilograms per square metre and year.
public struct AnnualCarbonIntensity: Quantity {
    /// The amount in kilograms per square metre and year. [kg/(m²·a)]
    public let kilogramsPerSquareMetreAndYear: Double

    /// Creates an amount given in kilograms per square metre and year. [kg/(m²·a)]
    public static func kilogramsPerSquareMetreAndYear(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg/(m²·a)]
    public var baseValue: Double { kilogramsPerSquareMetreAndYear }
    /// Creates an amount from its stored unit. [kg/(m²·a)]
    public init(baseValue: Double) { kilogramsPerSquareMetreAndYear = baseValue }
}
