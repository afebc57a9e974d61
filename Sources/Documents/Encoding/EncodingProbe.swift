/// What the first bytes of a file say about its encoding (编码探测).
struct EncodingProbe: Equatable {
    /// How many bytes are looked at. [B]
    static let length = 1 << 20

    /// The encoding.
    let encoding: TextEncoding
    /// The length of the byte order mark. [B]
    let markLength: Int

    /// Decides from the beginning of a file; `nil` where it is not text.
    ///
    /// UTF-8 is tried first, since text in GB18030 is hardly ever valid UTF-8. A few damaged sequences among many valid
    /// ones do not change the verdict: else one bad byte would turn every name in the file into nonsense.
    ///
    /// - Parameters:
    ///   - bytes: the beginning of the file, at most ``length`` bytes.
    ///   - isWhole: whether the file ends there, so that a cut sequence at the end counts as damage.
    init?(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self.init(encoding: .utf8, markLength: 3)
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self.init(encoding: .utf16LittleEndian, markLength: 2)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self.init(encoding: .utf16BigEndian, markLength: 2)
        } else {
            guard !bytes.contains(0) else { return nil }
            let isUTF8 = Self.looksLikeUTF8(bytes, isWhole: isWhole)
            self.init(encoding: isUTF8 ? .utf8 : .gb18030, markLength: 0)
        }
    }

    private init(encoding: TextEncoding, markLength: Int) {
        self.encoding = encoding
        self.markLength = markLength
    }

    private static func looksLikeUTF8(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
        var valid = 0
        var damaged = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let width = UTF8Sequence.width(bytes, at: index)
            if width == 0, !isWhole, bytes.count - index < 4 { break }
            if width == 0 { damaged += 1 } else { valid += 1 }
            index += max(1, width)
        }
        return damaged * 20 <= valid
    }

    /// What a file is that begins with these bytes and is not text; `nil` where nothing is known against it.
    static func binaryKind(_ bytes: UnsafeRawBufferPointer) -> BinaryKind? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .compoundFile }
        if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) { return .pdf }
        return nil
    }
}
