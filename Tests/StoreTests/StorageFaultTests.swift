import Foundation
import GRDB
import Store
import Testing

@Suite("Storage faults")
struct StorageFaultTests {
    @Test(
        "what SQLite says about a disk has a name",
        arguments: [
            (.SQLITE_FULL, .full), (.SQLITE_READONLY, .readOnly), (.SQLITE_CORRUPT, .damaged),
            (.SQLITE_NOTADB, .damaged),
            (.SQLITE_CONSTRAINT, nil), (.SQLITE_BUSY, nil),
        ] as [(ResultCode, StorageFault?)]
    )
    func database(code: ResultCode, fault: StorageFault?) {
        #expect(StorageFault(DatabaseError(resultCode: code), folder: "/") == fault)
    }

    @Test("what SQLite only calls an I/O error is looked into: a folder that takes files has a broken disk")
    func inputOutput() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(StorageFault.found(in: folder.path) == nil)
        #expect(StorageFault(DatabaseError(resultCode: .SQLITE_IOERR), folder: folder.path) == .broken)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("what a system call says about a disk has a name")
    func systemCalls() {
        #expect(StorageFault(errno: ENOSPC) == .full)
        #expect(StorageFault(errno: EROFS) == .readOnly)
        #expect(StorageFault(errno: EIO) == .broken)
        #expect(StorageFault(errno: ENOENT) == nil)
    }

    @Test("what is no matter of the disk is none")
    func other() { #expect(StorageFault(CancellationError(), folder: "/") == nil) }
}
