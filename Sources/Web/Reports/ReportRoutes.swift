import Access
import Hummingbird
import Workflows

/// What departments and districts report (填报), as part of ``Routes``.
enum ReportRoutes {
    static let all: [Route] = [
        .page("reports", "/reports", .ofQuery, filters, roles: .reportReaders, ReportController.list),
        .page(
            "report",
            "/reports/{quantity}",
            .ofQuery,
            [.path("quantity"), .year, .query("district"), .query("population"), .query("building")],
            roles: .reportReaders,
            ReportEntryController.page
        ),
        .form(
            "reportEnter",
            "/reports/{quantity}",
            .ofQuery,
            [.path("quantity")],
            roles: .reporters,
            ReportEntryController.enter
        ),
        .form("reportUpload", "/reports/upload", roles: .reporters, ReportUploadController.receive).takingForm(),
        .page(
            "reportUploaded",
            "/reports/upload",
            .none,
            [.query("job")],
            roles: .reporters,
            ReportUploadController.page
        ),
        .other(
            "reportRejected",
            "/reports/uploads/{id}/rejected.csv",
            [upload],
            audit: .read,
            roles: .reporters,
            answer: .csv,
            ReportUploadController.rejected
        ),
        .form("reportAsk", "/reports/ask", roles: [.cityOfficer], ReportController.ask),
        .other(
            "reportTemplate",
            "/reports/template.csv",
            filters,
            audit: .read,
            roles: .reporters,
            answer: .csv,
            ReportController.template
        ),
        .json(
            "api.reports",
            "/reports",
            ReportsResponse.self,
            .ofQuery,
            [.year, .query("jurisdiction"), .query("department"), .query("task")],
            roles: .reportReaders,
            ReportController.data
        ),
    ]

    private static let upload = RouteParameter.path("id", .integer(1...Int.max))
    private static let filters: [RouteParameter] = [
        .year, .query("department"), .query("district"), .query("task"),
        .query("show", .choice(["missing", "changed"])),
    ]
}

extension Set<Role> {
    /// Those who report, each what is theirs.
    static var reporters: Set<Role> { [.cityOfficer, .districtOfficer, .departmentOfficer] }

    /// Those who may look at what was reported before it is published.
    static var reportReaders: Set<Role> { reporters.union([.auditor]) }
}
