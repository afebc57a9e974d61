import Access
import Hummingbird
import Workflows

/// The audit log and the auditor's tools, as part of ``Routes``.
enum AuditRoutes {
    static let all: [Route] = [
        .page("audit", "/audit", .none, filters + [.cursor], roles: .auditReaders, AuditController.page),
        .form("auditVerify", "/audit/verify", roles: .auditReaders, AuditController.verify),
        .other("auditExport", "/audit/export.csv", filters, roles: .auditReaders, answer: .csv) {
            try await AuditController.export($0, as: .csv)
        },
        .other("auditExportLines", "/audit/export.jsonl", filters, roles: .auditReaders, answer: .file) {
            try await AuditController.export($0, as: .jsonl)
        },
        .page("auditTools", "/audit/tools", .none, tools, roles: .auditReaders, AuditToolsController.page),
        .other("auditSample", "/audit/sample.csv", sample, audit: .read, roles: .auditReaders, answer: .csv) {
            try await AuditToolsController.sampleFile($0)
        },
        .other("evidence", "/published/{id}/evidence.json", [id], roles: .evidenceTakers, answer: .file) {
            try await AuditToolsController.evidence($0)
        },
        .other(
            "api.audit",
            "/api/v1/audit",
            filters + [.cursor, .limit],
            audit: .read,
            roles: .auditReaders,
            answer: .json(Schema(of: AuditResponse.self)),
            AuditController.entries
        ),
    ]

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let filters: [RouteParameter] = [
        .query("from"), .query("to"), .query("person", .integer(1...Int.max)),
        .query("actor", .choice(Actor.Kind.allCases.map(\.rawValue))), .query("action"), .query("object"),
        .query("outcome", .choice(AuditEvent.Outcome.allCases.map(\.rawValue))),
    ]
    private static let sample: [RouteParameter] = [
        .query("seed", .integer(0...Int.max)), .query("each", .integer(1...100)),
    ]
    private static let tools = [RouteParameter.query("on")] + sample
}

extension Set<Role> {
    /// Those who read the audit log.
    static var auditReaders: Set<Role> { [.auditAdministrator, .auditor] }

    /// Those who may take the evidence of a figure along.
    static var evidenceTakers: Set<Role> { auditReaders.union([.cityOfficer]) }
}
