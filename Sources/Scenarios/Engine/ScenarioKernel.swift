/// Computes eight variants of a scenario year by year (情景计算核), and tells a recorder what it sees.
struct ScenarioKernel {
    typealias Lanes = ScenarioProgram.Lanes

    let program: ScenarioProgram
    let space: Workspace

    /// Computes what ``Workspace/inputs`` says; emissions end up in ``Workspace/emissions``.
    func run(recording recorder: inout some ScenarioRecorder) {
        space.prepare(program)
        space.emissions.update(repeating: .zero, count: program.yearCount * EmissionRow.allCases.count)
        space.energy.update(repeating: .zero, count: program.yearCount * Fuel.allCases.count)
        program.constants.withUnsafeBufferPointer { constants in
            guard let base = constants.baseAddress else { return }
            for index in program.stocks.indices {
                stock(index, Values(program, base, space.variables), &recorder)
            }
            for year in 0..<program.yearCount {
                supply(year, Values(program, base, space.variables), &recorder)
            }
        }
    }

    /// Where the values of quantities stand.
    struct Values {
        let constants: UnsafePointer<Double>
        let variables: UnsafeMutablePointer<Lanes>
        let constantCount: Int
        let variableCount: Int

        init(
            _ program: ScenarioProgram,
            _ constants: UnsafePointer<Double>,
            _ variables: UnsafeMutablePointer<Lanes>
        ) {
            self.constants = constants
            self.variables = variables
            constantCount = program.constantCount
            variableCount = program.variableCount
        }

        /// The value of a quantity in a year.
        @inline(__always)
        func callAsFunction(_ operand: ScenarioProgram.Operand, _ year: Int) -> Lanes {
            operand >= 0
                ? Lanes(repeating: constants[year * constantCount + Int(operand)])
                : variables[year * variableCount + Int(~operand)]
        }
    }
}

/// Sees what a run computes (记录器); one that keeps nothing costs nothing.
protocol ScenarioRecorder {
    typealias Lanes = ScenarioProgram.Lanes

    /// Area of a kind in a year. [Mm²]
    mutating func area(stock: Int, year: Int, standing: Lanes, built: Lanes, demolished: Lanes)
    /// Area of a class of a kind at the end of a year, and what was built of it in that year. [Mm²]
    mutating func area(stock: Int, class: Int, year: Int, standing: Lanes, built: Lanes)
    /// Area that a retrofit of a kind moves in a year. [Mm²]
    mutating func retrofit(stock: Int, retrofit: Int, year: Int, area: Lanes)
    /// Final energy of a fuel in a use. [GWh]
    mutating func energy(stock: Int, use: Int, fuel: Int, year: Int, amount: Lanes)
    /// Materials and demolition of a kind. [ktCO₂]
    mutating func embodied(stock: Int, year: Int, amount: Lanes)
    /// Carbon per energy of a fuel that is burnt, by ``Fuel/burnt``. [kgCO₂/kWh]
    mutating func burnt(year: Int, place: Int, factor: Lanes)
    /// What roofs give and buildings use, the share of electricity that comes from the grid, carbon of grid and heat,
    /// what green spaces take up, and power of roofs.
    mutating func supply(
        year: Int,
        ownElectricity: Lanes,
        gridShare: Lanes,
        grid: Lanes,
        heat: Lanes,
        sink: Lanes,
        power: Lanes
    )
}

/// Keeps nothing.
struct NoRecord: ScenarioRecorder {
    func area(stock: Int, year: Int, standing: Lanes, built: Lanes, demolished: Lanes) {}
    func retrofit(stock: Int, retrofit: Int, year: Int, area: Lanes) {}
    func area(stock: Int, class: Int, year: Int, standing: Lanes, built: Lanes) {}
    func energy(stock: Int, use: Int, fuel: Int, year: Int, amount: Lanes) {}
    func embodied(stock: Int, year: Int, amount: Lanes) {}
    func burnt(year: Int, place: Int, factor: Lanes) {}
    func supply(
        year: Int,
        ownElectricity: Lanes,
        gridShare: Lanes,
        grid: Lanes,
        heat: Lanes,
        sink: Lanes,
        power: Lanes
    ) {}
}
