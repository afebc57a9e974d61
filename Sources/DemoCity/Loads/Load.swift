import Units

/// A load of a building through the year, in quarters of an hour.
///
/// Amounts are whole thousandths of the carrier's unit: W·h, L, kJ.
struct Load: Sendable {
    /// What it follows through the year.
    enum Season {
        case flat
        case lighting
        /// With the part of the heating that is electric. [1]
        case airConditioning(electricHeating: Double)
        case hotWater
        case heat
        case sun
    }

    /// Quarters of an hour in a day.
    static let slots = 96

    /// What it follows through the year.
    let season: Season
    /// How much more it takes each year. [1/a]
    let trend: Double
    /// Its own noise.
    let noise: Noise
    /// The amount of each quarter of an hour at level 1, by use of the day.
    private let shapes: [[Double]]

    /// Creates a load that takes an amount in the normal year; `hours` are the shapes by use of the day.
    init(
        season: Season,
        hours: [[Double]],
        yearly amount: Double,
        trend: Double,
        noise: Noise,
        normalYear: [DayConditions]
    ) {
        self.season = season
        self.trend = trend
        self.noise = noise
        let quarters = hours.map(Self.quarters)
        let sums = quarters.map { $0.reduce(0, +) }
        let whole = normalYear.reduce(0.0) { $0 + sums[$1.use.rawValue] * Self.level(of: season, on: $1) }
        let scale = whole > 0 ? amount / whole : 0
        shapes = quarters.map { $0.map { $0 * scale } }
    }

    /// Writes the amounts of a day's quarters of an hour.
    func fill(_ amounts: inout [Int64], on conditions: DayConditions, years: Double) {
        let day = noise.stream(conditions.day.number)
        let level =
            Self.level(of: season, on: conditions) * (1 + trend * years) * day.value(Self.slots, in: 0.94...1.06)
        let shape = shapes[conditions.use.rawValue]
        for slot in 0..<Self.slots {
            amounts[slot] = Int64(shape[slot] * level * (0.92 + 0.16 * day.value(slot)))
        }
    }

    /// How much of its usual amount a load takes, by the weather.
    private static func level(of season: Season, on day: DayConditions) -> Double {
        switch season {
        case .flat: 1
        case .lighting: 1.12 - 0.12 * min(day.sunshine, 1.5)
        case .airConditioning(let electricHeating):
            0.12 + 0.10 * max(0, day.temperature - 20) + 0.055 * electricHeating * max(0, 14 - day.temperature)
        case .hotWater: 0.4 + 0.05 * max(0, 22 - day.temperature)
        case .heat: day.isHeating ? 2 + max(0, 18 - day.temperature) : 0
        case .sun: day.sunshine
        }
    }

    /// Hours as quarters, straight lines between the middles of the hours.
    private static func quarters(_ hours: [Double]) -> [Double] {
        (0..<slots).map { slot in
            let position = (Double(slot) + 0.5) / 4 - 0.5 + 24
            let hour = Int(position)
            let share = position - Double(hour)
            return hours[hour % 24] * (1 - share) + hours[(hour + 1) % 24] * share
        }
    }
}
