import Foundation
import PeakPlanning
import Testing

/// How sure the reader is, and why.
struct ConfidenceTests {
    @Test(
        "One sentence for each reason",
        arguments: [
            ("到2030年，电气化率达到65%。", "high"),
            ("到2030年，电气化率达到65%；供热普及率达到90%。", "high:inheritedYear"),
            ("到2030年，生活垃圾回收利用率达到35%，资源化利用率达到75%。", "medium:inheritedYear,inheritedSubject"),
            ("到2030年，甲类能耗较2022年降低12%，乙类能耗降低15%。", "medium:inheritedYear,inheritedBaseline"),
            ("电气化率达到65%。", "high:noYear"),
            ("到2030年，达到65%。", "medium:noSubject"),
            ("到2030年，新建学校全部采用绿色建材。", "medium:impliedValue"),
            ("到2030年，产值翻一番。", "high:valueInWords"),
            ("到2030年，黑臭水体清零。", "medium:valueInWords,rareRule"),
            ("到2030年，改造电梯300部。", "high:weakUnit"),
            ("到2030年，强度降至300吨/标准箱以内。", "high"),
            ("到2030年，排放降至3毫克当量/立方米。", "medium:unknownUnit"),
            ("到2030年，绿地面积不低于总面积的30%。", "medium:distantComparison"),
            ("到2030年，能效提升20%以上的建筑达到200万平方米。", "high:besideCondition"),
            ("到2030年，覆盖率达到50%、储能达到100焦德。", "medium:besideUnread"),
            ("到2030年建成供热平台。", "medium:impliedValue,rareRule"),
        ]
    )
    func reasons(_ text: String, _ expected: String) throws {
        let row = try #require(try Files.indicators(text).last)
        #expect(row.confidence.description == expected)
    }

    @Test func aLongSubjectIsCut() throws {
        let text = "到2030年，" + String(repeating: "城镇各类新建和改建的公共建筑", count: 6) + "覆盖率达到50%。"
        let row = try #require(try Files.indicators(text).first)
        #expect(row.confidence.reasons == [.cutName])
        #expect(row.name.hasSuffix("覆盖率"))
    }

    @Test func oneStringKeepsAllOfIt() throws {
        for reason in Confidence.Reason.allCases {
            let confidence = Confidence([reason, .inheritedYear])
            #expect(Confidence(confidence.description) == confidence)
        }
        #expect(Confidence("high") == .full)
        #expect(Confidence(Confidence.Reason.allCases).level == .low)
        for text in ["", "certain", "low", "high:", "high:weather", "low:inheritedYear", "high:weakUnit,inheritedYear"]
        {
            #expect(Confidence(text) == nil, "\(text)")
        }
    }

    @Test("Every rule and every reason has words in both languages", arguments: ["zh-Hans", "en"])
    func words(language: String) throws {
        let texts = try JSONDecoder().decode(
            [String: String].self,
            from: Files.source("Texts/Resources/\(language).json")
        )
        let keys =
            PlanIndicator.rules.map { "plan.rule.\($0)" }
            + Confidence.Reason.allCases.map { "plan.reason.\($0.rawValue)" }
            + Confidence.Level.allCases.map { "plan.confidence.\($0.rawValue)" }
        for key in keys { #expect(texts[key]?.isEmpty == false, "\(key)") }
    }

    @Test("Most rows of the published plans are sure; each says by which rule it was read")
    func publishedPlans() throws {
        let rows = try ["lianyungang-2024.txt", "tianjin-2023.txt"].flatMap {
            try Files.plan($0).tasks.flatMap(\.indicators)
        }
        #expect(rows.allSatisfy { PlanIndicator.rules.contains($0.production) })
        #expect(rows.count { $0.confidence.level == .high } * 2 > rows.count)
    }
}
