import Crypto
import FoundationEssentials
import Units

/// The second factor (动态口令): a code of six digits that an app computes from a secret and the time.
///
/// RFC 6238 with SHA-1, steps of 30 s and 6 digits, the only variant that all authenticator apps know.
public struct TOTP: Hashable, Sendable {
    /// The shared secret; 160 bits as RFC 4226 §4 recommends.
    public let secret: [UInt8]

    /// Draws a new secret.
    public init() { secret = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) } }

    /// Reads a stored secret.
    public init(secret: [UInt8]) { self.secret = secret }

    /// How long a code lasts. [s]
    public static let stepSeconds: Int64 = 30

    /// The number of the step at a moment. [Unix s → step]
    public static func step(at seconds: Int64) -> Int64 { seconds / stepSeconds }

    /// The step whose code was given; `nil` where none of those admitted now has it.
    ///
    /// The step before and the one after count, for clocks are never quite right.
    ///
    /// - Parameters:
    ///   - code: what was typed; blanks are passed over.
    ///   - now: the moment. [Unix s]
    ///   - lastStep: the last step whose code was used; it and those before it are not taken again (RFC 6238 §5.2).
    /// - Returns: the step.
    public func step(of code: String, now: Int64, after lastStep: Int64?) -> Int64? {
        let digits = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        guard digits.count == 6 else { return nil }
        let current = Self.step(at: now)
        var found: Int64?
        for step in current - 1...current + 1 where isEqualInConstantTime(Array(self.code(step: step).utf8), digits) {
            if lastStep.map({ step > $0 }) ?? true { found = found ?? step }
        }
        return found
    }

    /// The code of a step.
    public func code(step: Int64, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret))
        )
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(1) { product, _ in product * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The secret as one types it into an app: base32 in groups of four.
    public var secretText: String {
        let letters = Array(Base32.encode(secret))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: " ")
    }

    /// The address that apps read from a picture: `otpauth://totp/…` (Google Authenticator Key Uri Format).
    public func uri(issuer: String, account: String) -> String {
        "otpauth://totp/\(issuer.percentEncoded):\(account.percentEncoded)?secret=\(Base32.encode(secret))"
            + "&issuer=\(issuer.percentEncoded)&algorithm=SHA1&digits=6&period=30"
    }
}
