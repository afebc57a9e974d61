import Units

extension Formulas {
    /// Carbon of the production of materials (建材生产碳排放). [kg]
    ///
    /// C_sc = Σ M_i · F_i; M_i in the unit that F_i is per.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.2; F_i from a verified declaration, else from appendix D.
    public static let materialProduction = Formula(
        "material.production",
        .wholeLife("6.2"),
        in: "kgCO2e",
        .each("M_i", "quantity"),
        .each("F_i", "kgCO2e/quantity")
    ) { amount, factor in sumOfProducts(amount, factor) }

    /// Carbon of the transport of materials (建材运输碳排放). [kg]
    ///
    /// C_ys = Σ M_i · D_i · T_i; here M_i is in tonnes whatever F_i is per.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.3; T_i from appendix E.
    public static let materialTransport = Formula(
        "material.transport",
        .wholeLife("6.3"),
        in: "kgCO2e",
        .each("m_i", "t"),
        .each("D_i", "km"),
        .each("T_i", "kgCO2e/(t*km)")
    ) { mass, distance, factor in zip(mass, zip(distance, factor)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 } }

    /// Carbon of materials per floor area (单位建筑面积建材碳排放量). [kg/m²]
    ///
    /// C_JC = (C_sc − C_hs + C_ys) / A; C_hs is what recovered waste takes off.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.1.
    public static let materialPerArea = Formula(
        "material.perArea",
        .wholeLife("6.1"),
        in: "kgCO2e/m2",
        .one("C_sc", "kgCO2e"),
        .one("C_hs", "kgCO2e"),
        .one("C_ys", "kgCO2e"),
        .one("A", "m2", .positive)
    ) { production, recovered, transport, area in (production - recovered + transport) / area }

    /// How much of the mass the listed materials are (主要建材质量占比). [1]
    ///
    /// s = Σ m_i / m_total
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.1.3: at least 95 %.
    public static let massCoverage = Formula(
        "material.massCoverage",
        .wholeLife("6.1.3"),
        in: "1",
        .each("m_i", "t"),
        .one("m_total", "t", .positive)
    ) { masses, total in masses.reduce(0, +) / total }

    /// Factor of a recycled feedstock (再生原料的碳排放因子). [kg/quantity]
    ///
    /// F = r · F_0: a share r of the virgin material that it replaces; low-value waste counts nothing (r = 0).
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.2.5.
    public static let recycledFeedstock = Formula(
        "material.recycledFeedstock",
        .wholeLife("6.2.5"),
        in: "kgCO2e/quantity",
        .one("r", "1", .fraction),
        .one("F_0", "kgCO2e/quantity")
    ) { rate, virgin in rate * virgin }

    /// What recoverable waste of construction or demolition takes off (可再生建筑废料扣减). [kg]
    ///
    /// C_hs = r · Σ M_i · F_i
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 6.2.5.
    public static let recoveredWaste = Formula(
        "material.recoveredWaste",
        .wholeLife("6.2.5"),
        in: "kgCO2e",
        .one("r", "1", .fraction),
        .each("M_i", "quantity"),
        .each("F_i", "kgCO2e/quantity")
    ) { rate, amount, factor in rate * sumOfProducts(amount, factor) }

    /// Carbon of the whole life per floor area (建筑全寿命期单位面积碳排放量). [kg/m²]
    ///
    /// C = C_M + C_JZ + C_CC + C_JC
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapters 4 to 6.
    public static let wholeLife = Formula(
        "wholeLife.perArea",
        .wholeLife("4–6"),
        in: "kgCO2e/m2",
        .one("C_M", "kgCO2e/m2", .any),
        .one("C_JZ", "kgCO2e/m2"),
        .one("C_CC", "kgCO2e/m2"),
        .one("C_JC", "kgCO2e/m2", .any)
    ) { operation, construction, demolition, materials in operation + construction + demolition + materials }

    /// Carbon of a building from that of its floor area (由单位面积碳排放求总量). [kg]
    ///
    /// C_t = C · A
    public static let totalOfArea = Formula(
        "wholeLife.total",
        .definition,
        in: "kgCO2e",
        .one("C", "kgCO2e/m2", .any),
        .one("A", "m2", .positive)
    ) { perArea, area in perArea * area }

    static let materials: [any AnyFormula] = [
        materialProduction, materialTransport, materialPerArea, massCoverage, recycledFeedstock, recoveredWaste,
        wholeLife, totalOfArea,
    ]
}
