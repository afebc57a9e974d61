import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// The list of what is owed and was reported (填报清单).
enum ReportController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let query = try exchange.reportQuery()
        let platform = exchange.site.platform
        guard let list = try await platform.reports(query, of: exchange.principal) else {
            return try PlanController.empty(exchange, state: try await platform.dataState(scope: exchange.scope))
        }
        let look = try await platform.look(at: .reports, as: exchange.principal)
        let model = ReportsPage(
            list,
            query: query,
            look: look,
            isNew: { $0.isNew(since: look, to: exchange.principal) },
            onlyNew: exchange.query("show") == "changed",
            limit: exchange.site.settings.uploadLimit,
            notice: exchange.doneNotice,
            display: exchange.display
        )
        let head = PageHead(section: .reports, title: exchange.texts["reports.title"])
        return try await exchange.freshPage("reports", head, model)
    }

    /// Asks everybody who owes values of a year for them.
    static func ask(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let year = form["year"].flatMap({ Int($0) }) else { throw WebError.badParameter("year") }
        do {
            let platform = exchange.site.platform
            let count = try await platform.askForReports(of: year, by: exchange.actor, as: exchange.principal)
            return exchange.seeOther("/reports?year=\(year)", count > 0 ? .reportsAsked : .reportsComplete)
        } catch let refusal as ReportRefusal {
            throw refusal == .year ? WebError.badParameter("year") : WebError.forbidden
        }
    }

    static func template(_ exchange: Exchange) async throws -> Response {
        let query = try exchange.reportQuery()
        let file = try await exchange.site.platform.reportTemplate(
            query,
            language: exchange.language,
            of: exchange.principal
        )
        guard let file else { throw WebError.notFound }
        return try CSVFile(name: "reports.csv", header: file.header, rows: file.rows).response()
    }

    static func data(_ exchange: Exchange) async throws -> ReportsResponse {
        var query = ReportQuery()
        query.year = try exchange.year()?.number
        query.district = try exchange.jurisdiction("jurisdiction")
        query.department = exchange.query("department")
        query.task = exchange.query("task")
        let list = try await exchange.site.platform.reports(query, of: exchange.principal)
        guard let list else { throw WebError.notFound }
        return ReportsResponse(list)
    }
}

extension Exchange {
    /// The filters in the address.
    func reportQuery() throws -> ReportQuery {
        var query = ReportQuery()
        query.year = try year()?.number
        query.department = self.query("department")
        query.district = try jurisdiction("district")
        query.task = self.query("task")
        if let show = self.query("show") {
            guard ["missing", "changed"].contains(show) else { throw WebError.badParameter("show") }
            query.isMissingOnly = show == "missing"
        }
        return query
    }
}

extension ReportLine {
    /// Whether somebody else has reported it since the reader's last look.
    fileprivate func isNew(since look: Instant?, to reader: Principal) -> Bool {
        guard let look, let latest else { return false }
        return latest.time >= look && (latest.author == nil || latest.author?.id != reader.person)
    }
}
