import Foundation

/// A regular file that is read from front to back; closed when the value goes away.
struct InputFile: ~Copyable {
    let path: String
    /// The length when it was opened. [B]
    let size: Int
    private let descriptor: Int32

    init(path: String) throws(DocumentError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, FileProblem(errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, .notRegularFile)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads up to the buffer's length; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(path: path, FileProblem(errno)) }
        }
    }

    /// Reads until the buffer is full or the file ends.
    func readFully(into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The first bytes of the file, as many as there are.
    func opening(_ count: Int) throws(DocumentError) -> [UInt8] {
        try seek(to: 0)
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        let filled = try span.withUnsafeMutableBytes { (buffer) throws(DocumentError) in
            try readFully(into: buffer)
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Lends the open file to another program.
    func withDescriptor<Value, Failure: Error>(_ body: (Int32) throws(Failure) -> Value) throws(Failure) -> Value {
        try body(descriptor)
    }

    /// Continues at an offset from the beginning.
    func seek(to offset: Int) throws(DocumentError) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
            throw .unreadable(path: path, FileProblem(errno))
        }
    }
}

extension FileProblem {
    /// Translates a number of the operating system.
    init(_ number: Int32) {
        switch number {
        case ENOENT, ENOTDIR: self = .notFound
        case EACCES, EPERM, EROFS: self = .noPermission
        case EISDIR: self = .notRegularFile
        case ENOSPC, EDQUOT: self = .noSpace
        default: self = .other(errno: number)
        }
    }
}
