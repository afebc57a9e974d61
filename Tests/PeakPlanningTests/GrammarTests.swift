import PeakPlanning
import Testing
import Units

/// One sentence each, in words that other plans use.
struct GrammarTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let rows: [String]
        var testDescription: String { text }

        init(_ text: String, _ rows: String...) {
            self.text = text
            self.rows = rows
        }
    }

    @Test(arguments: [
        Case("到2026年，城区供热普及率达到85%以上。", "target 城区供热普及率 >= 85 % 2026"),
        Case("到2030 年，供水漏损率控制在８．５％以内。", "target 供水漏损率 <= 8.5 % 2030"),
        Case("到2027年,污水处理能力达到1.5万吨/日;到2030年,达到2万吨/日.", "target 污水处理能力 >= 1.5 万吨/日 2027", "target * >= 2 万吨/日 2030"),
        Case("“十四五”末，新建污水管网1,200公里、雨水管网800公里。", "target 新建污水管网长度 >= 1200 公里 2025", "target 雨水管网长度 >= 800 公里 2025"),
        Case("到2028年，单位面积能耗比2020年下降5个百分点。", "target 单位面积能耗下降幅度 >= 5 个百分点 2028"),
        Case("到2030年，严寒地区新建居住建筑本体达到83%节能要求。", "target * >= 83 % 2030"),
        Case("到2030年，70%以上的县城实现集中供热。", "target 实现集中供热的县城比例 >= 70 % 2030"),
        Case("到2025年，培育3-5家骨干企业。", "target 培育骨干企业数量 between 3-5 家 2025"),
        Case("到2025年，建成三个以上示范区。", "target 示范区数量 >= 3 个 2025"),
        Case("到2025年，完成2000年底前建成的老旧小区改造120个。", "target * >= 120 个 2025"),
        Case("到2025年，屋顶面积1000平方米以上的厂房光伏覆盖率达到50%。", "target * >= 50 % 2025"),
        Case("建筑密度不得超过40%。", "rule 建筑密度 <= 40 % -"),
        Case("鼓励建筑面积超过5万平方米的小区配建充电设施。", "rule 建筑面积门槛 > 5 万平方米 -"),
        Case("重点改造1998年以前建成的住宅。", "rule * < 1998 年 -"),
        Case("2030年前，全市建筑领域碳排放达到峰值，力争率先达峰。", "milestone 建筑领域碳排放达峰 <= 2030 年 2030"),
        Case("2026年底前出台建筑碳排放管理办法。", "milestone 出台建筑碳排放管理办法 <= 2026 年 2026"),
        Case("到2027年建成智慧供热平台。", "milestone 建成智慧供热平台 = 1 项 2027"),
        Case("力争2028年底前完成老旧管网改造。", "milestone 完成老旧管网改造 = 100 % 2028"),
        Case("到2027年，新建学校全部采用高效照明。", "target * = 100 % 2027"),
        Case("到2035年，居住环境明显改善。", "qualitative 居住环境明显改善 - - - 2035"),
        Case("构建15分钟生活圈，实施“333”行动，执行DB/T29-204和GB 55015，推广五步节能，打造一批样板。"),
        Case("2007年起推动改造，按2015-2017年规划落实。"),
    ])
    func reads(_ test: Case) throws {
        let found = try Files.indicators(test.text).map(\.row)
        #expect(found.count == test.rows.count, "\(found)")
        for (row, expected) in zip(found, test.rows) {
            let (parts, wanted) = (row.split(separator: " "), expected.split(separator: " "))
            #expect(wanted.count == parts.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }, "\(row)")
        }
    }

    @Test func baselines() throws {
        let row = try #require(try Files.indicators("到2030年，材料损耗率比2020年下降20%。").first)
        #expect(row.baseline == PlanIndicator.Baseline(year: 2020, text: "比2020年", direction: .down))
        let other = try #require(try Files.indicators("系统能效在现有水平上提升10%。").first)
        #expect(other.baseline == PlanIndicator.Baseline(year: nil, text: "在现有水平上"))
    }

    @Test func yearsEndWithTheirSentence() throws {
        let rows = try Files.indicators("到2025年，甲类设施覆盖率达到10%，乙类设施覆盖率达到20%。丙类设施覆盖率达到30%。")
        #expect(rows.map(\.year) == [2025, 2025, nil])
    }

    @Test func sectionsThatLookBackStateFacts() throws {
        let text = "一、发展现状\n“十三五”期间，完成改造200万平方米，覆盖率达到90%。\n二、目标\n到2030年，覆盖率达到95%。"
        let rows = try Files.indicators(text)
        #expect(rows.map(\.kind) == [.baselineFact, .baselineFact, .target])
        #expect(rows.map(\.comparator) == [.equal, .equal, .atLeast])
    }
}

extension PlanIndicator {
    /// The row in one line, `-` for what is absent.
    fileprivate var row: String {
        let number = [value, upperValue].compactMap { $0?.description }.joined(separator: "-")
        let parts = [
            kind.rawValue, name, comparator?.rawValue ?? "-", number.isEmpty ? "-" : number, unit ?? "-",
            year.map(String.init) ?? "-",
        ]
        return parts.joined(separator: " ")
    }
}
