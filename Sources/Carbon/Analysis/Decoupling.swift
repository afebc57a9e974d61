public import Units

/// Whether carbon grows with what drives it, such as floor area or output (脱钩状态).
///
/// The eight states divide the plane of the two changes; elasticity 0.8 and 1.2 bound what counts as coupled.
///
/// ## References
/// 1. P. Tapio, Towards a theory of decoupling, Transport Policy 12 (2005) 137–151.
public struct Decoupling: Sendable {
    /// One of Tapio's eight states.
    public enum State: String, Sendable, CaseIterable {
        /// 弱脱钩: both grow, carbon less.
        case weakDecoupling = "weak_decoupling"
        /// 强脱钩: carbon falls while the driver grows.
        case strongDecoupling = "strong_decoupling"
        /// 衰退脱钩: both fall, carbon more.
        case recessiveDecoupling = "recessive_decoupling"
        /// 扩张连结: both grow alike.
        case expansiveCoupling = "expansive_coupling"
        /// 衰退连结: both fall alike.
        case recessiveCoupling = "recessive_coupling"
        /// 扩张负脱钩: both grow, carbon more.
        case expansiveNegativeDecoupling = "expansive_negative_decoupling"
        /// 强负脱钩: carbon grows while the driver falls.
        case strongNegativeDecoupling = "strong_negative_decoupling"
        /// 弱负脱钩: both fall, carbon less.
        case weakNegativeDecoupling = "weak_negative_decoupling"
    }

    /// The elasticity with what it was computed from.
    public let elasticity: Explained<Double>
    /// The state.
    public let state: State

    /// Compares two years.
    ///
    /// - Parameters:
    ///   - carbon: carbon before and after, the first more than zero.
    ///   - driver: the driver before and after, the first more than zero and the two not equal.
    /// - Throws: ``FormulaError``; where the driver has not changed there is no elasticity.
    public init(
        carbon: (before: Double, after: Double),
        driver: (before: Double, after: Double)
    ) throws(FormulaError) {
        elasticity = try Formulas.decoupling(
            Given(carbon.before),
            Given(carbon.after),
            Given(driver.before),
            Given(driver.after)
        )
        state = Self.state(elasticity.value, driverGrows: driver.after > driver.before)
    }

    /// What lies on 0.8 or 1.2 counts as coupled, whatever the last bit of the quotient says.
    private static func state(_ elasticity: Double, driverGrows: Bool) -> State {
        let coupled = 0.8 - 1e-9...1.2 + 1e-9
        return switch elasticity {
        case ..<0: driverGrows ? .strongDecoupling : .strongNegativeDecoupling
        case ..<coupled.lowerBound: driverGrows ? .weakDecoupling : .weakNegativeDecoupling
        case ...coupled.upperBound: driverGrows ? .expansiveCoupling : .recessiveCoupling
        default: driverGrows ? .expansiveNegativeDecoupling : .recessiveDecoupling
        }
    }
}
