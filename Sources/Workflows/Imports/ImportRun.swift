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
    private let texts: Localizer
    private var lastReport: ContinuousClock.Instant

    /// Begins a run: names the source of its rows and opens the list of rejected ones.
    static func start(
        _ request: ImportRequest,
        job: Int64,
        on platform: Platform,
        header: [String],
        totalBytes: Int
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
        let rejected = try RejectedRowsWriter(
            path: path,
            headings: (texts["import.rejected.line"], texts["import.rejected.column"], texts["import.rejected.reason"]),
            header: header
        )
        return ImportRun(
            platform: platform,
            request: request,
            job: job,
            source: source,
            rejected: rejected,
            texts: texts,
            totalBytes: totalBytes
        )
    }

    private init(
        platform: Platform,
        request: ImportRequest,
        job: Int64,
        source: Int64,
        rejected: consuming RejectedRowsWriter,
        texts: Localizer,
        totalBytes: Int
    ) {
        self.platform = platform
        self.request = request
        self.job = job
        self.source = source
        self.rejected = rejected
        self.texts = texts
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
        try rejected.write(rejection, reason: reason, fields: fields)
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

    /// Gives the list of rejected rows its name, or removes an empty one.
    mutating func finish() throws {
        try rejected.finish()
        if rejected.count == 0 { try FileManager.default.removeItem(atPath: platform.rejectedPath(job: job)) }
    }
}

extension Platform {
    /// Where the rejected rows of a job stand.
    func rejectedPath(job: Int64) -> String { "\(dataDirectory)/rejected/job-\(job).csv" }
}
