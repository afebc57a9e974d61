public import Buildings
public import Metering
public import Units

/// An invented building with its meters (合成建筑).
public struct DemoBuilding: Sendable {
    /// What the register says; without a location, since it stands on a schematic tile.
    public let registration: BuildingRegistration
    /// Its meters.
    public let meters: [DemoMeter]
    let loads: [Load]
    let climate: Climate
    let days: Range<CivilDay>

    /// The readings of all its meters, day by day (逐日读数).
    public func readings() -> DemoReadings { DemoReadings(self) }
}

/// A meter of an invented building (合成计量点).
public struct DemoMeter: Sendable {
    /// Where the amounts of a meter come from.
    enum Source {
        /// A load.
        case load(Int)
        /// A part of a load. [‰]
        case part(Int, permille: Int64)
        /// Several loads and a little that nothing else sees. [‰]
        case total(Range<Int>, unmetered: Int64)
    }

    /// The code the gateway uses.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The devices by date; two where one was swapped.
    public let devices: [MeterDevice]
    /// What is wrong with it, where something is.
    public let fault: DemoFault?
    let source: Source
    /// What the first device showed at the first midnight. [counts]
    let opening: Int64
}

/// The readings of a building on one civil day (单日读数).
public struct DemoDay: Sendable {
    /// The day.
    public let day: CivilDay
    /// The readings in the order of the building's meters, each in order of time.
    public let readings: [[Reading]]
}
