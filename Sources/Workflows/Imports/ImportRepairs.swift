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
        let row = RepairRow(row: CodedRow(columns: columns), meters: meters)
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
        switch action {
        case .invalid, .estimate, .undo:
            let to = try row.instant(.to, reader)
            guard from < to else { throw row.problem(.to, "import.repair.endsBefore", reader) }
            guard action == .estimate else { return .markInvalid(from..<to) }
            let amount = try row.number(.value, reader)
            guard let amount else { return .acceptEstimate(from..<to, nil) }
            guard amount >= FixedPoint(mantissa: 0), let micro = amount.mantissa(atExponent: -6) else {
                throw row.problem(.value, "import.reading.outOfRange", reader)
            }
            return .acceptEstimate(from..<to, Amount(micro: micro))
        case .register:
            guard let value = try counts(.value, of: meter.device(at: from), reader) else {
                throw row.problem(.value, ImportRule.fieldMissing, reader)
            }
            return .enterRegister(at: from, counts: value)
        case .swap:
            guard let index = meter.devices.firstIndex(where: { $0.validFrom == from }), index > 0 else {
                throw row.problem(.from, "import.repair.noSwap", reader)
            }
            let end = try counts(.value, of: meter.devices[index - 1], reader)
            let start = try counts(.start, of: meter.devices[index], reader)
            if end == nil, start == nil { throw row.problem(.value, ImportRule.fieldMissing, reader) }
            return .enterSwap(at: from, previousEnd: end, start: start)
        }
    }

    private func counts(
        _ column: RepairColumn,
        of device: MeterDevice?,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Int64? {
        guard let number = try row.number(column, reader) else { return nil }
        guard let device, let counts = number.mantissa(atExponent: -device.decimals),
            (0..<device.fullScale).contains(counts)
        else { throw row.problem(column, "import.reading.outOfRange", reader) }
        return counts
    }
}
