public import Access
import Documents
import Foundation
public import Metering
import Store
public import Units

extension Platform {
    /// The longest reason of a repair. [characters]
    static let longestRepairReason = 2_000

    /// Lays a repair over a meter's readings (修复), and derives its consumption again.
    ///
    /// - Throws: ``RepairRefusal`` or a database error.
    public func repair(_ id: Meter.ID, _ entry: RepairEntry, by actor: Actor, scope: Scope) async throws {
        let placed = try await repairable(id, scope: scope)
        let reason = try Self.repairReason(entry.reason)
        let change: Repair.Change
        do throws(RepairFault) {
            change = try entry.change(of: placed.meter, now: now())
        } catch {
            throw RepairRefusal.fault(error)
        }
        guard placed.mayRepair(change) else { throw RepairRefusal.elsewhere }
        let draft = RepairDraft(meter: id, code: placed.meter.code, change: change, reason: reason)
        guard try await store.add(draft, source: nil, by: actor, now: now()) != nil else {
            throw RepairRefusal.standing
        }
        try await deriveStaleMeters()
        try await checkFaults(of: id)
    }

    /// Takes a repair back (撤销修复); the consumption is then what it was before.
    ///
    /// - Throws: ``RepairRefusal`` or a database error.
    public func undo(
        repair: Repair.ID,
        of id: Meter.ID,
        reason: String,
        by actor: Actor,
        scope: Scope
    ) async throws {
        let placed = try await repairable(id, scope: scope)
        let reason = try Self.repairReason(reason)
        // What lies outside the scope is not there.
        guard let known = placed.repairs.first(where: { $0.id == repair }), placed.mayRepair(known.change) else {
            throw RepairRefusal.notInForce
        }
        let isDone = try await store.undo(
            repair: repair,
            of: id,
            code: placed.meter.code,
            reason: reason,
            source: nil,
            by: actor,
            now: now()
        )
        guard isDone else { throw RepairRefusal.notInForce }
        try await deriveStaleMeters()
        try await checkFaults(of: id)
    }

    /// All repairs of a meter within the scope, those taken back among them, in order; `nil` where the meter is not.
    public func repairs(of id: Meter.ID, scope: Scope) async throws -> [MeterRepair]? {
        guard let placed = try await placedMeters(scope).first(where: { $0.meter.id == id }) else { return nil }
        let records = try await store.repairRecords(of: id).filter { placed.mayRepair($0.repair.change) }
        let people = Set(records.flatMap { [$0.person, $0.undo?.person] }.compactMap(\.self))
        let names = try await store.names(of: people)
        func name(_ person: Person.ID?) -> PersonName? { person.map { PersonName(id: $0, name: names[$0]) } }
        return records.map { record in
            MeterRepair(
                repair: record.repair,
                reason: record.reason,
                by: name(record.person),
                at: record.at,
                undo: record.undo.map { MeterRepair.Undo(reason: $0.reason, by: name($0.person), at: $0.at) }
            )
        }
    }

    private func repairable(_ id: Meter.ID, scope: Scope) async throws -> PlacedMeter {
        // Fresh from the store: what was said a moment ago counts.
        guard let placed = try await store.meters(scope: scope).first(where: { $0.meter.id == id }) else {
            throw RepairRefusal.notFound
        }
        return placed
    }

    private static func repairReason(_ text: String) throws(RepairRefusal) -> String {
        let reason = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty else { throw .noReason }
        guard reason.count <= longestRepairReason else { throw .reasonTooLong(limit: longestRepairReason) }
        return reason
    }
}

extension PlacedMeter {
    /// Whether the meter stood, on all days that a repair bears on, where its places say.
    func mayRepair(_ change: Repair.Change) -> Bool {
        let interval = Repair(id: Repair.ID(rawValue: 0), change: change).interval
        func stood(_ day: CivilDay) -> Bool { places.contains { $0.contains(day) } }
        switch change {
        case .markInvalid, .acceptEstimate:
            return (CivilDay(containing: interval.lowerBound)...CivilDay(closing: interval.upperBound))
                .allSatisfy(stood)
        case .enterRegister(let instant, _), .enterSwap(let instant, _, _):
            // Midnight belongs to either day.
            return stood(CivilDay(containing: instant)) || stood(CivilDay(closing: instant))
        }
    }
}

extension RepairEntry {
    fileprivate func change(of meter: Meter, now: Instant) throws(RepairFault) -> Repair.Change {
        func instant(_ text: String, _ column: RepairColumn) throws(RepairFault) -> Instant {
            if text.isEmpty { throw RepairFault(column: column, rule: ImportRule.fieldMissing) }
            guard let instant = FieldParser.instant(text) else {
                throw RepairFault(column: column, rule: ReadingProblem.time.rawValue)
            }
            return instant
        }
        func number(_ text: String, _ column: RepairColumn) throws(RepairFault) -> FixedPoint? {
            if text.isEmpty { return nil }
            guard let number = FieldParser.number(text) else {
                throw RepairFault(column: column, rule: ReadingProblem.number.rawValue)
            }
            return number
        }
        let spans = action == .invalid || action == .estimate
        return try meter.change(
            action,
            from: instant(from, .from),
            to: spans ? instant(to, .to) : nil,
            value: action == .invalid ? nil : number(value, .value),
            start: action == .swap ? number(start, .start) : nil,
            now: now
        )
    }
}
