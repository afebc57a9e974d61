import Foundation
import PeakPlanning
import Testing
import Units

@testable import Store

/// A target or milestone of a plan, read from the two published plans by hand, and what should answer it.
struct Target: Sendable, CustomTestStringConvertible {
    let indicator: PlanIndicator
    let binding: IndicatorBinding?

    /// The answer is the indicator's id, with the variant after a blank; `nil` where none should.
    init(
        _ kind: PlanIndicator.Kind,
        _ name: String,
        _ unit: String?,
        in scope: String,
        since year: Int? = nil,
        value: Int64? = nil,
        answeredBy answer: String?
    ) {
        var indicator = PlanIndicator(
            kind: kind,
            name: name,
            unit: unit,
            scope: scope,
            quote: name,
            quoteMark: 0..<name.utf8.count,
            production: "test"
        )
        indicator.value = value.map { FixedPoint(mantissa: $0) }
        indicator.baseline = year.map { PlanIndicator.Baseline(year: $0, text: "", direction: .down) }
        self.indicator = indicator
        let words = answer?.split(separator: " ").map(String.init) ?? []
        binding = words.first.map { IndicatorBinding(indicator: $0, variant: words.count > 1 ? words[1] : nil) }
    }

    var testDescription: String { indicator.name + " | " + indicator.scope }
}

