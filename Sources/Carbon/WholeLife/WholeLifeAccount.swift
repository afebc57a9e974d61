public import Units

/// The carbon of a building over its whole life (建筑全寿命期碳排放), with everything it was computed from.
///
/// ## References
/// 1. GB/T 51366-2019, 建筑碳排放计算标准, chapters 4 to 6.
public struct WholeLifeAccount: Sendable {
    /// A figure under its path, such as `materials/transport`; a reference of the kind `figure` names one.
    public struct Figure: Sendable {
        /// Its path.
        public let path: String
        /// The number with what it was computed from.
        public let explained: Explained<Double>
        /// Its unit.
        public let unit: String
    }

    /// A stage of the life with its four numbers.
    public struct Part: Sendable {
        /// The stage.
        public let stage: LifeStage
        /// Its carbon.
        public let carbon: LifeCarbon
        /// The path of its figure.
        public let path: String
    }

    /// The project's name.
    public let name: String
    /// The whole life.
    public let total: LifeCarbon
    /// The stages, which sum to the total.
    public let parts: [Part]
    /// What greenery takes up over the life; taken off operation already, shown here beside it.
    public let sink: LifeCarbon
    /// What the design saves against the reference building; `nil` without one.
    public let comparison: DesignComparison?
    /// All figures, each after those it is computed from.
    public let figures: [Figure]
    /// All reservations, each once.
    public let findings: [DataFinding]

    /// The figure of a path.
    public func figure(_ path: String) -> Figure? { figures.first { $0.path == path } }
}

/// A stage of a building's life as the standard divides it (全寿命期阶段).
public enum LifeStage: String, Sendable, CaseIterable {
    /// 运行阶段, chapter 4.
    case operation
    /// 建造阶段, chapter 5.
    case construction
    /// 拆除阶段, chapter 5, with the haulage of waste.
    case demolition
    /// 建材生产及运输阶段, chapter 6.
    case materials
}

extension Project {
    /// Computes the carbon of the whole life.
    ///
    /// - Parameters:
    ///   - library: the factors of carriers.
    ///   - catalogue: materials, transport, machines, gases, greenery and the numbers that the rules set.
    /// - Returns: the account. [kgCO₂e]
    /// - Throws: ``ProjectRefusal`` with everything that is wrong; nothing is computed by halves.
    public func wholeLifeAccount(
        library: FactorLibrary,
        catalogue: FactorCatalogue
    ) throws(ProjectRefusal) -> WholeLifeAccount {
        var calculation = WholeLifeCalculation(project: self, library: library, catalogue: catalogue)
        let account = calculation.account()
        guard let account, calculation.problems.isEmpty else { throw ProjectRefusal(problems: calculation.problems) }
        return account
    }
}
