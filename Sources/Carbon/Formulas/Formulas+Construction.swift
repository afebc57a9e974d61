import Units

extension Formulas {
    /// Carbon of construction per floor area (单位建筑面积建造碳排放量). [kg/m²]
    ///
    /// C_JZ = Σ E_jz,i · EF_i / A
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let constructionPerArea = Formula(
        "construction.perArea",
        .wholeLife("5"),
        in: "kgCO2e/m2",
        .each("E_jz", "unit"),
        .each("EF_i", "kgCO2e/unit"),
        .one("A", "m2", .positive)
    ) { energy, factor, area in sumOfProducts(energy, factor) / area }

    /// Energy of construction: items of work and measures (建造总用能). [unit]
    ///
    /// E_jz = E_fx + E_cs
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let constructionEnergy = Formula(
        "construction.energy",
        .wholeLife("5"),
        in: "unit",
        .one("E_fx", "unit"),
        .one("E_cs", "unit")
    ) { items, measures in items + measures }

    /// Energy of all items of work (分部分项工程用能). [unit]
    ///
    /// E_fx = Σ Q_fx,i · f_fx,i
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let workItems = Formula(
        "construction.workItems",
        .wholeLife("5"),
        in: "unit",
        .each("Q_fx", "quantity"),
        .each("f_fx", "unit/quantity")
    ) { quantity, energy in sumOfProducts(quantity, energy) }

    /// Energy of one item of work per quantity (分部分项工程能耗系数). [unit/quantity]
    ///
    /// f_fx = Σ T_j · R_j + E_jj; E_jj is what small tools use that have no shift of their own.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5; R_j from appendix C.
    public static let workItem = Formula(
        "construction.workItem",
        .wholeLife("5"),
        in: "unit/quantity",
        .each("T_j", "shift/quantity"),
        .each("R_j", "unit/shift"),
        .one("E_jj", "unit/quantity")
    ) { shifts, energy, tools in sumOfProducts(shifts, energy) + tools }

    /// Energy of all measures, such as scaffolds and cranes (措施项目用能). [unit]
    ///
    /// E_cs = Σ Q_cs,i · f_cs,i
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let measures = Formula(
        "construction.measures",
        .wholeLife("5"),
        in: "unit",
        .each("Q_cs", "quantity"),
        .each("f_cs", "unit/quantity")
    ) { quantity, energy in sumOfProducts(quantity, energy) }

    /// Energy of one measure per quantity (措施项目能耗系数). [unit/quantity]
    ///
    /// f_cs = Σ T_A,j · R_j
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let measure = Formula(
        "construction.measure",
        .wholeLife("5"),
        in: "unit/quantity",
        .each("T_A", "shift/quantity"),
        .each("R_j", "unit/shift")
    ) { shifts, energy in sumOfProducts(shifts, energy) }

    /// Carbon of demolition per floor area (单位建筑面积拆除碳排放量). [kg/m²]
    ///
    /// C_CC = Σ E_cc,i · EF_i / A
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let demolitionPerArea = Formula(
        "demolition.perArea",
        .wholeLife("5"),
        in: "kgCO2e/m2",
        .each("E_cc", "unit"),
        .each("EF_i", "kgCO2e/unit"),
        .one("A", "m2", .positive)
    ) { energy, factor, area in sumOfProducts(energy, factor) / area }

    /// Energy of demolition (拆除用能). [unit]
    ///
    /// E_cc = Σ Q_cc,i · f_cc,i
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let demolitionEnergy = Formula(
        "demolition.energy",
        .wholeLife("5"),
        in: "unit",
        .each("Q_cc", "quantity"),
        .each("f_cc", "unit/quantity")
    ) { quantity, energy in sumOfProducts(quantity, energy) }

    /// Energy of one item of demolition per quantity (拆除项目能耗系数). [unit/quantity]
    ///
    /// f_cc = Σ T_B,j · R_j + E_jj
    ///
    /// ## References
    /// 1. GB/T 51366-2019, chapter 5.
    public static let demolitionItem = Formula(
        "demolition.item",
        .wholeLife("5"),
        in: "unit/quantity",
        .each("T_B", "shift/quantity"),
        .each("R_j", "unit/shift"),
        .one("E_jj", "unit/quantity")
    ) { shifts, energy, tools in sumOfProducts(shifts, energy) + tools }

    /// Carbon of demolition as a share of that of construction (按比例系数估算拆除碳排放). [kg]
    ///
    /// C_cc = k · C_jz; one of two methods of the Jiangsu guideline for construction drawings. The document was not at
    /// hand, so the share has no default.
    ///
    /// ## References
    /// 1. 江苏省民用建筑碳排放计算导则, as software that follows it presents it.
    public static let demolitionByShare = Formula(
        "demolition.byShare",
        .jiangsu,
        in: "kgCO2e",
        .one("k", "1"),
        .one("C_jz", "kgCO2e")
    ) { share, construction in share * construction }

    static let construction: [any AnyFormula] = [
        constructionPerArea, constructionEnergy, workItems, workItem, measures, measure,
        demolitionPerArea, demolitionEnergy, demolitionItem, demolitionByShare,
    ]
}
