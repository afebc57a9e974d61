public import Units

/// One line of an operational account: a carrier with its factor and emissions.
public struct CarrierLine: Hashable, Sendable {
    /// What was consumed.
    public let activity: CarrierActivity
    /// The scope of the emissions; `nil` for water and renewables.
    public let scope: EmissionScope?
    /// The emissions; zero where there is no scope or no factor.
    public let emissions: CarbonMass
    /// The amount as standard coal (当量值); zero where it is not energy or has no factor.
    public let coalEquivalent: CoalEquivalent
    /// The factors, shared by all lines that use them.
    let factors: LineFactors

    /// The factor that was used; `nil` where none covers the carrier.
    public var factor: EmissionFactor? { factors.carbon }
    /// The factor of the coal equivalent.
    public var coalFactor: EmissionFactor? { factors.coal }

    /// A line of an amount with the factors that apply to it.
    init(_ activity: CarrierActivity, _ factors: LineFactors) {
        self.init(
            activity: activity,
            factors: factors,
            emissions: .kilograms(activity.amount.value * factors.carbonPerUnit),
            coalEquivalent: .kilograms(activity.amount.value * factors.coalPerUnit)
        )
    }

    private init(
        activity: CarrierActivity,
        factors: LineFactors,
        emissions: CarbonMass,
        coalEquivalent: CoalEquivalent
    ) {
        self.activity = activity
        scope = activity.carrier.scope
        self.factors = factors
        self.emissions = emissions
        self.coalEquivalent = coalEquivalent
    }

    /// Both together; their factors must be equal.
    func adding(_ other: CarrierLine) -> CarrierLine {
        CarrierLine(
            activity: activity + other.activity,
            factors: factors,
            emissions: emissions + other.emissions,
            coalEquivalent: coalEquivalent + other.coalEquivalent
        )
    }

    /// Whether two lines say the same.
    public static func == (left: CarrierLine, right: CarrierLine) -> Bool {
        left.activity == right.activity && left.factor == right.factor && left.coalFactor == right.coalFactor
            && left.emissions == right.emissions && left.coalEquivalent == right.coalEquivalent
    }

    /// Hashes what was consumed.
    public func hash(into hasher: inout Hasher) { hasher.combine(activity) }
}

/// The factors of a line: one object for the millions of lines of a city, since each factor is a dozen of texts.
final class LineFactors: Sendable {
    let carbon: EmissionFactor?
    let coal: EmissionFactor?
    let carbonPerUnit: Double
    let coalPerUnit: Double

    init(carbon: EmissionFactor?, coal: EmissionFactor?) {
        self.carbon = carbon
        self.coal = coal
        carbonPerUnit = carbon?.value.doubleValue ?? 0
        coalPerUnit = coal?.value.doubleValue ?? 0
    }
}
