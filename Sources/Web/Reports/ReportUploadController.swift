import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// A filled-in template that comes back (上传填报文件); whose rows are taken, the platform decides row by row.
enum ReportUploadController {
    static func receive(_ exchange: Exchange) async throws -> Response {
        var form = try UploadForm(exchange)
        guard let stored = try await form.receive() else { throw WebError.badParameter("file") }
        do {
            guard stored.kind == .importReports else { throw WebError.badParameter("kind") }
            let id = try await exchange.site.platform.submit(
                upload: stored.file,
                kind: stored.kind,
                stamp: stored.stamp,
                language: exchange.language,
                by: exchange.actor,
                as: exchange.principal
            )
            return exchange.seeOther("/reports/upload?job=\(id)")
        } catch {
            await ImportController.discard(stored.file, exchange)
            throw error
        }
    }

    static func page(_ exchange: Exchange) async throws -> Response {
        guard let text = exchange.query("job") else { return exchange.seeOther("/reports") }
        guard let id = Int64(text) else { throw WebError.badParameter("job") }
        let job = try await upload(id, exchange)
        let model = ReportUploadPage(job, display: exchange.display)
        let head = PageHead(
            section: .reports,
            title: exchange.texts["reports.upload"],
            crumbs: [Link(href: exchange.display.link("/reports"), text: exchange.texts["reports.title"])]
        )
        return try await exchange.freshPage("reportupload", head, model)
    }

    static func rejected(_ exchange: Exchange) async throws -> Response {
        _ = try await upload(try exchange.number("id"), exchange)
        return try await JobController.rejected(exchange)
    }

    private static func upload(_ id: Int64, _ exchange: Exchange) async throws -> Job {
        let job = try await exchange.site.platform.reportUpload(id, of: exchange.principal)
        guard let job else { throw WebError.notFound }
        return job
    }
}

/// What became of a file of reported values (导入结果).
struct ReportUploadPage: Sendable {
    let job: JobPage
    let rejectedAddress: String?
    let list: String

    init(_ job: Job, display: Display) {
        self.job = JobPage(job, now: nil, display: display)
        rejectedAddress = job.hasRejectedFile ? "/reports/uploads/\(job.id)/rejected.csv" : nil
        list = display.link("/reports")
    }
}
