import Foundation
import PeakPlanning
import Testing
import Units

@Suite("reviewed plans")
struct PlanReviewTests {
    private let plan: Plan

    init() throws { plan = try ReviewedText.numbered() }

    private func added(_ id: Int64, _ item: Int64, quote: String) -> PlanChange {
        let says = PlanStatement(
            task: "2",
            heading: "改造旧房",
            kind: .qualitative,
            name: "维护",
            quote: quote
        )
        return PlanChange(id: id, item: item, action: .add, says: says, reason: "test")
    }

    @Test("accepted, corrected, rejected and added items are what everybody sees")
    func applies() throws {
        let changes = [
            try plan.change(1, .accept, 1), try plan.change(2, .correct, 2) { $0.value = FixedPoint(mantissa: 26) },
            try plan.change(3, .reject, 4), added(4, 9, quote: "加强维护"),
        ]
        let review = PlanReview(plan, changes: changes)
        #expect(review.entries.map(\.state) == [.accepted, .corrected, .machine, .added, .rejected, .machine])
        #expect(review.plan.indicators.map(\.item) == [1, 2, 3, 9, 5])
        let corrected = try #require(review.plan.indicator(2))
        #expect(corrected.value == FixedPoint(mantissa: 26) && !corrected.isImplied)
        // The printed number is still what it is about.
        #expect(corrected.valueMark == plan.indicator(2)?.valueMark)
        let mark = try #require(review.plan.indicator(9)?.quoteMark)
        #expect(String(decoding: Array(review.plan.tasks[1].text.utf8)[mark], as: UTF8.self) == "加强维护")
        // What was read is still there beside it.
        #expect(review.entries[1].read?.value == FixedPoint(mantissa: 25))
        #expect(plan.reviewed(by: changes) == review.plan)
    }

    @Test("the latest change of an aspect holds, and can be taken back")
    func latest() throws {
        let changes = [
            try plan.change(1, .reject, 1), try plan.change(2, .accept, 1),
            try plan.change(3, .correct, 2) { $0.year = 2026 },
            try plan.change(4, .withdraw, 2), added(5, 9, quote: "加强维护"),
            PlanChange(id: 6, item: 9, action: .withdraw, reason: "test"),
            PlanChange(id: 7, item: 3, aspect: .lead, action: .set, value: "市财政局", reason: "test"),
            PlanChange(id: 8, item: 3, aspect: .binding, action: .set, value: "retrofit-area", reason: "test"),
        ]
        let review = PlanReview(plan, changes: changes.shuffled())
        #expect(review.entries.map(\.state) == [.accepted, .machine, .machine, .machine, .machine, .withdrawn])
        #expect(review.plan.indicators.map(\.year) == plan.indicators.map(\.year))
        #expect(review.plan.indicator(3)?.lead == "市财政局")
        #expect(review.plan.indicator(3)?.binding == "retrofit-area")
    }

    @Test("a correction holds in a corrected text; fields that the person left follow the text")
    func corrections() throws {
        let changes = [try plan.change(1, .correct, 4) { $0.name = "热泵供暖占比" }]
        let (next, _) = try ReviewedText.corrected(
            ReviewedText.original.replacing("40%", with: "42%"),
            known: plan
        )
        let review = PlanReview(next, changes: changes)
        let shown = try #require(review.plan.indicator(4))
        #expect(shown.name == "热泵供暖占比" && shown.value == FixedPoint(mantissa: 42))
        // The text demands something else than what was looked at: somebody should look again.
        #expect(review.entries.first { $0.item == 4 }?.isOutdated == true)
        let number = [try plan.change(1, .correct, 4) { $0.value = FixedPoint(mantissa: 42) }]
        let agreeing = PlanReview(next, changes: number)
        #expect(agreeing.entries.first { $0.item == 4 }?.isOutdated == false)
    }

    @Test("an added item is found again by its words, else by the most similar sentence, else its place is lost")
    func places() throws {
        func state(_ text: String) throws -> PlanReview.Entry {
            let (next, _) = try ReviewedText.corrected(text, known: plan)
            let quote = "建立房屋维护基金，按年公布使用情况"
            return try #require(PlanReview(next, changes: [added(1, 9, quote: quote)]).entries.first { $0.item == 9 })
        }
        func text(_ sentence: String) -> String { ReviewedText.original.replacing("加强维护。", with: sentence) }
        let exact = try state(text("建立房屋维护基金， 按年公布使用情况。"))
        #expect(exact.state == .added && !exact.isOutdated)
        let similar = try state(text("建立房屋维护专项基金，按年公布使用情况。"))
        #expect(similar.state == .added && similar.isOutdated)
        #expect(similar.shown?.quote == "建立房屋维护专项基金，按年公布使用情况")
        let renumbered = try state(text("建立房屋维护基金，按年公布使用情况。").replacing("2.改造", with: "4.改造"))
        #expect(renumbered.state == .added && !renumbered.isOutdated)
        #expect(try state(text("")).state == .placeLost)
    }

    @Test("no change is ever lost, whatever becomes of the text")
    func conserves() throws {
        let changes = [
            try plan.change(1, .accept, 1), try plan.change(2, .correct, 2) { $0.year = 2026 },
            try plan.change(3, .reject, 4), added(4, 9, quote: "加强维护"),
        ]
        for text in [
            ReviewedText.original, ReviewedText.original.replacing("2025", with: "2026"),
            ReviewedText.original.replacing("再生水利用率达到25%以上", with: ""), ReviewedText.original.replacing("率", with: ""),
            "海岩市实施方案\n1.其他。到2030年，绿地率达到40%。（市住建局负责）",
        ] {
            let (next, _) = try ReviewedText.corrected(text, known: plan)
            let review = PlanReview(next, changes: changes)
            let decided = review.entries.filter { $0.change != nil }
            #expect(Set(decided.map(\.item)) == [1, 2, 4, 9])
            #expect(decided.count == 4)
            #expect(decided.allSatisfy { [.accepted, .corrected, .added, .rejected, .placeLost].contains($0.state) })
            #expect(
                review.plan.indicators.compactMap(\.item).count == Set(review.plan.indicators.compactMap(\.item)).count
            )
        }
    }

    @Test("a statement is stored without losing a digit")
    func stored() throws {
        var says = try plan.statement(5)
        says.value = FixedPoint("85.50")
        says.baseline = PlanIndicator.Baseline(year: 2020, text: "较2020年", direction: .down)
        let content = PlanChange.Content(says: says, read: try plan.statement(5))
        let read = try JSONDecoder().decode(PlanChange.Content.self, from: JSONEncoder().encode(content))
        #expect(read == content)
        #expect(read.says?.value?.description == "85.50")
        #expect(says.differences(from: try plan.statement(5)) == [.value, .baseline])
    }
}
