import GRDB

extension EmbeddedReadings {
    package func compact() async throws -> Int64 {
        try await seal()
        let before = try containers.fileSize
        try containers.vacuum()
        try journal.compact()
        return max(0, before - (try containers.fileSize))
    }
}

extension Containers {
    /// What the database file takes. [B]
    fileprivate var fileSize: Int64 {
        get throws {
            try pool.read { db in
                try Int64.fetchOne(
                    db,
                    sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
                ) ?? 0
            }
        }
    }

    fileprivate func vacuum() throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
