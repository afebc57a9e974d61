import Foundation

/// A file that appears under its name only when it is complete.
///
/// Bytes go to `path.part`, which ``finish()`` makes durable and renames; a value that goes away unfinished removes it.
package struct OutputFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isFinished = false
    private static let chunk = 256 << 10

    /// Begins a file.
    package init(path: String) throws(DocumentError) {
        self.path = path
        descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .unwritable(path: path, FileProblem(errno)) }
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
            } else if errno != EINTR {
                throw .unwritable(path: path, FileProblem(errno))
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
