/// Memory of one thread that computes variants (工作区), used again for each eight of them.
final class Workspace {
    typealias Lanes = ScenarioProgram.Lanes

    /// Variables by year, then by place.
    let variables: UnsafeMutablePointer<Lanes>
    /// Survival after each age, by curve.
    let survival: UnsafeMutablePointer<Lanes>
    /// What still stands of the base year's area, by kind, year and class.
    let standing: UnsafeMutablePointer<Lanes>
    /// New area, by stream of the kind at hand and year.
    let built: UnsafeMutablePointer<Lanes>
    /// Area by class: before retrofit, after it, and as it was a year ago.
    let raw: UnsafeMutablePointer<Lanes>
    /// Area retrofitted and still standing, by retrofit of the kind at hand.
    let retrofitted: UnsafeMutablePointer<Lanes>
    /// Final energy in buildings, by year and fuel.
    let energy: UnsafeMutablePointer<Lanes>
    /// What is given: strengths, then factors.
    let inputs: UnsafeMutablePointer<Lanes>
    /// Emissions by year and ``EmissionRow``.
    let emissions: UnsafeMutablePointer<Lanes>

    /// The highest age whose survival is needed. [a]
    let ageCount: Int
    /// Where each kind's part of ``standing`` begins.
    let standingStart: [Int]
    private let blocks: [UnsafeMutablePointer<Lanes>]

    init(_ program: ScenarioProgram) {
        let years = program.yearCount
        var blocks: [UnsafeMutablePointer<Lanes>] = []
        func block(_ count: Int) -> UnsafeMutablePointer<Lanes> {
            let pointer = UnsafeMutablePointer<Lanes>.allocate(capacity: max(1, count))
            pointer.initialize(repeating: .zero, count: max(1, count))
            blocks.append(pointer)
            return pointer
        }
        ageCount = years + (program.stocks.flatMap { $0.standing.map(\.age) }.max() ?? 0)
        var start = 0
        standingStart = program.stocks.map { stock in
            defer { start += years * stock.classCount }
            return start
        }
        variables = block(years * program.variableCount)
        survival = block(program.scenario.survivals.count * ageCount)
        standing = block(start)
        built = block(years * (program.stocks.map(\.streams.count).max() ?? 0))
        raw = block(4 * program.classCount)
        retrofitted = block(program.stocks.map(\.retrofits.count).max() ?? 0)
        energy = block(years * Fuel.allCases.count)
        inputs = block(program.inputCount)
        emissions = block(years * EmissionRow.allCases.count)
        self.blocks = blocks
        for index in program.scenario.survivals.indices { fillSurvival(program, curve: index, factor: nil) }
        for index in program.stocks.indices { fillStanding(program, stock: index) }
    }

    deinit { for block in blocks { block.deallocate() } }

    /// Computes variables, curves of survival and what still stands, from ``inputs``.
    func prepare(_ program: ScenarioProgram) {
        let (years, width) = (program.yearCount, program.variableCount)
        for path in program.paths {
            let factor = path.slot.map { inputs[program.measureCount + $0] - 1 }
            for year in 0..<years {
                var value = Lanes(repeating: path.base[year])
                for change in path.changes { value += inputs[change.strength] * change.difference[year] }
                if let factor { value *= factor * path.weight[year] + 1 }
                variables[year * width + path.variable] = value.clamped(
                    lowerBound: .zero,
                    upperBound: Lanes(repeating: path.ceiling)
                )
            }
        }
        for group in program.groups {
            for year in 0..<years {
                let row = variables + year * width
                let sum = group.reduce(Lanes.zero) { $0 + row[$1] }
                for member in group { row[member] /= sum }
            }
        }
        for path in program.derived {
            for year in 0..<years {
                let first = program.value(path.first, year, variables)
                let second = program.value(path.second, year, variables)
                let value = path.isQuotient ? first / second : first * second
                variables[year * width + path.variable] = value * path.scale
            }
        }
        let drawn = program.scenario.survivals.indices.filter { index in
            guard let slot = program.draws.ofParameter[program.scenario.survivals[index].life] else { return false }
            fillSurvival(program, curve: index, factor: inputs[program.measureCount + slot])
            return true
        }
        for (index, stock) in program.stocks.enumerated() where drawn.contains(stock.survival) {
            fillStanding(program, stock: index)
        }
    }

    private func fillSurvival(_ program: ScenarioProgram, curve index: Int, factor: Lanes?) {
        let curve = program.scenario.survivals[index]
        let life = program.scenario.parameters[curve.life].path[0]
        for age in 0..<ageCount {
            guard let factor else {
                let share = Survival(curve.family, shape: curve.shape, life: life).share(after: Double(age))
                survival[index * ageCount + age] = Lanes(repeating: share)
                continue
            }
            var shares = Lanes.zero
            for lane in shares.indices {
                let drawn = Survival(curve.family, shape: curve.shape, life: life * factor[lane])
                shares[lane] = drawn.share(after: Double(age))
            }
            survival[index * ageCount + age] = shares
        }
    }

    /// S(t−c)/S(t₀−c) of each year of building c that stands in the base year t₀, as part of all that stands then.
    private func fillStanding(_ program: ScenarioProgram, stock index: Int) {
        let stock = program.stocks[index]
        let curve = survival + stock.survival * ageCount
        for year in 0..<program.yearCount {
            let row = standing + standingStart[index] + year * stock.classCount
            row.update(repeating: .zero, count: stock.classCount)
            for cohort in stock.standing {
                // What stands in the base year does so whatever the curve says; where nothing should, it falls next year.
                let then = curve[cohort.age]
                let left = (curve[cohort.age + year] / then).replacing(with: Lanes.zero, where: then .== 0)
                row[cohort.classIndex] += (year == 0 ? Lanes(repeating: 1) : left) * cohort.share
            }
        }
    }
}

/// The rows in which emissions are kept (排放行).
enum EmissionRow: Int, CaseIterable {
    case burntInBuildings
    case electricityOfBuildings
    case heatOfBuildings
    case burntElsewhere
    case electricityElsewhere
    case embodied
}

extension EmissionBoundary {
    /// The rows that it counts.
    var rows: [EmissionRow] {
        switch self {
        case .direct: [.burntInBuildings, .burntElsewhere]
        case .operation: [.burntInBuildings, .electricityOfBuildings, .heatOfBuildings]
        case .sector: EmissionRow.allCases.filter { $0 != .embodied }
        case .wholeProcess: EmissionRow.allCases
        }
    }
}

extension ScenarioProgram {
    /// The value of a quantity in a year.
    @inline(__always)
    func value(_ operand: Operand, _ year: Int, _ variables: UnsafeMutablePointer<Lanes>) -> Lanes {
        operand >= 0
            ? Lanes(repeating: constants[year * constantCount + Int(operand)])
            : variables[year * variableCount + Int(~operand)]
    }
}
