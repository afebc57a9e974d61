/// What the whole-life carbon of a project is computed from (项目碳排放计算书的输入), as its file tells it.
///
/// Names of fields carry their units. Amounts of carriers are in the carrier's unit: kW·h of electricity, m³ of gas,
/// MJ of heat, kg of other fuels.
public struct Project: Codable, Sendable {
    /// The project's name.
    public var name: String
    /// At which stage it is computed; decides which methods fit.
    public var stage: CalculationStage
    /// Factor region: a province's six-digit code, a regional grid or `CN`.
    public var region: FactorRegion.Code
    /// The year for which factors are chosen.
    public var year: Int
    /// Floor area. [m²]
    public var floor_area_m2: Double
    /// Design life of the design document; 50 years where it has none. [a]
    public var design_life_years: Double?
    /// How the building is used.
    public var operation: ProjectOperation
    /// The bill of quantities.
    public var materials: [ProjectMaterial]
    /// Mass of everything that is built in, for the share that the bill covers. [t]
    public var total_mass_t: Double?
    /// How materials travel where a row does not say; an id of the catalogue.
    public var transport: String?
    /// What recycling of waste takes off.
    public var recovered: [ProjectMaterial]?
    /// How it is built.
    public var construction: ProjectWorks
    /// How it is taken down.
    public var demolition: ProjectWorks
    /// Where the waste goes.
    public var waste: [ProjectWaste]?
    /// Greenery.
    public var sinks: [ProjectSink]?
    /// The reference building of GB 55015, in operation. [kg/(m²·a)]
    public var reference_kgco2_m2_a: Double?
}

/// The stage of a calculation in the guideline of Jiangsu (计算阶段).
public enum CalculationStage: String, Codable, Sendable, CaseIterable {
    /// 可行性研究.
    case feasibility
    /// 施工图设计.
    case constructionDrawing = "construction_drawing"
    /// 竣工验收.
    case acceptance
    /// 运行维护.
    case operation
}

/// Energy of a year in operation, by one of three methods (运行用能).
public struct ProjectOperation: Codable, Sendable {
    /// By rated indicators: amounts per floor area (额定指标).
    public var rated: [RatedUse]?
    /// As metered in a year (实测能耗).
    public var metered: [EnergyUse]?
    /// By systems: what was simulated, such as heating and cooling (分系统).
    public var systems: [EnergyUse]?
    /// Hot water.
    public var hot_water: [HotWater]?
    /// Lighting.
    public var lighting: Lighting?
    /// Lifts.
    public var lifts: [Lift]?
    /// Photovoltaics.
    public var photovoltaics: [Photovoltaics]?
    /// Wind turbines.
    public var wind: [Wind]?
    /// Refrigerants of cooling.
    public var refrigerants: [Refrigerant]?

    /// An amount per floor area and year.
    public struct RatedUse: Codable, Sendable {
        /// The carrier.
        public var carrier: String
        /// Its amount per floor area. [unit/(m²·a)]
        public var amount_per_m2: Double
    }

    /// What a system uses of a carrier in a year.
    public struct EnergyUse: Codable, Sendable {
        /// The system, such as `hvac`; free text.
        public var system: String?
        /// The carrier.
        public var carrier: String
        /// Its amount. [unit/a]
        public var amount: Double
        /// How much of it renewables on the site meet. [unit/a]
        public var renewable: Double?
    }

    /// A system for hot water (生活热水).
    public struct HotWater: Codable, Sendable {
        /// Persons or beds.
        public var users: Double
        /// Quota per user and day. [L/d]
        public var litres_per_user_day: Double
        /// Days of use. [d/a]
        public var days: Double
        /// Temperature of hot water. [°C]
        public var hot_c: Double
        /// Temperature of cold water. [°C]
        public var cold_c: Double
        /// Efficiency of distribution.
        public var distribution_efficiency: Double
        /// Efficiency of the source, or its coefficient of performance.
        public var source_efficiency: Double
        /// The carrier that heats.
        public var carrier: String
        /// Solar collectors.
        public var solar: SolarHeat?
    }

    /// Solar collectors (太阳能集热器).
    public struct SolarHeat: Codable, Sendable {
        /// Area of the collectors. [m²]
        public var area_m2: Double
        /// Irradiation on them. [MJ/(m²·a)]
        public var irradiation_mj_m2: Double
        /// Share lost in pipes and tank.
        public var loss: Double
        /// Efficiency of the collectors.
        public var efficiency: Double
    }

    /// Lighting (照明).
    public struct Lighting: Codable, Sendable {
        /// Days of use. [d/a]
        public var days: Double
        /// Zones of one power density.
        public var zones: [Zone]
        /// Emergency lighting, on all day. [W/m²]
        public var emergency_w_m2: Double

        /// A zone.
        public struct Zone: Codable, Sendable {
            /// Power density. [W/m²]
            public var power_w_m2: Double
            /// Area. [m²]
            public var area_m2: Double
            /// Hours a day. [h/d]
            public var hours_per_day: Double
        }
    }

    /// Lifts of one kind (电梯).
    public struct Lift: Codable, Sendable {
        /// How many.
        public var count: Double
        /// Specific energy. [mWh/(kg·m)]
        public var specific_mwh_kg_m: Double
        /// Hours of travel. [h/a]
        public var running_hours: Double
        /// Speed. [m/s]
        public var speed_m_s: Double
        /// Rated load. [kg]
        public var load_kg: Double
        /// Power when waiting. [W]
        public var standby_w: Double
        /// Hours of waiting. [h/a]
        public var standby_hours: Double
    }

    /// A photovoltaic system (光伏系统).
    public struct Photovoltaics: Codable, Sendable {
        /// Irradiation. [kWh/(m²·a)]
        public var irradiation_kwh_m2: Double
        /// Efficiency of the modules.
        public var efficiency: Double
        /// Share lost in the system.
        public var loss: Double
        /// Area of the modules. [m²]
        public var area_m2: Double
        /// Share that the building uses itself; the rest is exported and not taken off.
        public var self_use_share: Double
    }

    /// A wind turbine (风力发电机组).
    public struct Wind: Codable, Sendable {
        /// Density of the air. [kg/m³]
        public var air_kg_m3: Double
        /// Terrain factor K_R.
        public var terrain: Double
        /// Height of the hub. [m]
        public var height_m: Double
        /// Roughness length. [m]
        public var roughness_m: Double
        /// Mean speed of the wind. [m/s]
        public var speed_m_s: Double
        /// Diameter. [m]
        public var diameter_m: Double
        /// Conversion K_WT. [h/a]
        public var conversion_h: Double
        /// Share that the building uses itself.
        public var self_use_share: Double
    }

    /// Units with one refrigerant (制冷剂).
    public struct Refrigerant: Codable, Sendable {
        /// The gas, such as `R410A`.
        public var gas: String
        /// The set of warming potentials, such as `AR5`; must be declared.
        public var gwp_set: String
        /// Charge of a unit. [kg]
        public var charge_kg: Double
        /// How many units.
        public var units: Double
        /// Life of a unit. [a]
        public var life_years: Double
    }
}
