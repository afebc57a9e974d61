import Foundation

/// A reason why an archive cannot be written or read (归档出错).
public enum ArchiveError: Error, Hashable {
    /// The file is not there or may not be read.
    case unreadable(path: String)
    /// The file or folder may not be written.
    case unwritable(path: String)
    /// The disk has no room for the file.
    case diskFull(path: String)
    /// The file is no complete gzip stream.
    case damaged(path: String)
    /// The file holds other bytes than were written.
    case checksum(path: String)
    /// The work was stopped on request.
    case stopped

    /// What the system's `errno` means for a file that is written.
    static func writing(_ path: String) -> ArchiveError {
        [ENOSPC, EDQUOT].contains(errno) ? .diskFull(path: path) : .unwritable(path: path)
    }
}
