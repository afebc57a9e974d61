import Foundation
import PeakPlanning
import Testing

/// The JSON form of a plan against the rows that a person read, key by key.
struct PlanFileTests {
    private typealias Object = [String: Any]

    /// The plan as others read it.
    private func object(_ file: String) throws -> Object {
        try #require(try JSONSerialization.jsonObject(with: Files.plan(file).json(Files.lexicon())) as? Object)
    }

    private func golden() throws -> [Object] {
        let data = try Data(contentsOf: Files.fixture("plans.json"))
        return try #require((try JSONSerialization.jsonObject(with: data) as? Object)?["plans"] as? [Object])
    }

    private func expectEqual(_ found: Object, _ expected: Object, _ keys: [String], _ place: String) {
        for key in keys where expected[key] != nil || found[key] != nil {
            let (one, other) = (found[key] as? NSObject, expected[key] as? NSObject)
            #expect(one == other, "\(place) \(key): \(String(describing: one)), not \(String(describing: other))")
        }
    }

    @Test func theFront() throws {
        for expected in try golden().compactMap({ $0["plan"] as? Object }) {
            let file = try #require(expected["file"] as? String)
            let found = try #require(try object(file)["plan"] as? Object)
            expectEqual(found, expected, ["title", "city", "province", "issuer", "date"], "plan")
            let counts = try #require(found["counts"] as? Object)
            let wanted = try #require(expected["counts"] as? Object)
            expectEqual(counts, wanted, ["tasks", "departments"], "counts")
        }
    }

    @Test func theTasks() throws {
        let keys = [
            "section", "text", "departments", "departments_open_ended", "responsibility_text", "section_only",
        ]
        for plan in try golden() {
            let file = try #require((plan["plan"] as? Object)?["file"] as? String)
            let found = try #require(try object(file)["tasks"] as? [Object])
            let expected = try #require(plan["tasks"] as? [Object])
            #expect(found.count == expected.count)
            for (task, row) in zip(found, expected) {
                let id = try #require(row["id"] as? String)
                expectEqual(task, row, keys, id)
                if row["section_only"] == nil { expectEqual(task, row, ["id", "heading"], id) }
            }
        }
    }

    /// A row that equals the golden one by the published rule has its other fields too.
    @Test func theIndicators() throws {
        let always = ["qualifier", "period", "value_si", "unit_si", "value_min", "value_max", "coverage_percent"]
        let whereThere = ["year_phrase", "implied_value", "value_text"]
        var pairs = 0
        for (plan, rows) in zip(try golden(), try Golden.load().plans) {
            let file = try object(rows.plan.file)
            for (index, expected) in rows.tasks.enumerated() {
                let parsed = try Files.plan(rows.plan.file).tasks[index].indicators
                let found = try #require((file["tasks"] as? [Object])?[index]["indicators"] as? [Object])
                let golden = try #require((plan["tasks"] as? [Object])?[index]["indicators"] as? [Object])
                for (own, other) in Matching(golden: expected.indicators, parsed: parsed).goldenOf {
                    let (row, wanted) = (found[own], golden[other])
                    pairs += 1
                    expectEqual(row, wanted, ["qualifier", "baseline"], expected.id)
                    for key in always.dropFirst() where wanted[key] != nil {
                        expectEqual(row, wanted, [key], expected.id)
                    }
                    for key in whereThere where wanted[key] != nil {
                        // 至少使用一种 holds the 一种.
                        let isHeld = (row[key] as? String)?.hasSuffix(wanted[key] as? String ?? "-") == true
                        if !isHeld { expectEqual(row, wanted, [key], expected.id) }
                    }
                    let isOwn = ["kind", "comparator", "unit", "year"].allSatisfy {
                        row[$0] as? NSObject == wanted[$0] as? NSObject
                    }
                    if isOwn { expectEqual(row, wanted, ["value"], expected.id) }
                }
            }
        }
        #expect(pairs >= 99)
    }

    @Test func whatTheReaderAdds() throws {
        let plan = try Files.reader().read("到2030年，蓄冷能力达到100焦德。\n到2030年，绿色建筑面积达到2亿平方米，占比达到三成。")
        let file = try #require(
            try JSONSerialization.jsonObject(with: plan.json(Files.lexicon())) as? Object
        )
        let unread = try #require((file["unread"] as? [Object])?.first)
        expectEqual(
            unread,
            ["task": "1", "text": "到2030年，蓄冷能力达到100焦德", "range": [0, 40]],
            ["task", "text", "range"],
            ""
        )
        let rows = try #require((file["tasks"] as? [Object])?.first?["indicators"] as? [Object])
        let first: Object = [
            "rule": "value.level", "confidence": "high", "reasons": [String](), "value_si": 200_000_000,
            "unit_si": "m2",
            "year_range": [44, 54],
        ]
        expectEqual(try #require(rows.first), first, Array(first.keys), "")
        expectEqual(try #require(rows.last), ["value_si": 30, "unit_si": "%"], ["value_si", "unit_si"], "")
    }
}
