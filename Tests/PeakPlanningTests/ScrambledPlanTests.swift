import PeakPlanning
import Testing
import Units

/// Published plans cut and shuffled at random: nothing crashes, every mark lies in its text.
struct ScrambledPlanTests {
    @Test("Cuts, shuffles and lost signs", arguments: 0..<12)
    func scrambled(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let reader = try Files.reader()
        let texts = try Golden.load().plans.map { try text($0.plan.file) }
        let source = Array(texts.joined(separator: "\n").unicodeScalars)
        for _ in 0..<3 {
            let text = scramble(source, using: &random)
            let plan = reader.read(text)
            for task in plan.tasks {
                for actor in task.departments + task.executors { #expect(task.text.words(at: actor.mark) != nil) }
                for row in task.indicators {
                    #expect(task.text.words(at: row.quoteMark) == row.quote, "seed \(seed)")
                    for mark in [row.valueMark, row.yearMark].compactMap(\.self) {
                        #expect(task.text.words(at: mark) != nil, "seed \(seed)")
                    }
                    #expect(row.value == nil || row.comparator != nil)
                }
            }
            for statement in plan.unread {
                let task = try #require(plan.tasks.first { $0.id == statement.task })
                #expect(task.text.words(at: statement.mark) != nil, "seed \(seed)")
            }
        }
    }

    private func text(_ file: String) throws -> String {
        String(decoding: try Files.resource("Plans/\(file)"), as: UTF8.self)
    }

    /// About 6000 signs in pieces of any length from any place, some signs left out or put in.
    private func scramble(_ source: [Unicode.Scalar], using random: inout SplitMix64) -> String {
        let signs: [Unicode.Scalar] = ["（", "）", "“", "《", "\n", " ", "，", "5", "%", "年", "万", "、"]
        var result = String.UnicodeScalarView()
        while result.count < 6000 {
            let start = Int.random(in: 0..<source.count, using: &random)
            let end = min(source.count, start + Int.random(in: 1...400, using: &random))
            for scalar in source[start..<end] where Int.random(in: 0..<50, using: &random) > 0 {
                result.append(scalar)
                if Int.random(in: 0..<60, using: &random) == 0, let sign = signs.randomElement(using: &random) {
                    result.append(sign)
                }
            }
        }
        return String(result)
    }

    /// Eight times the text takes about eight times the time, whatever it is made of; squares would take 64 times.
    @Test(
        "The time grows with the length",
        arguments: [
            "覆盖率达到30%、", "到2030年，", "2万平方米以上的", "较2020年提高", "每百户", "5", "一", "翻一番", "市住建局、", "12条", "1\t2\n",
            "項目\n",
        ]
    )
    func linear(_ unit: String) throws {
        let reader = try Files.reader()
        let clock = ContinuousClock()
        func time(_ bytes: Int) -> Duration {
            let text = "某市实施方案\n1.任务。" + String(repeating: unit, count: bytes / unit.utf8.count)
            return (0..<3).map { _ in clock.measure { _ = reader.read(text) } }.min() ?? .zero
        }
        let (short, long) = (time(20_000), time(160_000))
        #expect(long < short * 40 + .milliseconds(100), "\(short), \(long)")
    }
}
