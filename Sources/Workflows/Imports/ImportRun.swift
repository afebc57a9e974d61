import Documents
import Foundation
import Store
import Texts
import Units

/// One run of an import job: where rejected rows go, how far it is, whether to stop.
struct ImportRun: ~Copyable {
    let platform: Platform
    let request: ImportRequest
    let job: Int64
    let source: Int64
    var progress = JobProgress()
    var findings: [DataFinding] = []
    private var rejected: RejectedRowsWriter
    /// From where an earlier process is gone on with; `nil` where the file is read from its beginning.
    private(set) var resumed: ImportCheckpoint?
    private let texts: Localizer
    /// The headings by which cells of a workbook are found; `nil` for any other file.
    private let cells: [String]?
    private var lastReport: ContinuousClock.Instant

    /// Begins a run: names the source of its rows and opens the list of rejected ones.
    static func start(
        _ request: ImportRequest,
        job: Int64,
        on platform: Platform,
        sheet: Workbook.Sheet? = nil,
        header: [String],
        totalBytes: Int,
        resuming checkpoint: ImportCheckpoint? = nil
    ) async throws -> ImportRun {
        let source = try await platform.store.source(
            kind: request.isSynthetic ? "synthetic" : "import",
            name: URL(fileURLWithPath: request.path).lastPathComponent,
            job: job,
            person: request.person,
            sha256: request.sha256,
            now: platform.now()
        )
        let texts = try platform.resources.localizer(request.language)
        let path = platform.rejectedPath(job: job)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true
        )
        let kept = checkpoint?.rejectedRows(path: path)
        let isResumed = kept != nil
        let rejected =
            try kept
            ?? RejectedRowsWriter(
                path: path,
                headings: (
                    texts["import.rejected.line"], texts["import.rejected.column"], texts["import.rejected.reason"]
                ),
                header: header
            )
        var run = ImportRun(
            platform: platform,
            request: request,
            job: job,
            source: source,
            rejected: rejected,
            texts: texts,
            cells: sheet == nil ? nil : header,
            totalBytes: totalBytes
        )
        if let sheet, !sheet.others.isEmpty {
            let others = sheet.others.prefix(10).joined(separator: ", ")
            let rule = "import.workbook.sheets"
            run.note(DataFinding(rule: rule, severity: .notice, subject: sheet.name, evidence: [sheet.name, others]))
        }
        guard let checkpoint, isResumed else { return run }
        run.resumed = checkpoint
        run.progress.accepted = checkpoint.accepted
        run.progress.rejected = checkpoint.rejected
        run.progress.unchanged = checkpoint.unchanged
        return run
    }

    private init(
        platform: Platform,
        request: ImportRequest,
        job: Int64,
        source: Int64,
        rejected: consuming RejectedRowsWriter,
        texts: Localizer,
        cells: [String]?,
        totalBytes: Int
    ) {
        self.platform = platform
        self.request = request
        self.job = job
        self.source = source
        self.rejected = rejected
        self.texts = texts
        self.cells = cells
        lastReport = .now
        progress.totalBytes = Int64(totalBytes)
    }

    /// Keeps a row that cannot be taken, with the reason in words.
    mutating func reject(_ rejection: RowRejection, _ reader: borrowing CSVReader) throws {
        try reject(rejection, fields: reader.texts)
    }

    /// Keeps a row that cannot be taken, with the reason in words.
    mutating func reject(_ rejection: RowRejection, fields: [String]) throws {
        let reason = texts.text(TextKey(rejection.rule), rejection.evidence)
        try rejected.write(cells.map(rejection.named(in:)) ?? rejection, reason: reason, fields: fields)
        progress.rejected += 1
    }

    /// Notes something about the file as a whole.
    mutating func note(_ finding: DataFinding) { findings.append(finding) }

    /// Notes how far it is, twice a second at most.
    ///
    /// - Throws: `CancellationError` where someone asked to stop; what was stored so far stays.
    mutating func report(_ reader: borrowing CSVReader) async throws {
        progress.doneBytes = Int64(reader.bytesRead)
        guard ContinuousClock.now - lastReport > .milliseconds(500) else { return }
        lastReport = .now
        if try await platform.store.recordProgress(progress, job: job) { throw CancellationError() }
        try Task.checkCancellation()
    }

    /// Everything that an import has said up to a row, before what stands there is durable.
    struct Mark {
        let position: CSVPosition
        fileprivate let rejectedBytes: Int
        fileprivate let rejected: Int64
    }

    /// Makes the list of rejected rows durable up to a row.
    mutating func mark(at position: CSVPosition) throws -> Mark {
        Mark(position: position, rejectedBytes: try rejected.checkpoint(), rejected: progress.rejected)
    }

    /// Keeps from where to go on after a crash: everything before the mark is durable.
    ///
    /// - Throws: `CancellationError` where someone asked to stop.
    mutating func keepCheckpoint(at mark: Mark) async throws {
        let checkpoint = ImportCheckpoint(
            offset: mark.position.byteOffset,
            line: mark.position.line,
            totalBytes: Int(progress.totalBytes),
            rejectedBytes: mark.rejectedBytes,
            accepted: progress.accepted,
            rejected: mark.rejected,
            unchanged: progress.unchanged
        )
        progress.doneBytes = Int64(mark.position.byteOffset)
        let json = String(decoding: try JSONEncoder().encode(checkpoint), as: UTF8.self)
        if try await platform.store.recordProgress(progress, job: job, checkpoint: json) { throw CancellationError() }
    }

    /// Gives the list of rejected rows its name, or removes an empty one.
    mutating func finish() throws {
        try rejected.finish()
        if rejected.count == 0 { try FileManager.default.removeItem(atPath: platform.rejectedPath(job: job)) }
    }
}

extension RowRejection {
    /// The same with the name of its cell, such as `C17`, before the heading.
    fileprivate func named(in header: [String]) -> RowRejection {
        guard let column, let index = header.firstIndex(of: column) else { return self }
        let cell = Workbook.Sheet.cell(row: line, column: index)
        return RowRejection(
            line: line,
            column: "\(cell) \(column)",
            byteOffset: byteOffset,
            rule: rule,
            evidence: evidence
        )
    }
}

extension Platform {
    /// Where the rejected rows of a job stand.
    func rejectedPath(job: Int64) -> String { "\(dataDirectory)/rejected/job-\(job).csv" }
}

/// From where an import goes on that a crash interrupted (断点).
struct ImportCheckpoint: Codable, Equatable, Sendable {
    /// Where the first row begins that is not durable. [B]
    let offset: Int
    /// Its line.
    let line: Int
    /// The size of the file, which must be the same still. [B]
    let totalBytes: Int
    /// How much of the list of rejected rows counts. [B]
    let rejectedBytes: Int
    let accepted: Int64
    let rejected: Int64
    let unchanged: Int64

    var position: CSVPosition { CSVPosition(byteOffset: offset, line: line) }

    fileprivate func rejectedRows(path: String) -> RejectedRowsWriter? {
        RejectedRowsWriter(path: path, keeping: rejectedBytes, rows: Int(rejected))
    }
}

extension Platform {
    /// From where a job goes on; `nil` where its file has another size now.
    func checkpoint(ofJob job: Int64, totalBytes: Int) async throws -> ImportCheckpoint? {
        guard let json = try await store.checkpoint(ofJob: job),
            let checkpoint = try? JSONDecoder().decode(ImportCheckpoint.self, from: Data(json.utf8)),
            checkpoint.totalBytes == totalBytes
        else { return nil }
        return checkpoint
    }
}
