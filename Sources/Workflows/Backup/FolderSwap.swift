import Archives
import Foundation

/// Puts a prepared folder in another one's place (目录替换), so that whoever looks sees either the old one or the new one.
public enum FolderSwap {
    /// Replaces a folder.
    ///
    /// The old folder is moved to `aside`, never deleted. Where the file system cannot exchange two names in one step
    /// there is a moment in which neither stands at `target`; both are then whole under other names.
    ///
    /// - Parameters:
    ///   - target: the folder to replace; it need not exist.
    ///   - prepared: the folder that takes its place, on the same file system.
    ///   - aside: where the old folder goes; nothing may be there.
    /// - Throws: ``BackupFailure/irreplaceable(path:)``; everything is then where it was.
    public static func replace(_ target: String, by prepared: String, aside: String) throws(BackupFailure) {
        let parent = (target as NSString).deletingLastPathComponent
        do throws(ArchiveError) {
            try Folders.synchronizeAll(prepared)
            if !FileManager.default.fileExists(atPath: target) {
                guard rename(prepared, target) == 0 else { throw .unwritable(path: parent) }
                return try Folders.synchronize(parent)
            }
            // First to its later place, so that one exchange is all that is left to do.
            guard rename(prepared, aside) == 0 else { throw .unwritable(path: parent) }
            guard exchange(target, aside) else {
                rename(aside, prepared)
                throw .unwritable(path: target)
            }
            try Folders.synchronize(parent)
        } catch {
            throw .irreplaceable(path: target)
        }
    }

    private typealias Rename =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// Linux's own call, which Swift's module of the C library leaves out.
    private static var renameat2: Rename? {
        dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Rename.self) }
    }
    /// `RENAME_EXCHANGE` of `linux/fs.h`.
    private static let exchanging: UInt32 = 2

    private static func exchange(_ first: String, _ second: String) -> Bool {
        if let renameat2 {
            if renameat2(AT_FDCWD, first, AT_FDCWD, second, exchanging) == 0 { return true }
            guard [EINVAL, ENOSYS].contains(errno) else { return false }
        }
        let between = first + ".old"
        guard rename(first, between) == 0 else { return false }
        guard rename(second, first) == 0 else {
            rename(between, first)
            return false
        }
        return rename(between, second) == 0
    }
}
