import CZlib

/// One direction of zlib over a stream of bytes in the gzip format.
///
/// ## References
/// 1. RFC 1952, GZIP file format specification version 4.3.
final class DeflateStream {
    enum Direction {
        case packing(level: Int32)
        case unpacking
    }

    // zlib keeps the address of this structure inside itself, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let direction: Direction
    private static let gzipWindow = MAX_WBITS + 16

    /// Opens a stream; `nil` where there is no memory for it.
    init?(_ direction: Direction) {
        self.direction = direction
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        let status =
            switch direction {
            case .packing(let level):
                deflateInit2_(stream, level, Z_DEFLATED, Self.gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
            case .unpacking: inflateInit2_(stream, Self.gzipWindow, ZLIB_VERSION, size)
            }
        guard status == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        switch direction {
        case .packing: deflateEnd(stream)
        case .unpacking: inflateEnd(stream)
        }
        stream.deallocate()
    }

    /// Where the stream stands after some bytes.
    enum Progress { case wantsMore, ended, broken }

    /// Passes bytes through; `output` gets each filled buffer and may stop it by throwing.
    func pass(
        _ bytes: UnsafeMutableRawBufferPointer,
        isLast: Bool,
        through buffer: UnsafeMutableRawBufferPointer,
        _ output: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) -> Progress {
        stream.pointee.next_in = bytes.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_in = UInt32(bytes.count)
        while true {
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_out = UInt32(buffer.count)
            let status =
                switch direction {
                case .packing: deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                case .unpacking: inflate(stream, Z_NO_FLUSH)
                }
            guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { return .broken }
            try output(UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - Int(stream.pointee.avail_out))]))
            if status == Z_STREAM_END { return stream.pointee.avail_in == 0 ? .ended : .broken }
            if stream.pointee.avail_out > 0 { return .wantsMore }
        }
    }
}
