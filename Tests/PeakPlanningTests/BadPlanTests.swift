import Foundation
import PeakPlanning
import Testing
import Units

struct BadPlanTests {
    @Test(arguments: [
        ("", PlanRefusal.empty), (" \u{FEFF}\r\n\t", .empty), ("\u{0}\u{1}MZ", .notText),
        (String(repeating: "\u{FFFD}a", count: 40), .notText),
        ("building,area\nA1,1200\nB2,300\n", .notAPlan),
        ("本报讯 记者昨日获悉，到2025年，全市绿色建筑占比达到100%。市住建局负责人表示，工作进展顺利。", .notAPlan),
        ("1.全市经济运行平稳。\n2.投资增长5%。\n", .notAPlan),
        ("某市建筑节能规划\n一、总则\n1.加强节能。到2025年，节能率达到75%。", .noDepartments),
    ])
    func refuses(_ text: String, _ refusal: PlanRefusal) throws {
        #expect(try Files.reader().read(text).refusal == refusal)
    }

    @Test func refusesTooMuch() throws {
        let text = String(repeating: "a", count: PlanReader.sizeLimit + 1)
        let plan = try Files.reader().read(text)
        #expect(plan.refusal == .tooLarge)
        #expect(plan.tasks.isEmpty)
    }

    @Test func brokenNumbersAreFoundAndNothingIsLost() throws {
        let text = """
            某市实施方案
            一、任务
            1.甲。做甲。（市住建局负责）
            2.乙。做乙。（市住建局负责）
            2.丙。做丙。（市发改委负责）
            5.丁。做丁。（市财政局负责）
            """
        let plan = try Files.reader().read(text)
        #expect(plan.tasks.map(\.heading) == ["甲", "乙", "丙", "丁"])
        #expect(plan.tasks.map(\.id) == ["1", "2", "2-2", "5"])
        #expect(plan.findings.map(\.rule) == ["plan.numbering.repeated", "plan.numbering.gap"])
        #expect(plan.findings.map(\.evidence) == [["2"], ["3", "5"]])
        #expect(plan.refusal == nil)
    }

    @Test func otherWritings() throws {
        let text =
            "\u{FEFF}某省某某市建筑领域碳达峰实施方案\r\n(一)节能\r\n1. 改造.\r\n到 2025 年 ,改造面积达到 50 万平方米(牵头单位:市住建局,配合单位:市财政局、市发改委)\r\n"
        let plan = try Files.reader().read(text)
        #expect(plan.refusal == nil)
        let task = try #require(plan.tasks.first)
        #expect(task.departments.map(\.name) == ["市住建局", "市财政局", "市发改委"])
        #expect(task.indicators.map(\.unit) == ["万平方米"])
    }

    @Test func anExcerptIsOneTask() throws {
        let plan = try Files.reader().read("到2025年，绿色建筑占比达到100%。（市住建局负责）")
        #expect(plan.tasks.map(\.id) == ["1"])
        #expect(plan.tasks.first?.indicators.count == 1)
        #expect(plan.tasks.first?.departments.map(\.name) == ["市住建局"])
    }

    @Test(arguments: ["（", "）", "“", "《", "1", "1.", "到2025年，（“《达到30%", "一", "、", "，", "5%以上的", "2005年之前建成的"])
    func longAndUnbalanced(_ unit: String) throws {
        let text = "一、" + String(repeating: unit, count: 100_000 / unit.utf8.count)
        let plan = try Files.reader().read(text)
        for task in plan.tasks {
            for row in task.indicators.prefix(50) { #expect(task.text.words(at: row.quoteMark) == row.quote) }
        }
    }

    @Test func aMegabyteOfOneSignIsRead() throws {
        let plan = try Files.reader().read(String(repeating: "达", count: (1 << 20) / 3))
        #expect(plan.refusal == .notAPlan)
    }

    @Test func aBrokenLexiconIsRefused() {
        #expect(throws: DecodingError.self) { try Lexicon(json: Data("{}".utf8)) }
    }

    @Test func json() throws {
        let plan = try Files.reader().read("到2025年，培育1-2个基地，覆盖率达到7.5%，环境改善。\n到2030年，环境改善。")
        let lexicon = try Files.lexicon()
        let json = String(decoding: try plan.json(lexicon), as: UTF8.self)
        #expect(json.contains("\"source_quote\" : \"到2025年，培育1-2个基地\""))
        #expect(json.contains("\"value\" : 7.5"))
        #expect(json.contains("\"baseline\" : null"))
        #expect(json.contains("\"date\" : null"))
        #expect(try plan.json(lexicon) == plan.json(lexicon))
    }
}
