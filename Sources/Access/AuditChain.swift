/// Checks the audit log entry by entry (审计链校验) and names what was done to it.
///
/// Memory does not grow with the log. What cannot be told from the chain alone, a cut tail or a chain that was made
/// anew as a whole, is told by anchors that were kept elsewhere.
public struct AuditChain: Sendable {
    /// How many entries back it still knows; a longer insertion is named as changes of its entries.
    static let memory = 64
    /// How far an entry is looked for from its number.
    private static let reach: Int64 = 512
    /// No log grows as long: numbers beyond are not reckoned with, since they cannot be.
    private static let longest = Int64.max / 2
    /// How many problems are named; what follows is only counted.
    public static let limit = 1_000

    /// What of an entry is kept for those after it.
    struct Link {
        let sequence: Int64
        let original: Int64
        let at: Int64
        let action: String
        let hash: [UInt8]
        /// Whether its content gave its hash.
        let isSound: Bool
    }

    /// Numbers that were skipped and may still turn up out of order.
    private struct Gap {
        let first: Int64
        let last: Int64
        let at: Int64?
        let seenAt: Int64
    }

    /// How many entries were read.
    public private(set) var count: Int64 = 0
    /// The problems so far; ``finished()`` adds those that only the end shows.
    public private(set) var problems: [Problem] = []
    /// How many problems there are beyond ``limit``.
    public private(set) var unnamed = 0
    /// Backups that were put back, in their order; ``judged()`` adds which anchors are of what they set aside.
    public private(set) var restorations: [Restoration] = []

    private let anchors: [Int64: [KeptAnchor]]
    private var recent: [Link] = []
    private var gaps: [Gap] = []
    private var expected: Int64 = 1
    private var offset: Int64 = 0
    private var isRenumbered = false
    private var misses = 0
    private var matched: [KeptAnchor] = []
    private var mismatched: [KeptAnchor] = []

    /// Starts before the first entry.
    public init(anchors: [KeptAnchor] = []) {
        self.anchors = Dictionary(grouping: anchors.filter { $0.anchor.sequence > 0 }, by: \.anchor.sequence)
    }

    /// The last entry read, as an anchor.
    public var head: AuditAnchor? {
        recent.last.map { AuditAnchor(sequence: $0.sequence, hash: $0.hash, at: $0.at) }
    }

    /// Reads the next entry; entries come in the order of their numbers.
    public mutating func add(_ entry: AuditEntry) {
        count += 1
        guard (-Self.longest...Self.longest).contains(entry.sequence) else {
            note(Problem(.inserted, entry))
            return
        }
        let found = originalNumber(of: entry)
        let original = found ?? entry.sequence + offset
        if let found { offset = found - entry.sequence }
        noteRenumbering(of: entry, original: original)
        place(entry, original: original, isSound: found != nil)
        if found == nil { note(Problem(.changed, entry)) } else { checkLink(of: entry, original: original) }
        compare(entry, original: original)
        if original == entry.sequence, found != nil, restorations.count < Self.limit,
            let restoration = Restoration(entry)
        {
            restorations.append(restoration)
        }
        recent.append(
            Link(
                sequence: entry.sequence,
                original: original,
                at: entry.at,
                action: entry.action,
                hash: entry.hash,
                isSound: found != nil
            )
        )
        if recent.count > Self.memory { recent.removeFirst() }
        closeGaps(before: original - Int64(Self.memory))
    }

    /// Names an entry with sealed values that do not open although their owner was not erased.
    public mutating func noteUnopened(_ entry: AuditEntry) { note(Problem(.unopened, entry)) }

    /// How many anchors were compared with the entry that they are of.
    public var compared: Int { matched.count + mismatched.count }

    /// All problems, those included that only the end shows.
    public func finished() -> [Problem] { judged().problems }

    /// All problems, and all restorations with the anchors that are of what they set aside.
    public func judged() -> (problems: [Problem], restorations: [Restoration]) {
        var whole = self
        whole.closeGaps(before: .max)
        whole.judgeAnchors()
        return (
            whole.problems.sorted { ($0.first, $0.kind.rawValue) < ($1.first, $1.kind.rawValue) }, whole.restorations
        )
    }

    // MARK: - one entry

    /// The number under which the content gives the hash; `nil` where there is none near.
    private mutating func originalNumber(of entry: AuditEntry) -> Int64? {
        func fits(_ number: Int64) -> Bool { number > 0 && entry.expectedHash(numbered: number) == entry.hash }
        if fits(entry.sequence) { return entry.sequence }
        if offset != 0, fits(entry.sequence + offset) { return entry.sequence + offset }
        // Looking is dear: where nothing is ever found, entries were changed, not moved.
        guard misses < 100 else { return nil }
        for distance in 1...Self.reach {
            for number in [entry.sequence - distance, entry.sequence + distance] where fits(number) { return number }
        }
        misses += 1
        return nil
    }

