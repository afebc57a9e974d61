import Units

/// The head of the audit log as it was kept elsewhere (审计锚点): a backup's manifest, a line of the system log.
///
/// Whoever can rewrite the database can rewrite the whole chain, but not what was anchored outside it.
public struct AuditAnchor: Hashable, Sendable, Codable {
    /// The number of the last entry then; 0 while there was none.
    public let sequence: Int64
    /// Its hash in hexadecimal.
    public let hash: String
    /// When its entry was written; 0 where nobody says. [Unix s]
    public let at: Int64

    /// Creates an anchor.
    public init(sequence: Int64, hash: [UInt8], at: Int64) {
        self.init(sequence: sequence, hash: hash.hexadecimal, at: at)
    }

    private init(sequence: Int64, hash: String, at: Int64) {
        self.sequence = sequence
        self.hash = hash
        self.at = at
    }

    /// Reads `SEQUENCE:HASH` or a line of the system log that holds `seq=… hash=… at=…`; `nil` for anything else.
    public init?(_ text: String) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var at: Int64 = 0
        let words = text.split(separator: " ")
        if let sequence = words.last(where: { $0.hasPrefix("seq=") }),
            let hash = words.last(where: { $0.hasPrefix("hash=") })
        {
            parts = [String(sequence.dropFirst(4)), String(hash.dropFirst(5))]
            at = words.last { $0.hasPrefix("at=") }.flatMap { Int64($0.dropFirst(3)) } ?? 0
        }
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0 else { return nil }
        let hash = parts[1].lowercased()
        guard hash.utf8.count == 64, hash.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        self.init(sequence: sequence, hash: hash, at: at)
    }

    /// What the system log gets.
    public var logLine: String { "tanfeng audit head seq=\(sequence) hash=\(hash) at=\(at)" }
}

/// An anchor with where it was found (锚点及其出处), such as a backup's folder.
public struct KeptAnchor: Hashable, Sendable, Codable {
    /// The anchor.
    public let anchor: AuditAnchor
    /// Where it was found.
    public let source: String

    /// Creates a kept anchor.
    public init(_ anchor: AuditAnchor, source: String) {
        self.anchor = anchor
        self.source = source
    }
}
