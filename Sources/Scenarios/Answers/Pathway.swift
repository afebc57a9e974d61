/// What a scenario comes to when everything goes as planned (情景路径): area, energy and carbon of every year.
public struct Pathway: Sendable {
    /// The scenario.
    public let scenario: Scenario
    /// Emissions by year and row. [ktCO₂]
    private let rows: [Double]
    private let record: PathwayRecord
    private let lane: Int

    init(_ scenario: Scenario, rows: [Double], record: PathwayRecord, lane: Int) {
        self.scenario = scenario
        self.rows = rows
        self.record = record
        self.lane = lane
    }

    /// First to last year.
    public var years: ClosedRange<Int> { scenario.years }
    private var indices: Range<Int> { 0..<scenario.yearCount }

    // MARK: - carbon

    /// Emissions of each year within a boundary. [ktCO₂]
    public func emissions(_ boundary: EmissionBoundary) -> [Double] { indices.map { year in sum(boundary.rows, year) } }

    /// Emissions of each year of one scope within a boundary. [ktCO₂]
    public func emissions(_ boundary: EmissionBoundary, scope: EmissionScope) -> [Double] {
        let rows = boundary.rows.filter { $0.scope == scope }
        return indices.map { sum(rows, $0) }
    }

    /// Emissions of each year of the running of buildings, by kind. [ktCO₂]
    public func emissions(ofKind kind: Int) -> [Double] { emissions { place, _, _ in place == kind } }

    /// Emissions of each year of the running of buildings, by what energy is used for. [ktCO₂]
    public func emissions(of use: EndUse) -> [Double] {
        emissions { kind, place, _ in scenario.kinds[kind].uses[place].use == use }
    }

    /// Emissions of each year of the running of buildings, by fuel. [ktCO₂]
    public func emissions(of fuel: Fuel) -> [Double] { emissions { _, _, place in place == fuel.index } }

    /// Emissions of each year of the running of buildings, by the four usual classes. [ktCO₂]
    public func emissions(of sector: BuildingSector) -> [Double] {
        emissions { kind, place, _ in
            scenario.kinds[kind].use.sector(of: scenario.kinds[kind].uses[place].use) == sector
        }
    }

    /// Materials and demolition of a kind in each year. [ktCO₂]
    public func embodied(ofKind kind: Int) -> [Double] { indices.map { record.embodied[$0, kind][lane] } }

    /// What green spaces take up in each year; in no total. [ktCO₂]
    public var sinks: [Double] { indices.map { record.supply[$0, 4][lane] } }

    /// Carbon per heat of networks in each year, as delivered. [kgCO₂/kWh]
    public var heatFactor: [Double] { indices.map { record.supply[$0, 3][lane] } }

    // MARK: - energy

    /// Final energy in buildings in a year counted from the first, by ``Fuel``. [GWh]
    public func finalEnergy(inYear year: Int) -> [Double] {
        Fuel.allCases.map { fuel in energy(year) { _, _, place in place == fuel.index } }
    }

    /// Final energy of a kind in a year counted from the first. [GWh]
    public func finalEnergy(ofKind kind: Int, inYear year: Int) -> Double {
        energy(year) { place, _, _ in place == kind }
    }

    /// Electricity of the own roofs that buildings use, in each year. [GWh]
    public var ownElectricity: [Double] { indices.map { record.supply[$0, 0][lane] } }

    /// Photovoltaics on roofs at the end of each year. [MW]
    public var ownPower: [Double] { indices.map { record.supply[$0, 5][lane] } }

    // MARK: - area

    /// Floor area of a kind at the end of each year. [Mm²]
    public func area(ofKind kind: Int) -> [Double] { indices.map { record.area[$0, 3 * kind][lane] } }
    /// Floor area of a kind built in each year; none in the base year. [Mm²]
    public func built(ofKind kind: Int) -> [Double] { indices.map { record.area[$0, 3 * kind + 1][lane] } }
    /// Floor area of a kind demolished in each year; none in the base year. [Mm²]
    public func demolished(ofKind kind: Int) -> [Double] { indices.map { record.area[$0, 3 * kind + 2][lane] } }
    /// Floor area that a retrofit of a kind moves in each year; none in the base year. [Mm²]
    public func retrofitted(by retrofit: Int, ofKind kind: Int) -> [Double] {
        indices.map { record.retrofits[$0, record.retrofitStart[kind] + retrofit][lane] }
    }
    /// Floor area of a class of a kind at the end of each year. [Mm²]
    public func area(ofClass item: Int, ofKind kind: Int) -> [Double] {
        indices.map { record.classes[$0, record.classStart[kind] + 2 * item][lane] }
    }
    /// Floor area of a class of a kind built in each year. [Mm²]
    public func built(ofClass item: Int, ofKind kind: Int) -> [Double] {
        indices.map { record.classes[$0, record.classStart[kind] + 2 * item + 1][lane] }
    }

    // MARK: - sums

    private func sum(_ wanted: [EmissionRow], _ year: Int) -> Double {
        wanted.reduce(0) { $0 + rows[year * EmissionRow.allCases.count + $1.rawValue] }
    }

    func energy(_ year: Int, where isWanted: (_ kind: Int, _ use: Int, _ fuel: Int) -> Bool) -> Double {
        var sum = 0.0
        for (kind, stock) in scenario.kinds.enumerated() {
            for use in stock.uses.indices {
                for fuel in Fuel.allCases.indices where isWanted(kind, use, fuel) {
                    sum += record.energy[year, record.place(kind, use, fuel)][lane]
                }
            }
        }
        return sum
    }

    /// Carbon per energy of a fuel as buildings get it, in a year counted from the first; electricity with what their roofs give. [kgCO₂/kWh]
    func carbon(of fuel: Fuel, inYear year: Int) -> Double { record.carbon(of: fuel, year)[lane] }

    /// Emissions of the running of buildings: each fuel's energy with its carbon.
    private func emissions(where isWanted: (_ kind: Int, _ use: Int, _ fuel: Int) -> Bool) -> [Double] {
        indices.map { year in
            Fuel.allCases.reduce(0) { sum, fuel in
                let carbon = carbon(of: fuel, inYear: year)
                guard carbon > 0 else { return sum }
                return sum + carbon * energy(year) { $2 == fuel.index && isWanted($0, $1, $2) }
            }
        }
    }
}

extension EmissionRow {
    /// The scope that it belongs to.
    var scope: EmissionScope {
        switch self {
        case .burntInBuildings, .burntElsewhere: .direct
        case .electricityOfBuildings, .electricityElsewhere: .electricity
        case .heatOfBuildings: .heat
        case .embodied: .embodied
        }
    }
}
