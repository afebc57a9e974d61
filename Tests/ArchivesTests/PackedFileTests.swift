import Foundation
import Testing

@testable import Archives

@Suite("Packed files")
struct PackedFileTests {
    @Test("gunzip reads what was packed, and sha256sum agrees with both checksums", arguments: [0, 1, 1_000_003])
    func independent(size: Int) throws {
        let folder = try TemporaryFolder()
        let content = noise(size)
        let source = try folder.file("plain", content)
        let packed = try PackedFile.pack(source, to: folder.path + "/packed.gz")
        #expect(try folder.run("sha256sum", "plain").hasPrefix(packed.sha256 + " "))
        #expect(try folder.run("sha256sum", "packed.gz").hasPrefix(packed.packedSHA256 + " "))
        #expect(packed.bytes == Int64(size))
        #expect(packed.packedBytes == Int64(try folder.bytes("packed.gz").count))
        try folder.run("gunzip", "packed.gz")
        #expect(try folder.bytes("packed") == content)
    }

    @Test("what gzip packed is unpacked, and only where it is as described")
    func gzip() throws {
        let folder = try TemporaryFolder()
        let source = try folder.file("plain", noise(700_000))
        let own = try PackedFile.pack(source, to: folder.path + "/own.gz")
        try folder.run("gzip", "-9", "-n", "-k", "plain")
        let theirs = try folder.bytes("plain.gz")
        let described = PackedFile(
            bytes: own.bytes,
            sha256: own.sha256,
            packedBytes: Int64(theirs.count),
            packedSHA256: sha256Hex(theirs)
        )
        try described.unpack(folder.path + "/plain.gz", to: folder.path + "/again")
        #expect(try folder.bytes("again") == folder.bytes("plain"))
        #expect(throws: ArchiveError.checksum(path: folder.path + "/plain.gz")) {
            try own.unpack(folder.path + "/plain.gz", to: folder.path + "/never")
        }
        #expect(try folder.names == ["again", "own.gz", "plain", "plain.gz"])
    }

    @Test("every kind of damage is found and leaves no file behind", arguments: ["flipped", "cut", "longer", "empty"])
    func damage(kind: String) throws {
        let folder = try TemporaryFolder()
        let packed = try PackedFile.pack(try folder.file("plain", noise(300_000)), to: folder.path + "/a.gz")
        var bytes = try folder.bytes("a.gz")
        switch kind {
        case "flipped": bytes[bytes.count / 2] ^= 1
        case "cut": bytes.removeLast(9)
        case "longer": bytes += [0]
        default: bytes = []
        }
        let path = try folder.file("a.gz", bytes)
        let error = #expect(throws: ArchiveError.self) { try packed.unpack(path, to: folder.path + "/b") }
        #expect(error == .damaged(path: path) || error == .checksum(path: path))
        #expect(try folder.names == ["a.gz", "plain"])
    }

    @Test("a small file cannot fill the disk: unpacking stops at the described size")
    func bomb() throws {
        let folder = try TemporaryFolder()
        let large = try PackedFile.pack(
            try folder.file("zeros", [UInt8](repeating: 0, count: 50_000_000)),
            to: folder.path + "/bomb.gz"
        )
        let described = PackedFile(
            bytes: 1_000,
            sha256: large.sha256,
            packedBytes: large.packedBytes,
            packedSHA256: large.packedSHA256
        )
        var unpacked = 0
        #expect(throws: ArchiveError.checksum(path: folder.path + "/bomb.gz")) {
            try described.unpack(folder.path + "/bomb.gz", to: folder.path + "/out") {
                unpacked += $0
                return true
            }
        }
        #expect(unpacked <= PackedFile.chunk)
    }

    @Test("stops when asked to")
    func stopped() throws {
        let folder = try TemporaryFolder()
        let source = try folder.file("plain", noise(1_000_000))
        #expect(throws: ArchiveError.stopped) {
            _ = try PackedFile.pack(source, to: folder.path + "/a.gz") { _ in false }
        }
        #expect(try folder.names == ["plain"])
    }

    @Test("says what cannot be read or written, and what disk is full")
    func errors() throws {
        let folder = try TemporaryFolder()
        let source = try folder.file("plain", noise(1_000_000))
        #expect(throws: ArchiveError.unreadable(path: "/nowhere")) {
            _ = try PackedFile.pack("/nowhere", to: folder.path + "/a.gz")
        }
        #expect(throws: ArchiveError.unwritable(path: "/nowhere/a.gz.part")) {
            _ = try PackedFile.pack(source, to: "/nowhere/a.gz")
        }
        // A device that is always full.
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/full.part", withDestinationPath: "/dev/full")
        #expect(throws: ArchiveError.diskFull(path: folder.path + "/full.part")) {
            _ = try PackedFile.pack(source, to: folder.path + "/full")
        }
        #expect(throws: ArchiveError.diskFull(path: folder.path + "/full.part")) {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/full.part",
                withDestinationPath: "/dev/full"
            )
            try Folders.write([1, 2, 3], to: folder.path + "/full")
        }
    }
}
