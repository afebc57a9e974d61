import Foundation
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@testable import Web

/// Marks over a task's text, with the bytes counted by hand where it matters.
@Suite("Source text")
struct SourceTextTests {
    /// The bytes of the first occurrence of some words.
    static func mark(_ words: String, in text: String) throws -> Range<Int> {
        let found = try #require(text.range(of: words))
        let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        return start..<(start + words.utf8.count)
    }

    static func task(_ text: String, _ indicators: [PlanIndicator] = [], departments: [PlanActor] = []) -> PlanTask {
        PlanTask(id: "1", section: "一", heading: "试", text: text, departments: departments, indicators: indicators)
    }

    static func target(_ text: String, value: String?, year: String?, quote: String) throws -> PlanIndicator {
        PlanIndicator(
            kind: value == nil ? .qualitative : .target,
            name: "率",
            quote: quote,
            quoteMark: try mark(quote, in: text),
            valueMark: try value.map { try mark($0, in: text) },
            yearMark: try year.map { try mark($0, in: text) },
            production: "test"
        )
    }

    @Test("gives back every character, paragraph by paragraph, whatever is marked")
    func complete() throws {
        let text = "到2025年，回收率达到35%以上。\n（市城管局负责）\n"
        let indicator = try Self.target(text, value: "35%以上", year: "到2025年", quote: "回收率达到35%以上")
        let actor = PlanActor(name: "市城管局", mark: try Self.mark("市城管局", in: text))
        let source = SourceText(Self.task(text, [indicator], departments: [actor]))
        let joined = source.paragraphs.map { $0.pieces.map(\.text).joined() }
        #expect(joined == ["到2025年，回收率达到35%以上。", "（市城管局负责）"])
        let marked = source.paragraphs.flatMap(\.pieces).filter { !$0.style.isEmpty }
        #expect(marked.map(\.text) == ["到2025年", "35%以上", "市城管局"])
        #expect(marked.map(\.style) == ["yr", "mk", "dp"])
        #expect(marked[1].entry == SourceText.Entry(number: "1", id: "m1", isLast: true))
    }

    @Test("lets two numbers share their words, each with its own place")
    func overlapping() throws {
        let text = "改造30%至40%以上面积"
        let first = try Self.target(text, value: "30%至40%", year: nil, quote: text)
        let second = try Self.target(text, value: "40%以上", year: nil, quote: text)
        let pieces = try #require(SourceText(Self.task(text, [first, second])).paragraphs.first).pieces
        #expect(pieces.map(\.text) == ["改造", "30%至", "40%", "以上", "面积"])
        let ids = pieces.compactMap(\.entry?.id) + pieces.flatMap(\.ends).compactMap(\.id)
        #expect(ids.sorted() == ["m1", "m2"])
        let chips = pieces.compactMap(\.entry).filter(\.isLast).map(\.number) + pieces.flatMap(\.ends).map(\.number)
        #expect(chips.sorted() == ["1", "2"])
    }

    @Test("marks a statement without a number by its quote, the year in it as a year")
    func quotes() throws {
        let text = "到2030年，全面建立政策体系；"
        let aim = try Self.target(text, value: nil, year: "到2030年", quote: "到2030年，全面建立政策体系")
        let pieces = try #require(SourceText(Self.task(text, [aim])).paragraphs.first).pieces
        #expect(pieces.map(\.style) == ["yr", "mq", ""])
        #expect(pieces[1].ends == [SourceText.Entry(number: "1", id: "m1", isLast: true)])
    }

    @Test(
        "survives marks that point nowhere, into a character or over a paragraph",
        arguments: [
            0..<0, 1..<2, 2..<400, 300..<400, 4..<11, 0..<22,
        ]
    )
    func brokenMarks(mark: Range<Int>) {
        let text = "甲乙丙\n丁戊己"
        let indicator = PlanIndicator(
            kind: .target,
            name: "",
            quote: "",
            quoteMark: mark,
            valueMark: mark,
            production: "test"
        )
        let source = SourceText(Self.task(text, [indicator]))
        #expect(source.paragraphs.map { $0.pieces.map(\.text).joined() } == ["甲乙丙", "丁戊己"])
        #expect(source.paragraphs.flatMap(\.pieces).allSatisfy { !$0.text.contains("\u{FFFD}") })
    }
}

@Suite("Targets in words")
struct TargetWordsTests {
    private static func display(_ language: Language) throws -> Display {
        let file = try ResourceDirectory(override: nil).bytes("Texts", language.fileName)
        return Display(texts: try Localizer(language: language, json: [UInt8](file)), isWall: false)
    }

