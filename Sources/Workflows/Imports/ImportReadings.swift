import Documents
import Metering
import Store
import Units

extension Platform {
    /// Imports readings in long form (meter, time, value) or wide form (time, one column a meter) (导入读数).
    ///
    /// Rows are collected to bounded batches, each stored whole or not at all, with a checkpoint behind it from which a
    /// crash is gone on. Importing the same file again finds every reading there already.
    func importReadings(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let long = ColumnMap<ReadingColumn>(header: reader.header)
        let meters = try await store.meters(scope: .all)
        var intake = ReadingIntake(
            directory: MeterDirectory(meters.map(\.meter), stamps: run.request.stamp),
            latest: now().adding(seconds: 300),
            capacity: importBatch
        )
        if let resumed = run.resumed { try reader.seek(to: resumed.position) }
        if long.positions[.meter] != nil || long.positions[.value] != nil {
            try Self.check(long, header: reader.header, required: ReadingColumn.allCases) { run.note($0) }
            try await importLong(&run, &reader, &intake, long)
        } else {
            guard let time = long.positions[.time] else {
                throw ImportFailure("column.missing", ReadingColumn.time.rawValue)
            }
            try await importWide(&run, &reader, &intake, time: time)
        }
        try await store(&intake, &run, reader)
        run.progress.doneBytes = run.progress.totalBytes
        _ = try await store.recordProgress(run.progress, job: run.job)
        try await deriveConsumption()
    }

    private func importLong(
        _ run: inout ImportRun,
        _ reader: inout CSVReader,
        _ intake: inout ReadingIntake,
        _ columns: ColumnMap<ReadingColumn>
    ) async throws {
        guard let meter = columns.positions[.meter], let time = columns.positions[.time],
            let value = columns.positions[.value]
        else { return }
        var times = InstantParser(encoding: reader.fieldEncoding)
        while true {
            let taken = reader.takePlainRows((meter, time, value)) { Self.take(&intake, $0, &times) }
            if intake.isFull { try await store(&intake, &run, reader) }
            if taken > 0 || intake.isWorthReporting { try await run.report(reader) }
            guard try reader.next() else { return }
            if let rejection = Self.take(&intake, reader, &times, meter: meter, time: time, value: value) {
                try run.reject(rejection, reader)
            }
        }
    }

    /// Takes a plain row; false where it is not as it should be, or no more is collected for now.
    private static func take(
        _ intake: inout ReadingIntake,
        _ row: CSVReader.PlainFields,
        _ times: inout InstantParser
    ) -> Bool {
        guard !intake.isFull, let meter = intake.position(of: row.first), let stamp = times.instant(row.second),
            let number = FieldParser.number(row.third)
        else { return false }
        return intake.add(number, at: stamp, meter: meter) == nil
    }

    /// Takes one row of the long form; the reason where it cannot.
    private static func take(
        _ intake: inout ReadingIntake,
        _ reader: borrowing CSVReader,
        _ times: inout InstantParser,
        meter: Int,
        time: Int,
        value: Int
    ) -> RowRejection? {
        if let rejection = reader.rejection { return rejection }
        guard let position = intake.position(of: reader[meter]) ?? intake.position(folding: reader, column: meter)
        else {
            let rule = reader.isBlank(meter) ? ImportRule.fieldMissing : "import.meter.unknown"
            return reader.rejection(rule, column: meter)
        }
        guard let stamp = times.instant(reader[time]) else { return reader.timeRejection(column: time) }
        guard let number = reader.number(value) else { return reader.numberRejection(column: value) }
        if let problem = intake.add(number, at: stamp, meter: position) {
            return reader.rejection(problem.rawValue, column: problem.isAboutTime ? time : value)
        }
        return nil
    }

    private func importWide(
        _ run: inout ImportRun,
        _ reader: inout CSVReader,
        _ intake: inout ReadingIntake,
        time: Int
    ) async throws {
        var columns: [(column: Int, meter: Int)] = []
        var taken: Set<Int> = []
        for (index, heading) in reader.header.enumerated() where index != time && !heading.isEmpty {
            if let position = intake.position(of: heading) {
                guard taken.insert(position).inserted else { throw ImportFailure("column.repeated", heading, heading) }
                columns.append((index, position))
            } else {
                run.note(
                    DataFinding(rule: "import.meter.unknown", severity: .error, subject: heading, evidence: [heading])
                )
                try run.reject(
                    RowRejection(
                        line: 1,
                        column: heading,
                        byteOffset: 0,
                        rule: "import.meter.unknown",
                        evidence: [heading]
                    ),
                    fields: reader.header
                )
            }
        }
        var times = InstantParser(encoding: reader.fieldEncoding)
        while try reader.next() {
            if let rejection = reader.rejection {
                try run.reject(rejection, reader)
            } else if let stamp = times.instant(reader[time]) {
                for rejection in Self.take(&intake, reader, at: stamp, columns: columns, time: time) {
                    try run.reject(rejection, reader)
                }
            } else {
                try run.reject(reader.timeRejection(column: time), reader)
            }
            if intake.isFull { try await store(&intake, &run, reader) }
            try await run.report(reader)
        }
    }

    /// Takes one row of the wide form; one reason per rule, which names the columns it refused, since every reason
    /// repeats the row in the list.
    private static func take(
        _ intake: inout ReadingIntake,
        _ reader: borrowing CSVReader,
        at stamp: Instant,
        columns: [(column: Int, meter: Int)],
        time: Int
    ) -> [RowRejection] {
        var refused: [(first: RowRejection, columns: [String])] = []
        for (column, meter) in columns where !reader.isBlank(column) {
            var rejection: RowRejection?
            if let number = reader.number(column) {
                if let problem = intake.add(number, at: stamp, meter: meter) {
                    rejection = reader.rejection(problem.rawValue, column: problem.isAboutTime ? time : column)
                }
            } else {
                rejection = reader.numberRejection(column: column)
            }
            guard let rejection else { continue }
            let heading = reader.header[column]
            if let known = refused.firstIndex(where: { $0.first.rule == rejection.rule }) {
                refused[known].columns.append(heading)
            } else {
                refused.append((rejection, [heading]))
            }
        }
        return refused.map { first, columns in
            let named =
                columns.prefix(20).joined(separator: " ") + (columns.count > 20 ? " … +\(columns.count - 20)" : "")
            return RowRejection(
                line: first.line,
                column: named,
                byteOffset: first.byteOffset,
                rule: first.rule,
                evidence: first.evidence
            )
        }
    }

    private func store(
        _ intake: inout ReadingIntake,
        _ run: inout ImportRun,
        _ reader: borrowing CSVReader
    ) async throws {
        let end = reader.nextPosition
        // The same rows once more after a crash are the same batch.
        let key = "job \(run.job) to \(end.byteOffset)"
        let batch = ReadingBatch(readings: intake.takeAll(), source: run.source, key: key)
        guard !batch.readings.isEmpty else { return }
        let result = try await readings.appendPatiently(batch)
        run.progress.accepted += Int64(result.inserted + result.superseded)
        run.progress.unchanged += Int64(result.unchanged)
        try await run.keepCheckpoint(at: end)
    }
}
