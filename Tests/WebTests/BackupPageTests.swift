import Access
import Foundation
import HTTPTypes
import Testing
import Workflows

@testable import Web

@Suite("Backup page")
struct BackupPageTests {
    @Test("tells how old the last one is, which there are and how to restore, in both languages")
    func page() async throws {
        let city = try TestCity.empty()
        let client = city.client.as(.of(.systemAdministrator))
        let before = try await client.get("/backup")
        #expect(before.status == .ok && before.body.contains("尚无备份"))
        let backup = try await city.platform.backUp(cause: .asked, actor: .console)
        let page = try await client.get("/backup?lang=en")
        #expect(page.body.contains("Good") && page.body.contains("On request"))
        #expect(page.body.contains("tanfeng restore \(backup.path)"))
        let answer = try await client.get("/api/v1/backups").decoded(as: BackupsResponse.self)
        #expect(answer.state == "good" && answer.backups.map(\.name) == [backup.name])
        #expect(answer.backups.first?.auditHash == backup.manifest.auditHead?.hash)
    }

    @Test("the button asks at once and shows that it is about to begin; an auditor has none")
    func button() async throws {
        let city = try TestCity.empty()
        let client = city.client.as(.of(.systemAdministrator))
        #expect(try await client.get("/backup").body.contains("id=\"backup-now\""))
        #expect(try await !city.client.as(.of(.auditor)).get("/backup").body.contains("id=\"backup-now\""))
        #expect(try await city.client.as(.of(.auditor)).send(.post, "/backup").status == .forbidden)
        #expect(try await city.client.as(.of(.cityOfficer)).get("/backup").status == .forbidden)
        let answer = try await client.send(.post, "/backup", [.fetchSite: "same-origin"])
        #expect(answer.status == .seeOther && answer.headers[.location] == "/backup")
        #expect(city.platform.backups.isWanted)
        let page = try await client.get("/backup")
        #expect(page.body.contains("马上开始") && page.body.contains("data-active=\"true\""))
    }
}
