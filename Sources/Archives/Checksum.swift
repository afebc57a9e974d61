import Crypto
import Units

/// SHA-256 of bytes, in hexadecimal.
public func sha256Hex(_ bytes: some Sequence<UInt8>) -> String { SHA256.hash(data: Array(bytes)).hexadecimal }

/// Number and SHA-256 of bytes that pass by.
struct Digest {
    private var hasher = SHA256()
    private(set) var count: Int64 = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bufferPointer: bytes)
        count += Int64(bytes.count)
    }

    /// The SHA-256 so far, in hexadecimal.
    var text: String { hasher.finalize().hexadecimal }
}
