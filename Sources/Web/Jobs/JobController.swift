import Access
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Texts
import Workflows

/// Long work: what runs, how far it is, and what became of it.
enum JobController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let jobs = try await platform.jobs(after: exchange.query("cursor"), limit: 30)
        var hidden: Set<Int64> = []
        for job in jobs.rows where try await !mayReadRejected(job, exchange) { hidden.insert(job.id) }
        let model = JobsPage(
            jobs,
            hidden: hidden,
            isFirst: exchange.query("cursor") == nil,
            look: try await platform.look(at: .jobs, as: exchange.principal),
            upload: exchange.principal.roles.isDisjoint(with: .operators) ? nil : UploadPlate(exchange),
            display: exchange.display
        )
        let head = PageHead(
            section: .jobs,
            title: exchange.texts["nav.jobs"],
            modules: model.isActive == "true" ? ["jobs"] : []
        )
        return try exchange.page("jobs", head, state: state, model)
    }

    static func show(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        guard let job = try await platform.job(try exchange.number("id")) else { throw WebError.notFound }
        let state = try await platform.dataState(scope: exchange.scope)
        let model = JobPage(
            job,
            now: exchange.site.now(),
            hasRejected: try await mayReadRejected(job, exchange),
            display: exchange.display
        )
        let head = PageHead(
            section: .jobs,
            title: model.title,
            crumbs: [Link(href: exchange.display.link("/jobs"), text: exchange.texts["nav.jobs"])],
            modules: job.isActive ? ["jobs"] : []
        )
        return try exchange.page("jobpage", head, state: state, model)
    }

    /// Asks a job to stop and leads back to it.
    static func cancel(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        guard try await exchange.site.platform.job(id) != nil else { throw WebError.notFound }
        _ = try await exchange.site.platform.cancel(job: id, by: exchange.actor)
        return .redirect(to: "/jobs/\(id)", type: .normal)
    }

    static func rejected(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.number("id")
        let platform = exchange.site.platform
        guard let path = platform.rejectedFile(job: id), let job = try await platform.job(id),
            try await mayReadRejected(job, exchange)
        else { throw WebError.notFound }
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8",
            .contentDisposition: "attachment; filename=\"job-\(id)-rejected.csv\"",
        ]
        // Sent while it is read: it may be as long as the file that came in.
        let body = ResponseBody { writer in
            while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty {
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}

extension JobController {
    /// Whether a reader may have the rows that a job refused: what districts report is not for everybody who runs imports.
    private static func mayReadRejected(_ job: Job, _ exchange: Exchange) async throws -> Bool {
        let isReader = !exchange.principal.roles.isDisjoint(with: .rowReaders)
        guard isReader, job.kind == .importReports else { return isReader }
        return try await exchange.site.platform.reportUpload(job.id, of: exchange.principal) != nil
    }
}

extension Job {
    /// Whether it may still change.
    var isActive: Bool { state == .queued || state == .running }
}