@Suite("Which indicator answers which target")
struct IndicatorBindingTests {
    // All targets and milestones of both plans in their order.
    static let targets: [Target] = [
        // 连云港市城乡建设领域碳达峰实施方案
        Target(.milestone, "城乡建设领域直接碳排放达峰", "年", in: "全市城乡建设领域（直接排放）", answeredBy: "sector-peak direct"),
        Target(
            .target,
            "政府投资新建公共建筑绿色建筑星级",
            "星级",
            in: "政府投资的新建学校、医院、博物馆、科技馆、体育馆等公共建筑",
            value: 2,
            answeredBy: "two-star-public-coverage"
        ),
        Target(
            .target,
            "新建居住建筑节能设计标准节能率",
            "%",
            in: "全市新建居住建筑",
            value: 75,
            answeredBy: "residential-standard-coverage"
        ),
        Target(.target, "新建建筑可再生能源替代建筑常规能源比例", "%", in: "新建建筑", answeredBy: "renewable-substitution new_buildings"),
        Target(
            .target,
            "建筑电气化应用比例",
            "%",
            in: "新建公共建筑全面电气化（原文：推动新建公共建筑全面电气化，到2030年建筑电气化应用比例达到20%）",
            answeredBy: "all-electric-public-buildings"
        ),
        Target(
            .target,
            "装配式建筑占同期新开工建筑面积比例",
            "%",
            in: "同期新开工建筑面积（市中心城区及东海县、灌云县、灌南县三县城区实施配建要求）",
            answeredBy: "prefabricated-share"
        ),
        Target(.target, "既有建筑绿色节能改造面积增长率", "%", in: "全市既有建筑", since: 2023, answeredBy: "retrofit-growth single_year"),
        Target(
            .milestone,
            "城市非节能公共建筑绿色化改造完成",
            "%",
            in: "城市非节能公共建筑",
            answeredBy: "inefficient-public-retrofit inventory"
        ),
        Target(.target, "绿色社区创建比例", "%", in: "城市社区", answeredBy: "green-communities"),
        Target(.target, "新建公共机构、新建厂房屋顶可用面积光伏覆盖率", "%", in: "新建公共机构、新建厂房屋顶可用面积", answeredBy: "roof-pv-coverage usable"),
        Target(.target, "城区人均公园绿地面积", "平方米/人", in: "城区", answeredBy: "park-area-per-person"),
        Target(.target, "城市建成区绿化覆盖率", "%", in: "城市建成区", answeredBy: "green-coverage"),
        Target(.target, "森林覆盖率", "%", in: "", answeredBy: "forest-coverage"),
        Target(.target, "城市公园绿地十分钟服务圈覆盖率", "%", in: "城市", answeredBy: "park-service-coverage radius"),
        Target(.milestone, "建成省级生态园林城市", "项", in: "", answeredBy: "eco-garden-city"),
        Target(.target, "城市建成区海绵城市达标率", "%", in: "城市建成区", answeredBy: "sponge-city"),
        Target(.target, "城市建成区海绵城市达标率", "%", in: "城市建成区", answeredBy: "sponge-city"),
        Target(.target, "城市建成区平均可渗透面积占比", "%", in: "城市建成区", answeredBy: "permeable-share ground"),
        Target(.target, "城市公共供水管网漏损率", "%", in: "城市公共供水管网", answeredBy: "water-leakage r_wl"),
        Target(.target, "城镇污水处理厂尾水再生利用率", "%", in: "县以上城市城镇污水处理厂", answeredBy: "wastewater-reuse of_treated"),
        Target(.target, "城镇污水处理厂污泥无害化处置率", "%", in: "城镇污水处理厂污泥", answeredBy: "sludge-disposal"),
        Target(.target, "城市生活垃圾回收利用率", "%", in: "城市生活垃圾", answeredBy: "household-waste-recycled"),
        Target(.target, "城市生活垃圾资源化利用率", "%", in: "城市生活垃圾", answeredBy: "household-waste-utilised"),
        Target(.target, "园林绿化垃圾综合利用率", "%", in: "园林绿化垃圾", answeredBy: "garden-waste-used"),
        Target(.target, "新建施工现场建筑垃圾排放量", "吨/万平方米", in: "新建施工现场", answeredBy: "construction-waste-intensity"),
        Target(.target, "建筑垃圾综合利用率", "%", in: "建筑垃圾", answeredBy: "construction-waste-used"),
        Target(.target, "建筑垃圾资源化利用率", "%", in: "建筑垃圾", answeredBy: "construction-waste-recycled"),
        // 天津市城乡建设领域碳达峰实施方案
        Target(.milestone, "城乡建设领域碳排放达峰", "年", in: "天津市城乡建设领域", answeredBy: "sector-peak sector"),
        Target(.target, "建设完成绿色生态城区数", "个", in: "", answeredBy: "eco-districts"),
        Target(.target, "完整居住社区覆盖率", "%", in: "", answeredBy: "complete-communities"),
        Target(.target, "达到绿色社区创建要求的城市社区比例", "%", in: "城市社区", answeredBy: "green-communities"),
        Target(.target, "新建民用建筑执行GB 55015比例", "%", in: "新建民用建筑", answeredBy: "general-code-execution"),
        Target(.milestone, "颁布实施天津市居住建筑五步节能设计标准", "年", in: "", answeredBy: "residential-standard-issued"),
        Target(.target, "累计建设超低能耗建筑面积", "万平方米", in: "累计", answeredBy: "ultra-low-energy-area"),
        Target(.target, "城镇新建建筑中绿色建筑面积占比", "%", in: "城镇新建建筑", answeredBy: "green-building-share"),
        Target(.target, "星级绿色建筑占当年城镇新建民用建筑面积比例", "%", in: "当年城镇新建民用建筑", answeredBy: "star-building-share"),
        Target(.target, "二星级及以上绿色建筑占当年城镇新建民用建筑面积比例", "%", in: "当年城镇新建民用建筑", answeredBy: "two-star-building-share"),
        Target(.target, "新建民用建筑执行绿色建筑标准比例", "%", in: "新建民用建筑", answeredBy: "green-building-share"),
        Target(.target, "累计改造既有居住建筑面积", "万平方米", in: "既有居住建筑，累计", answeredBy: "residential-retrofit"),
        Target(.target, "调适项目机电系统能效提升率", "%", in: "公共建筑运行调适项目", since: 2023, answeredBy: "commissioning-gain reported"),
        Target(.target, "公共建筑能效提升面积（再推动）", "万平方米", in: "既有公共建筑，新增", answeredBy: "public-retrofit"),
        Target(.target, "累计推动公共建筑能效提升面积", "万平方米", in: "既有公共建筑，累计", answeredBy: "public-retrofit"),
        Target(.target, "能效提升20%以上的公共建筑面积", "万平方米", in: "能效提升20%以上的建筑（累计600万平方米之内）", answeredBy: "public-retrofit-20"),
        Target(.target, "改造老旧供热管网长度", "公里", in: "老旧一次和二次供热管网", answeredBy: "heat-network-renewal trench"),
        Target(.target, "绿色低碳示范村数", "个", in: "涉农区", answeredBy: "green-villages"),
        Target(.target, "既有农房节能改造户数", "户", in: "既有农房", answeredBy: "rural-home-retrofit"),
        Target(.target, "改造后农房整体能效提升率", "%", in: "完成改造的既有农房", since: 2023, answeredBy: "rural-home-gain"),
        Target(.target, "建筑用电占建筑能耗比例", "%", in: "建筑", answeredBy: "electricity-share coal_rate"),
        Target(.target, "新建公共建筑全面电气化比例", "%", in: "新建公共建筑", answeredBy: "all-electric-public-buildings"),
        Target(
            .target,
            "国有土地新建民用建筑（具备条件的）采用装配式建筑比例",
            "%",
            in: "国有土地新建民用建筑具备条件的",
            answeredBy: "prefabricated-state-land eligible"
        ),
        Target(.milestone, "星级绿色建筑推广绿色建材", "%", in: "星级绿色建筑", answeredBy: "green-materials-coverage"),
        Target(.target, "施工现场建筑材料损耗率下降幅度", "%", in: "施工现场建筑材料", since: 2020, answeredBy: "material-loss-fall"),
        Target(.target, "新建建筑施工现场建筑垃圾排放量", "吨/万平方米", in: "新建建筑施工现场", answeredBy: "construction-waste-intensity"),
        Target(.target, "建筑垃圾资源化利用率", "%", in: "建筑垃圾", answeredBy: "construction-waste-recycled"),
        Target(.target, "城镇建筑可再生能源替代率", "%", in: "城镇建筑", answeredBy: "renewable-substitution urban_buildings"),
        Target(.target, "新建公共机构建筑、新建厂房屋顶光伏覆盖率", "%", in: "新建公共机构建筑、新建厂房屋顶", answeredBy: "roof-pv-coverage whole"),
        Target(.target, "绿色出行比例", "%", in: "城市", answeredBy: "green-travel"),
        Target(.target, "LED等高效节能灯具使用占比", "%", in: "城市照明", answeredBy: "efficient-lighting count"),
        Target(.milestone, "建成照明数字化系统", "项", in: "", answeredBy: "lighting-digital-system"),
        Target(.target, "培育智能建造产业基地数", "个", in: "", answeredBy: "smart-construction-bases"),
        Target(.milestone, "打造建筑机器人标志性示范产品", nil, in: "", answeredBy: nil),
    ]

