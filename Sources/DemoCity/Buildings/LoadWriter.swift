import Buildings
import Metering
import Units

/// Invents the loads of a building: electric ones first, then what else it takes.
struct LoadWriter {
    /// Hours of daylight, as a photovoltaic plant sees them. [1]
    private static let daylight: [Double] = (0..<24).map { hour in
        let offset = (Double(hour) + 0.5 - 12.2) / 6.3
        return max(0, 1 - offset * offset)
    }

    /// All loads.
    private(set) var loads: [Load] = []
    /// The electric ones, with what the template says of them.
    private(set) var electric: [LoadTemplate] = []
    /// Positions of the others, where the building has them.
    private(set) var water = 0
    private(set) var gas: Int?
    private(set) var heat: Int?
    private(set) var sun: Int?

    private let entry: RegisterWriter.Entry
    private let normalDays: [DayConditions]
    private let trend: Double

    init(entry: RegisterWriter.Entry, climate: Climate, normalDays: [DayConditions]) {
        self.entry = entry
        self.normalDays = normalDays
        let noise = entry.noise
        trend = noise.value(20, in: -0.02...0.015)
        let area = entry.registration.grossFloorArea.squareMetres
        let heated = entry.registration.heatedFloorArea?.squareMetres
        let frugality = noise.value(21, in: 0.82...1.18)
        electric = entry.kind.electricity
        for load in entry.kind.electricity {
            let amount = load.intensity * area * frugality * 1_000
            let season: Load.Season =
                switch load.season {
                case .flat: .flat
                case .lighting: .lighting
                case .airConditioning: .airConditioning(electricHeating: heated == nil ? 1 : 0.15)
                }
            add(season, use(base: load.base), amount)
        }
        water = add(.flat, use(base: 0.05), entry.kind.water * area * noise.value(22, in: 0.8...1.2) * 1_000)
        if noise.value(23) < entry.kind.gasShare {
            let amount = entry.kind.gas * area * noise.value(24, in: 0.8...1.2) * 1_000
            gas = add(.hotWater, use(base: 0.03), amount)
        }
        if let heated {
            let amount = climate.template.heating.intensity * heated * noise.value(25, in: 0.85...1.15) * 1_000_000
            heat = add(.heat, use(base: 0.75), amount)
        }
        addSun(area: area)
    }

    /// A third of the public buildings since 2019 have a photovoltaic plant on two fifths of the roof.
    private mutating func addSun(area: Double) {
        let registration = entry.registration
        guard registration.kind.isPublic, (registration.completedYear?.number ?? 0) >= 2019,
            entry.noise.value(26) < 0.34
        else { return }
        let roof = area / Double(registration.floorsAbove ?? 1)
        let kilowatts = roof * 0.4 * 0.2
        sun = add(.sun, [[Double]](repeating: Self.daylight, count: 3), kilowatts * 1_150_000)
    }

    @discardableResult
    private mutating func add(_ season: Load.Season, _ hours: [[Double]], _ amount: Double) -> Int {
        loads.append(
            Load(
                season: season,
                hours: hours,
                yearly: amount,
                trend: trend,
                noise: entry.noise.stream(50 + loads.count),
                normalYear: normalDays
            )
        )
        return loads.count - 1
    }

    /// The shapes by use of the day, in the order of ``DayConditions/Use``.
    private func use(base: Double) -> [[Double]] {
        [entry.kind.workday, entry.kind.dayOff, entry.kind.vacation].map { $0.map { base + (1 - base) * $0 } }
    }
}
