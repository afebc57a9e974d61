public import Access
public import Archives
import Foundation
public import Units

/// What a backup says of itself (备份清单): `manifest.json`, written last, so that a folder without one is incomplete.
public struct BackupManifest: Sendable, Codable, Hashable {
    /// Why a backup was made.
    public enum Cause: String, Sendable, Codable, CaseIterable {
        /// Every night.
        case nightly
        /// Somebody wanted it.
        case asked
        /// A newer version of the program was about to change the schema.
        case upgrade
    }

    /// A file of the data folder.
    public struct File: Sendable, Codable, Hashable {
        /// Its path within the data folder; in the backup `.gz` follows.
        public let name: String
        /// Sizes and checksums.
        public let packed: PackedFile
    }

    /// What a database held.
    public struct Database: Sendable, Codable, Hashable {
        /// The changes of its schema.
        public let migrations: [String]
        /// Rows by table.
        public let rows: [String: Int]
    }

    /// The version of this format.
    public let format: Int
    /// The version of the program that made it.
    public let program: String
    /// When it was begun. [Unix s]
    public let createdAt: Int64
    /// Why it was made.
    public let cause: Cause
    /// Its number among the platform's backups; `nil` where it was made before the platform opened.
    public let run: Int64?
    /// The version of what pages show.
    public let generation: Int64?
    /// The change of readings that accounts had got to.
    public let consumedSequence: Int64?
    /// The last change of readings.
    public let changeSequence: Int64?
    /// The end of the audit log; `nil` while it is empty.
    public let auditHead: AuditAnchor?
    /// Databases by file name.
    public let databases: [String: Database]
    /// Every file, the databases among them.
    public let files: [File]

    private enum CodingKeys: String, CodingKey {
        case format, program, cause, run, generation, databases, files
        case createdAt = "created_at"
        case consumedSequence = "consumed_seq"
        case changeSequence = "change_seq"
        case auditHead = "audit"
    }

    /// The format that this program writes and the newest that it reads.
    static let currentFormat = 1

    /// When it was begun.
    public var time: Instant { Instant(seconds: createdAt) }
    /// What it takes on the disk. [B]
    public var packedBytes: Int64 { files.reduce(0) { $0 + $1.packed.packedBytes } }
    /// What it takes when it is restored. [B]
    public var bytes: Int64 { files.reduce(0) { $0 + $1.packed.bytes } }

    /// The text of `manifest.json`.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
