import Carbon
import Metering
import Store
import Units

/// What `verify` checked and found.
public struct Verification: Sendable, Codable {
    /// Readings that were read back.
    public let readings: Int
    /// Meters whose consumption was derived again.
    public let meters: Int
    /// What is wrong, in words of rules; empty when all is well.
    public let problems: [Problem]

    /// One thing that is wrong.
    public struct Problem: Sendable, Codable, Hashable {
        /// The rule; its words stand under `finding.<rule>`.
        public let rule: String
        /// What it is about.
        public let subject: String
        /// Arguments of the text.
        public let evidence: [String]
    }
}

extension Platform {
    /// Checks integrity and conservation (校验完整性与守恒): every block against its checksum and totals, both databases,
    /// every day's consumption against the readings, months against days, scopes against totals.
    public func verify() async throws -> Verification {
        var problems = try await readings.verify().map {
            Verification.Problem(rule: $0.rule, subject: $0.subject, evidence: $0.evidence)
        }
        problems += try await store.integrityProblems().map {
            Verification.Problem(rule: "verify.database", subject: "tanfeng.sqlite", evidence: [$0])
        }
        let damaged = !problems.isEmpty
        if !damaged { try await deriveConsumption() }
        let meters = try await store.meters(scope: .all)
        // A damaged block cannot be read, so consumption can only be derived again from whole ones.
        if !damaged {
            for meter in meters { problems += try await conservationProblems(of: meter) }
        }
        problems += try await store.sumProblems().map {
            Verification.Problem(rule: "verify.sum", subject: $0.table, evidence: [$0.key])
        }
        problems += try await scopeProblems()
        return Verification(
            readings: try await readings.statistics().readings,
            meters: damaged ? 0 : meters.count,
            problems: problems
        )
    }

    /// Compares stored days with days derived from all readings of a meter.
    private func conservationProblems(of placed: PlacedMeter) async throws -> [Verification.Problem] {
        let id = placed.meter.id
        guard let first = try await readings.firstReading(of: id, from: CivilDay(number: -1_000_000))?.day,
            let last = try await readings.lastReading(of: id, before: CivilDay(number: 1_000_000))?.day
        else { return [] }
        let change: MeterConsumption
        do {
            change = try await derive(placed, around: first...last)
        } catch ReadingStoreError.archived {
            // Its readings are not here to be compared with.
            return []
        }
        let derived = change.result.days.filter { day in placed.places.contains { $0.contains(day.day) } }
        let stored = try await store.dayConsumption(
            of: id,
            days: change.days.lowerBound..<change.days.upperBound.adding(days: 1)
        )
        guard derived != stored else { return [] }
        let differing = Set(derived).symmetricDifference(stored).map(\.day).min()
        return [
            Verification.Problem(
                rule: "verify.conservation",
                subject: placed.meter.code,
                evidence: [placed.meter.code, differing?.description ?? ""]
            )
        ]
    }

    /// Scopes sum to the total, and the buildings to the city, to a billionth.
    private func scopeProblems() async throws -> [Verification.Problem] {
        guard let city = try await city(), let span = try await span() else { return [] }
        var problems: [Verification.Problem] = []
        for number in span.lowerBound.year.number...span.upperBound.year.number {
            let activities = try await activities(of: CivilYear(number))
            let ids = try await places(.all).map(\.id)
            let total = yearAccount(ids, activities, city: city)
            let scopes = EmissionScope.allCases.reduce(CarbonMass.zero) { $0 + total.emissions($1) }
            let buildings = ids.reduce(CarbonMass.zero) { $0 + yearAccount([$1], activities, city: city).total }
            for sum in [scopes, buildings] where abs((sum - total.total).kilograms) > total.total.kilograms * 1e-9 {
                problems.append(
                    Verification.Problem(rule: "verify.sum", subject: "account", evidence: ["\(number)"])
                )
            }
        }
        return problems
    }
}
