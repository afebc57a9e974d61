import Access
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Exports of the audit log")
struct AuditExportTests {
    /// A log with something to export, and people who may and may not.
    private struct Archive {
        let city: TestCity
        let auditor: Principal
        let officer: Principal

        init() async throws {
            city = try TestCity.empty()
            let platform = city.platform
            func person(_ role: Role, _ login: String) async throws -> Principal {
                let link = try await platform.addPerson(login: login, name: login, email: nil, actor: .console)
                return Principal(
                    person: link.person.map(Person.ID.init(rawValue:)),
                    name: login,
                    proof: .session("t"),
                    grants: [RoleGrant(id: 1, role: role, scope: .all)]
                )
            }
            auditor = try await person(.auditor, "auditor")
            officer = try await person(.cityOfficer, "officer")
            for number in 0..<7 {
                try await platform.record(AuditEvent(.system, number < 3 ? "test.one" : "test.two"))
            }
        }

        /// What the log says of exports, the oldest first.
        func entries() async throws -> [AuditLine] {
            try await city.platform.auditLog(AuditFilter(), after: nil, limit: 1_000).lines.reversed()
                .filter { $0.action.hasPrefix("audit.export") || $0.action.hasPrefix("auditExport") }
        }
    }

    @Test(
        "leave an entry with the filter, the format and the number of rows",
        arguments: [
            ("csv", "?action=test.one&outcome=done", 3), ("jsonl", "?action=test.", 7), ("csv", "?action=none.", 0),
        ]
    )
    func kept(format: String, query: String, rows: Int) async throws {
        let archive = try await Archive()
        let answer = try await archive.city.client.as(archive.auditor).get("/audit/export.\(format)\(query)")
        #expect(answer.status == .ok)
        let lines = answer.body.split(whereSeparator: \.isNewline)
        #expect(lines.count == rows + (format == "csv" ? 1 : 0))
        let entries = try await archive.entries()
        let entry = try #require(entries.first { $0.action == "audit.export" })
        func value(_ field: String) -> String? { entry.changes.first { $0.field == field }?.after }
        #expect(entry.person == archive.auditor.person && entry.outcome == .done)
        #expect(value("format") == format && value("rows") == "\(rows)")
        #expect(query.contains("action=\(value("action") ?? "?")"))
        #expect(value("outcome") == (query.contains("outcome") ? "done" : nil))
    }

    @Test("of the whole log hold every entry up to the one that tells of them")
    func whole() async throws {
        let archive = try await Archive()
        let before = try await archive.city.platform.auditState().head?.sequence
        let answer = try await archive.city.client.as(archive.auditor).get("/audit/export.jsonl")
        let lines = answer.body.split(separator: "\n")
        let entry = try #require(try await archive.entries().first { $0.action == "audit.export" })
        #expect(entry.changes.first { $0.field == "rows" }?.after == "\(lines.count)")
        #expect(lines.count >= Int(before ?? 0))
    }

    @Test("that are refused leave a refusal and give nothing away", arguments: ["csv", "jsonl"])
    func refused(format: String) async throws {
        let archive = try await Archive()
        let answer = try await archive.city.client.as(archive.officer).get("/audit/export.\(format)?action=test.")
        #expect(answer.status == .forbidden && !answer.body.contains("test.one"))
        let entries = try await archive.entries()
        #expect(entries.map(\.outcome) == [.refused] && entries.first?.person == archive.officer.person)
        #expect(entries.first?.changes.first { $0.field == "reason" }?.after == "forbidden")
        #expect(entries.first?.action == (format == "csv" ? "auditExport" : "auditExportLines"))
    }

    @Test("of one page as data are reads of the log and are kept too")
    func data() async throws {
        let archive = try await Archive()
        let answer = try await archive.city.client.as(archive.auditor).get("/api/v1/audit?action=test.one")
        #expect(answer.status == .ok)
        let lines = try await archive.city.platform.auditLog(AuditFilter(), after: nil, limit: 50).lines
        let entry = try #require(lines.first { $0.action == "api.audit" })
        #expect(entry.person == archive.auditor.person)
        #expect(entry.changes.first?.after?.contains("action=test.one") == true)
    }
}
