import PeakPlanning
import Testing
import Units

@Suite("plans side by side")
struct ComparisonTests {
    /// Statements of several texts; what measures them is said by words of their names.
    private func statements(_ texts: String..., measured: [String: String] = [:]) throws -> [ComparedStatement] {
        let reader = try Files.reader()
        return texts.enumerated().flatMap { number, text in
            reader.read(text).tasks.flatMap { task in
                task.indicators.filter(ComparedStatement.isComparable).map { indicator in
                    let answer = measured.first { indicator.name.contains($0.key) }?.value.split(separator: "/")
                    return ComparedStatement(
                        indicator,
                        task: task.id,
                        plan: number,
                        subject: answer.map { String($0[0]) },
                        variant: answer.flatMap { $0.count > 1 ? String($0[1]) : nil },
                        lexicon: reader.lexicon
                    )
                }
            }
        }
    }

    @Test("the same indicator under other names stands in one row, and every statement stays itself")
    func sameIndicator() throws {
        let rows = PlanComparison(
            try statements(
                "到2025年，新建建筑可再生能源替代率达到8%；到2030年，达到12%。",
                "到2025年，城镇建筑可再生能源替代常规能源比例达到8%。",
                measured: ["可再生能源": "renewable"]
            )
        ).rows
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row.subject == "renewable" && row.planCount == 2)
        #expect(row.statements.map(\.plan) == [0, 0, 1])
        #expect(row.statements.map(\.indicator.year) == [2025, 2030, 2025])
    }

    @Test("the same name with another scope is a difference: new buildings are not those of towns")
    func scope() throws {
        let rows = PlanComparison(
            try statements(
                "到2025年，新建建筑可再生能源替代率达到8%。",
                "到2025年，城镇建筑可再生能源替代率达到8%。",
                measured: ["可再生能源": "renewable"]
            )
        ).rows
        #expect(rows.map(\.differences) == [[.scope]])
        #expect(rows.first?.statements.map(\.scopes) == [["新建"], ["城镇"]])
    }

    @Test("other variants, units, baselines and indicators of the same name are differences; other numbers are none")
    func differences() throws {
        func found(_ one: String, _ other: String, _ measured: [String: String] = [:]) throws -> Set<PlanDifference> {
            try #require(PlanComparison(try statements(one, other, measured: measured)).rows.first).differences
        }
        let name = "到2030年，管网漏损率控制在9%以内。"
        #expect(try found(name, name).isEmpty)
        #expect(try found(name, "到2025年，管网漏损率控制在8%以内。").isEmpty)
        #expect(try found(name, "到2030年，管网漏损率比2020年下降10%。", ["管网": "leakage"]) == [.baseline])
        #expect(
            try found(
                "到2030年，完成旧房改造120万平方米。",
                "到2030年，完成旧房改造5000户。",
                ["旧房": "homes"]
            ) == [.unit]
        )
        let roofs = ["可用面积": "roof/usable", "屋顶面积": "roof/whole"]
        #expect(
            try found("到2025年，屋顶可用面积覆盖率达到50%。", "到2025年，屋顶面积覆盖率达到50%。", roofs) == [.variant]
        )
    }

    @Test("a difference counts only where no statement has a counterpart without it")
    func counterpart() throws {
        let rows = PlanComparison(
            try statements(
                "到2025年，新建建筑替代率达到8%；到2030年，城镇建筑替代率达到12%。",
                "到2025年，城镇建筑替代率达到8%。",
                measured: ["替代率": "renewable"]
            )
        ).rows
        #expect(rows.map(\.differences) == [[]])
    }

    @Test("without an indicator names that are alike stand together, others do not")
    func names() throws {
        let rows = PlanComparison(
            try statements(
                "到2025年，新建改造城市污水管网长度500公里。到2025年，新增充电桩800个。",
                "到2027年，新建改造污水管网长度300公里。到2025年，新增口袋公园80个。"
            )
        ).rows
        #expect(rows.map(\.planCount) == [2, 1, 1])
    }

    @Test("a name that does not say what is measured ties nothing together")
    func bareNames() throws {
        let all = try statements("到2025年，占比达到40%。", "到2025年，占比达到60%。")
        #expect(all.map(\.indicator.name) == ["占比", "占比"] && PlanComparison(all).rows.count == 2)
    }

    @Test("thousands of statements with one ending are put side by side in no time to speak of")
    func manyStatements() throws {
        func text(_ year: Int) -> String {
            (1...3_000).map { "到\(year)年，第\($0)号街区绿色改造完成率达到\($0 % 90)%。" }.joined()
        }
        let all = try statements(text(2025), text(2030))
        #expect(all.count == 6_000)
        #expect(PlanComparison(all).rows.flatMap(\.statements).count == 6_000)
        let (one, two) = (all.filter { $0.plan == 0 }, all.filter { $0.plan == 1 })
        #expect(PlanLineage.proposals(from: one, to: two).count == 3_000)
    }

    @Test("every statement stands in exactly one row")
    func conservation() throws {
        func text(_ name: String) throws -> String {
            String(decoding: try Files.resource("Plans/\(name).txt"), as: UTF8.self)
        }
        let all = try statements(text("tianjin-2023"), text("lianyungang-2024"), measured: ["光伏": "pv"])
        func places(_ statements: [ComparedStatement]) -> [String] {
            statements.map {
                "\($0.plan) \($0.task) \($0.indicator.quoteMark) \($0.indicator.name) \($0.indicator.year ?? 0)"
            }
        }
        #expect(all.count > 60)
        #expect(places(PlanComparison(all).rows.flatMap(\.statements)).sorted() == places(all).sorted())
    }
}

@Suite("targets that follow targets")
struct LineageTests {
    private func proposals(_ earlier: String, _ later: String) throws -> [Int?] {
        let reader = try Files.reader()
        func statements(_ text: String) -> [ComparedStatement] {
            reader.read(text).tasks.flatMap { task in
                task.indicators.map {
                    ComparedStatement($0, task: task.id, plan: 0, subject: nil, variant: nil, lexicon: reader.lexicon)
                }
            }
        }
        return PlanLineage.proposals(from: statements(earlier), to: statements(later))
    }

    @Test("the same name with the next year follows; what the next plan does not speak of has no follower")
    func next() throws {
        let found = try proposals(
            "到2025年，管网漏损率控制在9%以内，再生水利用率达到25%以上。",
            "到2030年，再生水利用率达到35%以上；到2035年，再生水利用率达到45%以上。"
        )
        #expect(found == [nil, 0])
    }

    @Test("of two that measure the same the one with the same scope is proposed, whatever its year")
    func scope() throws {
        let found = try proposals(
            "到2025年，新建建筑可再生能源替代率达到8%。",
            "到2027年，既有建筑可再生能源替代率达到5%。到2030年，新建建筑可再生能源替代率达到10%。"
        )
        #expect(found == [1])
    }

    @Test("no target is followed by one of an earlier year")
    func years() throws {
        #expect(try proposals("到2030年，再生水利用率达到35%。", "到2027年，再生水利用率达到30%。") == [nil])
    }
}
