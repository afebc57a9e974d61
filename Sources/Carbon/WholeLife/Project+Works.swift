/// A row of the bill of quantities (工程量清单行).
public struct ProjectMaterial: Codable, Sendable {
    /// Id of the catalogue, such as `mat.concrete_c30`; left out where `declaration` or `replaces` says the factor.
    public var material: String?
    /// A verified environmental declaration, which comes before the catalogue (环境产品声明).
    public var declaration: Declaration?
    /// The virgin material that a recycled feedstock replaces.
    public var replaces: String?
    /// Whether it is low-value waste, which counts nothing upstream.
    public var is_low_value_waste: Bool?
    /// How much of it.
    public var quantity: Double
    /// The unit of the quantity: `t`, `kg`, `m3`, `m2`.
    public var unit: String
    /// Mass per unit, where quantity and factor or transport need it. [t/unit]
    public var density_t_per_unit: Double?
    /// Whether it is concrete, for the distance where none is known; known for ids of the catalogue.
    public var is_concrete: Bool?
    /// Distance of transport. [km]
    public var distance_km: Double?
    /// How it travels; an id of the catalogue.
    public var transport: String?

    /// A factor of the producer's own.
    public struct Declaration: Codable, Sendable {
        /// Name of the product.
        public var name: String
        /// Factor as decimal text, such as `"262.4"`.
        public var value: String
        /// Its unit, such as `kgCO2e/m3`.
        public var unit: String
        /// The declaration with its number; without it, the factor is refused.
        public var document: String?
    }
}

/// How something is built or taken down, by one of three methods (建造或拆除用能).
public struct ProjectWorks: Codable, Sendable {
    /// By total energy (总能源用量).
    public var total: [Fuel]?
    /// Items of work with the machines they take (分部分项工程).
    public var items: [Item]?
    /// Measures such as scaffolds (措施项目).
    public var measures: [Item]?
    /// Demolition as a share of construction (比例系数).
    public var share_of_construction: Double?

    /// An amount of a carrier.
    public struct Fuel: Codable, Sendable {
        /// The carrier.
        public var carrier: String
        /// Its amount, in all or per quantity.
        public var amount: Double
    }

    /// An item of work.
    public struct Item: Codable, Sendable {
        /// Its name.
        public var name: String
        /// How much of it.
        public var quantity: Double
        /// Machines per quantity.
        public var machines: [Machine]?
        /// Small tools that have no shift of their own, per quantity.
        public var tools: [Fuel]?
    }

    /// A machine of the catalogue.
    public struct Machine: Codable, Sendable {
        /// Its id, such as `shift.excavator_1m3`.
        public var machine: String
        /// Shifts per quantity.
        public var shifts_per_unit: Double
    }
}

/// Waste that is hauled away (废弃物运输).
public struct ProjectWaste: Codable, Sendable {
    /// What it is, such as `concrete`.
    public var kind: String
    /// Its mass. [t]
    public var mass_t: Double
    /// How far. [km]
    public var distance_km: Double
    /// How it travels; an id of the catalogue.
    public var transport: String
}

/// Greenery of one kind (绿地).
public struct ProjectSink: Codable, Sendable {
    /// Its id in the catalogue, such as `sink_pi.tree`; the tables differ by a factor of seventy.
    public var kind: String
    /// Its area. [m²]
    public var area_m2: Double
}
