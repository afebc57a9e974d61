public import Access
import Store
public import Units

/// What one person asked for, agreed to and did past the ordinary way (经办人统计).
public struct PersonTally: Sendable {
    /// The person.
    public let person: PersonName
    /// How often the person asked, by kind.
    public let asked: [DecisionKind: Int]
    /// How often the person agreed, by kind.
    public let approved: [DecisionKind: Int]
    /// How often the person put another value in place of one that stood, reading or reported value, or repaired readings.
    public let repairs: Int
    /// How often the person set the program's judgement aside: doubts about a reported value, what it read from the plan.
    public let overrides: Int
}

/// A decision by somebody who had brought in data before (录入与审批同一人).
public struct OwnDataFlag: Sendable {
    /// The decision.
    public let decision: Decision
    /// The person.
    public let person: PersonName
    /// How many imports the person had started until then.
    public let imports: Int
    /// The last of them.
    public let lastImport: Instant
    /// Whether the person decided; else asked.
    public let isDecider: Bool
}

extension Platform {
    /// Waivers, restatements, locks, repairs and overrides by person.
    public func tallies() async throws -> [PersonTally] {
        let decisions = try await store.decisionCounts()
        let interventions = try await store.interventionCounts()
        let people = Set(decisions.map(\.person)).union(interventions.map(\.person))
        let names = try await store.names(of: people)
        return people.sorted().map { person in
            let own = decisions.filter { $0.person == person }
            let intervention = interventions.first { $0.person == person }
            return PersonTally(
                person: PersonName(id: person, name: names[person]),
                asked: Dictionary(own.map { ($0.kind, $0.asked) }) { $0 + $1 },
                approved: Dictionary(own.map { ($0.kind, $0.approved) }) { $0 + $1 },
                repairs: intervention?.repairs ?? 0,
                overrides: intervention?.overrides ?? 0
            )
        }
    }

    /// Decisions whose asker or decider had brought in data before, the newest first.
    public func ownDataFlags(limit: Int = 100) async throws -> [OwnDataFlag] {
        let rows = try await store.ownDataDecisions(limit: limit)
        let names = try await store.names(of: Set(rows.map(\.person)))
        var known: [Int64: Decision] = [:]
        for id in Set(rows.map(\.decision)) {
            guard let row = try await store.decision(id, scope: .all) else { continue }
            known[id] = try await decisions([row]).first
        }
        return rows.compactMap { row in
            known[row.decision].map {
                OwnDataFlag(
                    decision: $0,
                    person: PersonName(id: row.person, name: names[row.person]),
                    imports: row.imports,
                    lastImport: row.lastImport,
                    isDecider: row.isDecider
                )
            }
        }
    }
}
