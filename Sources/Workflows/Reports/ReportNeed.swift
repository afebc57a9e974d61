import PeakPlanning
import Store
public import Units

/// A target that a reported value is for (所用目标).
public struct ReportedTarget: Sendable, Hashable {
    /// The task's number.
    public let task: String
    /// What the plan says is to be reached.
    public let name: String
    /// The department that leads; `nil` where the plan names none.
    public let lead: String?
    /// The id of the indicator that reads the value.
    public let indicator: String
    /// Who reports by the indicator's definition.
    public let reporter: Bilingual
}

/// A quantity of a population that targets of the plan need (应报量).
struct ReportNeed: Sendable {
    let quantity: ReportedQuantity
    /// Of which population; empty where there is only one.
    let scope: String
    let scopeName: Bilingual?
    var targets: [ReportedTarget]

    /// Whether it belongs to what a department answers for.
    func concerns(department name: String) -> Bool {
        targets.contains { $0.lead == name || $0.reporter.zh == name }
    }
}

extension Platform {
    /// What the targets of the plan need that somebody reports, in the order of the plan.
    func reportNeeds() async throws -> [ReportNeed] {
        try await cached("report needs", .all) {
            var needs: [ReportNeed] = []
            var places: [String: Int] = [:]
            for task in try await currentPlan()?.plan.tasks ?? [] {
                for target in task.indicators where target.isTracked {
                    guard let binding = binding(for: target, of: task), let definition = catalogue[binding.indicator]
                    else { continue }
                    let reported = ReportedTarget(
                        task: task.id,
                        name: target.name,
                        lead: target.lead ?? task.departments.first?.name,
                        indicator: definition.id,
                        reporter: Bilingual(zh: definition.reporter, en: definition.englishReporter)
                    )
                    for need in definition.quantities.compactMap({ quantities[$0] })
                        .flatMap({ Self.needs($0, of: definition, binding.variant) })
                    {
                        let key = "\(need.quantity.id) \(need.scope)"
                        let index = places[key] ?? needs.count
                        if index == needs.count { needs.append(need) }
                        places[key] = index
                        if !needs[index].targets.contains(reported) { needs[index].targets.append(reported) }
                    }
                }
            }
            return needs
        }
    }

    /// What of a quantity a variant of an indicator reads.
    private static func needs(
        _ quantity: ReportedQuantity,
        of definition: IndicatorDefinition,
        _ variant: String?
    ) -> [ReportNeed] {
        if let variant, !quantity.variants.isEmpty, !quantity.variants.contains(variant) { return [] }
        let scopes = quantity.scopes.isEmpty ? [""] : quantity.scopes.filter { variant == nil || $0 == variant }
        return scopes.map { scope in
            let name = definition.variants.first { $0.id == scope }
            return ReportNeed(
                quantity: quantity,
                scope: scope,
                scopeName: name.map { Bilingual(zh: $0.name, en: $0.englishName) },
                targets: []
            )
        }
    }
}
