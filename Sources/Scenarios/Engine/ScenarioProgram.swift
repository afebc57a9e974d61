/// A scenario made ready to be computed (情景程序): flat arrays, one pass over years, eight variants at once.
///
/// What no measure and no draw moves is folded into constants; what moves is computed once for each eight variants, from
/// strengths of measures and drawn factors.
public struct ScenarioProgram: Sendable {
    /// Eight variants side by side.
    typealias Lanes = SIMD8<Double>

    /// A quantity of each year: a constant at its place, or a variable at the complement of its place.
    typealias Operand = Int32

    /// A variable that measures and draws move: (base + Σ strength·Δ) · (1 + (factor − 1)·weight), at most ``ceiling``.
    struct MovingPath {
        let variable: Int
        let base: [Double]
        let changes: [(strength: Int, difference: [Double])]
        let slot: Int?
        let weight: [Double]
        let ceiling: Double
    }

    /// A variable made of two quantities: first × second, or first ÷ second, times a scale.
    struct DerivedPath {
        let variable: Int
        let first: Operand
        let second: Operand
        let isQuotient: Bool
        let scale: Double
    }

    /// The scenario that it computes.
    public let scenario: Scenario
    /// How far the use of each fuel was scaled to meet given totals, by ``Fuel``.
    let calibration: [Double]
    let draws: DrawPlan
    let yearCount: Int
    /// Constants by year, then by place.
    let constants: [Double]
    let constantCount: Int
    let variableCount: Int
    let paths: [MovingPath]
    /// Variables that sum to 1 in each year.
    let groups: [[Int]]
    let derived: [DerivedPath]
    let supply: SupplyProgram
    let stocks: [StockProgram]
    /// The number of classes of the kind that has most.
    let classCount: Int

    /// Makes a scenario ready, its fuel use scaled to the totals that are given for the base year.
    public init(_ scenario: Scenario) {
        let plain = ScenarioProgram(scenario, calibration: Fuel.allCases.map { _ in 1 })
        guard !scenario.calibration.isEmpty else {
            self = plain
            return
        }
        let known = plain.run().finalEnergy(inYear: 0)
        var calibration = Fuel.allCases.map { _ in 1.0 }
        for total in scenario.calibration where known[total.fuel.index] > 0 {
            let factor = scenario.parameters[total.amount].path[0] / known[total.fuel.index]
            calibration[total.fuel.index] = min(max(factor, total.bounds.lowerBound), total.bounds.upperBound)
        }
        self.init(scenario, calibration: calibration)
    }

    private init(_ scenario: Scenario, calibration: [Double]) {
        var builder = ProgramBuilder(scenario, calibration: calibration)
        supply = SupplyProgram(&builder)
        stocks = scenario.kinds.map { StockProgram($0, &builder) }
        classCount = stocks.map(\.classCount).max() ?? 0
        self.scenario = scenario
        self.calibration = calibration
        draws = builder.draws
        yearCount = scenario.yearCount
        constantCount = builder.constants.count
        variableCount = builder.variableCount
        let rows = builder.constants
        constants = (0..<yearCount).flatMap { year in rows.map { $0[year] } }
        paths = builder.paths
        groups = builder.groups
        derived = builder.derived
    }

    /// Names of all that is drawn: a parameter, a group of them, or `measures.NAME`.
    public var drawnInputs: [String] { draws.inputs }

    /// The number of measures; their strengths come first among what a run is given, then the factors of slots.
    var measureCount: Int { scenario.measures.count }
    /// How many numbers a variant is given.
    var inputCount: Int { measureCount + draws.slots.count }

    /// What a variant is given when everything is as planned.
    var nominal: [Double] { scenario.measures.map(\.strength) + draws.slots.map { _ in 1 } }
}
