import Crypto

/// SHA-256 of bytes, in hexadecimal.
public func sha256Hex(_ bytes: some Sequence<UInt8>) -> String { hexadecimal(SHA256.hash(data: Array(bytes))) }

/// Number and SHA-256 of bytes that pass by.
struct Digest {
    private var hasher = SHA256()
    private(set) var count: Int64 = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bufferPointer: bytes)
        count += Int64(bytes.count)
    }

    /// The SHA-256 so far, in hexadecimal.
    var text: String { hexadecimal(hasher.finalize()) }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }.joined()
}
