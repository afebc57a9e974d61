import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Texts
import Units
import Workflows

/// The audit log (审计日志): who did what, and whether the log is whole.
enum AuditController {
    static let path = "/audit"

    static func page(_ exchange: Exchange) async throws -> Response { try await show(exchange, nil) }

    /// Checks the chain, as far as a page can wait for it.
    static func verify(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let result = try await platform.verifyAudit(limit: .seconds(20), actor: exchange.actor)
        return try await show(exchange, result)
    }

    private static func show(_ exchange: Exchange, _ result: AuditVerification?) async throws -> Response {
        let platform = exchange.site.platform
        let filter = try exchange.auditFilter()
        let page = try await platform.auditLog(filter, after: exchange.query("cursor"), limit: 50)
        let model = AuditPageModel(
            page,
            filter: filter,
            query: exchange.auditQuery,
            isFirst: exchange.query("cursor") == nil,
            state: try await platform.auditState(),
            result: result,
            people: try await platform.auditPeople(),
            names: try await platform.auditNames(of: page.lines),
            display: exchange.display
        )
        let head = PageHead(
            section: .admin,
            title: exchange.texts["audit.title"],
            crumbs: exchange.adminCrumbs(),
            actions: [Link(href: exchange.display.link("/audit/tools"), text: exchange.texts["audit.tools"])]
        )
        return try await exchange.freshPage("audit", head, model, at: path)
    }

    /// Sends the log while it is being read, however long it is.
    static func export(_ exchange: Exchange, as format: AuditFormat) async throws -> Response {
        let filter = try exchange.auditFilter()
        let platform = exchange.site.platform
        let actor = exchange.actor
        let headers: HTTPFields = [
            .contentType: format == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            .contentDisposition: "attachment; filename=\"audit.\(format.rawValue)\"",
        ]
        let body = ResponseBody { writer in
            try await platform.exportAudit(filter, as: format, actor: actor) { bytes in
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    static func entries(_ exchange: Exchange) async throws -> Response {
        let page = try await exchange.site.platform.auditLog(
            try exchange.auditFilter(),
            after: exchange.query("cursor"),
            limit: try exchange.limit()
        )
        return try exchange.json(AuditResponse(page))
    }
}

extension Exchange {
    /// The filters in the address.
    func auditFilter() throws -> AuditFilter {
        var filter = AuditFilter()
        func day(_ name: String) throws -> Int? {
            guard let text = query(name) else { return nil }
            guard let day = CivilDay(text) else { throw WebError.badParameter(name) }
            return day.number
        }
        func choice<Value: RawRepresentable<String>>(_ name: String, _ type: Value.Type) throws -> String? {
            guard let text = query(name) else { return nil }
            guard Value(rawValue: text) != nil else { throw WebError.badParameter(name) }
            return text
        }
        filter.from = try day("from")
        filter.to = try day("to")
        filter.person = try integer("person", in: 1...Int.max).map(Int64.init)
        filter.actor = try choice("actor", Actor.Kind.self)
        filter.outcome = try choice("outcome", AuditEvent.Outcome.self)
        filter.action = query("action")
        if let object = query("object") {
            let parts = object.split(separator: ":", maxSplits: 1).map { String($0) }
            filter.objectKind = parts.first
            filter.objectID = parts.count > 1 ? parts[1] : nil
        }
        return filter
    }

    /// The filters as they stand in the address, to be carried on.
    var auditQuery: String {
        ["from", "to", "person", "actor", "action", "object", "outcome"].compactMap { name in
            query(name).map { "\(name)=\($0.percentEncoded)" }
        }.joined(separator: "&")
    }
}

/// Entries of the audit log.
struct AuditResponse: APIResponse {
    /// One field before and after; sealed values stay sealed where the person was erased.
    struct Change: APIResponse {
        let field: String
        let before: String?
        let after: String?
    }

    /// One entry.
    struct Entry: APIResponse {
        let sequence: Int64
        let time: String
        let actor: String
        let personId: Int64?
        let name: String?
        let address: String?
        let requestId: String?
        let action: String
        let objectKind: String?
        let objectId: String?
        let outcome: String
        let changes: [Change]
        let hash: String
    }

    let entries: [Entry]
    let next: String?

    init(_ page: AuditPage) {
        entries = page.lines.map { line in
            Entry(
                sequence: line.sequence,
                time: line.at.iso8601,
                actor: line.actor.rawValue,
                personId: line.person?.rawValue,
                name: line.name,
                address: line.address,
                requestId: line.requestID,
                action: line.action,
                objectKind: line.objectKind,
                objectId: line.objectID,
                outcome: line.outcome.rawValue,
                changes: line.changes.map { Change(field: $0.field, before: $0.before, after: $0.after) },
                hash: line.hash
            )
        }
        next = page.next
    }
}
