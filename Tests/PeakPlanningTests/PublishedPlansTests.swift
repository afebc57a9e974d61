import PeakPlanning
import Testing
import Units

/// Against what a person read out of the two published plans.
struct PublishedPlansTests {
    @Test func frontMatter() throws {
        for golden in try Golden.load().plans {
            let plan = try Files.plan(golden.plan.file)
            #expect(plan.title == golden.plan.title)
            #expect(plan.city == golden.plan.city)
            #expect(plan.issuers == golden.plan.issuer)
            #expect(plan.date?.description == golden.plan.date)
            #expect(plan.refusal == nil)
            #expect(plan.findings.isEmpty)
        }
    }

    @Test func tasksInTheirOrder() throws {
        for golden in try Golden.load().plans {
            let plan = try Files.plan(golden.plan.file)
            #expect(plan.tasks.count == golden.tasks.count)
            for (task, expected) in zip(plan.tasks, golden.tasks) {
                let isSection = expected.isSectionOnly == true
                #expect(task.id == expected.id || expected.acceptIDs?.contains(task.id) == true || isSection)
                let headings = [expected.heading] + (expected.acceptHeadings ?? [])
                #expect(isSection || headings.contains(task.heading), "\(task.id)")
                #expect(task.section == expected.section)
                #expect(task.text == expected.text)
                #expect(task.departments.map(\.name) == expected.departments, "\(task.id)")
                #expect(task.isOpenEnded == expected.isOpenEnded, "\(task.id)")
                #expect(task.responsibility == expected.responsibility, "\(task.id)")
                let executors = [expected.executors] + (expected.acceptExecutors ?? [])
                #expect(executors.contains(task.executors.map(\.name)), "\(task.id)")
            }
        }
    }

    /// Every row of every kind is found, and nothing else.
    @Test func everyIndicatorAndNoOther() throws {
        var targets = 0
        for golden in try Golden.load().plans {
            let plan = try Files.plan(golden.plan.file)
            for (task, expected) in zip(plan.tasks, golden.tasks) {
                let matching = Matching(golden: expected.indicators, parsed: task.indicators)
                let found = Set(matching.goldenOf.values)
                for (index, row) in expected.indicators.enumerated() where !row.isOptional {
                    #expect(found.contains(index), "\(task.id) misses \(row.quote)")
                }
                for (index, row) in task.indicators.enumerated() {
                    #expect(matching.goldenOf[index] != nil, "\(task.id) invents \(row.quote)")
                }
                targets += found.count { expected.indicators[$0].kind == "target" }
            }
        }
        // The 52 of the two plans; the one optional row may be read as a rule.
        #expect(targets >= 52)
    }

    @Test func marksLieInTheText() throws {
        for golden in try Golden.load().plans {
            for task in try Files.plan(golden.plan.file).tasks {
                for actor in task.departments + task.executors {
                    #expect(task.text.words(at: actor.mark) == actor.name)
                }
                for row in task.indicators {
                    #expect(task.text.words(at: row.quoteMark) == row.quote)
                    if let mark = row.yearMark { #expect(task.text.words(at: mark) == row.yearPhrase) }
                    if let mark = row.valueMark { #expect(task.text.words(at: mark) != nil) }
                    #expect(row.isImplied == (row.valueMark == nil && row.value != nil && !row.production.isYearValued))
                    #expect(!row.name.isEmpty)
                }
            }
        }
    }

    /// A quote holds the number that was read, as digits or in words, unless the number is not printed.
    @Test func quotesHoldTheirValues() throws {
        for task in try Golden.load().plans.flatMap({ try Files.plan($0.plan.file).tasks }) {
            for row in task.indicators {
                #expect(task.text.contains(row.quote))
                guard let value = row.value, !row.isImplied, let mark = row.valueMark else { continue }
                let words = try #require(task.text.words(at: mark))
                #expect(row.quote.contains(words))
                let numerals = ["1": "一", "2": "二"]
                let isPrinted =
                    words.contains(value.description) || numerals[value.description].map(words.contains) == true
                #expect(isPrinted, "\(words)")
            }
        }
    }

    @Test func marksOfTheValues() throws {
        let plan = try Files.plan("lianyungang-2024.txt")
        let task = try #require(plan.tasks.first { $0.id == "14" })
        let marks = task.indicators.compactMap { $0.valueMark.flatMap(task.text.words) }
        #expect(marks == ["35%以上", "75%以上", "40%以上", "每万平方米不高于300吨", "90%", "55%"])
        #expect(task.indicators[1].name == "城市生活垃圾资源化利用率")
        #expect(Set(task.indicators.compactMap(\.yearPhrase)) == ["到2025年", "到2030年"])
    }
}

extension String {
    /// The words at a range of UTF-8 bytes; `nil` where it is no range of whole signs.
    func words(at mark: Range<Int>) -> String? {
        guard mark.upperBound <= utf8.count else { return nil }
        return String(validating: Array(utf8)[mark], as: UTF8.self)
    }

    fileprivate var isYearValued: Bool { self == "milestone.peak" || self == "milestone.issue" }
}
