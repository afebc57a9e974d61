import Foundation

/// A file that appears under its name only when it is complete.
///
/// Bytes go to `path.part`, which ``finish()`` makes durable and renames; a value that goes away unfinished removes it.
package struct OutputFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isFinished = false
    /// Bytes that were handed to the system. [B]
    private var length = 0
    private static let chunk = 256 << 10

    /// Begins a file.
    package init(path: String) throws(DocumentError) {
        self.path = path
        descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .unwritable(path: path, FileProblem(errno)) }
    }

    /// Goes on with a file that an earlier process began, keeping its first bytes; `nil` where it has not that many.
    init?(path: String, keeping length: Int) {
        if access(path + ".part", F_OK) != 0 { rename(path, path + ".part") }
        let descriptor = open(path + ".part", O_WRONLY | O_CLOEXEC)
        self.path = path
        self.descriptor = descriptor
        self.length = length
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, Int(status.st_size) >= length,
            ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(length)
        else { return nil }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isFinished { unlink(path + ".part") }
    }

    /// Adds bytes.
    package mutating func write(_ bytes: some Sequence<UInt8>) throws(DocumentError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.chunk { try flush() }
    }

    /// Makes durable what was written so far, for ``init(path:keeping:)``, and returns its length. [B]
    mutating func checkpoint() throws(DocumentError) -> Int {
        try flush()
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, FileProblem(errno)) }
        return length
    }

    /// Makes the file durable and gives it its name.
    package mutating func finish() throws(DocumentError) {
        try flush()
        guard fsync(descriptor) == 0, rename(path + ".part", path) == 0 else {
            throw .unwritable(path: path, FileProblem(errno))
        }
        isFinished = true
        try keepName()
    }

    /// Makes the new name durable too; a power cut may take it back until its folder was synced, and a folder that was
    /// made for it with the one above.
    private func keepName() throws(DocumentError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        for name in [folder.path, folder.deletingLastPathComponent().path] {
            let descriptor = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unwritable(path: path, FileProblem(errno)) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw .unwritable(path: path, FileProblem(errno)) }
        }
    }

    private mutating func flush() throws(DocumentError) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count >= 0 {
                written += count
                length += count
            } else if errno != EINTR {
                throw .unwritable(path: path, FileProblem(errno))
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
