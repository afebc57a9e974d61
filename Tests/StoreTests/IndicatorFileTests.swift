import Foundation
import Testing
import Units

@testable import Store

@Suite("Files of indicators")
struct IndicatorFileTests {
    @Test("a file gives its words, its queries and where they begin")
    func wellFormed() throws {
        let text = String.indicator(
            "green-roofs",
            ["answers": "屋顶 绿化 @公园 -既有 | %", "quantities": "roof.total_area, roof.pv_area"],
            extra: ["variant: whole | 全部 | whole |", "variant: usable | 可用 | usable | 可用 屋顶"],
            value: .plainValue + " WHERE :variant <> ''"
        )
        let indicator = try IndicatorDefinition(file: "a.sql", text: text, isOwn: true)
        #expect(indicator.id == "green-roofs")
        #expect(indicator.name == "指标")
        #expect(indicator.direction == .up)
        #expect(indicator.quantities == ["roof.total_area", "roof.pv_area"])
        #expect(
            indicator.answers == [
                .init(words: ["屋顶", "绿化"], context: ["公园"], excluded: ["既有"], unit: "%", goal: nil, printed: nil)
            ]
        )
        #expect(indicator.variants.map(\.id) == ["whole", "usable"])
        #expect(indicator.variants.map(\.words) == [[], ["可用", "屋顶"]])
        #expect(indicator.value.sql.hasPrefix("SELECT 1 AS numerator"))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[indicator.value.line - 1].hasPrefix("SELECT 1 AS numerator"))
        #expect(lines[indicator.rows.line - 1].hasPrefix("SELECT 'segment'"))
    }

    @Test("a file may say what is disputed, and against which goal a coverage is judged")
    func methodAndGoal() throws {
        let text = String.indicator(
            "own",
            ["answers": "标准 执行 | 星级 | 100"],
            extra: ["method-zh: 按面积。", "method-en: By area."]
        )
        let indicator = try IndicatorDefinition(file: "a.sql", text: text, isOwn: true)
        #expect(indicator.method == "按面积。" && indicator.englishMethod == "By area.")
        #expect(indicator.answers.map(\.goal) == [FixedPoint(mantissa: 100)])
        #expect(try IndicatorDefinition(file: "a.sql", text: .indicator(), isOwn: true).method == nil)
        let one = String.indicator("own", ["answers": "标准 执行 | % | 100 | 75"])
        #expect(
            try IndicatorDefinition(file: "a.sql", text: one, isOwn: true).answers.map(\.printed)
                == [FixedPoint(mantissa: 75)]
        )
    }

    @Test("a byte order mark and Windows line ends change nothing")
    func windows() throws {
        let plain = try IndicatorDefinition(file: "a.sql", text: .indicator(), isOwn: true)
        let text = "\u{FEFF}" + String.indicator().replacing("\n", with: "\r\n")
        #expect(try IndicatorDefinition(file: "a.sql", text: text, isOwn: true) == plain)
    }

    static let malformedFiles: [(String, IndicatorRefusal.Reason, line: Int?)] = [
        ("", .noFrontMatter, 1), ("SELECT 1", .noFrontMatter, 1), ("/*\nid: a\n", .noFrontMatter, 1),
        (.indicator("own", ["zh": ""]), .missingKey("zh"), nil),
        (.indicator("own", ["id": ""]), .missingKey("id"), nil),
        (.indicator("Own File"), .malformedKey("id", value: "Own File"), 9),
        (.indicator("own", ["direction": "sideways"]), .malformedKey("direction", value: "sideways"), 5),
        (.indicator("own", ["answers": "甲"]), .malformedKey("answers", value: "甲"), 2),
        (.indicator("own", ["answers": "-甲 | %"]), .malformedKey("answers", value: "-甲 | %"), 2),
        (.indicator("own", ["answers": "@甲 | %"]), .malformedKey("answers", value: "@甲 | %"), 2),
        (.indicator("own", ["answers": "甲 | "]), .malformedKey("answers", value: "甲 |"), 2),
        (.indicator("own", ["answers": "甲 | % | 全部"]), .malformedKey("answers", value: "甲 | % | 全部"), 2),
        (.indicator("own", ["answers": "甲 | % | 1 | 2 | 3"]), .malformedKey("answers", value: "甲 | % | 1 | 2 | 3"), 2),
        (.indicator(extra: ["method-zh: 有争议"]), .missingKey("method-en"), nil),
        (.indicator("own", ["answers": "光伏覆盖 -光伏 | %"]), .contradictory("光伏覆盖"), 2),
        (.indicator(extra: ["colour: red"]), .unknownKey("colour"), 15),
        (.indicator(extra: ["zh: 又一个"]), .contradictory("zh"), 15),
        (.indicator(extra: ["variant: a | 甲 | a"]), .malformedKey("variant", value: "a | 甲 | a"), 15),
        (.indicator(extra: ["variant: a | 甲 | a |", "variant: a | 乙 | b |"]), .contradictory("a"), 16),
        (.indicator(extra: ["variant: a | 甲 | a |"]), .contradictory(":variant"), nil),
        (.indicator(value: .plainValue + " WHERE :variant = 'a'"), .contradictory(":variant"), nil),
        (String.indicator().replacing("-- rows", with: "-- parts"), .missingSection("-- rows"), nil),
        (.indicator(rows: .plainRows + ";\n-- rows\n" + .plainRows), .missingSection("-- rows"), 20),
        (.indicator(value: String(repeating: " ", count: 65_536)), .tooLarge(65_883), nil),
    ]

    @Test("a malformed file says what is wrong and where", arguments: malformedFiles)
    func malformed(text: String, reason: IndicatorRefusal.Reason, line: Int?) {
        let refusal = #expect(throws: IndicatorRefusal.self) {
            try IndicatorDefinition(file: "a.sql", text: text, isOwn: true)
        }
        if case .tooLarge = reason, case .tooLarge = refusal?.reason { return }
        #expect(refusal == IndicatorRefusal(file: "a.sql", reason: reason, line: line))
    }

    @Test("random bytes are refused, never a crash")
    func noise() {
        var generator = SplitMix64(seed: 20_261_121)
        let whole = Array(String.indicator().utf8)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let cut = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))
            _ = try? IndicatorDefinition(file: "a.sql", text: String(decoding: cut, as: UTF8.self), isOwn: true)
        }
    }

    @Test("a bad file takes nothing away; an own file replaces the shipped one of its id only where it works")
    func catalogue() throws {
        let city = try IndicatorCity()
        let catalogue = IndicatorCatalogue(
            shipped: [("a.sql", .indicator("a")), ("b.sql", .indicator("b"))],
            own: [
                ("1.sql", .indicator("a", ["zh": "自有"])), ("2.sql", .indicator("a")), ("3.sql", "nonsense"),
                ("4.sql", .indicator("b", value: "DELETE FROM person")),
            ],
            runner: city.runner
        )
        #expect(catalogue.definitions.map(\.id) == ["a", "b"])
        #expect(catalogue["a"]?.name == "自有")
        #expect(catalogue["a"]?.isOwn == true)
        #expect(catalogue["b"]?.isOwn == false)
        #expect(catalogue["c"] == nil)
        #expect(catalogue.refusals.map(\.file) == ["2.sql", "3.sql", "4.sql"])
        #expect(catalogue.refusals.map(\.reason) == [.duplicateID("a"), .noFrontMatter, .writes])
    }

    @Test("every shipped file works and reads quantities that exist")
    func shipped() throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        #expect(catalogue.refusals == [])
        #expect(try catalogue.definitions.count == IndicatorCity.shippedFiles().count)
        #expect(catalogue.definitions.allSatisfy { $0.file == $0.id + ".sql" && !$0.answers.isEmpty })
        let quantities = try QuantityCatalogue(
            json: Data(contentsOf: IndicatorCity.resources.appendingPathComponent("quantities.json"))
        )
        let read = Set(catalogue.definitions.flatMap(\.quantities))
        #expect(read == Set(quantities.quantities.map(\.id)))
        #expect(quantities["roof.pv_area"]?.level == .building)
        #expect(Set(quantities.quantities.map(\.id)).count == quantities.quantities.count)
    }
}
