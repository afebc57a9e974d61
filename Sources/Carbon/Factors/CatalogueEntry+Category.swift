extension CatalogueEntry {
    /// What a value of the catalogue says (因子类别).
    public enum Category: String, Sendable, CaseIterable {
        /// 电力平均二氧化碳排放因子.
        case gridAverage = "grid_average"
        /// 不含市场化交易的非化石能源电量的平均因子.
        case gridResidual = "grid_residual"
        /// 化石能源电力二氧化碳排放因子.
        case gridFossil = "grid_fossil"
        /// 全国电网平均排放因子 (emissions trading).
        case gridEmissionsTrading = "grid_ets"
        /// 电力碳足迹因子.
        case gridFootprint = "grid_footprint"
        /// Carbon footprint of one way to generate electricity (发电碳足迹因子).
        case generationFootprint = "generation_footprint"
        /// The fuel that stands for a carrier in the account.
        case fuel
        /// Fuel by mass or volume (燃料排放因子).
        case fuelMass = "fuel_mass"
        /// Fuel by heat, with carbon content and oxidation (单位热值排放因子).
        case fuelEnergy = "fuel_energy"
        /// Purchased heat.
        case heat
        /// Standard coal of a carrier, calorific (当量值).
        case coalEquivalent = "coal_equivalent"
        /// Standard coal by mass or volume of a fuel (折标准煤系数).
        case standardCoal = "standard_coal"
        /// Coal rate of thermal power supply in a year, the other basis of electricity (火电供电煤耗, 等价值).
        case supplyCoalRate = "supply_coal_rate"
        /// Net calorific value of a carrier's fuel (低位热值).
        case heatValue = "heat_value"
        /// Production of a building material (建材生产).
        case material
        /// Mass of a material per cubic or square metre (密度).
        case density
        /// Transport of materials (建材运输).
        case transport
        /// Distance where none is known (默认运距).
        case transportDistance = "transport_distance"
        /// Energy of a machine per shift (台班能耗).
        case machineShift = "machine_shift"
        /// Global warming potential of a gas (全球变暖潜值).
        case gwp
        /// Yearly uptake of greenery (碳汇).
        case sink
        /// Limit or guiding value of energy use (能耗限额).
        case energyLimit = "energy_limit"
        /// Limit or guiding value of heating (供暖限额).
        case heatingLimit = "heating_limit"
        /// A number that a rule sets (政策参数).
        case policy
        /// Carbon limit of a foreign law.
        case foreignLimit = "foreign_limit"
        /// Emission coefficient of a foreign law.
        case foreignCoefficient = "foreign_coefficient"
        /// Personal travel (出行).
        case travel
        /// A constant of conversion (换算常数).
        case constant

        /// The category of a carrier's factor.
        public init(_ kind: EmissionFactor.Kind) {
            switch kind {
            case .gridAverage: self = .gridAverage
            case .gridResidual: self = .gridResidual
            case .gridFossil: self = .gridFossil
            case .gridEmissionsTrading: self = .gridEmissionsTrading
            case .gridFootprint: self = .gridFootprint
            case .fuel: self = .fuel
            case .heat: self = .heat
            case .coalEquivalent: self = .coalEquivalent
            }
        }

        /// The units a value may have; `nil` where the category leaves them open.
        ///
        /// Tonnes for kilograms, or a cubic metre for ten thousand, would be off by powers of ten without anyone
        /// noticing.
        var units: [String]? {
            switch self {
            case .material: ["kgCO2e/kg", "kgCO2e/t", "kgCO2e/m2", "kgCO2e/m3"]
            case .density: ["t/m3", "t/m2"]
            case .transport: ["kgCO2e/(t*km)"]
            case .transportDistance: ["km"]
            case .machineShift: ["kWh/shift", "kg/shift"]
            case .gwp: ["kgCO2e/kg"]
            case .sink: ["kgCO2/(m2*a)", "kgCO2e/(m2*a)"]
            case .fuelEnergy: ["tCO2/TJ"]
            case .fuelMass: ["kgCO2/kg", "kgCO2/m3"]
            case .standardCoal: ["kgce/kg", "kgce/m3", "kgce/kWh", "kgce/MJ"]
            case .supplyCoalRate: ["kgce/kWh"]
            case .heatValue: ["MJ/kg", "MJ/m3"]
            case .generationFootprint: ["kgCO2e/kWh"]
            default: nil
            }
        }
    }
}
