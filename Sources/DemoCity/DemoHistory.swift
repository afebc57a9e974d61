public import Units

/// A cell of the invented annual energy statistics (能源统计).
public struct DemoStatistic: Hashable, Sendable {
    /// The district's code of GB/T 2260.
    public let divisionCode: String
    /// The year.
    public let year: Int
    /// Whose use it is: `urban_home`, `rural_home`, `public_building`, `construction`, `municipal`.
    public let segment: String
    /// The carrier.
    public let carrier: EnergyCarrier
    /// The amount, in the carrier's unit.
    public let amount: Double
}

/// An invented report of a department (填报值).
public struct DemoReport: Hashable, Sendable {
    /// What is reported, such as `roof.pv_area`; the catalogue of quantities knows name and unit.
    public let quantity: String
    /// Of which population, such as `new_buildings`; empty where there is only one.
    public let scope: String
    /// The district's code of GB/T 2260.
    public let divisionCode: String
    /// The register code of the building it is about; `nil` for a district's total.
    public let buildingCode: String?
    /// The year it is for.
    public let year: Int
    /// The value, in the quantity's unit.
    public let value: Double
    /// The department that reports it, as the plan names it.
    public let reporter: String
}
