import CZlib

/// Unpacks bodies that come packed (解压).
public enum Inflation {
    /// Unpacks gzip or zlib bytes within a bound, whatever they announce.
    ///
    /// - Parameters:
    ///   - bytes: what came in; several gzip members may follow one another.
    ///   - limit: how much may come out. [B]
    /// - Returns: the bytes unpacked.
    /// - Throws: ``BodyProblem`` where the bytes are damaged, end early or hold too much.
    ///
    /// ## References
    /// 1. RFC 1952, GZIP file format specification version 4.3, 2.2.
    public static func unpack(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(BodyProblem) -> [UInt8] {
        var stream = z_stream()
        // 32 above the window lets zlib tell gzip from its own format.
        guard inflateInit2_(&stream, MAX_WBITS + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw BodyProblem(reason: .notPacked, byteOffset: 0)
        }
        defer { inflateEnd(&stream) }
        var input = [UInt8](bytes)
        var output = [UInt8](repeating: 0, count: min(limit + 1, max(4_096, bytes.count * 6)))
        var length = 0
        let status = input.withUnsafeMutableBufferPointer { input -> Int32 in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                if length == output.count {
                    guard length <= limit else { return Z_OK }
                    output.append(contentsOf: repeatElement(0, count: min(limit + 1, length * 2) - length))
                }
                let status = output.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress.map { $0 + length }
                    stream.avail_out = UInt32(output.count - length)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    length = output.count - Int(stream.avail_out)
                    return status
                }
                switch status {
                case Z_STREAM_END where stream.avail_in > 0: inflateReset(&stream)
                case Z_OK where stream.avail_in > 0 || stream.avail_out == 0: continue
                default: return status
                }
            }
        }
        guard length <= limit else { throw BodyProblem(reason: .tooLarge, byteOffset: bytes.count) }
        guard status == Z_STREAM_END else {
            let isShort = stream.avail_in == 0
            throw BodyProblem(reason: isShort ? .truncated : .notPacked, byteOffset: bytes.count - Int(stream.avail_in))
        }
        output.removeLast(output.count - length)
        return output
    }
}
