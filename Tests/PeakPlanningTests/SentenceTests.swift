import PeakPlanning
import Testing

/// Sentences that stand in no published plan of the project, by the syntax of such plans.
struct SentenceTests {
    @Test("Written before the grammar that reads them", arguments: try Sentence.load("sentences.json"))
    func reads(_ sentence: Sentence) throws {
        let plan = try Files.reader().read(sentence.text)
        let found = plan.tasks.flatMap(\.indicators)
        #expect(Self.counts(found.map(RowKey.init)) == Self.counts(sentence.rows.map(\.key)))
        #expect(plan.unread.count == sentence.unread ?? 0)
        for row in sentence.rows {
            let same = found.filter { RowKey($0) == row.key }
            if let name = row.name { #expect(same.map(\.name).contains(name), "\(same.map(\.name))") }
            if let rule = row.rule { #expect(same.map(\.production).contains(rule), "\(same.map(\.production))") }
        }
        for task in plan.tasks {
            #expect(task.indicators.allSatisfy { task.text.words(at: $0.quoteMark) == $0.quote })
        }
    }

    @Test("Kept aside while the grammar was written", arguments: try Sentence.load("sentences-unseen.json"))
    func readsUnseen(_ sentence: Sentence) throws { try reads(sentence) }

    @Test func everyRuleHasASentence() throws {
        let shown = Set(try Sentence.load("sentences.json").flatMap(\.rows).compactMap(\.rule))
        #expect(Set(PlanIndicator.rules).subtracting(shown) == [])
    }

    private static func counts(_ keys: [RowKey]) -> [RowKey: Int] {
        Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
