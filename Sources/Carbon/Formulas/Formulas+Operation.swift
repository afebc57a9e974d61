import Foundation
import Units

/// All formulas of the module (公式库): chapter by chapter of GB/T 51366-2019, then factors and analysis.
public enum Formulas {
    /// Carbon of operation per floor area over the life (单位建筑面积运行碳排放量, 全寿命). [kg/m²]
    ///
    /// C_M = [Σ E_i·EF_i − C_p] · y / A
    ///
    /// ## References
    /// 1. GB/T 51366-2019, formula 4.1.4-1.
    public static let operationPerArea = Formula(
        "operation.perArea",
        .wholeLife("4.1.4-1"),
        in: "kgCO2e/m2",
        .each("E_i", "unit/a"),
        .each("EF_i", "kgCO2e/unit"),
        .one("C_p", "kgCO2e/a"),
        .one("y", "a", .positive),
        .one("A", "m2", .positive)
    ) { energy, factor, sink, life, area in (sumOfProducts(energy, factor) - sink) * life / area }

    /// Use of one kind of energy in a year after what renewables meet (扣除可再生能源后的年用能量). [unit/a]
    ///
    /// E_i = Σ (E_ij − ER_ij)
    ///
    /// ## References
    /// 1. GB/T 51366-2019, formula 4.1.4-2.
    public static let operationEnergy = Formula(
        "operation.energy",
        .wholeLife("4.1.4-2"),
        in: "unit/a",
        .each("E_ij", "unit/a"),
        .each("ER_ij", "unit/a")
    ) { use, renewable in zip(use, renewable).reduce(0) { $0 + $1.0 - $1.1 } }

    /// Use of a carrier in a year by a rated indicator (按额定指标估算年用能量). [unit/a]
    ///
    /// E_ij = e · A; the method of a feasibility study in the guideline of Jiangsu.
    public static let ratedUse = Formula(
        "operation.ratedUse",
        .jiangsu,
        in: "unit/a",
        .one("e", "unit/(m2*a)"),
        .one("A", "m2", .positive)
    ) { indicator, area in indicator * area }

    /// Refrigerant as carbon in a year (制冷剂年碳排放量): the full charge once in the life of the unit. [t/a]
    ///
    /// C_r = n · m_r / y_e · GWP_r / 1000
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.2.7. Some public programs multiply by a leakage rate as well; the standard does not.
    public static let refrigerant = Formula(
        "operation.refrigerant",
        .wholeLife("4.2.7"),
        in: "tCO2e/a",
        .one("n", "1"),
        .one("m_r", "kg"),
        .one("y_e", "a", .positive),
        .one("GWP_r", "kgCO2e/kg")
    ) { units, charge, life, potential in units * charge / life * potential / 1_000 }

    /// Heat that hot water takes in a year (生活热水年耗热量). [kWh/a]
    ///
    /// Q_r = 4.187 · m · q_r · ρ_r · (t_r − t_l) · T / 3600; 4.187 kJ/(kg·K) is the heat capacity of water, and
    /// 3600 kJ make a kilowatt-hour. The printed constant depends on units, so it is put together from them.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.3; q_r from GB 50555.
    public static let hotWaterHeat = Formula(
        "hotWater.heat",
        .wholeLife("4.3"),
        in: "kWh/a",
        .one("m", "person"),
        .one("q_r", "L/(person*d)"),
        .one("rho_r", "kg/L", .positive),
        .one("t_r", "degC", .any),
        .one("t_l", "degC", .any),
        .one("T", "d/a")
    ) { users, quota, density, hot, cold, days in
        let mass: Double = users * quota * density * days
        return 4.187 * mass * (hot - cold) / 3_600
    }

    /// Energy that makes the hot water in a year (生活热水年能耗). [kWh/a]
    ///
    /// E_w = (Q_r / η_r − Q_s) / η_w; negative where the sun delivers more than is needed.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.3.
    public static let hotWaterEnergy = Formula(
        "hotWater.energy",
        .wholeLife("4.3"),
        in: "kWh/a",
        .one("Q_r", "kWh/a"),
        .one("eta_r", "1", .efficiency),
        .one("Q_s", "kWh/a"),
        .one("eta_w", "1", .positive)
    ) { heat, distribution, solar, source in (heat / distribution - solar) / source }

    /// Electricity of lighting in a year (照明年能耗). [kWh/a]
    ///
    /// E_l = [Σ P_i·A_i·t_i + 24·P_p·A] · d / 1000, with the same day d times a year.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.4.
    public static let lighting = Formula(
        "operation.lighting",
        .wholeLife("4.4"),
        in: "kWh/a",
        .each("P_i", "W/m2"),
        .each("A_i", "m2"),
        .each("t_i", "h/d"),
        .one("P_p", "W/m2"),
        .one("A", "m2"),
        .one("d", "d/a")
    ) { power, areas, hours, emergency, area, days in
        let normal = zip(power, zip(areas, hours)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
        return (normal + 24 * emergency * area) * days / 1_000
    }

    /// Electricity of lifts of one kind in a year (电梯年能耗). [kWh/a]
    ///
    /// E_e = n · (3.6 · P · t_a · V · W + E_standby · t_s) / 1000; a milliwatt-hour per kilogram and metre over an hour of
    /// travel is 10⁻³ · 3600 = 3.6.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.4.
    public static let lift = Formula(
        "operation.lift",
        .wholeLife("4.4", .high),
        in: "kWh/a",
        .one("n", "1"),
        .one("P", "mWh/(kg*m)"),
        .one("t_a", "h/a"),
        .one("V", "m/s"),
        .one("W", "kg"),
        .one("E_standby", "W"),
        .one("t_s", "h/a")
    ) { count, specific, running, speed, load, standby, waiting in
        let travel: Double = 3.6 * specific * running * speed * load
        return count * (travel + standby * waiting) / 1_000
    }

    /// Uptake of greenery in a year (绿地碳汇年减碳量). [kg/a]
    ///
    /// C_p = Σ A_g · s_g
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.1.4; the uptake per area is no part of the standard.
    public static let sink = Formula(
        "operation.sink",
        .wholeLife("4.1.4"),
        in: "kgCO2e/a",
        .each("A_g", "m2"),
        .each("s_g", "kgCO2e/(m2*a)")
    ) { area, uptake in sumOfProducts(area, uptake) }

    static let operation: [any AnyFormula] = [
        operationPerArea, operationEnergy, ratedUse, refrigerant, hotWaterHeat, hotWaterEnergy, lighting, lift, sink,
    ]

    /// Σ a·b.
    static func sumOfProducts(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
