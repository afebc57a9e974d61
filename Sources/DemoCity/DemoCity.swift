public import Buildings
public import Metering
public import Units

/// A generated city (合成城市): real districts and a real plan, invented buildings, loads, faults and history.
///
/// A pure function of its arguments: the same ones give the same bytes. Everything made from it is labelled synthetic.
public struct DemoCity: Sendable {
    /// The cities there is a plan for.
    public enum City: String, Sendable, CaseIterable {
        /// 连云港市.
        case lianyungang
        /// 天津市.
        case tianjin

        /// The six-digit code of GB/T 2260.
        public var divisionCode: String {
            switch self {
            case .lianyungang: "320700"
            case .tianjin: "120000"
            }
        }
    }

    /// Which city.
    public let city: City
    /// The civil days with readings.
    public let days: Range<CivilDay>
    /// The buildings in the order of their codes.
    public let buildings: [DemoBuilding]
}

/// An invented building with its meters.
public struct DemoBuilding: Sendable {
    /// What the register says; without a location, since it stands on a schematic tile.
    public let registration: BuildingRegistration
    /// Its meters.
    public let meters: [DemoMeter]
}

/// A meter of an invented building.
public struct DemoMeter: Sendable {
    /// The code the gateway uses.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The devices by date; two where one was swapped.
    public let devices: [MeterDevice]
}

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

/// An invented report of a department or a building's owner (填报值).
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
