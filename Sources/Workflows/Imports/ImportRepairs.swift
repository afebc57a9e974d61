import Access
import Documents
import Metering
import Store
import Units

extension Platform {
    /// Imports repairs of readings, or takes them back (导入修复).
    ///
    /// Readings stay as they came; a repair lies over them, is in the audit log and in somebody's inbox, and can be undone.
    func importRepairs(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<RepairColumn>(
            header: reader.header,
            names: Dictionary(RepairColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
        try Self.check(columns, header: reader.header, required: [.meter, .action, .reason]) { run.note($0) }
        let meters = Dictionary(try await store.meters(scope: .all).map { ($0.meter.code, $0.meter) }) { first, _ in
            first
        }
        let row = RepairRow(row: CodedRow(columns: columns), meters: meters, now: now())
        let actor = run.request.person.map { Actor(kind: .person, person: $0) } ?? .console
        while try reader.next() {
            switch row.parse(reader) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(.add(let draft)):
                let id = try await store.add(draft, source: run.source, by: actor, now: now())
                if id == nil { run.progress.unchanged += 1 } else { run.progress.accepted += 1 }
            case .success(.undo(let repair, let meter, let reason)):
                let isDone = try await store.undo(
                    repair: repair,
                    of: meter.id,
                    code: meter.code,
                    reason: reason,
                    source: run.source,
                    by: actor,
                    now: now()
                )
                if isDone {
                    run.progress.accepted += 1
                } else {
                    let column = columns.positions[.repair] ?? 0
                    try run.reject(reader.rejection("import.repair.unknown", column: column), reader)
                }
            }
            try await run.report(reader)
        }
        run.progress.doneBytes = run.progress.totalBytes
        try await deriveConsumption()
    }
}

/// Understands the rows of a list of repairs.
private struct RepairRow: Sendable {
    typealias Problem = CodedRow<RepairColumn>.Problem

    enum Said: Sendable {
        case add(RepairDraft)
        case undo(Repair.ID, Meter, String)
    }

    let row: CodedRow<RepairColumn>
    let meters: [String: Meter]
    let now: Instant

    func parse(_ reader: borrowing CSVReader) -> Result<Said, Problem> {
        do throws(Problem) {
            if let rejection = reader.rejection { throw Problem(rejection: rejection) }
            guard let meter = meters[try row.required(.meter, reader)] else {
                throw row.problem(.meter, "import.structure.meterUnknown", reader)
            }
            guard let action = RepairAction(word: try row.required(.action, reader)) else {
                throw row.problem(.action, "import.repair.actionUnknown", reader)
            }
            let reason = try row.required(.reason, reader)
            if action == .undo {
                guard let number = try row.number(.repair, reader)?.mantissa(atExponent: 0) else {
                    throw row.problem(.repair, ImportRule.fieldMissing, reader)
                }
                return .success(.undo(Repair.ID(rawValue: number), meter, reason))
            }
            let change = try change(action, of: meter, reader)
            return .success(.add(RepairDraft(meter: meter.id, code: meter.code, change: change, reason: reason)))
        } catch {
            return .failure(error)
        }
    }

    private func change(
        _ action: RepairAction,
        of meter: Meter,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Repair.Change {
        let from = try row.instant(.from, reader)
        let to = [.invalid, .estimate].contains(action) ? try row.instant(.to, reader) : nil
        let value = action == .invalid ? nil : try row.number(.value, reader)
        let start = action == .swap ? try row.number(.start, reader) : nil
        do throws(RepairFault) {
            return try meter.change(action, from: from, to: to, value: value, start: start, now: now)
        } catch {
            throw row.problem(error.column, error.rule, reader)
        }
    }
}
