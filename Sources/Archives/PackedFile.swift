import Foundation

/// A file as it stands in an archive (归档文件): what it holds, and what it takes there.
public struct PackedFile: Hashable, Sendable, Codable {
    /// Size of what it holds. [B]
    public let bytes: Int64
    /// SHA-256 of what it holds, in hexadecimal.
    public let sha256: String
    /// Size in the archive. [B]
    public let packedBytes: Int64
    /// SHA-256 in the archive, in hexadecimal.
    public let packedSHA256: String

    private enum CodingKeys: String, CodingKey {
        case bytes, sha256
        case packedBytes = "packed_bytes"
        case packedSHA256 = "packed_sha256"
    }

    /// Told again and again how many more bytes of content are done; `false` stops the work.
    public typealias Progress = (Int) -> Bool

    static let chunk = 256 << 10

    /// Packs a file with gzip, both checksums taken on the way.
    ///
    /// The source must not be a database that this process has open: closing any descriptor of a file drops the locks
    /// that SQLite holds on it.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - target: where the packed one goes.
    ///   - level: 1 (quick) … 9 (small).
    ///   - progress: told how far it is.
    /// - Returns: what was packed.
    /// - Throws: ``ArchiveError``.
    public static func pack(
        _ source: String,
        to target: String,
        level: Int = 1,
        _ progress: Progress = { _ in true }
    ) throws(ArchiveError) -> PackedFile {
        try replacing(target) { (file) throws(ArchiveError) in
            let input = try OpenFile(reading: source)
            guard let stream = DeflateStream(.packing(level: Int32(level))) else { throw .damaged(path: source) }
            var plain = Digest()
            var packed = Digest()
            try withBuffers { (from, to) throws(ArchiveError) in
                while true {
                    let count = try input.read(into: from)
                    let piece = UnsafeMutableRawBufferPointer(rebasing: from[..<count])
                    plain.add(UnsafeRawBufferPointer(piece))
                    let state = try stream.pass(piece, isLast: count == 0, through: to) {
                        (bytes) throws(ArchiveError) in
                        packed.add(bytes)
                        try file.write(bytes)
                    }
                    guard progress(count) else { throw .stopped }
                    if state == .ended { return }
                }
            }
            return PackedFile(
                bytes: plain.count,
                sha256: plain.text,
                packedBytes: packed.count,
                packedSHA256: packed.text
            )
        }
    }

    /// Unpacks a file and compares both checksums; what is not as described never gets its name.
    ///
    /// Stops at the first byte more than described, so that no small file can fill the disk.
    public func unpack(
        _ source: String,
        to target: String,
        _ progress: Progress = { _ in true }
    ) throws(ArchiveError) {
        try Self.replacing(target) { (file) throws(ArchiveError) in
            let input = try OpenFile(reading: source)
            guard let stream = DeflateStream(.unpacking) else { throw .damaged(path: source) }
            var plain = Digest()
            var packed = Digest()
            try Self.withBuffers { (from, to) throws(ArchiveError) in
                var state = DeflateStream.Progress.wantsMore
                while true {
                    let count = try input.read(into: from)
                    if count == 0 { break }
                    let piece = UnsafeMutableRawBufferPointer(rebasing: from[..<count])
                    packed.add(UnsafeRawBufferPointer(piece))
                    guard state == .wantsMore, packed.count <= packedBytes else { throw .checksum(path: source) }
                    let before = plain.count
                    state = try stream.pass(piece, isLast: false, through: to) { (out) throws(ArchiveError) in
                        plain.add(out)
                        guard plain.count <= bytes else { throw .checksum(path: source) }
                        try file.write(out)
                    }
                    guard state != .broken else { throw .damaged(path: source) }
                    guard progress(Int(plain.count - before)) else { throw .stopped }
                }
                guard state == .ended else { throw .damaged(path: source) }
            }
            guard plain.text == sha256, packed.text == packedSHA256 else { throw .checksum(path: source) }
        }
    }

    /// Writes beside the target and renames when all is on the disk; leaves nothing behind where that fails.
    private static func replacing<Value>(
        _ target: String,
        _ body: (borrowing OpenFile) throws(ArchiveError) -> Value
    ) throws(ArchiveError) -> Value {
        let part = target + ".part"
        let value: Value
        do throws(ArchiveError) {
            let file = try OpenFile(writing: part)
            value = try body(file)
            try file.synchronize()
        } catch {
            unlink(part)
            throw error
        }
        guard rename(part, target) == 0 else { throw .writing(target) }
        try Folders.synchronize((target as NSString).deletingLastPathComponent)
        return value
    }

    private static func withBuffers(
        _ body: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let from = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
        let to = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
        defer {
            from.deallocate()
            to.deallocate()
        }
        try body(from, to)
    }
}
