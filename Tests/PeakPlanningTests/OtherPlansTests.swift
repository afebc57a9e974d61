import PeakPlanning
import Testing
import Units

/// Plans of other cities, which are built otherwise than the two published ones.
struct OtherPlansTests {
    private func tasks(_ lines: String) throws -> [PlanTask] {
        try Files.reader().read("某市建筑领域碳达峰实施方案\n一、重点任务\n\(lines)").tasks
    }

    @Test(
        "A numbered line that is itself the sentence keeps its numbers",
        arguments: [
            ("1.到2025年，城镇新建建筑中绿色建筑占比达到100%。（市住建局负责）", "到2025年，城镇新建建筑中绿色建筑占比达到100%", "城镇新建建筑中绿色建筑占比", "100", 2025),
            ("（二）到2030年，电气化率达到65%。", "（二）到2030年，电气化率达到65%", "电气化率", "65", 2030),
            ("3.推广光伏，到2025年屋顶光伏覆盖率达到50%；（市住建局负责）", "推广光伏", "屋顶光伏覆盖率", "50", 2025),
            ("4.电气化率达到65%(市住建局负责)", "电气化率达到65%", "电气化率", "65", nil),
            ("5.目标:到2027年,覆盖率达到70%.", "目标", "覆盖率", "70", 2027),
            ("6.到2030年覆盖率达到80%。继续努力。", "到2030年覆盖率达到80%", "覆盖率", "80", 2030),
        ] as [(String, String, String, String, Int?)]
    )
    func sentence(line: String, heading: String, name: String, value: String, year: Int?) throws {
        let task = try #require(try tasks(line).first)
        let row = try #require(task.indicators.first)
        #expect(task.heading == heading)
        #expect(line.hasSuffix(task.text))
        #expect(task.indicators.count == 1)
        #expect((row.name, row.value?.description, row.year) == (name, value, year))
        #expect(task.departments.map(\.name) == (line.contains("市住建局") ? ["市住建局"] : []))
    }

    @Test func aHeadingThatIsNotUnderstoodIsAFinding() throws {
        let plan = try Files.reader().read("某市实施方案\n1.储能规模达到100焦德。（市住建局负责）")
        #expect(plan.unread.map(\.words) == ["储能规模达到100焦德"])
        #expect(plan.unread.map(\.task) == ["1"])
        #expect(plan.findings.map(\.subject) == ["储能规模达到100焦德"])
    }

    @Test func pointsWithTheirOwnDepartments() throws {
        let found = try tasks(
            "（一）供水\n1.完善设施\n（1）推进分流。到2027年，改造管网60公里。（市水务局负责）\n(2)推进处置。到2027年，利用率达到30%。(市城管局负责)"
        )
        #expect(found.map(\.id) == ["1.1-1", "1.1-2"] || found.map(\.id) == ["1-1", "1-2"])
        #expect(found.map(\.heading) == ["完善设施 / 推进分流", "完善设施 / 推进处置"])
        #expect(found.map { $0.departments.map(\.name) } == [["市水务局"], ["市城管局"]])
        #expect(found.map(\.indicators.count) == [1, 1])
    }

    @Test func chapters() throws {
        let text = """
            某市建筑节能规划
            第一章 发展基础
            截至2020年底，绿色建筑占比达到70%。
            第二章 重点任务
            第一节　供热
            1.改造管网。到2030年，改造300公里。（市住建局负责）
            第二节　供水
            1.降低漏损。到2030年，漏损率降至8%以内。（市水务局负责）
            """
        let plan = try Files.reader().read(text)
        #expect(plan.findings.isEmpty)
        #expect(plan.tasks.map(\.section).last == "第二章重点任务 / 第二节供水")
        #expect(plan.tasks.map(\.id) == ["1", "2.1.1", "2.2.1"])
        #expect(plan.tasks.flatMap(\.indicators).map(\.kind) == [.baselineFact, .target, .target])
    }

    @Test func traditionalCharactersAreQuotedAsPublished() throws {
        let text = "某市建築領域碳達峰實施方案\n一、重點任務\n1.綠色建築。力爭到２０３０年，綠色建築佔比不低於85%。（市住建局負責）"
        let plan = try Files.reader().read(text)
        let task = try #require(plan.tasks.first)
        let row = try #require(task.indicators.first)
        #expect(plan.refusal == nil)
        #expect(row.quote == "力爭到２０３０年，綠色建築佔比不低於85%")
        #expect(task.text.words(at: row.quoteMark) == row.quote)
        #expect(row.valueMark.flatMap(task.text.words) == "不低於85%")
        #expect(row.yearPhrase == "到２０３０年")
        #expect((row.name, row.qualifier, row.year) == ("绿色建筑占比", "力争", 2030))
        #expect(task.departments.map(\.name) == ["市住建局"])
    }

    @Test func plainHeadingsStayHeadings() throws {
        let found = try tasks("1.优化用能结构。推广清洁能源。（市住建局负责）\n2、2025年重点工作\n做好工作。（市住建局负责）")
        #expect(found.map(\.heading) == ["优化用能结构", "2025年重点工作"])
        #expect(found.map(\.text) == ["推广清洁能源。（市住建局负责）", "做好工作。（市住建局负责）"])
    }

    @Test(
        "Departments behind the sentence in its line",
        arguments: [
            ("1.优化用能。到2030年，电气化率达到65%。责任单位：市能源局、市住建局。", ["市能源局", "市住建局"]),
            ("1.到2030年，电气化率达到65%。责任单位:市能源局;配合单位:市住建局.", ["市能源局", "市住建局"]),
            ("1.到2030年，电气化率达到65%。牵头单位：市能源局。配合单位：市住建局。按期完成。", ["市能源局", "市住建局"]),
            ("1.到2030年，电气化率达到65%。责任单位：市能源局；完成时限：2030年底。", ["市能源局"]),
            ("1.到2030年，电气化率达到65%（牵头单位：市能源局，配合单位：市住建局）", ["市能源局", "市住建局"]),
        ]
    )
    func departments(line: String, names: [String]) throws {
        let plan = try Files.reader().read("某市实施方案\n一、任务\n\(line)\n\(line.replacing("1.", with: "2."))")
        #expect(plan.refusal == nil)
        for task in plan.tasks {
            #expect(task.departments.map(\.name) == names)
            #expect(task.departments.allSatisfy { task.text.words(at: $0.mark) == $0.name })
            #expect(task.indicators.map(\.name) == ["电气化率"])
        }
        #expect(plan.tasks.count == 2)
    }
}
