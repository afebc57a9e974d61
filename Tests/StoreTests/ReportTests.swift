import Access
import Foundation
import GRDB
import Testing
import Units

@testable import Store

@Suite("Reported values")
struct ReportTests {
    private static func draft(
        _ value: Double,
        in place: Jurisdiction.ID = TestStore.haizhou,
        evidence: String = "台账",
        reason: String? = nil,
        seen: Int? = 0
    ) -> ReportDraft {
        ReportDraft(
            ReportKey(quantity: "community.green", scope: "", jurisdiction: place, year: 2025),
            value: value,
            reporter: "海州区住建局",
            evidence: evidence,
            reason: reason,
            seen: seen
        )
    }

    private static func keep(
        _ drafts: ReportDraft...,
        in store: Store,
        duties: [ReportDuty] = []
    ) async throws
        -> [ReportOutcome]
    {
        try await store.keep(reports: drafts, duties: duties, source: nil, by: .console, now: TestStore.now)
    }

    @Test("another value is a new revision with its reason; nothing is deleted")
    func revisions() async throws {
        let store = try await TestStore().store
        let before = try await store.generation()
        #expect(try await Self.keep(Self.draft(60), in: store) == [.kept(revision: 1)])
        #expect(try await store.generation() > before)
        #expect(try await Self.keep(Self.draft(60, seen: 1), in: store) == [.unchanged])
        #expect(try await Self.keep(Self.draft(64, reason: "x", seen: 0), in: store) == [.changed])
        #expect(try await Self.keep(Self.draft(64, seen: 1), in: store) == [.reasonMissing])
        #expect(try await Self.keep(Self.draft(64, reason: "复核", seen: 1), in: store) == [.kept(revision: 2)])
        let history = try await store.reportHistory(of: Self.draft(0).key)
        #expect(history.map(\.value) == [64, 60] && history.map(\.reason) == ["复核", nil])
        let latest = try await store.reports(of: ["community.green"], years: 2024...2025)
        #expect(latest.map(\.revision) == [2] && latest.first?.file == nil)
        let sum = try await store.reportedSums(of: ["community.green"], in: TestStore.city, year: 2025)
        #expect(sum.map(\.value) == [64] && sum.first?.evidence == ["台账"])
    }

    @Test("each is recorded with what it replaced")
    func audit() async throws {
        let store = try await TestStore().store
        _ = try await Self.keep(Self.draft(60), in: store)
        _ = try await Self.keep(Self.draft(64, reason: "复核", seen: 1), in: store)
        let events = try await store.writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT object_id, changes FROM audit_record WHERE action = 'report.enter' ORDER BY sequence"
            ).map { (object: $0[0] as String, changes: $0[1] as String) }
        }
        #expect(events.map(\.object) == ["community.green", "community.green"])
        #expect(events.last?.changes.contains(#""after":"64.0","before":"60.0","field":"value""#) == true)
        #expect(events.last?.changes.contains("复核") == true)
    }

    @Test("a name with a comma is one reporter")
    func commas() async throws {
        let test = try await TestStore()
        let value = ReportedValue(
            quantity: "community.green",
            jurisdiction: TestStore.haizhou,
            year: 2025,
            value: 3,
            reporter: "a, b"
        )
        try await test.store.report([value], source: test.source, now: TestStore.now)
        let sums = try await test.store.reportedSums(of: ["community.green"], in: TestStore.city, year: 2025)
        #expect(sums.first?.reporters == ["a, b"] && sums.first?.evidence == [])
    }

    @Test("the value that was missing last closes the work item that asked for it; the city's stands for a district")
    func duty() async throws {
        let store = try await TestStore().store
        let keys = ["community.green", "community.total"].map {
            ReportKey(quantity: $0, scope: "", jurisdiction: TestStore.haizhou, year: 2025)
        }
        let duty = ReportDuty(object: ("report", 22_025), keys: keys, city: TestStore.city, once: [])
        let draft = WorkItemDraft(kind: ReportDuty.kind, object: duty.object, role: .districtOfficer)
        func ask() async throws -> Int {
            try await store.ask(for: [(duty, draft)], year: 2025, by: .console, now: TestStore.now)
        }
        #expect(try await ask() == 1)
        #expect(try await ask() == 0)
        _ = try await Self.keep(Self.draft(64), in: store, duties: [duty])
        func state() async throws -> String? {
            try await store.writer.read { try String.fetchOne($0, sql: "SELECT state FROM work_item") }
        }
        #expect(try await state() == "open")
        let city = ReportDraft(
            ReportKey(quantity: "community.total", scope: "", jurisdiction: TestStore.city, year: 2025),
            value: 100,
            reporter: "市住建局",
            evidence: "年报",
            reason: nil,
            seen: 0
        )
        _ = try await Self.keep(city, in: store, duties: [duty])
        #expect(try await state() == "done")
        #expect(try await ask() == 0)
    }

    @Test("the catalogue names only variants, populations and wholes that exist")
    func catalogue() throws {
        let indicators = try IndicatorCity.shippedCatalogue().definitions
        let quantities = try QuantityCatalogue(
            json: Data(contentsOf: IndicatorCity.resources.appendingPathComponent("quantities.json"))
        )
        for quantity in quantities.quantities {
            let readers = indicators.filter { $0.quantities.contains(quantity.id) }
            let variants = Set(readers.flatMap { $0.variants.map(\.id) })
            #expect(variants.isSuperset(of: quantity.variants + quantity.scopes), "\(quantity.id)")
            if let whole = quantity.whole {
                #expect(quantities[whole]?.unit == quantity.unit, "\(quantity.id)")
                #expect(quantities[whole]?.debtor == quantity.debtor, "\(quantity.id)")
            }
        }
    }
}
