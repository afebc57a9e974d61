import Units

extension Formulas {
    /// Carbon of an amount (活动数据 × 排放因子). [kg]
    ///
    /// C = Σ AD_i · EF_i
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 4.1.4.
    public static let emissions = Formula(
        "emissions",
        .wholeLife("4.1.4"),
        in: "kgCO2",
        .each("AD_i", "unit"),
        .each("EF_i", "kgCO2/unit")
    ) { amount, factor in sumOfProducts(amount, factor) }

    /// Carbon of a fuel per heat (单位热值二氧化碳排放因子). [t/TJ]
    ///
    /// EF = CC · OF · 44 / 12: carbon burns to carbon dioxide of 44/12 its mass.
    ///
    /// ## References
    /// 1. GB/T 51366-2019, appendix A.
    public static let fuelPerHeat = Formula(
        "fuel.perHeat",
        .wholeLife("A.0.1", .high),
        in: "tCO2/TJ",
        .one("CC", "tC/TJ"),
        .one("OF", "1", .fraction)
    ) { carbon, oxidation in carbon * oxidation * dioxidePerCarbon }

    /// Carbon of a fuel per mass or volume (燃料二氧化碳排放因子). [kg/kg or kg/m³]
    ///
    /// EF = NCV · CC · OF · 44 / 12 / 1000
    ///
    /// ## References
    /// 1. Enterprise greenhouse gas accounting guidelines of the NDRC.
    public static let fuelPerAmount = Formula(
        "fuel.perAmount",
        .standard("Enterprise accounting guidelines", nil, .high),
        in: "kgCO2/unit",
        .one("NCV", "MJ/unit"),
        .one("CC", "tC/TJ"),
        .one("OF", "1", .fraction)
    ) { heat, carbon, oxidation in
        let perHeat: Double = carbon * oxidation * dioxidePerCarbon
        return heat * perHeat / 1_000
    }

    /// Factor of a heat plant from its own fuels (热源厂供热排放因子). [kg/MJ]
    ///
    /// EF_h = Σ B_i · EF_i / Q_h
    public static let heatPlant = Formula(
        "heat.plant",
        .definition,
        in: "kgCO2/MJ",
        .each("B_i", "unit"),
        .each("EF_i", "kgCO2/unit"),
        .one("Q_h", "MJ", .positive)
    ) { fuel, factor, heat in sumOfProducts(fuel, factor) / heat }

    /// Factor of a heat plant from the heat value of its fuel and its efficiency (由热值与锅炉效率推算的供热因子). [kg/MJ]
    ///
    /// EF_h = EF / η / 1000, with EF in t/TJ, which is kg/GJ.
    public static let heatPlantByEfficiency = Formula(
        "heat.byEfficiency",
        .definition,
        in: "kgCO2/MJ",
        .one("EF", "tCO2/TJ"),
        .one("eta", "1", .efficiency)
    ) { factor, efficiency in factor / efficiency / 1_000 }

    /// Standard coal of amounts (折标准煤). [kg]
    ///
    /// E = Σ e_i · p_i
    ///
    /// ## References
    /// 1. GB/T 2589-2020, 综合能耗计算通则.
    public static let standardCoal = Formula(
        "coal.equivalent",
        .standard("GB/T 2589-2020", nil, .high),
        in: "kgce",
        .each("e_i", "unit"),
        .each("p_i", "kgce/unit")
    ) { amount, coefficient in sumOfProducts(amount, coefficient) }

    /// Coefficient of standard coal from a heat value (由低位热值折标准煤系数). [kg/unit]
    ///
    /// p = NCV / 29.3076: a kilogram of standard coal has 29,307.6 kJ. For gas, the same heat value as in its carbon.
    ///
    /// ## References
    /// 1. GB/T 2589-2020, 综合能耗计算通则.
    public static let coalOfHeatValue = Formula(
        "coal.ofHeatValue",
        .standard("GB/T 2589-2020", nil, .high),
        in: "kgce/unit",
        .one("NCV", "MJ/unit")
    ) { heat in heat / 29.307_6 }

    /// Amount of a carrier that holds an energy (由能量折算燃料消耗量). [unit]
    ///
    /// B = 3.6 · E / NCV; the heat value is the one of the carrier's emission factor.
    public static let amountOfEnergy = Formula(
        "fuel.amountOfEnergy",
        .definition,
        in: "unit",
        .one("E", "kWh"),
        .one("NCV", "MJ/unit", .positive)
    ) { energy, heatValue in 3.6 * energy / heatValue }

    static let factors: [any AnyFormula] = [
        emissions, amountOfEnergy, fuelPerHeat, fuelPerAmount, heatPlant, heatPlantByEfficiency, standardCoal,
        coalOfHeatValue,
    ]

    /// A carbon atom of 12 burns to a molecule of 44.
    private static let dioxidePerCarbon = 44.0 / 12.0
}
