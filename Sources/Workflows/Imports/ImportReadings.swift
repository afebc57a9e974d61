import Access
import Documents
import Metering
import Store
import Units

/// Reads rows of a file into an intake (行读取).
protocol ReadingRows {
    /// Collects readings until the intake is full or a stretch of the file is read, and lists the rows that it refuses.
    ///
    /// - Returns: whether the file goes on.
    /// - Throws: `DocumentError`.
    mutating func collect(
        _ intake: inout ReadingIntake,
        _ reader: inout CSVReader,
        _ run: inout ImportRun
    ) throws -> Bool
}

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
            guard var rows = LongRows(long, encoding: reader.fieldEncoding) else { return }
            try await importRows(&rows, &intake, &reader, &run)
        } else {
            guard let time = long.positions[.time] else {
                throw ImportFailure("column.missing", ReadingColumn.time.rawValue)
            }
            var rows = try WideRows(time: time, reader, &intake, &run)
            try await importRows(&rows, &intake, &reader, &run)
        }
        run.progress.doneBytes = run.progress.totalBytes
        _ = try await store.recordProgress(run.progress, job: run.job)
        try await deriveConsumption()
    }

    /// Stores each batch while the rows of the next one are read.
    private func importRows(
        _ rows: inout some ReadingRows,
        _ intake: inout ReadingIntake,
        _ reader: inout CSVReader,
        _ run: inout ImportRun
    ) async throws {
        var batch: ReadingBatch?
        var mark = try run.mark(at: reader.nextPosition)
        var hasMore = true
        while hasMore || batch != nil {
            let collected = batch
            async let stored = append(collected)
            if hasMore { hasMore = try rows.collect(&intake, &reader, &run) }
            if let result = try await stored {
                run.progress.accepted += Int64(result.inserted + result.superseded)
                run.progress.unchanged += Int64(result.unchanged)
                try await recordReplaced(result.superseded, run)
                try await run.keepCheckpoint(at: mark)
            }
            batch = nil
            if intake.isFull || !hasMore {
                mark = try run.mark(at: reader.nextPosition)
                // The same rows once more after a crash are the same batch.
                let key = "job \(run.job) to \(mark.position.byteOffset)"
                let readings = intake.takeAll()
                if !readings.isEmpty { batch = ReadingBatch(readings: readings, source: run.source, key: key) }
            }
            try await run.report(reader)
        }
    }

    private func append(_ batch: ReadingBatch?) async throws -> AppendResult? {
        guard let batch else { return nil }
        return try await readings.appendPatiently(batch)
    }

    private func recordReplaced(_ count: Int, _ run: borrowing ImportRun) async throws {
        guard count > 0 else { return }
        let change = AuditEvent.Change("count", after: "\(count)")
        try await record(
            AuditEvent(run.request.actor, "readings.replace", object: ("job", "\(run.job)"), changes: [change])
        )
    }
}
