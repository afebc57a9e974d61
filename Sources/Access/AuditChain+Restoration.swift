extension AuditChain {
    /// A backup that was put back, as its entry in the log tells (恢复记录): what had come after the backup was set aside.
    ///
    /// An entry counts only where it stands right behind the entry that it says was the backup's last one.
    public struct Restoration: Hashable, Sendable, Codable {
        /// What such entries are called.
        public static let action = "backup.restore"
        /// The field that names the last entry of the backup, `SEQUENCE:HASH`.
        public static let restoredField = "restored"
        /// The field that names an end of the log that was replaced; it may stand there several times.
        public static let replacedField = "replaced"

        /// The number of the entry that tells.
        public let sequence: Int64
        /// When. [Unix s]
        public let at: Int64
        /// What kind of actor, see ``Actor/Kind``.
        public let actor: String
        /// The number of the account; `nil` for console and system.
        public let person: Int64?
        /// The backup.
        public let backup: String
        /// Ends of the log that was replaced: its own, and those that restorations in it had named; empty where unknown.
        public let replaced: [AuditAnchor]
        /// How many anchors are of entries that were set aside.
        public internal(set) var anchors = 0
        /// The anchor of the last such entry.
        public internal(set) var farthest: KeptAnchor?

        /// The last entry that came with the backup; 0 where it had none.
        public var kept: Int64 { sequence - 1 }
        /// The last entry that was set aside, as far as anybody knows; `nil` where none was.
        public var end: Int64? {
            let known = replaced.map(\.sequence) + [farthest?.anchor.sequence].compactMap(\.self)
            return known.max().flatMap { $0 > kept ? $0 : nil }
        }
        /// Whether the entry names what was replaced; else anchors tell of it, and nothing tells whether it was all.
        public var isReplacedKnown: Bool { !replaced.isEmpty }

        /// Which of the texts under `audit.restoration` tells of it.
        public var word: String {
            if end == nil { return isReplacedKnown ? "nothing" : "unknown" }
            return isReplacedKnown ? "setAside" : "newer"
        }
        /// The entries that were set aside; where none were, the last one that was kept.
        public var numbers: String {
            guard let end else { return "\(kept)" }
            return end == sequence ? "\(end)" : "\(sequence)…\(end)"
        }

        /// Reads an entry; `nil` where it tells of no restoration, or of another place.
        public init?(_ entry: AuditEntry) {
            guard entry.action == Self.action, entry.outcome == .done else { return nil }
            let changes = AuditChanges.read(entry.changes) { _ in nil }
            func values(_ field: String) -> [String] { changes.filter { $0.field == field }.compactMap(\.after) }
            guard let restored = values(Self.restoredField).first else { return nil }
            let isFirst = entry.sequence == 1 && AuditAnchor(restored) == nil
            guard isFirst || AuditAnchor(restored)?.isOfEntry(before: entry) == true else { return nil }
            sequence = entry.sequence
            at = entry.at
            actor = entry.actor.rawValue
            person = entry.person?.rawValue
            backup = entry.objectID ?? ""
            replaced = values(Self.replacedField).compactMap { AuditAnchor($0) }
        }

        /// Whether an anchor is of an entry that this restoration says it set aside.
        ///
        /// It lies behind the backup, not beyond what was named, and was kept before; one of no known time only where it is
        /// the very end that was named.
        func covers(_ anchor: AuditAnchor) -> Bool {
            guard anchor.sequence > kept else { return false }
            if replaced.contains(where: { $0.sequence == anchor.sequence && $0.hash == anchor.hash }) { return true }
            guard anchor.at > 0, anchor.at < at else { return false }
            return !isReplacedKnown || replaced.contains { anchor.sequence < $0.sequence }
        }

        mutating func take(_ anchor: KeptAnchor) {
            anchors += 1
            if anchor.anchor.sequence > farthest?.anchor.sequence ?? 0 { farthest = anchor }
        }
    }

    /// Gives each restoration in a whole part of the log the anchors that it covers.
    ///
    /// - Parameters:
    ///   - restorations: in the order of their entries.
    ///   - deviating: anchors that the log does not agree with.
    ///   - problems: what is wrong with the chain itself.
    /// - Returns: the anchors that no restoration explains.
    static func explain(
        _ restorations: inout [Restoration],
        _ deviating: [KeptAnchor],
        after problems: [Problem]
    ) -> [KeptAnchor] {
        var left = deviating
        let firstProblem = problems.filter { $0.kind != .unopened }.map(\.first).min() ?? .max
        for index in restorations.indices {
            let restoration = restorations[index]
            // What stands behind damage may have been written by whoever did it.
            guard restoration.sequence < firstProblem,
                !left.contains(where: { $0.anchor.sequence <= restoration.kept })
            else { break }
            for anchor in left where restoration.covers(anchor.anchor) { restorations[index].take(anchor) }
            left.removeAll { restoration.covers($0.anchor) }
        }
        return left
    }
}

extension AuditAnchor {
    /// As an entry of a restoration names it.
    public var text: String { "\(sequence):\(hash)" }

    fileprivate func isOfEntry(before entry: AuditEntry) -> Bool {
        sequence == entry.sequence - 1 && holds(entry.previousHash)
    }
}
