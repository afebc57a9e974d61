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

    @Test(arguments: [
        Case("到2030年，可再生能源占比不低于百分之三十。", "target 可再生能源占比 >= 30 % 2030"),
        Case("到2030年，电气化率达到百分之六十五点五以上。", "target 电气化率 >= 65.5 % 2030"),
        Case("到2030年，占比达到百分之三至百分之五。", "target 占比 between 3-5 % 2030"),
        Case("到2025年，绿色建筑面积达到8000万m²。", "target 绿色建筑面积 >= 8000 万平方米 2025"),
        Case("到2025年，绿色建筑面积达到8000万m2.", "target 绿色建筑面积 >= 8000 万平方米 2025"),
        Case("到2025年，公园绿地面积达到14.5㎡。", "target 公园绿地面积 >= 14.5 平方米 2025"),
        Case("到2025年，人均公园绿地面积不低于14.5㎡/人。", "target 人均公园绿地面积 >= 14.5 平方米/人 2025"),
        Case("到2025年，可再生能源占比>8%，绿地率≥40%。", "target 可再生能源占比 > 8 % 2025", "target 绿地率 >= 40 % 2025"),
        Case("绿地率＞＝40％。", "rule 绿地率 >= 40 % -"),
        Case("到2025年，单位面积能耗≤30千克标准煤/平方米。", "target 单位面积能耗 <= 30 千克标准煤/平方米 2025"),
        Case("到2025年，单位面积能耗降至55kWh/(m²·a)以下。", "target 单位面积能耗 <= 55 kWh/(平方米·a) 2025"),
        Case("到2025年，PM2.5浓度降至35微克/立方米。", "target PM2.5浓度 <= 35 微克/立方米 2025"),
        Case("到2025年，浓度降至35μg/m³以下。", "target 浓度 <= 35 微克/立方米 2025"),
        Case("到2025年，排放降至3毫克当量/立方米。", "target 排放 <= 3 毫克当量/立方米 2025"),
        Case("到2025年，强度降至300吨/标准箱以内。", "target 强度 <= 300 吨/标准箱 2025"),
        Case("\"十四五\"末，公交分担率达到45%。", "target 公交分担率 >= 45 % 2025"),
        Case("到2025年，实施\"333\"行动，覆盖率达到45%。", "target 覆盖率 >= 45 % 2025"),
        Case("到2025年，新建居住建筑达到83%节能要求。", "target * >= 83 % 2025"),
        Case("到2025年，全市推广节能，新建居住建筑本体达到83%节能要求。", "target * >= 83 % 2025"),
        Case(
            "到2025年,覆盖率达到45%;其中(含县城)占比达到30%.利用率达到20%.",
            "target 覆盖率 >= 45 % 2025",
            "target * >= 30 % 2025",
            "target 利用率 >= 20 % -"
        ),
        Case("到2025年，建成三座换热站。", "target 换热站数量 >= 3 座 2025"),
        Case("到2025年，规模达到5MW.", "target 规模 >= 5 MW 2025"),
    ])
    func readsOtherWritings(_ test: Case) throws { try reads(test) }

    @Test(arguments: [
        ("到2025年，新能源车占比达到50%左右。", "=", "左右"), ("到2025年，新能源车占比达到约50%。", "=", "约"),
        ("力争到2025年，新能源车占比50%左右。", "=", "力争…左右"), ("到2025年，新能源车占比不低于50%。", ">=", "不低于"),
    ])
    func roughNumbers(_ text: String, _ comparator: String, _ qualifier: String) throws {
        let row = try #require(try Files.indicators(text).first)
        #expect((row.name, row.comparator?.rawValue, row.qualifier) == ("新能源车占比", comparator, qualifier))
    }

    @Test(
        "What looks like a target and is not understood is a finding, and no wrong indicator",
        arguments: [
            "到2025年，储能规模达到100焦德。", "到2025年，利用率达到百分之若干。", "到2025年，利用率提高到三分之一。", "到2025年，能力提高一半。",
            "到2025年，改造小区30余个。", "到2025年，面积达到50m^2。", "到2030年，70%以上县城有集中供热。", "到2025年，浓度降至35xyz/qq。",
            "覆盖率不低于30、40、50%。",
        ]
    )
    func unread(_ text: String) throws {
        let plan = try Files.reader().read(text)
        #expect(plan.tasks.flatMap(\.indicators).map(\.row) == [])
        #expect(plan.findings.map(\.rule) == ["plan.indicator.unread"])
        #expect(plan.unread.map(\.words) == [String(text.dropLast())])
    }

    @Test(arguments: [
        "到2025年，基本实现双清零。", "构建5G网络，到2025年实现5G全覆盖。", "到2025年，2万平方米以上的公共建筑能耗明显下降。", "到2025年，建成3.0版平台。",
        "统筹三条控制线，实现一体化发展。",
    ])
    func notUnread(_ text: String) throws { #expect(try Files.reader().read(text).findings.isEmpty) }

    @Test func unreadBesideOthers() throws {
        let text = "到2025年，覆盖率达到50%，储能达到100焦德，绿地率达到40%。\n"
        let plan = try Files.reader().read(text)
        #expect(plan.tasks.flatMap(\.indicators).map(\.name) == ["覆盖率", "绿地率"])
        #expect(plan.unread.map(\.words) == ["储能达到100焦德"])
        #expect(plan.tasks.first?.text.words(at: plan.unread[0].mark) == "储能达到100焦德")
        let long = try Files.reader().read(String(repeating: text, count: 30))
        #expect(long.unread.count == 30)
        #expect(long.shownFindings.count == 20)
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
