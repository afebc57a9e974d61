import PeakPlanning
import Testing
import Units

/// Numbers that look like targets are rows or findings, never lost.
struct NothingIsDroppedTests {
    /// Each number of the published plans is an indicator's, or a finding's, or one that a person set aside.
    @Test func everyNumberOfThePublishedPlans() throws {
        for golden in try Golden.load().plans {
            let plan = try Files.plan(golden.plan.file)
            // A row that may be left out is one that a person would set aside too.
            let optional = golden.tasks.flatMap(\.indicators).filter(\.isOptional).map(\.quote)
            let aside = (golden.otherNumbers.map(\.context) + optional).map { $0.filter { $0 != "|" && $0 != " " } }
            var numbers = 0
            for task in plan.tasks {
                let bytes = Array(task.text.utf8)
                let marks = task.indicators.map(\.quoteMark) + plan.unread.filter { $0.task == task.id }.map(\.mark)
                for place in bytes.indices where isDigit(bytes[place]) && (place == 0 || !isDigit(bytes[place - 1])) {
                    numbers += 1
                    if marks.contains(where: { $0.contains(place) }) { continue }
                    let end = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.count
                    // With the signs right before and behind it, of three bytes each.
                    let near = [max(0, place - 3)..<end, place..<min(bytes.count, end + 3)].compactMap { range in
                        String(validating: bytes[range], as: UTF8.self)?.filter { !$0.isWhitespace }
                    }
                    let isAside = aside.contains { context in near.contains { context.contains($0) } }
                    #expect(isAside, "\(task.id): \(near)")
                }
            }
            #expect(numbers > 30)
        }
    }

    @Test(
        "A number with a unit under a year or a verb that yields no row is a finding with its place",
        arguments: [
            ("到2027年，12条线路贯通全市。", "到2027年，12条线路贯通全市"),
            ("到2027年，覆盖率达到50%，2万平方米以上的公共建筑能耗明显下降。", "2万平方米以上的公共建筑能耗明显下降"),
            ("扎实实施10项行动。", "扎实实施10项行动"),
        ]
    )
    func findings(_ text: String, _ words: String) throws {
        let plan = try Files.reader().read(text)
        let statement = try #require(plan.unread.first)
        #expect(plan.unread.count == 1)
        #expect(statement.words == words)
        #expect(plan.tasks.first { $0.id == statement.task }?.text.words(at: statement.mark) == words)
        #expect(plan.findings.map(\.rule) == [UnreadStatement.rule])
    }

    @Test(
        "Numbers that are none stay quiet",
        arguments: [
            "每年召开2次联席会议。", "到2027年，打造15分钟生活圈。", "第3条修改为下列内容，建成后执行。", "按2022年第8号公告执行。", "现有电梯200部。",
            "到2030年改造范围扩大，管龄20年以上的管网明显减少。", "一、现状\n全市建成3条线路，覆盖12个镇。",
        ]
    )
    func quiet(_ text: String) throws { #expect(try Files.reader().read(text).findings.isEmpty) }

    /// A number that is a condition of an aim stands in the aim's quote.
    @Test func conditionsOfAims() throws {
        let rows = try Files.indicators("到2030年改造范围扩大，管龄20年以上的管网明显减少，用户满意。")
        #expect(rows.map(\.quote) == ["到2030年改造范围扩大，管龄20年以上的管网明显减少"])
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