    private mutating func noteRenumbering(of entry: AuditEntry, original: Int64) {
        let wasRenumbered = isRenumbered
        isRenumbered = original != entry.sequence
        if isRenumbered, !wasRenumbered { note(Problem(.renumbered, entry)) }
    }

    /// Compares the number with the one that is due.
    private mutating func place(_ entry: AuditEntry, original: Int64, isSound: Bool) {
        if original > expected {
            gaps.append(Gap(first: expected, last: original - 1, at: recent.last?.at, seenAt: original))
        } else if original < expected {
            if let index = gaps.firstIndex(where: { $0.first <= original && original <= $0.last }) {
                // Not a renumbering after all: the entry that came too early and this one changed places.
                problems.removeAll { $0.kind == .renumbered && $0.first >= gaps[index].first }
                note(Problem(.misplaced, entry))
                split(index, at: original)
                return
            }
            noteInsertion(before: entry, original: original)
        }
        expected = original + 1
    }

    private mutating func split(_ index: Int, at number: Int64) {
        let gap = gaps.remove(at: index)
        for (first, last) in [(gap.first, number - 1), (number + 1, gap.last)] where first <= last {
            gaps.append(Gap(first: first, last: last, at: gap.at, seenAt: gap.seenAt))
        }
    }

    /// The entry repeats a number: those before it down to the one that it links to were put in.
    private mutating func noteInsertion(before entry: AuditEntry, original: Int64) {
        let anchorage = recent.lastIndex { $0.hash == entry.previousHash }
        let first = anchorage.map { $0 + 1 } ?? (original == 1 ? 0 : recent.count - 1)
        for link in recent[min(first, recent.count)...] {
            problems.removeAll { $0.kind == .changed && $0.first == link.sequence }
            note(Problem(.inserted, first: link.sequence, last: link.sequence, at: link.at, action: link.action))
        }
        recent.removeSubrange(min(first, recent.count)...)
    }

    /// Where the entry names another hash than its predecessor has, that one was replaced by one of its own making.
    private mutating func checkLink(of entry: AuditEntry, original: Int64) {
        if original == 1 {
            if entry.previousHash != AuditEntry.origin { note(Problem(.changed, entry)) }
            return
        }
        guard let before = recent.last(where: { $0.original == original - 1 }), before.hash != entry.previousHash,
            before.isSound
        else { return }
        note(Problem(.changed, first: before.sequence, last: before.sequence, at: before.at, action: before.action))
    }

    // MARK: - anchors and the end

    private mutating func compare(_ entry: AuditEntry, original: Int64) {
        for kept in anchors[original] ?? [] {
            if kept.anchor.holds(entry.hash) { matched.append(kept) } else { mismatched.append(kept) }
        }
    }

    private mutating func closeGaps(before number: Int64) {
        for gap in gaps where gap.seenAt < number {
            note(Problem(.removed, first: gap.first, last: gap.last, at: gap.at, action: nil))
        }
        gaps.removeAll { $0.seenAt < number }
    }

    private mutating func judgeAnchors() {
        let end = expected - 1
        let beyondEnd = anchors.values.joined().filter { $0.anchor.sequence > end }
        let deviating = Self.explain(&restorations, mismatched + beyondEnd, after: problems)
        if let beyond = deviating.filter({ $0.anchor.sequence > end }).max(by: {
            $0.anchor.sequence < $1.anchor.sequence
        }) {
            note(
                Problem(
                    .tailCut,
                    first: end + 1,
                    last: beyond.anchor.sequence,
                    at: recent.last?.at,
                    action: nil,
                    source: beyond.source
                )
            )
        }
        var explained = problems.filter { ![.tailCut, .unopened].contains($0.kind) }
        let contradicted = deviating.filter { $0.anchor.sequence <= end }
        for kept in contradicted.sorted(by: { $0.anchor.sequence < $1.anchor.sequence }) {
            let number = kept.anchor.sequence
            let sound = matched.map(\.anchor.sequence).filter { $0 < number }.max() ?? 0
            // A problem that has been named between the two explains why the hash differs.
            guard !explained.contains(where: { $0.last > sound && $0.first <= number }) else { continue }
            let problem = Problem(
                .rewritten,
                first: sound + 1,
                last: number,
                at: nil,
                action: nil,
                source: kept.source
            )
            explained.append(problem)
            note(problem)
        }
    }

    private mutating func note(_ problem: Problem) {
        guard problems.count < Self.limit else {
            unnamed += 1
            return
        }
        if problems.contains(where: { $0.kind == problem.kind && $0.first == problem.first }) { return }
        problems.append(problem)
    }
}
