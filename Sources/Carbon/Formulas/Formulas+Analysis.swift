import Foundation
import Units

extension Formulas {
    /// Share of electricity in the energy of buildings (建筑用电占比). [1]
    ///
    /// s = E_el · p_el / (E_el · p_el + Σ e_i · p_i); p_el is either the calorific 0.1229 (当量值) or the year's coal
    /// rate of supply (发电煤耗). The two answer differently, so the formula knows neither.
    ///
    /// ## References
    /// 1. GB/T 2589-2020, 综合能耗计算通则.
    public static let electricityShare = Formula(
        "analysis.electricityShare",
        .standard("GB/T 2589-2020", nil, .high),
        in: "1",
        .one("E_el", "kWh"),
        .one("p_el", "kgce/kWh", .positive),
        .each("e_i", "unit"),
        .each("p_i", "kgce/unit")
    ) { electricity, coefficient, others, coefficients in
        electricity * coefficient / (electricity * coefficient + sumOfProducts(others, coefficients))
    }

    /// Decoupling elasticity (脱钩弹性). [1]
    ///
    /// ε = (ΔC / C_0) / (ΔX / X_0)
    ///
    /// ## References
    /// 1. P. Tapio, Towards a theory of decoupling, Transport Policy 12 (2005) 137–151.
    public static let decoupling = Formula(
        "analysis.decoupling",
        .standard("Tapio 2005", nil, .high),
        in: "1",
        .one("C_0", "unit", .positive),
        .one("C_1", "unit"),
        .one("X_0", "unit", .positive),
        .one("X_1", "unit")
    ) { carbonBefore, carbonAfter, driverBefore, driverAfter in
        let carbon: Double = (carbonAfter - carbonBefore) / carbonBefore
        let driver: Double = (driverAfter - driverBefore) / driverBefore
        return carbon / driver
    }

    /// Logarithmic mean of two amounts (对数平均). [unit]
    ///
    /// L(a, b) = (a − b) / (ln a − ln b)
    ///
    /// ## References
    /// 1. B. W. Ang, Energy Policy 86 (2015) 233–238.
    public static let meanOfTwo = Formula(
        "analysis.logarithmicMean",
        .standard("Ang 2015", nil, .high),
        in: "unit",
        .one("a", "unit"),
        .one("b", "unit")
    ) { first, second in logarithmicMean(first, second) }

    /// What one factor adds to a change (LMDI-I 单因素效应). [unit]
    ///
    /// ΔC_x = Σ L(C_1, C_0) · ln(x_1 / x_0)
    ///
    /// ## References
    /// 1. B. W. Ang, Energy Policy 86 (2015) 233–238.
    public static let divisiaEffect = Formula(
        "analysis.divisiaEffect",
        .standard("Ang 2015", nil, .high),
        in: "unit",
        .each("C_1", "unit", .positive),
        .each("C_0", "unit", .positive),
        .each("x_1", "unit", .positive),
        .each("x_0", "unit", .positive)
    ) { amountsAfter, amountsBefore, after, before in
        zip(zip(amountsAfter, amountsBefore), zip(after, before)).reduce(0) {
            $0 + logarithmicMean($1.0.0, $1.0.1) * log($1.1.0 / $1.1.1)
        }
    }

    /// Energy of a year per floor area, other fuels as electricity (建筑能耗指标, 等效电). [kWh/(m²·a)]
    ///
    /// e = (E_el + Σ e_i · k_i) / A
    ///
    /// ## References
    /// 1. GB/T 51161-2016, 民用建筑能耗标准.
    public static let energyIntensity = Formula(
        "limit.energyIntensity",
        .standard("GB/T 51161-2016", nil, .low),
        in: "kWh/(m2*a)",
        .one("E_el", "kWh/a"),
        .each("e_i", "unit/a"),
        .each("k_i", "kWh/unit"),
        .one("A", "m2", .positive)
    ) { electricity, fuels, equivalents, area in (electricity + sumOfProducts(fuels, equivalents)) / area }

    /// How far a figure lies above its limit (超限额比例). [1]
    ///
    /// x = (e − L) / L; a figure equal to the limit keeps it.
    public static let overLimit = Formula(
        "limit.excess",
        .definition,
        in: "1",
        .one("e", "unit"),
        .one("L", "unit", .positive)
    ) { figure, limit in (figure - limit) / limit }

    /// Reduction of carbon intensity against the reference building (碳排放强度降低量). [kg/(m²·a)]
    ///
    /// ΔC = C_ref − C_des
    ///
    /// ## References
    /// 1. GB 55015-2021, 2.0.3: at least 7 on average.
    public static let designReduction = Formula(
        "design.reduction",
        .standard("GB 55015-2021", "2.0.3", .high),
        in: "kgCO2/(m2*a)",
        .one("C_ref", "kgCO2/(m2*a)"),
        .one("C_des", "kgCO2/(m2*a)", .any)
    ) { reference, design in reference - design }

    /// The same as a share (碳排放强度降低比例). [1]
    ///
    /// δ = (C_ref − C_des) / C_ref
    ///
    /// ## References
    /// 1. GB 55015-2021, 2.0.3: 40 % on average.
    public static let designReductionShare = Formula(
        "design.reductionShare",
        .standard("GB 55015-2021", "2.0.3", .high),
        in: "1",
        .one("C_ref", "kgCO2/(m2*a)", .positive),
        .one("C_des", "kgCO2/(m2*a)", .any)
    ) { reference, design in (reference - design) / reference }

    static let analysis: [any AnyFormula] = [
        electricityShare, decoupling, meanOfTwo, divisiaEffect, energyIntensity, overLimit, designReduction,
        designReductionShare,
    ]
}
