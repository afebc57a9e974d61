import Access
import Testing
import Units

@Suite("Audit chain")
struct AuditChainTests {
    @Test("finds nothing in a log that was left alone, whatever its length", arguments: [0, 1, 2, 63, 64, 65, 300])
    func sound(count: Int) throws {
        let log = try TestLog(count: count)
        #expect(log.problems().isEmpty)
        let anchors = [1, count / 2, count].compactMap { log.anchor($0) }
        #expect(log.problems(anchors).isEmpty)
    }

    @Test("names the entry of which any column was changed", arguments: 0..<60)
    func changed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var log = try TestLog(count: Int.random(in: 2...150, using: &random))
        let position = Int.random(in: 0..<log.entries.count, using: &random)
        let column = Altered.Column.allCases[Int(seed) % Altered.Column.allCases.count]
        log.entries[position] = Altered(log.entries[position]).changing(column)
        let found = log.problems()
        #expect(found.map(\.kind) == [.changed], "\(seed) \(column) at \(position + 1): \(found)")
        #expect(found.first?.first == Int64(position + 1))
        #expect(found.first?.at != nil && found.first?.action != nil)
    }

    @Test("names an entry whose hash was made anew, by the next one or by an anchor", arguments: 0..<30)
    func replaced(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var log = try TestLog(count: Int.random(in: 2...150, using: &random))
        let anchor = try #require(log.anchor(log.entries.count))
        let position = Int.random(in: 0..<log.entries.count, using: &random)
        log.entries[position] = Altered(log.entries[position]).changing(.action).hashed()
        let isLast = position == log.entries.count - 1
        let found = log.problems([anchor])
        #expect(found.map(\.kind) == [isLast ? .rewritten : .changed], "\(seed): \(found)")
        #expect(found.first?.last == Int64(position + 1))
    }

    @Test("names the gap where entries were removed", arguments: 0..<60)
    func removed(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var log = try TestLog(count: Int.random(in: 3...200, using: &random))
        let first = Int.random(in: 0..<log.entries.count - 1, using: &random)
        let length = Int.random(in: 1..<log.entries.count - first, using: &random)
        log.entries.removeSubrange(first..<first + length)
        let isClosed = seed % 2 == 1
        if isClosed { log.renumber(from: first, by: -Int64(length)) }
        let found = log.problems()
        let removed = found.filter { $0.kind == .removed }
        #expect(removed.map(\.first) == [Int64(first + 1)], "\(seed): \(found)")
        #expect(removed.map(\.last) == [Int64(first + length)])
        #expect(
            found.filter { $0.kind != .removed }.map(\.kind) == (isClosed ? [.renumbered] : []),
            "\(seed): \(found)"
        )
    }

    @Test("names an entry that was put in with a hash that fits", arguments: 0..<60)
    func inserted(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var log = try TestLog(count: Int.random(in: 2...150, using: &random))
        let position = Int.random(in: 0..<log.entries.count, using: &random)
        let count = Int.random(in: 1...5, using: &random)
        log.renumber(from: position, by: Int64(count))
        for index in 0..<count {
            var extra = Altered(log.entries[max(position + index - 1, 0)])
            extra.sequence = Int64(position + index + 1)
            extra.previousHash = position + index == 0 ? AuditEntry.origin : log.entries[position + index - 1].hash
            log.entries.insert(extra.changing(.objectID).withoutHash.hashed(), at: position + index)
        }
        let found = log.problems()
        let inserted = found.filter { $0.kind == .inserted }.map(\.first)
        #expect(inserted == (position..<position + count).map { Int64($0 + 1) }, "\(seed): \(found)")
        #expect(found.filter { $0.kind != .inserted }.map(\.kind) == [.renumbered], "\(seed): \(found)")
    }

    @Test("names entries that changed places")
    func swapped() throws {
        var log = try TestLog(count: 40)
        let (left, right) = (Altered(log.entries[9]), Altered(log.entries[10]))
        log.entries[9] = right.numbered(10).entry
        log.entries[10] = left.numbered(11).entry
        #expect(log.problems().map(\.kind) == [.misplaced])
        #expect(log.problems().map(\.first) == [11])
    }

    @Test("finds a cut tail by an anchor only", arguments: 1..<20)
    func tailCut(count: Int) throws {
        var log = try TestLog(count: 50)
        let anchors = [20, 50].compactMap { log.anchor($0) }
        log.entries.removeLast(count)
        #expect(log.problems().isEmpty, "nothing in the chain tells")
        let found = log.problems(anchors)
        #expect(found.map(\.kind) == [.tailCut])
        #expect(found.first?.first == Int64(51 - count) && found.first?.last == 50)
        #expect(found.first?.source == "anchor of 50")
    }

    @Test("finds a log made anew by an anchor only, and says from where", arguments: 0..<20)
    func rewritten(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var log = try TestLog(count: 80)
        let anchors = [10, 40, 80].compactMap { log.anchor($0) }
        let position = Int.random(in: 0..<80, using: &random)
        log.rewrite(from: position)
        #expect(log.problems().isEmpty, "nothing in the chain tells")
        let found = log.problems(anchors)
        #expect(found.map(\.kind) == [.rewritten], "\(seed): \(found)")
        let bounds = [0, 10, 40, 80].map(Int64.init)
        #expect(found.first?.first == bounds.last { $0 <= Int64(position) }.map { $0 + 1 })
        #expect(found.first?.last == bounds.first { $0 > Int64(position) })
    }

    @Test("names several things at once")
    func several() throws {
        var log = try TestLog(count: 100)
        let anchor = try #require(log.anchor(100))
        log.entries[4] = Altered(log.entries[4]).changing(.changes)
        log.entries.removeLast(10)
        log.entries.removeSubrange(49..<52)
        let found = log.problems([anchor])
        #expect(found.map(\.kind) == [.changed, .removed, .tailCut])
        #expect(found.map(\.first) == [5, 50, 91] && found.map(\.last) == [5, 52, 100])
    }

    @Test("names a thousand problems and counts the rest")
    func bounded() throws {
        var log = try TestLog(count: 1_200)
        for index in log.entries.indices { log.entries[index] = Altered(log.entries[index]).changing(.at) }
        var chain = AuditChain()
        for entry in log.entries { chain.add(entry) }
        #expect(chain.finished().count == AuditChain.limit && chain.unnamed == 200)
    }
}

@Suite("Audit anchors")
struct AuditAnchorTests {
    @Test("are read as the system log writes them, and nothing else is")
    func texts() throws {
        let hash = String(repeating: "0aF", count: 21) + "0"
        let anchor = try #require(AuditAnchor("17:\(hash)"))
        #expect(anchor.sequence == 17 && anchor.hash == hash.lowercased())
        #expect(AuditAnchor("Nov 21 02:00:01 host tanfeng[7]: \(anchor.logLine)") == anchor)
        for text in ["", "17", "17:", "0:\(hash)", "-1:\(hash)", "17:\(hash)0", "x:\(hash)", "17:\(hash):1"] {
            #expect(AuditAnchor(text) == nil, "\(text)")
        }
    }
}
