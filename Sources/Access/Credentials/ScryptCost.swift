/// What a guess at a password costs (口令散列强度): memory 128 · N · r bytes, time in proportion to N · r · p.
public struct ScryptCost: Hashable, Sendable {
    /// Binary logarithm of N.
    public let logN: Int
    /// Block size r.
    public let r: Int
    /// Parallelism p.
    public let p: Int

    /// Creates a cost; `nil` outside of what one hash may take on a server: N to 2^20, 128 · N · r to 1 GiB, p to 16.
    public init?(logN: Int, r: Int, p: Int) {
        guard (1...20).contains(logN), (1...32).contains(r), (1...16).contains(p), (128 << logN) * r <= 1 << 30
        else { return nil }
        self.init(uncheckedLogN: logN, r: r, p: p)
    }

    private init(uncheckedLogN logN: Int, r: Int, p: Int) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    /// N = 2^14, r = 8, p = 5: one of the equal choices of the OWASP Password Storage Cheat Sheet (16 MiB).
    public static let standard = ScryptCost(uncheckedLogN: 14, r: 8, p: 5)

    /// The standard with another N; `nil` where it is out of range.
    public static func standard(logN: Int) -> ScryptCost? { ScryptCost(logN: logN, r: standard.r, p: standard.p) }

    /// N = 2^4, r = 1, p = 1, for tests only: it protects nothing.
    public static let quick = ScryptCost(uncheckedLogN: 4, r: 1, p: 1)
}
