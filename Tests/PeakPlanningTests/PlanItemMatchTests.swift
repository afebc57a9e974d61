import PeakPlanning
import Testing
import Units

@Suite("items of a corrected text")
struct PlanItemMatchTests {
    private let old: Plan

    init() throws {
        old = try ReviewedText.numbered()
        #expect(old.indicators.count == 5)
    }

    /// The items of a corrected text in its order; 0 for new ones.
    private func items(_ text: String) throws -> [Int64] {
        try ReviewedText.corrected(text, known: old).match.items.flatMap { $0 }.map { $0 ?? 0 }
    }

    private func replaced(_ words: String, _ others: String) -> String {
        ReviewedText.original.replacing(words, with: others)
    }

    @Test("the same text, other blanks and widths keep every item")
    func blanks() throws {
        #expect(try items(ReviewedText.original) == [1, 2, 3, 4, 5])
        #expect(try items(replaced("再生水利用率达到25%以上", "再生水 利用率 达到２５％以上")) == [1, 2, 3, 4, 5])
    }

    @Test("a corrected number or year is the same item")
    func correctedNumber() throws {
        #expect(try items(replaced("25%", "28%")) == [1, 2, 3, 4, 5])
        #expect(try items(replaced("到2027年", "到2028年")) == [1, 2, 3, 4, 5])
    }

    @Test("a moved paragraph and renumbered tasks keep their items")
    func moved() throws {
        let lines = ReviewedText.original.split(separator: "\n").map(String.init)
        let renumbered = [
            lines[0], lines[1], lines[4].replacing("3.", with: "1."), lines[2].replacing("1.", with: "2."),
            lines[3].replacing("2.改造", with: "3.改造"),
        ]
        #expect(try items(renumbered.joined(separator: "\n")) == [4, 5, 1, 2, 3])
    }

    @Test("a deleted sentence is gone, and nothing takes its place")
    func deleted() throws {
        let text = replaced("，再生水利用率达到25%以上", "")
        #expect(try items(text) == [1, 3, 4, 5])
        #expect(try ReviewedText.corrected(text, known: old).match.gone == [2])
    }

    @Test("a new sentence is a new item")
    func added() throws {
        #expect(try items(replaced("加强维护。", "到2027年，新建停车泊位3000个。")) == [1, 2, 3, 0, 4, 5])
    }

    @Test("equal sentences keep their order, within the task where they stand")
    func equal() throws {
        let twice = ReviewedText.original.replacing(
            "加强维护。",
            with: "到2027年，建成示范区3个。到2027年，建成示范区3个。"
        )
        let known = try ReviewedText.numbered(twice)
        let match = try ReviewedText.corrected(twice.replacing("120万", with: "130万"), known: known).match
        #expect(match.items.flatMap { $0 } == known.indicators.map(\.item))
    }

    @Test("what came back after an absence is the item it was, unless a present one fits as well")
    func comesBack() throws {
        let known = old.known.map {
            PlanItemMatch.Known(item: $0.item, statement: $0.statement, isCurrent: $0.item != 2)
        }
        let match = PlanItemMatch(known: known, new: try Files.reader().read(ReviewedText.original))
        #expect(match.items.flatMap { $0 } == [1, 2, 3, 4, 5])
        #expect(match.gone.isEmpty)
    }

    @Test("another statement of the same form is a new item, and nothing decided is carried over to it")
    func others() throws {
        func text(_ aims: String) -> String {
            "海岩市城乡建设领域碳达峰实施方案\n一、重点任务\n1.提升建筑。\(aims)（市住建局负责）\n"
        }
        let known = try ReviewedText.numbered(text("到2030年，绿色建材应用水平明显提升。到2035年，宣传培训体系更加完善。"))
        #expect(known.indicators.count == 2, "\(known.indicators.map(\.quote))")
        let rejected = [try known.change(1, .reject, 1)]
        let (next, match) = try ReviewedText.corrected(text("到2030年，超低能耗住宅显著增多。到2035年，宣传培训体系更加完善。"), known: known)
        #expect(match.items == [[nil, 2]] && match.gone == [1])
        let entry = try #require(PlanReview(next, changes: rejected).entries.first { $0.task == 0 })
        #expect(entry.isOpen && entry.shown != nil)
        let targets = try ReviewedText.numbered(text("到2025年，绿色建材应用比例达到50%。"))
        let swapped = try ReviewedText.corrected(text("到2025年，集中供热管网改造率达到50%。"), known: targets).match
        #expect(swapped.items == [[nil]] && swapped.gone == [1])
    }

    @Test("a decision about other words is open again", arguments: [PlanChange.Action.accept, .correct, .reject])
    func otherWords(action: PlanChange.Action) throws {
        var moved = old
        let other = try Files.reader().read(replaced("热泵供暖面积占比达到40%", "新建公共建筑光伏覆盖率达到40%"))
        var indicator = try #require(other.indicators.first { $0.name.contains("光伏") })
        indicator.item = 4
        let place = try #require(moved.tasks[2].indicators.firstIndex { $0.item == 4 })
        moved.tasks[2].indicators[place] = indicator
        let changes = [try old.change(1, action, 4)]
        #expect(PlanReview(old, changes: changes).entries.first { $0.item == 4 }?.isOpen == false)
        #expect(PlanReview(moved, changes: changes).entries.first { $0.item == 4 }?.isOpen == true)
    }

    @Test("a long text that was reworded throughout is compared in bounds, and finds its items")
    func bounds() throws {
        func plan(_ suffix: String) -> Plan {
            let scalars = (0..<1000).compactMap { Unicode.Scalar(0x4E00 + $0 * 7) }.map(String.init)
            var task = PlanTask(id: "1", section: "", heading: "改造", text: "")
            task.indicators = scalars.indices.map { index in
                let name = scalars[index] + scalars[(index * 3 + 1) % 1000] + scalars[(index * 7 + 2) % 1000] + "改造"
                return PlanIndicator(
                    item: Int64(index),
                    kind: .qualitative,
                    name: name,
                    quote: "推进" + name + suffix,
                    quoteMark: 0..<0,
                    production: "test"
                )
            }
            return Plan(title: "", tasks: [task])
        }
        let match = PlanItemMatch(known: plan("工作").known, new: plan("任务"))
        #expect(match.items == [(0..<1000).map { Int64($0) }])
        #expect(match.comparisons <= 40_000)
    }

    @Test(
        "one to one: whatever becomes of the text, no item is given twice",
        arguments: [("9%", "25%"), ("120万平方米", "40%"), ("3.推广", "2.推广"), ("到2030年", "到2025年"), ("率", ""), ("。", "；")]
    )
    func conserves(words: String, others: String) throws {
        let (plan, match) = try ReviewedText.corrected(replaced(words, others), known: old)
        let given = match.items.flatMap { $0 }.compactMap(\.self)
        #expect(Set(given).count == given.count)
        #expect(match.items.map(\.count) == plan.tasks.map(\.indicators.count))
        #expect(Set(given).union(match.gone) == [1, 2, 3, 4, 5])
    }
}
