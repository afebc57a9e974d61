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
        var batch: [(meter: MeterRegistration, rejection: RowRejection, fields: [String])] = []
        while try reader.next() {
            do throws(MeterRow.Problem) {
                let meter = try row.registration(reader)
                let rejection = reader.rejection("import.meter.itemDiffers", column: columns.positions[.item] ?? 0)
                batch.append((meter, rejection, reader.texts))
            } catch {
                try run.reject(error.rejection, reader)
            }
            try await run.report(reader)
        }
        let outcomes = try await store.register(meters: batch.map(\.meter), source: run.source)
        for (row, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .unchanged: run.progress.unchanged += 1
            case .added, .revised: run.progress.accepted += 1
            case .itemDiffers: try run.reject(row.rejection, fields: row.fields)
            }
        }
        run.progress.doneBytes = run.progress.totalBytes
        try await deriveConsumption()
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