    private static func indicator(
        _ comparator: PlanIndicator.Comparator?,
        _ value: String?,
        upper: String? = nil,
        unit: String?,
        qualifier: String = "",
        baseline: Int? = nil,
        isImplied: Bool = false
    ) -> PlanIndicator {
        PlanIndicator(
            kind: .target,
            name: "率",
            comparator: comparator,
            value: value.flatMap { FixedPoint($0) },
            upperValue: upper.flatMap { FixedPoint($0) },
            unit: unit,
            year: 2030,
            baseline: baseline.map { PlanIndicator.Baseline(year: $0, text: "较\($0)年") },
            qualifier: qualifier,
            quote: "",
            isImplied: isImplied,
            quoteMark: 0..<0,
            production: "test"
        )
    }

    @Test("are written as the bureau writes them")
    func chinese() throws {
        let display = try Self.display(.zhHans)
        #expect(display.goal(Self.indicator(.atLeast, "35", unit: "%")) == "≥ 35%")
        #expect(display.goal(Self.indicator(.atLeast, "50", unit: "%", qualifier: "力争")) == "力争 50%")
        #expect(display.goal(Self.indicator(.atMost, "9", unit: "%", qualifier: "力争")) == "力争 ≤ 9%")
        #expect(display.goal(Self.indicator(.atLeast, "60", unit: "%", qualifier: "不低于")) == "≥ 60%")
        #expect(display.goal(Self.indicator(.atLeast, "15.5", unit: "平方米/人")) == "≥ 15.5 m²/人")
        #expect(display.goal(Self.indicator(.atMost, "300", unit: "吨/万平方米")) == "≤ 300 t/万 m²")
        #expect(display.goal(Self.indicator(.atLeast, "10", unit: "%", baseline: 2023)) == "≥ 10%，较 2023 年")
        #expect(display.goal(Self.indicator(.between, "1", upper: "2", unit: "个")) == "1–2 个")
        #expect(display.goal(Self.indicator(.atLeast, "5000", unit: "户")) == "≥ 5,000 户")
        #expect(display.goal(Self.indicator(.atMost, "2030", unit: "年")) == "不晚于 2030 年")
        #expect(display.goal(Self.indicator(.lessThan, "2005", unit: "年")) == "< 2005 年")
        #expect(display.goal(Self.indicator(.atLeast, "2005", unit: "户")) == "≥ 2,005 户")
        #expect(display.goal(Self.indicator(.equal, "1", unit: "项", isImplied: true)) == "全面完成")
        #expect(display.goal(Self.indicator(nil, nil, unit: nil)) == "全面完成")
    }

    @Test("are English in English, units included")
    func english() throws {
        let display = try Self.display(.en)
        #expect(display.goal(Self.indicator(.atLeast, "15.5", unit: "平方米/人")) == "≥ 15.5 m²/person")
        #expect(display.goal(Self.indicator(.atMost, "300", unit: "吨/万平方米")) == "≤ 300 t/10⁴ m²")
        #expect(display.goal(Self.indicator(.atLeast, "300", unit: "公里")) == "≥ 300 km")
        #expect(display.goal(Self.indicator(.atLeast, "5000", unit: "户")) == "≥ 5,000 homes")
        #expect(display.goal(Self.indicator(.atMost, "2030", unit: "年")) == "not after 2030")
        #expect(display.foreignTag("≥ 5 亩") == "zh-Hans" && display.foreignTag("≥ 5 km") == nil)
    }

    @Test("keep the plan's words apart from the sentence around them")
    func quoted() throws {
        let quoted = try Self.display(.en).quoted("plan.noData.by", "市{0}局")
        #expect(quoted.words == "市{0}局" && quoted.line == "no data yet · to be reported by 市{0}局")
    }
}

@Suite("Trends")
struct SparklineTests {
    @Test("spread from 2020 to the last year, the goal on the same scale")
    func scale() throws {
        let line = try #require(Sparkline([(2019, 1), (2020, 10), (2025, 20)], goal: 30, until: 2026))
        #expect(line.points == "2,21 75.33,12" && line.lastX == "75.33" && line.lastY == "12" && line.goal == "3")
    }

    @Test("draw one value, equal values, and nothing where there is nothing")
    func edges() throws {
        #expect(Sparkline([], goal: 1, until: 2026) == nil)
        #expect(Sparkline([(2019, 1)], goal: 1, until: 2026) == nil)
        #expect(Sparkline([(2021, .nan)], goal: 1, until: 2026) == nil)
        let flat = try #require(Sparkline([(2020, 5)], goal: 5, until: 2020))
        #expect(flat.points == "2,12" && flat.goal == "12")
    }
}

@Suite("Numbers of indicators")
struct IndicatorNumberTests {
    @Test("that a bureau's own query may give are written, however large", arguments: [1e19, -1e19, 1e300, 0.1, 2024])
    func anyNumber(value: Double) throws {
        let texts = try ResourceDirectory(override: nil).localizer(.zhHans)
        let numbers = IndicatorNumbers(unit: nil, values: [value], display: Display(texts: texts, isWall: false))
        #expect(!numbers.text(value).isEmpty)
    }
}
