/// Whether a target of the plan holds in a pathway (目标核对).
public struct TargetCheck: Sendable {
    /// The target.
    public let target: ScenarioTarget
    /// What the pathway comes to in the target's year. [the engine's unit, or a year]
    public let value: Double
    /// Whether that meets the goal.
    public var holds: Bool { target.holds(value) }
}

extension Pathway {
    /// What each target of the scenario comes to.
    public var targetChecks: [TargetCheck] { scenario.targets.map { TargetCheck(target: $0, value: value(of: $0)) } }

    /// The year of the highest emissions within a boundary, the first of them.
    public func peakYear(_ boundary: EmissionBoundary) -> Int {
        let values = emissions(boundary)
        let peak = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
        return years.lowerBound + peak
    }

    /// The part of electricity in final energy of buildings, in a year counted from the first. [1]
    public func electricityShare(inYear year: Int, withHeat: Bool = true) -> Double {
        let energy = finalEnergy(inYear: year)
        let all = energy.reduce(0, +) - (withHeat ? 0 : energy[Fuel.districtHeat.index])
        return all > 0 ? energy[Fuel.electricity.index] / all : 0
    }

    private func value(of target: ScenarioTarget) -> Double {
        let year = target.year - years.lowerBound
        let kinds = target.kinds.isEmpty ? Array(scenario.kinds.indices) : target.kinds
        switch target.indicator {
        case .electricityShare: return electricityShare(inYear: year)
        case .electricityShareWithoutHeat: return electricityShare(inYear: year, withHeat: false)
        case .renewableShare:
            let energy = finalEnergy(inYear: year)
            let own = ownElectricity[year] + energy[Fuel.solar.index] + energy[Fuel.biomass.index]
            return own / max(energy.reduce(0, +), .leastNormalMagnitude)
        case .classArea:
            return sum(kinds, target) { kind, item in
                area(ofClass: item, ofKind: kind)[year] - area(ofClass: item, ofKind: kind)[0]
            }
        case .classShareOfNew:
            let all = kinds.reduce(0) { $0 + built(ofKind: $1)[year] }
            let part = sum(kinds, target) { kind, item in built(ofClass: item, ofKind: kind)[year] }
            return all > 0 ? part / all : 0
        case .retrofitArea:
            return kinds.reduce(0) { sum, kind in
                let items = scenario.kinds[kind].retrofits.enumerated().filter {
                    target.subject == nil || $0.element.id == target.subject
                }
                return sum + items.reduce(0) { $0 + retrofitted(by: $1.offset, ofKind: kind)[...year].reduce(0, +) }
            }
        case .photovoltaicPower: return ownPower[year]
        case .emissions: return emissions(scenario.boundary)[year]
        case .peakYear: return Double(peakYear(scenario.boundary))
        }
    }

    private func sum(_ kinds: [Int], _ target: ScenarioTarget, _ value: (Int, Int) -> Double) -> Double {
        kinds.reduce(0) { sum, kind in
            let items = scenario.kinds[kind].classes.indices.filter {
                scenario.kinds[kind].classes[$0].id == target.subject
            }
            return sum + items.reduce(0) { $0 + value(kind, $1) }
        }
    }
}

/// Two targets that no choice among the measures meets together (目标矛盾).
public struct TargetConflict: Sendable {
    /// The one.
    public let first: ScenarioTarget
    /// The other.
    public let second: ScenarioTarget
}

extension ScenarioProgram {
    /// Targets that contradict each other: each holds with some of the measures at their strengths, both with none; `nil`
    /// with too many measures to try all.
    public func conflicts() -> [TargetConflict]? {
        let strengths = scenario.measures.map(\.strength)
        guard strengths.count <= MeasureContribution.shapleyLimit else { return nil }
        guard scenario.targets.count > 1 else { return [] }
        var met: [[Bool]] = []
        for first in stride(from: 0, to: 1 << strengths.count, by: Lanes.scalarCount) {
            let subsets = first..<min(1 << strengths.count, first + Lanes.scalarCount)
            let pathways = runs(subsets.map { subset(strengths, $0) + draws.slots.map { _ in 1 } })
            met += pathways.map { $0.targetChecks.map(\.holds) }
        }
        let targets = scenario.targets
        return targets.indices.flatMap { first in
            targets.indices.dropFirst(first + 1).compactMap { second in
                let isEachMet = met.contains { $0[first] } && met.contains { $0[second] }
                guard isEachMet, !met.contains(where: { $0[first] && $0[second] }) else { return nil }
                return TargetConflict(first: targets[first], second: targets[second])
            }
        }
    }
}
