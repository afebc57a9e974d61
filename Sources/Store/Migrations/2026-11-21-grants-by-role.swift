import GRDB

extension Migrations {
    /// Who holds a role is asked for each work item that waits for one.
    static func grantsByRole(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 grants by role") { db in
            try db.execute(sql: "CREATE INDEX role_grant_role ON role_grant (role)")
        }
    }
}
