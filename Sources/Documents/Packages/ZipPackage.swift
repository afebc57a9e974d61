import CZip

/// A zip archive in memory whose parts are asked for by name; libzip's handle is closed when the value goes away.
struct ZipPackage: ~Copyable {
    let path: String
    private let limits: ProseLimits
    private let archive: OpaquePointer
    // libzip reads from these bytes as long as the archive is open.
    private let memory: UnsafeMutableRawBufferPointer

    /// Opens an archive.
    ///
    /// - Throws: ``DocumentError`` where it is damaged or has too many parts.
    init(_ bytes: [UInt8], path: String, limits: ProseLimits) throws(DocumentError) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        // The last argument 0 leaves the memory ours; the archive takes the source over when it opens.
        guard let source = zip_source_buffer_create(memory.baseAddress, zip_uint64_t(memory.count), 0, &error) else {
            memory.deallocate()
            throw .notProse(path: path, .damaged)
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            memory.deallocate()
            throw .notProse(path: path, .damaged)
        }
        let count = zip_get_num_entries(archive, 0)
        guard (0...zip_int64_t(limits.parts)).contains(count) else {
            zip_discard(archive)
            memory.deallocate()
            throw .notProse(path: path, .unpackedTooLarge)
        }
        (self.path, self.limits, self.archive, self.memory) = (path, limits, archive, memory)
    }

    deinit {
        zip_discard(archive)
        memory.deallocate()
    }

    /// Whether a part of this name is there.
    func has(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

    /// Whether the name of any part begins so.
    func hasFolder(_ prefix: String) -> Bool {
        (0..<zip_uint64_t(max(0, zip_get_num_entries(archive, 0)))).contains { index in
            // The name belongs to the archive.
            zip_get_name(archive, index, 0).map { String(cString: $0).hasPrefix(prefix) } ?? false
        }
    }

    /// The unpacked bytes of a part; `nil` where there is none.
    ///
    /// What the archive says about sizes is checked before, what really comes out while unpacking.
    func part(_ name: String) throws(DocumentError) -> [UInt8]? {
        let index = zip_name_locate(archive, name, 0)
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0 else { throw damaged }
        if status.encryption_method != 0 { throw .notProse(path: path, .encrypted) }
        let size = status.size
        guard size <= zip_uint64_t(limits.partBytes) else { throw tooLarge }
        if size > zip_uint64_t(limits.unsuspiciousBytes), size / max(1, status.comp_size) > zip_uint64_t(limits.ratio) {
            throw tooLarge
        }
        guard let entry = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw damaged }
        defer { zip_fclose(entry) }
        // One byte more than announced, so that a part which lies about its size is found out.
        var bytes = [UInt8](repeating: 0, count: Int(size) + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return zip_fread(entry, rest.baseAddress, zip_uint64_t(rest.count))
            }
            guard count >= 0 else { throw damaged }
            if count == 0 { break }
            filled += Int(count)
        }
        guard filled == Int(size) else { throw damaged }
        bytes.removeLast()
        return bytes
    }

    private var damaged: DocumentError { .notProse(path: path, .damaged) }
    private var tooLarge: DocumentError { .notProse(path: path, .unpackedTooLarge) }
}
