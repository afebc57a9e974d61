/// A window that moves over a file: the bytes not yet consumed, in UTF-8 or GB18030.
struct ByteSource: ~Copyable {
    let file: InputFile
    let encoding: TextEncoding
    /// Whether the window reaches to the end of the file.
    private(set) var isAtEnd = false

    private let chunk: Int
    private let capacity: Int
    private let memory: UnsafeMutablePointer<UInt8>
    private let raw: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var transcoder: UTF16Transcoder?

    /// Opens a file; at most `window` bytes may stay unconsumed while at most `chunk` more are read.
    init(path: String, window: Int, chunk: Int) throws(DocumentError) {
        let file = try InputFile(path: path)
        let probe = try Self.probe(file)
        try file.seek(to: probe.markLength)
        self.file = file
        encoding = probe.encoding
        markLength = probe.markLength
        self.chunk = chunk
        capacity = window + UTF16Transcoder.capacity(for: chunk) + 16
        memory = .allocate(capacity: capacity)
        raw = .allocate(byteCount: chunk, alignment: 1)
        transcoder = Self.transcoder(for: encoding)
    }

    deinit {
        memory.deallocate()
        raw.deallocate()
    }

    /// The length of the byte order mark. [B]
    let markLength: Int

    /// The bytes not yet consumed; valid until the next ``fill()``.
    var window: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory + start, count: end - start) }

    /// Takes bytes off the front and returns how many bytes of the file they were. [B]
    mutating func consume(_ count: Int) -> Int {
        let width =
            transcoder == nil
            ? count : UTF16Transcoder.sourceWidth(of: UnsafeRawBufferPointer(start: memory + start, count: count))
        start += count
        return width
    }

    /// Reads one more chunk behind the window.
    mutating func fill() throws(DocumentError) {
        if start > 0 {
            memory.update(from: memory + start, count: end - start)
            end -= start
            start = 0
        }
        if transcoder == nil {
            let count = try file.read(into: UnsafeMutableRawBufferPointer(start: memory + end, count: chunk))
            end += count
            isAtEnd = count == 0
        } else {
            let count = try file.read(into: raw)
            let piece = UnsafeRawBufferPointer(rebasing: raw[..<count])
            end += transcoder?.transcode(piece, to: memory + end) ?? 0
            if count == 0 { end += transcoder?.finish(to: memory + end) ?? 0 }
            isAtEnd = count == 0
        }
    }

    /// Empties the window and continues at an offset of the file.
    mutating func seek(to offset: Int) throws(DocumentError) {
        try file.seek(to: offset)
        start = 0
        end = 0
        isAtEnd = false
        transcoder = Self.transcoder(for: encoding)
    }

    private static func transcoder(for encoding: TextEncoding) -> UTF16Transcoder? {
        switch encoding {
        case .utf8, .gb18030: nil
        case .utf16LittleEndian: UTF16Transcoder(isBigEndian: false)
        case .utf16BigEndian: UTF16Transcoder(isBigEndian: true)
        }
    }

    private static func probe(_ file: borrowing InputFile) throws(DocumentError) -> EncodingProbe {
        guard file.size > 0 else { throw .empty(path: file.path) }
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(file.size, EncodingProbe.length),
            alignment: 1
        )
        defer { memory.deallocate() }
        let count = try file.readFully(into: memory)
        let bytes = UnsafeRawBufferPointer(rebasing: memory[..<count])
        if let kind = EncodingProbe.binaryKind(bytes) { throw .notText(path: file.path, kind) }
        guard let probe = EncodingProbe(bytes, isWhole: count == file.size) else {
            throw .notText(path: file.path, .other)
        }
        return probe
    }
}
