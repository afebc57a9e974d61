import Carbon
import Foundation
import PeakPlanning
import Store
public import Units

extension Platform {
    /// The plan with how each of its targets stands in a place; `nil` before a plan was imported or where the place is
    /// unknown.
    public func plan(jurisdiction: Jurisdiction.ID?, scope: Scope) async throws -> PlanView? {
        guard let stored = try await currentPlan(), let place = try await place(jurisdiction, scope: scope) else {
            return nil
        }
        return try await cached("plan \(place.id.rawValue) \(currentYear)", scope) {
            var sections: [PlanSection] = []
            for tasks in stored.plan.tasks.chunked(by: \.topSection) {
                var targets: [TargetLine] = []
                for task in tasks { targets += try await self.targets(of: task, in: place) }
                sections.append(
                    PlanSection(heading: tasks[0].topSection, tasks: tasks.map(TaskSummary.init), targets: targets)
                )
            }
            return PlanView(
                facts: PlanFacts(stored),
                jurisdiction: place,
                currentYear: currentYear,
                sections: sections
            )
        }
    }

    /// The plan's text as it was published; `nil` before a plan was imported.
    public func planText(scope: Scope) async throws -> (facts: PlanFacts, text: String)? {
        try await currentPlan().map { (PlanFacts($0), $0.text) }
    }

    /// One task with how its targets stand in the reader's place; `nil` where there is none of that number.
    public func task(_ id: String, scope: Scope) async throws -> TaskView? {
        guard let stored = try await currentPlan(), let place = try await place(nil, scope: scope),
            let index = stored.plan.tasks.firstIndex(where: { $0.id == id })
        else { return nil }
        let tasks = stored.plan.tasks
        let task = tasks[index]
        return TaskView(
            facts: PlanFacts(stored),
            jurisdiction: place,
            task: task,
            targets: try await targets(of: task, in: place),
            executors: task.executors.isEmpty ? [] : try await jurisdictions(scope: scope).filter { $0.kind != .city },
            previous: index > 0 ? TaskSummary(tasks[index - 1]) : nil,
            next: index + 1 < tasks.count ? TaskSummary(tasks[index + 1]) : nil
        )
    }

    var currentYear: Int { CivilDay(containing: now()).year.number }

    /// The targets and milestones of a task with what was measured for a place.
    func targets(of task: PlanTask, in place: Jurisdiction) async throws -> [TargetLine] {
        var lines: [TargetLine] = []
        for (index, indicator) in task.indicators.enumerated() where indicator.isTracked {
            let measurement = try await measurement(for: indicator, of: task, in: place)
            // The first-named one, unless a person decided otherwise.
            let lead = indicator.lead ?? task.departments.first?.name
            lines.append(
                TargetLine(
                    task: task.id,
                    number: index + 1,
                    indicator: indicator,
                    lead: lead,
                    measurement: measurement,
                    progress: try await progress(of: indicator, measurement, in: place),
                    reporter: lead ?? measurement?.indicator.reporter.zh
                )
            )
        }
        return lines
    }
}

extension PlanTask {
    /// The first-level section it stands in.
    var topSection: String { section.components(separatedBy: " / ").first ?? section }
    /// The headings its targets stand under.
    var headings: String { section + "\n" + heading }
}

extension PlanFacts {
    init(_ stored: StoredPlan) {
        self.init(
            title: stored.plan.title,
            issuers: stored.plan.issuers,
            date: stored.plan.date,
            revision: stored.revision,
            importedAt: stored.importedAt
        )
    }
}

extension TaskSummary {
    init(_ task: PlanTask) {
        self.init(id: task.id, heading: task.heading, section: task.section, departments: task.departments.map(\.name))
    }
}

extension Array {
    /// Runs of neighbours with the same key, never empty.
    fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
        reduce(into: []) { chunks, element in
            if let last = chunks.last?.last, key(last) == key(element) {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
    }
}
