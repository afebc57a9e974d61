/// Keeps all that a run computes, for eight variants (路径记录).
struct PathwayRecord: ScenarioRecorder, Sendable {
    /// A table of years and places.
    struct Table: Sendable {
        private(set) var cells: [Lanes]
        let width: Int

        init(years: Int, width: Int) {
            cells = Array(repeating: .zero, count: years * width)
            self.width = width
        }

        subscript(year: Int, place: Int) -> Lanes {
            get { cells[year * width + place] }
            set { cells[year * width + place] = newValue }
        }
    }

    /// By kind: standing, built, demolished.
    private(set) var area: Table
    /// By kind and class: standing, built.
    private(set) var classes: Table
    /// By kind, use and fuel.
    private(set) var energy: Table
    /// By kind and retrofit.
    private(set) var retrofits: Table
    private(set) var embodied: Table
    /// Own electricity, share of electricity from the grid, carbon of the grid, of heat, sinks, power of roofs.
    private(set) var supply: Table
    /// Where each kind's classes, retrofits and uses begin.
    let classStart: [Int]
    let retrofitStart: [Int]
    private let useStart: [Int]
    /// Carbon per energy of what is burnt, by year and ``Fuel/burnt``.
    private(set) var burnt: Table

    init(_ program: ScenarioProgram) {
        let (years, kinds) = (program.yearCount, program.scenario.kinds)
        area = Table(years: years, width: 3 * kinds.count)
        embodied = Table(years: years, width: kinds.count)
        supply = Table(years: years, width: 6)
        burnt = Table(years: years, width: Fuel.burnt.count)
        var (classes, retrofits, uses) = (0, 0, 0)
        retrofitStart = kinds.map { kind in
            defer { retrofits += kind.retrofits.count }
            return retrofits
        }
        classStart = kinds.map { kind in
            defer { classes += 2 * kind.classes.count }
            return classes
        }
        useStart = kinds.map { kind in
            defer { uses += kind.uses.count * Fuel.allCases.count }
            return uses
        }
        self.retrofits = Table(years: years, width: retrofits)
        self.classes = Table(years: years, width: classes)
        energy = Table(years: years, width: uses)
    }

    func place(_ kind: Int, _ use: Int, _ fuel: Int) -> Int { useStart[kind] + use * Fuel.allCases.count + fuel }

    /// Carbon per final energy of a fuel in a year. [kgCO₂/kWh]
    func carbon(of fuel: Fuel, _ year: Int) -> Lanes {
        switch fuel {
        case .electricity: supply[year, 1] * supply[year, 2]
        case .districtHeat: supply[year, 3]
        default: Fuel.burnt.firstIndex(of: fuel).map { burnt[year, $0] } ?? .zero
        }
    }

    mutating func area(stock: Int, year: Int, standing: Lanes, built: Lanes, demolished: Lanes) {
        for (place, value) in [standing, built, demolished].enumerated() { area[year, 3 * stock + place] = value }
    }

    mutating func retrofit(stock: Int, retrofit: Int, year: Int, area: Lanes) {
        retrofits[year, retrofitStart[stock] + retrofit] = area
    }

    mutating func area(stock: Int, class item: Int, year: Int, standing: Lanes, built: Lanes) {
        classes[year, classStart[stock] + 2 * item] = standing
        classes[year, classStart[stock] + 2 * item + 1] = built
    }

    mutating func energy(stock: Int, use: Int, fuel: Int, year: Int, amount: Lanes) {
        energy[year, place(stock, use, fuel)] = amount
    }

    mutating func embodied(stock: Int, year: Int, amount: Lanes) { embodied[year, stock] = amount }

    mutating func burnt(year: Int, place: Int, factor: Lanes) { burnt[year, place] = factor }

    mutating func supply(
        year: Int,
        ownElectricity: Lanes,
        gridShare: Lanes,
        grid: Lanes,
        heat: Lanes,
        sink: Lanes,
        power: Lanes
    ) {
        for (place, value) in [ownElectricity, gridShare, grid, heat, sink, power].enumerated() {
            supply[year, place] = value
        }
    }
}
