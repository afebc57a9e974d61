import Access
import Testing

@Suite("Restores in the audit chain")
struct RestorationTests {
    /// A log of a hundred entries, taken back to its fiftieth and gone on with, and anchors of what was set aside.
    private struct RestoredLog {
        let old: TestLog
        var log: TestLog
        let time: Int64 = 2_000_000

        init(to kept: Int = 50, naming replaced: [String]? = nil, restored: String? = nil, at: Int64? = nil) throws {
            old = try TestLog(count: 100)
            log = old
            log.entries.removeLast(100 - kept)
            let last = Altered(try #require(log.entries.last)).entry
            let lastText = AuditAnchor(sequence: last.sequence, hash: last.hash, at: 0).text
            let head = try #require(old.anchor(100)).anchor.text
            let changes =
                [AuditEvent.Change("restored", after: restored ?? lastText)]
                + (replaced ?? [head]).map { AuditEvent.Change("replaced", after: $0) }
            let event = AuditEvent(.console, "backup.restore", object: ("backup", "b1"), changes: changes)
            try log.append(event, at: at ?? time)
            for number in 0..<10 {
                try log.append(AuditEvent(.system, "later.\(number)"), at: time + 1 + Int64(number))
            }
        }

        func judged(
            _ anchors: [KeptAnchor?]
        ) -> (problems: [AuditChain.Problem], restorations: [AuditChain.Restoration]) {
            var chain = AuditChain(anchors: anchors.compactMap(\.self))
            for entry in log.entries { chain.add(entry) }
            return chain.judged()
        }

        /// An anchor of the old log whose time nobody says.
        func untimed(_ sequence: Int) throws -> KeptAnchor {
            let text = try #require(old.anchor(sequence)).anchor.text
            return KeptAnchor(try #require(AuditAnchor(text)), source: "by hand")
        }
    }

    @Test("what a restore set aside is told, and is no problem")
    func explained() throws {
        let log = try RestoredLog()
        let found = log.judged([30, 50, 55, 80, 100].map(log.old.anchor))
        #expect(found.problems.isEmpty)
        let restoration = try #require(found.restorations.first)
        #expect(found.restorations.count == 1 && restoration.sequence == 51 && restoration.backup == "b1")
        #expect(restoration.numbers == "51…100" && restoration.anchors == 3 && restoration.actor == "console")
        #expect(restoration.farthest?.source == "anchor of 100" && restoration.word == "setAside")
    }

    @Test("a restore is told also where nobody kept an anchor")
    func always() throws {
        let found = try RestoredLog().judged([])
        #expect(found.problems.isEmpty && found.restorations.map(\.numbers) == ["51…100"])
        #expect(found.restorations.first?.anchors == 0)
    }

    @Test("an anchor beyond the end that was named is a cut tail")
    func beyond() throws {
        let old = try TestLog(count: 100)
        let log = try RestoredLog(naming: [try #require(old.anchor(90)).anchor.text])
        #expect(log.judged([log.old.anchor(90)]).problems.isEmpty)
        let found = log.judged([log.old.anchor(80), log.old.anchor(100)])
        #expect(found.problems.map(\.kind) == [.tailCut] && found.problems.first?.last == 100)
        #expect(found.restorations.first?.anchors == 1)
        let other = try RestoredLog(naming: ["100:" + String(repeating: "a", count: 64)])
        #expect(other.judged([other.old.anchor(100)]).problems.map(\.kind) == [.tailCut])
    }

    @Test("an anchor of the log that went on is still compared")
    func later() throws {
        var log = try RestoredLog()
        let kept = [53, 61].map { log.log.anchor($0) }
        #expect(log.judged(kept).problems.isEmpty)
        log.log.rewrite(from: 51)
        #expect(log.judged(kept).problems.map(\.kind) == [.rewritten])
        log = try RestoredLog()
        log.log.entries.removeLast(3)
        #expect(log.judged(kept).problems.map(\.kind) == [.tailCut])
    }

    @Test("nothing is explained behind damage, nor where the backup's own entries differ")
    func damage() throws {
        var log = try RestoredLog()
        log.log.entries[9] = Altered(log.log.entries[9]).changing(.action)
        #expect(log.judged([log.old.anchor(100)]).problems.map(\.kind) == [.changed, .tailCut])
        log = try RestoredLog()
        log.log.rewrite(from: 40)
        let rewritten = log.judged([log.old.anchor(45), log.old.anchor(100)])
        #expect(rewritten.problems.map(\.kind).contains(.rewritten))
        #expect(rewritten.problems.map(\.kind).contains(.tailCut))
    }

    @Test("an entry that stands elsewhere than it says explains nothing")
    func misplaced() throws {
        let log = try RestoredLog(restored: "49:" + String(repeating: "0", count: 64))
        let found = log.judged([log.old.anchor(100)])
        #expect(found.problems.map(\.kind) == [.tailCut] && found.restorations.isEmpty)
    }

    @Test("an anchor of no known time counts only where it is the very end that was named")
    func untimed() throws {
        let log = try RestoredLog()
        #expect(log.judged([try log.untimed(100)]).problems.isEmpty)
        #expect(log.judged([try log.untimed(99)]).problems.map(\.kind) == [.tailCut])
    }

    @Test("where the replaced log is unknown, newer anchors from before the restore are a warning")
    func unknown() throws {
        let log = try RestoredLog(naming: ["none"])
        #expect(log.judged([]).restorations.first?.word == "unknown")
        let found = log.judged([log.old.anchor(60), log.old.anchor(100)])
        #expect(found.problems.isEmpty && found.restorations.first?.word == "newer")
        #expect(found.restorations.first?.numbers == "51…100" && found.restorations.first?.anchors == 2)
        let early = try RestoredLog(naming: ["none"], at: 1_000_070)
        #expect(early.judged([early.old.anchor(100)]).problems.map(\.kind) == [.tailCut])
        #expect(log.judged([try log.untimed(100)]).problems.map(\.kind) == [.tailCut])
    }

    @Test("a second restore, to before the first one, explains what the first one did")
    func twice() throws {
        let first = try RestoredLog()
        let ends = [try #require(first.log.anchor(61)).anchor.text, try #require(first.old.anchor(100)).anchor.text]
        let second = try RestoredLog(to: 20, naming: ends, at: 3_000_000)
        let anchors = [first.old.anchor(25), first.old.anchor(100), first.log.anchor(58), first.log.anchor(61)]
        let found = second.judged(anchors)
        #expect(found.problems.isEmpty && found.restorations.first?.anchors == 4)
    }
}
