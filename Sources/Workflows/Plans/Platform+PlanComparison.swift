import Foundation
import PeakPlanning
import Store
import Units

extension Platform {
    /// How many plans stand side by side at most.
    public static let mostComparedPlans = 4

    /// Plans side by side, indicator by indicator; `nil` before a plan was imported.
    ///
    /// - Parameter wanted: the ids of the plans; the first ones where none is named. What is unknown is left out.
    /// - Returns: the plans with what they speak of.
    /// - Throws: a database error.
    public func planComparison(of wanted: [String] = []) async throws -> PlanComparisonView? {
        let all = try await comparedPlans()
        guard all.first?.facts.origin == .inForce else { return nil }
        let known = all.filter { wanted.contains($0.facts.id) }
        let chosen = Array((known.isEmpty ? all : known).prefix(Self.mostComparedPlans))
        return try await cached("plan comparison \(chosen.map(\.facts.id))", .all) {
            let statements = chosen.enumerated().flatMap { self.statements(of: $1.plan, number: $0) }
            return PlanComparisonView(
                plans: all.map(\.facts),
                chosen: chosen.map(\.facts),
                rows: try await PatientThread.run { PlanComparison(statements).rows },
                indicators: Dictionary(
                    Set(statements.compactMap(\.subject)).compactMap { id in catalogue[id].map { (id, facts($0)) } }
                ) { first, _ in first }
            )
        }
    }

    /// What of a plan can stand beside those of others, with what measures it.
    func statements(of plan: Plan, number: Int) -> [ComparedStatement] {
        plan.tasks.flatMap { task in
            task.indicators.filter(ComparedStatement.isComparable).map { indicator in
                let binding = binding(for: indicator, of: task)
                return ComparedStatement(
                    indicator,
                    task: task.id,
                    plan: number,
                    subject: binding?.indicator,
                    variant: binding?.variant,
                    lexicon: planReader.lexicon
                )
            }
        }
    }

    /// The city's plans, those that somebody brought, and those that ship with the program and are of other cities.
    private func comparedPlans() async throws -> [(facts: ComparedPlan, plan: Plan)] {
        try await cached("compared plans", .all) {
            let own = try await reviewedPlans()
            let city = try await city()?.name
            var plans = own.enumerated().map { number, known in
                (
                    ComparedPlan(
                        "own-\(known.stored.series)",
                        number == 0 ? .inForce : .earlier,
                        place: city ?? "",
                        known.review.plan
                    ), known.review.plan
                )
            }
            for reference in try await store.referencePlans() {
                let plan = try await plan(named: "reference-\(reference.id)") {
                    try await store.referenceText(reference.id) ?? ""
                }
                let origin = ComparedPlan.Origin.brought(number: reference.id, on: reference.importedAt)
                plans.append((ComparedPlan("reference-\(reference.id)", origin, place: reference.place, plan), plan))
            }
            for name in try shippedPlanNames() {
                let plan = try await plan(named: name) { try shippedPlan(name) }
                guard let place = plan.city, place != city else { continue }
                plans.append((ComparedPlan(name, .shipped, place: place, plan), plan))
            }
            return plans
        }
    }

    private func shippedPlanNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: resources.directory("PeakPlanning") + "/Plans")
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// What a text says that never changes, read once.
    private func plan(named name: String, _ text: () async throws -> String) async throws -> Plan {
        if let known: Plan = readPlans.value(name, generation: 0) { return known }
        let (reader, text) = (planReader, try await text())
        let plan = try await PatientThread.run { reader.read(text) }
        readPlans.keep(plan, name, generation: 0)
        return plan
    }
}

extension ComparedPlan {
    fileprivate init(_ id: String, _ origin: Origin, place: String, _ plan: Plan) {
        self.init(
            id: id,
            origin: origin,
            place: place,
            title: plan.title,
            date: plan.date,
            count: plan.tasks.reduce(0) { $0 + $1.indicators.count(where: ComparedStatement.isComparable) }
        )
    }
}
