import Units

extension AuditChain {
    /// One thing that was done to the log (审计链问题).
    public struct Problem: Hashable, Sendable, Codable {
        /// What was done.
        public enum Kind: String, Sendable, Codable, CaseIterable {
            /// 被改: the content does not give the hash, or the next entry names another hash.
            case changed
            /// 被删: numbers are missing.
            case removed
            /// 被插入: the next entry links past it.
            case inserted
            /// 错位: the entry stands elsewhere than its own content says.
            case misplaced
            /// 被重新编号: from here on numbers differ from those that the contents were hashed with.
            case renumbered
            /// 尾部被截: an anchor is of an entry beyond the end.
            case tailCut = "tail_cut"
            /// 整体重写: the chain holds, but an anchor kept elsewhere says otherwise.
            case rewritten
            /// 封存值打不开: the owner was not erased, so the key was removed or replaced.
            case unopened
        }

        /// What was done.
        public let kind: Kind
        /// The first entry concerned.
        public let first: Int64
        /// The last one.
        public let last: Int64
        /// When the entry was written, or the last one before a gap; `nil` where nothing tells. [Unix s]
        public let at: Int64?
        /// What the entry tells of; `nil` for what is missing.
        public let action: String?
        /// Where the anchor was found that tells; `nil` where the chain itself does.
        public let source: String?

        init(_ kind: Kind, first: Int64, last: Int64, at: Int64?, action: String?, source: String? = nil) {
            self.kind = kind
            self.first = first
            self.last = last
            self.at = at
            self.action = action
            self.source = source
        }

        init(_ kind: Kind, _ entry: AuditEntry) {
            self.init(kind, first: entry.sequence, last: entry.sequence, at: entry.at, action: entry.action)
        }
    }
}

extension AuditAnchor {
    /// Whether a hash is the one that was kept.
    func holds(_ hash: [UInt8]) -> Bool { self.hash == hash.hexadecimal }
}
