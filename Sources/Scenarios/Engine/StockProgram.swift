/// A kind of buildings as places of quantities (存量程序).
struct StockProgram {
    typealias Operand = ScenarioProgram.Operand

    /// New area of one class: that of the code's step in some years, or a share of all.
    struct Stream {
        let classIndex: Int
        /// The first and last year in which area may come, counted from the base year.
        let first: Int
        let last: Int
        /// The part of what is built; `nil` for the step of the year, which takes the rest.
        let share: Operand?
    }

    let driver: BuildingStock.Driver
    let area: Operand
    let classCount: Int
    let streams: [Stream]
    /// Curves of survival of what stands and of what is built.
    let survival: Int
    let survivalOfNew: Int
    /// What stands in the base year: class, age then, part of all.
    let standing: [(classIndex: Int, age: Int, share: Double)]
    /// Classes in which something stands in the base year.
    let standingClasses: [Int]
    let retrofits: [(from: Int, to: Int, area: Operand)]
    let uses: [UseProgram]
    let materials: Operand
    let demolition: Operand
    let retrofitMaterials: Operand

    /// One use: energy per area and what it is met by.
    struct UseProgram {
        /// Intensity × coverage.
        let intensity: Operand
        /// What each class needs of it; empty where all need the same.
        let demand: [Double]
        /// Place of the fuel, and final energy per useful energy.
        let fuels: [(fuel: Int, perUseful: Operand)]
    }

    init(_ kind: BuildingStock, _ builder: inout ProgramBuilder) {
        let years = builder.scenario.years
        driver = kind.driver
        area = builder.operand(kind.area)
        classCount = kind.classes.count
        func step(_ year: Int) -> Int {
            let begun = kind.classes.indices.filter { kind.classes[$0].from.map { $0 <= year } ?? false }
            return begun.max { (kind.classes[$0].from ?? 0, $0) < (kind.classes[$1].from ?? 0, $1) } ?? 0
        }
        var streams: [Stream] = []
        for (index, item) in kind.classes.enumerated() {
            if let share = item.shareOfNew {
                let operand = builder.operand(share)
                streams.append(Stream(classIndex: index, first: 1, last: years.count - 1, share: operand))
            }
            let ofStep = years.dropFirst().filter { step($0) == index }.map { $0 - years.lowerBound }
            if let first = ofStep.first, let last = ofStep.last {
                streams.append(Stream(classIndex: index, first: first, last: last, share: nil))
            }
        }
        self.streams = streams
        survival = kind.survival
        survivalOfNew = kind.survivalOfNew
        standing = kind.standing.map { (step($0.year), years.lowerBound - $0.year, $0.share) }
        standingClasses = Set(standing.map(\.classIndex)).sorted()
        retrofits = kind.retrofits.map { ($0.from, $0.to, builder.operand($0.area)) }
        uses = kind.uses.enumerated().map { place, use in
            let intensity = builder.operand(use.intensity)
            let coverage = use.coverage.map { builder.operand($0) }
            let demand = kind.classes.map { $0.demand[place] }
            return UseProgram(
                intensity: coverage.map { builder.derive(intensity, $0, isQuotient: false) } ?? intensity,
                demand: demand.allSatisfy { $0 == 1 } ? [] : demand,
                fuels: use.fuels.map { fuel in
                    let (share, efficiency) = (builder.operand(fuel.share), builder.operand(fuel.efficiency))
                    let scale = builder.calibration[fuel.fuel.index]
                    return (fuel.fuel.index, builder.derive(share, efficiency, isQuotient: true, scale: scale))
                }
            )
        }
        materials = builder.operand(kind.materials, orElse: 0)
        demolition = builder.operand(kind.demolition, orElse: 0)
        retrofitMaterials = builder.operand(kind.retrofitMaterials, orElse: 0)
    }
}
