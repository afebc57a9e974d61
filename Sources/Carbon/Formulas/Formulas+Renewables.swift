import Foundation
import Units

extension Formulas {
    /// Heat that solar collectors deliver in a year (太阳能热水系统年供能量). [kWh/a]
    ///
    /// Q_s,a = A_c · J_T · (1 − η_L) · η_cd / 3.6
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.5.
    public static let solarHeat = Formula(
        "renewable.solarHeat",
        .wholeLife("4.5", .high),
        in: "kWh/a",
        .one("A_c", "m2"),
        .one("J_T", "MJ/(m2*a)"),
        .one("eta_L", "1", .fraction),
        .one("eta_cd", "1", .fraction)
    ) { area, irradiation, loss, efficiency in
        let delivered: Double = efficiency * (1 - loss)
        return area * irradiation * delivered / 3.6
    }

    /// Electricity that photovoltaics deliver in a year (光伏系统年发电量). [kWh/a]
    ///
    /// E_pv = I · K_E · (1 − K_s) · A_p
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.5.
    public static let photovoltaics = Formula(
        "renewable.photovoltaics",
        .wholeLife("4.5", .high),
        in: "kWh/a",
        .one("I", "kWh/(m2*a)"),
        .one("K_E", "1", .fraction),
        .one("K_s", "1", .fraction),
        .one("A_p", "m2")
    ) { irradiation, efficiency, loss, area in
        let delivered: Double = efficiency * (1 - loss)
        return irradiation * delivered * area
    }

    /// How much stronger the wind is at a height (地形和高度修正系数). [1]
    ///
    /// C_R(z) = K_R · ln(z / z_0)
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.5.
    public static let windProfile = Formula(
        "renewable.windProfile",
        .wholeLife("4.5", .low),
        in: "1",
        .one("K_R", "1"),
        .one("z", "m", .positive),
        .one("z_0", "m", .positive)
    ) { roughness, height, roughnessLength in roughness * log(height / roughnessLength) }

    /// Swept area of a wind turbine as the standard counts it (风机叶片迎风面积). [m²]
    ///
    /// A_w = 5·D² / 4
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.5.
    public static let windArea = Formula(
        "renewable.windArea",
        .wholeLife("4.5", .low),
        in: "m2",
        .one("D", "m")
    ) { diameter in 5 * diameter * diameter / 4 }

    /// Electricity that a wind turbine delivers in a year (风力发电机组年发电量). [kWh/a]
    ///
    /// E_wt = 0.5 · ρ · C_R · V_0³ · A_w · K_WT / 1000; K_WT holds what the hours of the year and the turbine do to it,
    /// as the form from memory has it.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.5.
    public static let wind = Formula(
        "renewable.wind",
        .wholeLife("4.5", .low),
        in: "kWh/a",
        .one("rho", "kg/m3", .positive),
        .one("C_R", "1"),
        .one("V_0", "m/s"),
        .one("A_w", "m2"),
        .one("K_WT", "h/a")
    ) { density, profile, speed, area, conversion in
        let power: Double = 0.5 * density * profile * speed * speed * speed
        return power * area * conversion / 1_000
    }

    /// What a building uses itself of its own electricity (自发自用电量). [kWh/a]
    ///
    /// ER = u · E; what is exported is not taken off.
    public static let selfUse = Formula(
        "renewable.selfUse",
        .definition,
        in: "kWh/a",
        .one("u", "1", .fraction),
        .one("E", "kWh/a")
    ) { share, generated in share * generated }

    static let renewables: [any AnyFormula] = [solarHeat, photovoltaics, windProfile, windArea, wind, selfUse]
}
