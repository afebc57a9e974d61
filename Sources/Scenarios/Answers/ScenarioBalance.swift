/// Whether a pathway keeps what must be kept (守恒检查): the largest relative differences found.
public struct ScenarioBalance: Sendable {
    /// Area built less area demolished, and the change of area.
    public let area: Double
    /// Area of a kind, and the sum of its classes.
    public let classes: Double
    /// Energy's shares of useful energy, and 1.
    public let shares: Double
    /// Emissions of buildings' running as a total, and as the sums by scope, kind, use and fuel.
    public let carbon: Double

    /// The largest difference that counts as rounding.
    public static let tolerance = 1e-9

    /// Whether all differences are rounding.
    public var holds: Bool { max(area, classes, shares, carbon) <= Self.tolerance }

    /// Checks a pathway.
    public init(_ pathway: Pathway) {
        let scenario = pathway.scenario
        func difference(_ first: Double, _ second: Double) -> Double { abs(first - second) / max(1, abs(first)) }
        var (area, classes) = (0.0, 0.0)
        for (kind, stock) in scenario.kinds.enumerated() {
            let standing = pathway.area(ofKind: kind)
            let (built, demolished) = (pathway.built(ofKind: kind), pathway.demolished(ofKind: kind))
            let parts = stock.classes.indices.map { pathway.area(ofClass: $0, ofKind: kind) }
            for year in standing.indices {
                classes = max(classes, difference(standing[year], parts.reduce(0) { $0 + $1[year] }))
                guard year > 0 else { continue }
                area = max(area, difference(standing[year] - standing[year - 1], built[year] - demolished[year]))
            }
        }
        (self.area, self.classes) = (area, classes)
        shares =
            scenario.shareGroups.filter { !$0.members.isEmpty }.flatMap { group in
                (0..<scenario.yearCount).map { year in
                    abs(group.members.reduce(0) { $0 + scenario.parameters[$1].path[year] } - 1)
                }
            }.max() ?? 0
        let totals = pathway.emissions(.operation)
        let divisions = [
            EmissionScope.allCases.map { pathway.emissions(.operation, scope: $0) },
            scenario.kinds.indices.map { pathway.emissions(ofKind: $0) },
            EndUse.allCases.map { pathway.emissions(of: $0) },
            Fuel.allCases.map { pathway.emissions(of: $0) },
            BuildingSector.allCases.map { pathway.emissions(of: $0) },
        ]
        carbon =
            divisions.flatMap { parts in
                totals.indices.map { year in difference(totals[year], parts.reduce(0) { $0 + $1[year] }) }
            }.max() ?? 0
    }
}
