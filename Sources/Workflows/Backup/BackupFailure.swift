public import Archives
import Foundation
import Store

/// A reason why a backup cannot be made, read or restored (备份失败原因).
public enum BackupFailure: Error, Hashable {
    /// A file cannot be read, written or is not what was stored.
    case archive(ArchiveError)
    /// The folder has less room than is needed. [B]
    case noRoom(path: String, needed: Int64, free: Int64)
    /// A database is being written for too long, or cannot be read.
    case database(reason: String)
    /// Another backup is running.
    case busy
    /// The program stopped in the middle.
    case interrupted
    /// The folder holds no complete backup.
    case notABackup(path: String)
    /// The backup's manifest cannot be read.
    case badManifest(path: String)
    /// A newer version of the program made the backup.
    case newer(path: String)
    /// A restored database is damaged.
    case damaged(file: String, problem: String)
    /// A restored database does not hold what the manifest says.
    case differs(file: String, what: String)
    /// The folder to restore into holds data.
    case occupied(path: String)
    /// The folder to restore into cannot be replaced.
    case irreplaceable(path: String)

    /// What any error of a backup means to a person.
    init(_ error: any Error) {
        switch error {
        case let error as BackupFailure: self = error
        case let error as ArchiveError: self = .archive(error)
        case DatabaseFileError.diskFull: self = .archive(.diskFull(path: "tanfeng.sqlite"))
        case is CancellationError: self = .interrupted
        default: self = .database(reason: "\(error)")
        }
    }

    /// A key of texts under `backup.failure`, then its arguments.
    public var words: [String] {
        switch self {
        case .archive(.unreadable(let path)): ["unreadable", path]
        case .archive(.unwritable(let path)): ["unwritable", path]
        case .archive(.diskFull(let path)): ["diskFull", path]
        case .archive(.damaged(let path)), .archive(.checksum(let path)): ["checksum", path]
        case .archive(.stopped), .interrupted: ["interrupted"]
        case .noRoom(let path, let needed, let free): ["noRoom", path, Self.megabytes(needed), Self.megabytes(free)]
        case .database: ["database"]
        case .busy: ["busy"]
        case .notABackup(let path): ["notABackup", path]
        case .badManifest(let path): ["badManifest", path]
        case .newer(let path): ["newer", path]
        case .damaged(let file, let problem): ["damaged", file, problem]
        case .differs(let file, let what): ["differs", file, what]
        case .occupied(let path): ["occupied", path]
        case .irreplaceable(let path): ["irreplaceable", path]
        }
    }

    /// The reason in a few words for whoever sits at the machine, before any language is known.
    public var plainReason: String {
        if case .database(let reason) = self { reason } else { words.joined(separator: " ") }
    }

    private static func megabytes(_ bytes: Int64) -> String { String((bytes + 999_999) / 1_000_000) }
}
