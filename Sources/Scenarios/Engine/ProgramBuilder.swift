/// Collects constants and variables while a scenario is made ready (程序构造).
struct ProgramBuilder {
    typealias Operand = ScenarioProgram.Operand

    let scenario: Scenario
    let calibration: [Double]
    let draws: DrawPlan
    private(set) var constants: [[Double]] = []
    private(set) var variableCount = 0
    private(set) var paths: [ScenarioProgram.MovingPath] = []
    private(set) var groups: [[Int]] = []
    private(set) var derived: [ScenarioProgram.DerivedPath] = []
    /// The quantity of each parameter that was asked for.
    private var ofParameter: [Int: Operand] = [:]
    private let changes: [Int: [(strength: Int, difference: [Double])]]
    private let groupOfMember: [Int: Int]

    init(_ scenario: Scenario, calibration: [Double]) {
        self.scenario = scenario
        self.calibration = calibration
        draws = DrawPlan(scenario.parameters, scenario.measures)
        var changes: [Int: [(strength: Int, difference: [Double])]] = [:]
        for (index, measure) in scenario.measures.enumerated() {
            let ramp = scenario.years.map(measure.weight)
            for change in measure.changes {
                let difference = zip(change.difference, ramp).map { $0 * $1 }
                changes[change.parameter, default: []].append((index, difference))
            }
        }
        self.changes = changes
        groupOfMember = Dictionary(
            scenario.shareGroups.enumerated().flatMap { index, group in group.members.map { ($0, index) } }
        ) { first, _ in first }
    }

    /// The quantity of a parameter.
    mutating func operand(_ parameter: Int) -> Operand {
        if let known = ofParameter[parameter] { return known }
        guard isMoving(parameter) else {
            let operand = constant(scenario.parameters[parameter].path)
            ofParameter[parameter] = operand
            return operand
        }
        guard let group = groupOfMember[parameter] else {
            let operand = ~Operand(path(parameter))
            ofParameter[parameter] = operand
            return operand
        }
        // All shares of a group move where one does, since they are divided by their sum.
        let members = scenario.shareGroups[group].members
        let variables = members.map { path($0) }
        for (member, variable) in zip(members, variables) { ofParameter[member] = ~Operand(variable) }
        groups.append(variables)
        return ofParameter[parameter] ?? 0
    }

    /// The quantity of a parameter, or a constant where there is none.
    mutating func operand(_ parameter: Int?, orElse value: Double) -> Operand {
        parameter.map { operand($0) } ?? constant(scenario.years.map { _ in value })
    }

    /// A constant of each year.
    mutating func constant(_ path: [Double]) -> Operand {
        if let known = constants.firstIndex(of: path) { return Operand(known) }
        constants.append(path)
        return Operand(constants.count - 1)
    }

    /// first × second, or first ÷ second, times a scale.
    mutating func derive(_ first: Operand, _ second: Operand, isQuotient: Bool, scale: Double = 1) -> Operand {
        guard first >= 0, second >= 0 else {
            let variable = newVariable()
            derived.append(
                ScenarioProgram.DerivedPath(
                    variable: variable,
                    first: first,
                    second: second,
                    isQuotient: isQuotient,
                    scale: scale
                )
            )
            return ~Operand(variable)
        }
        let pairs = zip(constants[Int(first)], constants[Int(second)])
        return constant(isQuotient ? pairs.map { $0 / $1 * scale } : pairs.map { $0 * $1 * scale })
    }

    private func isMoving(_ parameter: Int) -> Bool {
        let members = groupOfMember[parameter].map { scenario.shareGroups[$0].members } ?? [parameter]
        return members.contains { draws.ofParameter[$0] != nil || changes[$0] != nil }
    }

    private mutating func path(_ parameter: Int) -> Int {
        let variable = newVariable()
        let figure = scenario.parameters[parameter]
        paths.append(
            ScenarioProgram.MovingPath(
                variable: variable,
                base: figure.path,
                changes: changes[parameter] ?? [],
                slot: draws.ofParameter[parameter],
                weight: scenario.years.map { figure.range?.weight(in: $0) ?? 0 },
                ceiling: figure.dimension.bounds.upperBound
            )
        )
        return variable
    }

    private mutating func newVariable() -> Int {
        variableCount += 1
        return variableCount - 1
    }
}
