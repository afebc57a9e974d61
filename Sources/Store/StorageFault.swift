import Foundation
import GRDB
import Metering

/// Why the data folder cannot be written or read (存储故障): what somebody who runs the machine can put right.
public enum StorageFault: String, Error, Codable, Sendable, CaseIterable {
    /// The disk is full.
    case full
    /// The disk is read-only, or the program may not write there.
    case readOnly
    /// The disk fails to read or write.
    case broken
    /// A database file is no database any more.
    case damaged

    /// What an error says about the disk below a folder; `nil` where it is about something else.
    ///
    /// SQLite tells a full disk by name, but calls much else an I/O error or a file that cannot be opened; then the folder
    /// itself is tried.
    public init?(_ error: any Error, folder: String) {
        switch error {
        case let fault as StorageFault: self = fault
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_READONLY: self = .readOnly
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
            case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = Self.found(in: folder) ?? .broken
            default: return nil
            }
        case ReadingStoreError.full: self = .full
        case ReadingStoreError.readOnly: self = .readOnly
        case ReadingStoreError.broken: self = Self.found(in: folder) ?? .broken
        case let error as CocoaError:
            switch error.code {
            case .fileWriteOutOfSpace: self = .full
            case .fileWriteVolumeReadOnly: self = .readOnly
            default: return nil
            }
        default: return nil
        }
    }

    /// What a failed system call says about the disk; `nil` where it is about something else.
    public init?(errno code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .full
        case EROFS, EACCES, EPERM: self = .readOnly
        case EIO: self = .broken
        default: return nil
        }
    }

    /// Writes a small file and removes it again; `nil` where that succeeds.
    public static func found(in folder: String) -> StorageFault? {
        let path = "\(folder)/.probe-\(getpid())"
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return StorageFault(errno: errno) }
        defer {
            close(file)
            unlink(path)
        }
        let bytes = [UInt8](repeating: 0, count: 64 << 10)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            // A short write is what a disk that fills up answers first.
            return StorageFault(errno: errno) ?? .full
        }
        return nil
    }
}
