import PeakPlanning
import Testing
import Units

/// Tables in a text: appendices, lists of projects.
struct TableTests {
    private let prose = "到2030年，电气化率达到65%。（市住建局负责）"

    @Test(
        "Rows of a table are no sentences; one finding says where they stand",
        arguments: [
            "绿色建筑占比\t%\t85\t100\n公园绿地\t平方米\t14.5\t16", "1.\t东路改造\t4.5公里\n2.\t西路改造\t80%",
            "| 指标 | 2025年 | 2030年 |\n| 电气化率 | 55% | 65% |",
            "电气化率     55%     65%\n替代率     8%     12%",
            "项目\n长度\n东路\n300公里\n西路\n500公里\n南路\n80%",
        ]
    )
    func rows(_ table: String) throws {
        let plan = try Files.reader().read("\(prose)\n\(table)")
        let task = try #require(plan.tasks.first)
        #expect(plan.tasks.flatMap(\.indicators).count == 1)
        #expect(plan.findings.map(\.rule) == ["plan.indicator.table"])
        let evidence = try #require(plan.findings.first).evidence
        let (start, end) = (try #require(Int(evidence[3])), try #require(Int(evidence[4])))
        #expect(task.text.words(at: start..<end) == table)
        #expect(evidence[1] == "\(table.split(separator: "\n").count)")
    }

    @Test func shortLinesOfProseAreNoTable() throws {
        let plan = try Files.reader().read("到2030年，可再生能源替\n代率达到11%，电气化\n率达到65%。")
        #expect(plan.findings.isEmpty)
        #expect(plan.tasks.flatMap(\.indicators).count == 2)
    }

    /// A clause of very many numbers is a table whose form was lost.
    @Test func manyNumbersInOneClause() throws {
        let plan = try Files.reader().read("到2030年，比例为" + (10..<40).map { "\($0)%" }.joined(separator: "、") + "。")
        #expect(plan.tasks.flatMap(\.indicators).isEmpty)
        #expect(plan.unread.count == 1)
    }

    @Test func aLongAppendix() throws {
        let row = "12\t某路供热管网改造\t4.5公里\t2026年\t完成80%\t1.2亿元\n"
        let plan = try Files.reader().read("某市实施方案\n1.供热。\(prose)\n附件\n" + String(repeating: row, count: 4000))
        #expect(plan.tasks.flatMap(\.indicators).count == 1)
        #expect(plan.findings.count == 1)
    }
}
