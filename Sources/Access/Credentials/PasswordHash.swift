import Crypto
import CryptoExtras
import FoundationEssentials

/// A password as it is stored (口令散列): scrypt (RFC 7914) with its cost and salt in one text.
///
/// The text is a PHC string, `$scrypt$ln=14,r=8,p=5$salt$hash`, both in base64 without padding.
public struct PasswordHash: Hashable, Sendable {
    /// What it cost.
    public let cost: ScryptCost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Hashes a password under a new random salt.
    ///
    /// - Throws: an error of the cryptographic library, such as no memory.
    public init(_ password: String, cost: ScryptCost) throws {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        try self.init(password, cost: cost, salt: salt)
    }

    init(_ password: String, cost: ScryptCost, salt: [UInt8], length: Int = 32) throws {
        self.cost = cost
        self.salt = salt
        hash = try Self.derive(password, cost: cost, salt: salt, length: length)
    }

    /// Reads a stored hash; `nil` where the text is not one, or asks for more than a server should give.
    public init?(phc text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let named = parts[2].split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        guard named.map(\.first) == ["ln", "r", "p"], named.allSatisfy({ $0.count == 2 }),
            let logN = Int(named[0][1]), let r = Int(named[1][1]), let p = Int(named[2][1]),
            let cost = ScryptCost(logN: logN, r: r, p: p),
            let salt = Self.bytes(parts[3]), let hash = Self.bytes(parts[4]), (16...64).contains(hash.count)
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// The text that is stored.
    public var phc: String {
        let numbers = "ln=\(cost.logN),r=\(cost.r),p=\(cost.p)"
        return "$scrypt$\(numbers)$\(Self.text(salt))$\(Self.text(hash))"
    }

    /// Whether a password is the one that was hashed.
    ///
    /// - Throws: an error of the cryptographic library, such as no memory.
    public func matches(_ password: String) throws -> Bool {
        isEqualInConstantTime(try Self.derive(password, cost: cost, salt: salt, length: hash.count), hash)
    }

    /// Whether it is to be made again at the next sign-in because today's cost is another.
    public func needsRehash(_ today: ScryptCost) -> Bool { cost != today }

    private static func derive(_ password: String, cost: ScryptCost, salt: [UInt8], length: Int) throws -> [UInt8] {
        // One keyboard writes é as one character, another as two: both are the same password (NIST SP 800-63B §5.1.1.2).
        let normal = PasswordRules.normal(password)
        return try KDF.Scrypt.deriveKey(
            from: Data(normal.utf8),
            salt: salt,
            outputByteCount: length,
            rounds: 1 << cost.logN,
            blockSize: cost.r,
            parallelism: cost.p
        ).withUnsafeBytes { Array($0) }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
