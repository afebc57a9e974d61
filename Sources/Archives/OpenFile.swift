import Foundation

/// An open file that closes itself, without a buffer of its own.
struct OpenFile: ~Copyable {
    let path: String
    private let descriptor: Int32

    init(reading path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path) }
    }

    init(writing path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .writing(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads some bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .unreadable(path: path) }
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        var written = 0
        while written < bytes.count {
            let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .writing(path)
            }
        }
    }

    /// Waits until the bytes are on the disk.
    func synchronize() throws(ArchiveError) {
        guard fsync(descriptor) == 0 else { throw .writing(path) }
    }
}

/// Makes names durable: a file is safe only when its folder is on the disk too.
public enum Folders {
    /// Waits until the names in a folder are on the disk.
    public static func synchronize(_ path: String) throws(ArchiveError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .writing(path) }
    }

    /// Waits until a folder and everything in it is on the disk.
    public static func synchronizeAll(_ path: String) throws(ArchiveError) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            let inside = "\(path)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: inside, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try synchronizeAll(inside)
            } else {
                try OpenFile(reading: inside).synchronize()
            }
        }
        try synchronize(path)
    }

    /// Writes a small file that appears under its name only when it is complete and on the disk.
    public static func write(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
        let part = path + ".part"
        do throws(ArchiveError) {
            let file = try OpenFile(writing: part)
            try bytes.span.withUnsafeBytes { bytes throws(ArchiveError) in try file.write(bytes) }
            try file.synchronize()
        } catch {
            unlink(part)
            throw error
        }
        guard rename(part, path) == 0 else { throw .writing(path) }
        try synchronize((path as NSString).deletingLastPathComponent)
    }
}
