import Carbon
import Metering
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Display")
struct DisplayTests {
    let chinese = Display(
        texts: Localizer(
            language: .zhHans,
            texts: [
                "scale.tenThousand": "万", "scale.hundredMillion": "亿", "unit.tCO2": "t CO₂", "unit.kgCO2": "kg CO₂",
                "unit.kWh": "kWh", "unit.m2": "m²", "share.measured": "实测", "share.estimated": "估算",
                "share.missing": "缺失",
                "list.comma": "、", "period.partial": "{0}（至{1}）", "finding.x": "{0} 至 {1}",
            ]
        ),
        isWall: false
    )

    @Test("scales a figure as people say it")
    func figures() {
        #expect(chinese.carbon(.tonnes(2_033.7)).line == "2,033.7 t CO₂")
        #expect(chinese.carbon(.tonnes(1_914_000)).line == "191.4 万 t CO₂")
        #expect(chinese.carbon(.kilograms(12)).line == "12.0 kg CO₂")
        #expect(chinese.area(.squareMetres(48_600)).line == "4.86 万 m²")
        #expect(chinese.area(.zero).line == "—")
    }

    @Test("keeps one scale in a column")
    func columns() {
        let column = chinese.carbonColumn(.tonnes(23_000))
        #expect(column.text(23_000_000) == "2.30" && column.text(500_000) == "0.05" && column.text(nil) == "—")
        #expect(column.unit == "万 t CO₂" && column.factor == 1e7)
    }

    @Test("shows shares as a bar whose parts meet")
    func shares() {
        let bar = ShareBar(DataShare(measured: 0.84, estimated: 0.04), chinese)
        #expect(bar.text == "实测 84%、估算 4%、缺失 12%")
        #expect(bar.segments.map(\.x) == ["0", "84", "88"] && bar.segments.map(\.width) == ["84", "4", "12"])
        #expect(bar.segments.map(\.style) == ["q1", "q4", "q5"])
    }

    @Test("never rounds a gap away")
    func smallShares() {
        let bar = ShareBar(DataShare(measured: 0.997), chinese)
        #expect(bar.text == "实测 99.7%、缺失 0.3%")
        #expect(ShareBar(DataShare(measured: 1), chinese).text == "实测 100%")
    }

    @Test("knows whole periods from started ones")
    func periods() throws {
        var display = chinese
        display.lastDay = CivilDay(year: 2026, month: 11, day: 20)
        display.firstYear = CivilYear(2026)
        #expect(display.year(CivilYear(2026)) == "2026年（至11月20日）")
        #expect(display.year(CivilYear(2025)) == "2025年")
        let months = display.comparable(CivilYear(2026).months) { $0 }
        #expect(months.map(\.month) == Array(2...10))
    }

    @Test("keeps links on the wall, with their query and fragment")
    func wallLinks() {
        let wall = Display(texts: chinese.texts, isWall: true)
        #expect(wall.link("/carbon") == "/carbon?display=wall")
        #expect(wall.link("/carbon?year=2026#x") == "/carbon?year=2026&display=wall#x")
        #expect(chinese.link("/carbon") == "/carbon")
    }

    @Test("drops the zero seconds of an instant in a finding")
    func findings() {
        let finding = DataFinding(
            rule: "x",
            severity: .notice,
            subject: "",
            evidence: ["2026-01-02 07:30:00", "2026-01-02 13:15:30"]
        )
        #expect(chinese.words(finding) == "2026-01-02 07:30 至 2026-01-02 13:15:30")
    }

    @Test(
        "puts completeness on seven steps",
        arguments: [(0.2, 1), (0.5, 2), (0.94, 4), (0.99, 6), (0.995, 7), (1, 7)]
    )
    func steps(known: Double, step: Int) {
        #expect(CompletenessCalendar.step(known) == step)
    }

    @Test("fills texts into templates before they are read as templates")
    func templates() throws {
        let texts = Localizer(language: .en, texts: ["a.b": "<{{x}}>", "c.d": "two"])
        let library = try TemplateLibrary(
            sources: [("page", "{{#t}}c.d{{/t}} {{n}} {{#t}}c.d{{/t}}{{#t}}e.f{{/t}}")],
            localizers: [.en: texts]
        )
        #expect(try library.render("page", ["n": "&"], language: .en) == "two &amp; twoe.f")
        #expect(throws: WebError.failed) { try library.render("page", ["n": ""], language: .zhHans) }
        #expect(TemplateLibrary.keys(in: "x{{#t}}c.d{{/t}}y{{#t}}e.f{{/t}}") == ["c.d", "e.f"])
    }

    @Test("reads a model's fields, lists and absent values once")
    func templateFields() throws {
        struct Row: Sendable {
            let name: String
            let note: String?
            let isOpen: Bool
        }
        struct Model: Sendable {
            let note: String
            let rows: [Row]
            let first: Row?
        }
        let rows = [Row(name: "a", note: nil, isOpen: true), Row(name: "b", note: "n", isOpen: false)]
        let library = try TemplateLibrary(
            sources: [
                ("page", "{{#rows}}{{name}}{{#.note}}({{.}}){{/.note}}{{^isOpen}}!{{/isOpen}} {{/rows}}{{first.name}}")
            ],
            localizers: [.en: Localizer(language: .en, texts: [:])]
        )
        let model = Model(note: "outer", rows: rows, first: rows.first)
        #expect(try library.render("page", model, language: .en) == "a b(n)! a")
    }

    @Test("gives an item the residual that no item metered")
    func itemSeries() throws {
        let code = try #require(EnergyItemCode(rawValue: "01A00"))
        let total = EnergyItemCode.total(of: .electricity)
        let month = ItemBreakdown(
            carrier: .electricity,
            metered: [total: Amount(micro: 10_000_000), code: Amount(micro: 7_000_000)]
        )
        let rows = ItemSeries([month, nil]).rows
        #expect(rows.map(\.code) == [code, nil])
        #expect(rows.map { $0.amounts.map { $0?.value } } == [[7, nil], [3, nil]])
    }
}
