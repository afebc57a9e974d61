import Foundation
import GRDB
import Testing
import Units

@testable import Store

@Suite("Database files")
struct DatabaseFileTests {
    /// A folder with two databases, where each row of the second names one of the first.
    private func pair() throws -> (folder: TemporaryFolder, first: DatabasePool, second: DatabasePool) {
        let folder = try TemporaryFolder()
        let first = try DatabasePool(path: folder.path + "/first")
        let second = try DatabasePool(path: folder.path + "/second")
        try first.write {
            try $0.execute(sql: "CREATE TABLE thing (id INTEGER PRIMARY KEY, filling BLOB DEFAULT (randomblob(3000)))")
        }
        try second.write { try $0.execute(sql: "CREATE TABLE reading (thing INTEGER)") }
        for _ in 0..<300 { try first.write { try $0.execute(sql: "INSERT INTO thing DEFAULT VALUES") } }
        return (folder, first, second)
    }

    @Test("a copy ends while others write without a pause, and no copy refers to what another one lacks")
    func constantWriting() async throws {
        let (folder, first, second) = try pair()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // Ends with the cancellation below.
                while true {
                    let id = try await first.write { db in
                        try db.execute(sql: "INSERT INTO thing DEFAULT VALUES")
                        return db.lastInsertedRowID
                    }
                    try await second.write { try $0.execute(sql: "INSERT INTO reading VALUES (?)", arguments: [id]) }
                }
            }
            for round in 0..<5 {
                let files = ["first", "second"].map {
                    (source: DatabaseFile("\(folder.path)/\($0)"), target: "\(folder.path)/\($0)-\(round)")
                }
                try DatabaseFile.copy(files)
                for file in files { #expect(try DatabaseFile(file.target).problems() == []) }
                let things = try #require(try DatabaseFile(files[0].target).rowCounts()["thing"])
                let last = try await DatabaseQueue(path: files[1].target).read {
                    try Int.fetchOne($0, sql: "SELECT max(thing) FROM reading") ?? 0
                }
                #expect(last <= things && things >= 300)
            }
            group.cancelAll()
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/first-0-wal"))
    }

    @Test("a copy can be stopped")
    func stopped() throws {
        let (folder, _, _) = try pair()
        let files = [(source: DatabaseFile(folder.path + "/first"), target: folder.path + "/copy")]
        #expect(throws: CancellationError.self) {
            try DatabaseFile.copy(files) { done, total in
                #expect(done <= total)
                return false
            }
        }
    }

    @Test("damage and lost references are found")
    func problems() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        let file = DatabaseFile(folder.path + "/tanfeng.sqlite")
        #expect(try file.problems() == [])
        try await store.writer.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA foreign_keys = OFF; INSERT INTO building_place VALUES (77, 'statistical', 3, 0, NULL)"
            )
        }
        #expect(try file.problems().contains { $0.hasPrefix("building_place row") })
    }

    @Test("tells an older schema with data from one without, and says what the file is at")
    func upgrade() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/tanfeng.sqlite"
        let queue = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(queue, upTo: "2026-11-21 plans and indicators")
        let file = DatabaseFile(path)
        #expect(try file.migrations() == ["2026-11-21 first schema", "2026-11-21 plans and indicators"])
        #expect(try !file.needsUpgrade())
        try await queue.write { try $0.execute(sql: "INSERT INTO source_record VALUES (1, 'import', 'a.csv', 0)") }
        #expect(try file.needsUpgrade())
        #expect(try file.marks().auditHead == nil)
        let store = try Store(directory: folder.path)
        #expect(try !file.needsUpgrade())
        #expect(try await file.marks().generation == store.generation())
        #expect(try file.marks().changeSequence == nil)
        #expect(try file.rowCounts()["source_record"] == 1)
    }
}
