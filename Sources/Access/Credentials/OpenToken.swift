import Crypto
import FoundationEssentials

/// A random text that opens a door: a session, a one-time link, an API token (令牌).
///
/// Whoever holds the text may enter, so that only its hash is stored.
public struct OpenToken: Sendable {
    /// The text; it exists in the answer that hands it out and nowhere else.
    public let text: String

    /// Draws a new token of 256 random bits.
    ///
    /// A prefix such as `tf_` lets a leaked one be recognised.
    public init(prefix: String = "") {
        let bits = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        text = prefix + Base64URL.encode(bits)
    }

    /// What API tokens begin with.
    public static let apiPrefix = "tf_"

    /// What is stored of it: its SHA-256.
    public var hash: [UInt8] { Self.hash(of: text) }

    /// What is stored of a token that somebody presents.
    public static func hash(of text: String) -> [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

    /// The hidden field of every form of a session (表单令牌): HMAC-SHA256 of `form` under the session's token.
    public static func formToken(session: String) -> String {
        let key = SymmetricKey(data: Data(session.utf8))
        return Base64URL.encode(HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: key))
    }
}

/// Compares without telling by its duration where two texts differ.
public func isEqualInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
