/// What a district emits as its part of the city (区县路径); all districts sum to the city.
///
/// The running of rural homes is divided by the districts' `rural_share`, all else that a boundary counts by their
/// `urban_share`. Both may move with the years, which is what lets districts peak one after another (梯度达峰).
public struct DistrictPathway: Sendable {
    /// The district.
    public let district: ScenarioDistrict
    /// Emissions of the scenario's boundary in each year. [ktCO₂]
    public let emissions: [Double]
    /// The year of the highest emissions, the first of them.
    public let peakYear: Int
    /// The same in each draw; empty without draws.
    public let peakYears: [Int]

    /// The part of draws whose emissions are highest in a year or before; `nil` without draws.
    public func probability(ofPeakBy year: Int) -> Double? {
        peakYears.isEmpty ? nil : Double(peakYears.count { $0 <= year }) / Double(peakYears.count)
    }
}

extension ScenarioProgram {
    /// Pathways of the scenario's districts, with odds where draws are asked for; the draws are those of the city.
    public func districts(draws count: Int = 0, seed: UInt64 = 1) -> [DistrictPathway] {
        guard !scenario.districts.isEmpty else { return [] }
        let planned = divided(1, draws.slots.map { _ in [1] })
        let drawn = count > 0 ? divided(count, factors(self.drawn(count, seed: seed))) : []
        func peak(_ values: ArraySlice<Double>) -> Int {
            let place = values.indices.reduce(values.startIndex) { values[$1] > values[$0] ? $1 : $0 }
            return scenario.years.lowerBound + place - values.startIndex
        }
        return scenario.districts.enumerated().map { place, district in
            DistrictPathway(
                district: district,
                emissions: planned[place],
                peakYear: peak(planned[place][...]),
                peakYears: (0..<count).map { peak(drawn[place][$0 * yearCount..<($0 + 1) * yearCount]) }
            )
        }
    }

    /// Emissions by district, then by draw, then by year. [ktCO₂]
    private func divided(_ count: Int, _ factors: [[Double]]) -> [[Double]] {
        let kernel = ScenarioKernel(program: self, space: Workspace(self))
        let shares = scenario.districts.map { district in
            (scenario.parameters[district.urbanShare].path, scenario.parameters[district.ruralShare].path)
        }
        let strengths = scenario.measures.map(\.strength)
        var divided = shares.map { _ in [Double]() }
        for first in stride(from: 0, to: count, by: Lanes.scalarCount) {
            give(kernel.space, factors, strengths, draws: first..<min(count, first + Lanes.scalarCount))
            var rural = RuralRecord(self)
            kernel.run(recording: &rural)
            for lane in 0..<min(Lanes.scalarCount, count - first) {
                for year in 0..<yearCount {
                    let ofRural = rural.emissions(year)[lane]
                    let rest = total(kernel.space, year, lane) - ofRural
                    for (place, share) in shares.enumerated() {
                        divided[place].append(rest * share.0[year] + ofRural * share.1[year])
                    }
                }
            }
        }
        return divided
    }
}

/// Keeps what rural homes emit (农村记录) within the scenario's boundary.
private struct RuralRecord: ScenarioRecorder {
    private let isRural: [Bool]
    private let isDirect: Bool
    /// By year, then by fuel.
    private var energy: [Lanes]
    private var carbon: [Lanes]

    init(_ program: ScenarioProgram) {
        isRural = program.scenario.kinds.map { $0.use == .ruralHomes }
        isDirect = program.scenario.boundary == .direct
        energy = Array(repeating: .zero, count: program.yearCount * Fuel.allCases.count)
        carbon = energy
    }

    /// Emissions of a year. [ktCO₂]
    func emissions(_ year: Int) -> Lanes {
        Fuel.allCases.indices.reduce(.zero) { sum, fuel in
            let place = year * Fuel.allCases.count + fuel
            return sum + energy[place] * carbon[place]
        }
    }

    mutating func energy(stock: Int, use: Int, fuel: Int, year: Int, amount: Lanes) {
        if isRural[stock] { energy[year * Fuel.allCases.count + fuel] += amount }
    }

    mutating func burnt(year: Int, place: Int, factor: Lanes) {
        carbon[year * Fuel.allCases.count + Fuel.burnt[place].index] = factor
    }

    mutating func supply(
        year: Int,
        ownElectricity: Lanes,
        gridShare: Lanes,
        grid: Lanes,
        heat: Lanes,
        sink: Lanes,
        power: Lanes
    ) {
        guard !isDirect else { return }
        carbon[year * Fuel.allCases.count + Fuel.electricity.index] = gridShare * grid
        carbon[year * Fuel.allCases.count + Fuel.districtHeat.index] = heat
    }

    mutating func area(stock: Int, year: Int, standing: Lanes, built: Lanes, demolished: Lanes) {}
    mutating func area(stock: Int, class: Int, year: Int, standing: Lanes, built: Lanes) {}
    mutating func retrofit(stock: Int, retrofit: Int, year: Int, area: Lanes) {}
    mutating func embodied(stock: Int, year: Int, amount: Lanes) {}
}
