import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// A filled-in template that comes back (上传填报文件); whose rows are taken, the platform decides row by row.
enum ReportUploadController {
    static func receive(_ exchange: Exchange) async throws -> Response {
        let id = try await ImportController.submit(exchange, only: .importReports)
        return exchange.seeOther("/reports/upload?job=\(id)")
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
        self.job = JobPage(job, now: nil, hasRejected: false, display: display)
        rejectedAddress = job.hasRejectedFile ? "/reports/uploads/\(job.id)/rejected.csv" : nil
        list = display.link("/reports")
    }
}
