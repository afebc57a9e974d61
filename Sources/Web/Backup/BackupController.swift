import Access
import Hummingbird
import Texts
import Workflows

/// Backups: how old the last one is, which there are, how to restore one.
enum BackupController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let overview = try await exchange.site.platform.backupOverview()
        let mayMake = exchange.principal.scope(for: .backupKeepers) != nil
        let model = BackupPage(overview, now: exchange.site.now(), mayMake: mayMake, display: exchange.display)
        let head = PageHead(
            section: .admin,
            title: exchange.texts["admin.backup"],
            crumbs: [Link(href: exchange.display.link("/admin"), text: exchange.texts["nav.admin"])],
            modules: overview.isActive ? ["jobs"] : []
        )
        return try await exchange.freshPage("backup", head, model)
    }

    /// Asks for a backup and leads back to the page, which shows how far it is.
    static func make(_ exchange: Exchange) async throws -> Response {
        exchange.site.platform.backups.want(exchange.actor)
        return exchange.seeOther("/backup")
    }

    static func state(_ exchange: Exchange) async throws -> Response {
        try exchange.json(BackupsResponse(try await exchange.site.platform.backupOverview()))
    }
}

extension BackupOverview {
    /// Whether something is about to move.
    var isActive: Bool { isWanted || running != nil }
}