    // In the words of other plans.
    static let others: [Target] = [
        Target(.milestone, "城镇新建建筑全面执行绿色建筑标准", "%", in: "", answeredBy: "green-building-share"),
        Target(.target, "星级绿色建筑占比", "%", in: "", answeredBy: "star-building-share"),
        Target(.target, "装配式建筑占当年城镇新建建筑的比例", "%", in: "", answeredBy: "prefabricated-share"),
        // Another grade and another standard are not those whose coverage is reported.
        Target(.target, "新建政府投资公益性公共建筑和大型公共建筑星级", "星级", in: "", value: 1, answeredBy: nil),
        Target(.target, "城镇新建居住建筑节能设计标准", "%", in: "", value: 83, answeredBy: nil),
        Target(.target, "城市建成区绿地率", "%", in: "", answeredBy: nil),
    ]

    @Test("every target of both plans has its indicator with the right boundary, or none", arguments: targets + others)
    func binding(target: Target) async throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        #expect(catalogue.binding(for: target.indicator) == target.binding)
    }

    @Test(
        "every quantitative target and milestone that is read from a shipped plan has its indicator",
        arguments: plans
    )
    func everyTarget(plan: String) throws {
        let folder = IndicatorCity.resources.appendingPathComponent("../../PeakPlanning/Resources").standardizedFileURL
        func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(path)) }
        let reader = PlanReader(lexicon: try Lexicon(json: data("lexicon.json")))
        let catalogue = try IndicatorCity.shippedCatalogue()
        let tasks = reader.read(String(decoding: try data("Plans/\(plan).txt"), as: UTF8.self)).tasks
        var count = 0
        for task in tasks {
            for target in task.indicators where target.isTracked && target.value != nil {
                let headings = task.section + "\n" + task.heading
                let binding = catalogue.binding(for: target, under: headings)
                #expect(binding != nil, "\(task.id) \(target.name) \(target.unit ?? "")")
                count += 1
                guard let definition = binding.flatMap({ catalogue[$0.indicator] }) else { continue }
                // What is not in the target's unit is a coverage, and says against which goal.
                let goal = definition.goal(for: target, under: headings)
                #expect(goal != nil || definition.unit == target.unit, "\(task.id) \(target.name)")
            }
        }
        #expect(count > 25)
    }

    static let plans = ["lianyungang-2024", "tianjin-2023"]

    @Test("a standard that all shall follow is judged by the share that does")
    func coverage() throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        let stars = Target(.target, "政府投资新建公共建筑绿色建筑星级", "星级", in: "", value: 2, answeredBy: nil).indicator
        let standard = Target(.target, "新建居住建筑节能设计标准", "%", in: "", value: 75, answeredBy: nil).indicator
        #expect(catalogue["two-star-public-coverage"]?.goal(for: stars) == FixedPoint(mantissa: 100))
        #expect(catalogue["residential-standard-coverage"]?.goal(for: standard) == FixedPoint(mantissa: 100))
        let share = Target(.target, "绿色社区创建比例", "%", in: "", answeredBy: nil).indicator
        #expect(catalogue["green-communities"]?.goal(for: share) == nil)
        // Chosen by a person for a target of other words: the unit decides.
        #expect(catalogue["residential-standard-coverage"]?.goal(for: share) == nil)
        let other = Target(.target, "学校绿色建筑", "星级", in: "", answeredBy: nil).indicator
        #expect(catalogue["two-star-public-coverage"]?.goal(for: other) == FixedPoint(mantissa: 100))
    }

    @Test("a change is answered by what measures a change, a level by what measures a level")
    func changes() throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        let fall = Target(.target, "城市公共供水管网漏损率", "%", in: "", since: 2020, answeredBy: nil).indicator
        #expect(catalogue.binding(for: fall) == nil)
        let changes = catalogue.comparable(with: fall)
        #expect(!changes.isEmpty && changes.allSatisfy(\.isChange))
        let level = Target(.target, "施工现场建筑材料损耗率", "%", in: "", answeredBy: nil).indicator
        #expect(catalogue.binding(for: level) == nil)
        #expect(!catalogue.comparable(with: level).contains { $0.isChange })
    }

    @Test("a person may choose among the indicators whose values compare with the target")
    func comparable() throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        func ids(_ kind: PlanIndicator.Kind, _ unit: String?) -> [String] {
            catalogue.comparable(with: Target(kind, "甲", unit, in: "", answeredBy: nil).indicator).map(\.id)
        }
        #expect(ids(.target, "星级") == ["two-star-public-coverage"])
        #expect(ids(.target, "公里") == ["heat-network-renewal"])
        #expect(ids(.milestone, "年") == ["residential-standard-issued", "sector-peak"])
        #expect(ids(.target, "%").count > 25)
        #expect(ids(.rule, "%") == [] && ids(.target, nil) == [])
    }

    @Test("every shipped indicator answers a target of one of the plans")
    func everyIndicator() throws {
        let answered = Set(Self.targets.compactMap(\.binding?.indicator))
        #expect(Set(try IndicatorCity.shippedCatalogue().definitions.map(\.id)).subtracting(answered) == [])
    }

    @Test(
        "past facts, rules and aims are never answered",
        arguments: [PlanIndicator.Kind.baselineFact, .rule, .qualitative]
    )
    func onlyTracked(kind: PlanIndicator.Kind) throws {
        let fact = Target(kind, "绿色社区创建比例", "%", in: "", answeredBy: nil)
        #expect(try IndicatorCity.shippedCatalogue().binding(for: fact.indicator) == nil)
    }

    @Test("the same words in another unit are another target")
    func unit() throws {
        let area = Target(.target, "绿色社区创建比例", "个", in: "", answeredBy: nil)
        #expect(try IndicatorCity.shippedCatalogue().binding(for: area.indicator) == nil)
    }

    @Test("of two indicators that answer a target the one that asks for more is taken, of equals the bureau's own")
    func mostSpecific() throws {
        let city = try IndicatorCity()
        let target = Target(.target, "城市绿色社区创建比例", "%", in: "", answeredBy: nil).indicator
        func catalogue(_ answers: (shipped: String, own: String)) -> IndicatorCatalogue {
            IndicatorCatalogue(
                shipped: [("a.sql", .indicator("a", ["answers": answers.shipped]))],
                own: [("b.sql", .indicator("b", ["answers": answers.own]))],
                runner: city.runner
            )
        }
        #expect(catalogue(("绿色社区 | %", "社区 | %")).binding(for: target)?.indicator == "a")
        #expect(catalogue(("绿色社区 | %", "城市 绿色社区 | %")).binding(for: target)?.indicator == "b")
        #expect(catalogue(("绿色社区 | %", "绿色社区 | %")).binding(for: target)?.indicator == "b")
        #expect(catalogue(("绿色社区 -城市 | %", "绿色出行 | %")).binding(for: target) == nil)
    }

    @Test("a word with @ may stand in the headings above the target, the others may not")
    func headings() throws {
        let catalogue = try IndicatorCity.shippedCatalogue()
        func indicator(_ name: String, _ unit: String, under headings: String) -> String? {
            catalogue.binding(for: Target(.target, name, unit, in: "", answeredBy: nil).indicator, under: headings)?
                .indicator
        }
        #expect(indicator("累计改造面积", "万平方米", under: "") == nil)
        #expect(indicator("累计改造面积", "万平方米", under: "推进既有居住建筑改造") == "residential-retrofit")
        #expect(indicator("累计改造面积", "万平方米", under: "推进既有公共建筑改造") == nil)
        #expect(indicator("改造老旧管网长度", "公里", under: "推进供热管网改造") == "heat-network-renewal")
        #expect(indicator("改造老旧管网长度", "公里", under: "推进供水管网改造") == nil)
        #expect(indicator("覆盖率", "%", under: "建成区绿化覆盖率") == nil)
    }
}
