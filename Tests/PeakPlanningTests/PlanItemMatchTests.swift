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
