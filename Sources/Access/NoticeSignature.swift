import Crypto
import Units

/// The proof that a webhook's request comes from this platform (回调签名).
///
/// ## References
/// 1. RFC 2104, HMAC: Keyed-Hashing for Message Authentication.
public enum NoticeSignature {
    /// The value of `X-Tanfeng-Signature`: `sha256=` and the HMAC-SHA-256 of the body under the secret, in lower case
    /// hexadecimal.
    public static func header(of body: [UInt8], secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(secret.utf8)))
        return "sha256=" + code.hexadecimal
    }
}
