import Buildings
import Documents
import Metering
import Store
import Units

extension Platform {
    /// Imports meters and their devices (导入计量点台账).
    ///
    /// A known meter with a later start is a swap of its device; what was consumed is derived again from all readings.
    func importMeters(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<MeterColumn>(header: reader.header)
        try Self.check(columns, header: reader.header, required: MeterColumn.allCases.filter(\.isRequired)) {
            run.note($0)
        }
        let row = MeterRow(columns: columns, buildings: try await store.buildingIDs())
        let known = Dictionary(try await store.meters(scope: .all).map { ($0.meter.code, $0.meter) }) { first, _ in
            first
        }
        var batch: [(meter: MeterRegistration, line: RowRejection, fields: [String])] = []
        var seen: Set<DeviceKey> = []
        while try reader.next() {
            switch row.parse(reader) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(let meter):
                let line = reader.rejection("", column: columns.positions[.code] ?? 0)
                if seen.insert(DeviceKey(code: meter.code, validFrom: meter.device.validFrom)).inserted {
                    batch.append((meter, line, reader.texts))
                } else {
                    try run.reject(line.with("import.meter.repeated"), reader)
                }
            }
            try await run.report(reader)
        }
        // Devices in order of time, so that one that ends another comes after it.
        batch.sort { $0.meter.device.validFrom < $1.meter.device.validFrom }
        var accepted: [(meter: MeterRegistration, line: RowRejection, fields: [String])] = []
        for entry in batch {
            if let meter = known[entry.meter.code], try await wouldRescale(meter, entry.meter.device) {
                try run.reject(entry.line.with("import.meter.decimalsDiffer"), fields: entry.fields)
            } else {
                accepted.append(entry)
            }
        }
        let outcomes = try await store.register(meters: accepted.map(\.meter), source: run.source)
        for (entry, outcome) in zip(accepted, outcomes) {
            switch outcome {
            case .unchanged: run.progress.unchanged += 1
            case .added, .revised: run.progress.accepted += 1
            case .itemDiffers: try run.reject(entry.line.with("import.meter.itemDiffers"), fields: entry.fields)
            case .previousEndUnusable:
                let column = columns.positions[.previousEnd].map { reader.header[$0] }
                try run.reject(
                    entry.line.with("import.meter.previousEndUnusable", column: column),
                    fields: entry.fields
                )
            }
        }
        run.progress.doneBytes = run.progress.totalBytes
        try await deriveConsumption()
    }

    private struct DeviceKey: Hashable {
        let code: String
        let validFrom: Instant
    }

    /// Whether a device would read stored counts with other decimals than they were stored with.
    private func wouldRescale(_ meter: Meter, _ device: MeterDevice) async throws -> Bool {
        let start = device.validFrom
        guard let current = meter.device(at: start.adding(seconds: 1)), current.decimals != device.decimals else {
            return false
        }
        let day = CivilDay(containing: start)
        let onTheDay = try await readings.readings(of: meter.id, in: day..<day.adding(days: 1))
        if onTheDay.contains(where: { $0.stamp > start }) { return true }
        return try await readings.firstReading(of: meter.id, from: day.adding(days: 1)) != nil
    }

    /// Refuses a file without its required columns and notes unknown ones.
    static func check<Column: RawRepresentable<String>>(
        _ columns: ColumnMap<Column>,
        header: [String],
        required: [Column],
        note: (DataFinding) -> Void
    ) throws(ImportFailure) {
        let missing = required.filter { columns.positions[$0] == nil }
        guard missing.isEmpty else {
            throw ImportFailure("column.missing", missing.map(\.rawValue).joined(separator: ", "))
        }
        if let repeated = columns.repeated.first {
            throw ImportFailure("column.repeated", repeated.rawValue, header.joined(separator: ", "))
        }
        for index in columns.unknown where !header[index].isEmpty {
            note(
                DataFinding(
                    rule: "import.column.unknown",
                    severity: .notice,
                    subject: header[index],
                    evidence: [header[index]]
                )
            )
        }
    }
}

extension RowRejection {
    /// The same place in the file, refused for another reason.
    fileprivate func with(_ rule: String, column other: String? = nil) -> RowRejection {
        RowRejection(line: line, column: other ?? column, byteOffset: byteOffset, rule: rule, evidence: evidence)
    }
}
