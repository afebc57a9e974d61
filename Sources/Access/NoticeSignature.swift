import Crypto

/// The proof that a webhook's request comes from this platform (回调签名).
///
/// ## References
/// 1. RFC 2104, HMAC: Keyed-Hashing for Message Authentication.
public enum NoticeSignature {
    /// The value of `X-Tanfeng-Signature`: `sha256=` and the HMAC-SHA-256 of the body under the secret, in lower case
    /// hexadecimal.
    public static func header(of body: [UInt8], secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))
        let digits = Array("0123456789abcdef".utf8)
        let hex = code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "sha256=" + String(decoding: hex, as: UTF8.self)
    }
}
