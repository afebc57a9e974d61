import Access
import Foundation
import PeakPlanning
import Store
import Testing
import Units
import Workflows

@Suite("the review of a plan")
struct PlanReviewTests {
    private let test: TestPlatform
    private let text: String
    private let actor: Actor

    init() async throws {
        test = try TestPlatform()
        text = try String(contentsOfFile: "\(PlanTests.shipped)/lianyungang-2024.txt", encoding: .utf8)
        let link = try await test.platform.addPerson(login: "li.na", name: "李娜", email: nil, actor: .console)
        actor = Actor(kind: .person, person: link.person.map(Person.ID.init(rawValue:)))
        try await read(text)
    }

    private func read(_ text: String) async throws {
        let path = "\(test.folder.path)/\(UUID().uuidString).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await test.platform.importPlan(path: path, actor: actor).isNew)
    }

    private func view() async throws -> PlanReviewView { try #require(await test.platform.planReview()) }

    private func items(_ task: String) async throws -> [ReviewedItem] {
        try #require(try await view().tasks.first { $0.task.id == task }).items
    }

    private func reference(_ item: ReviewedItem) async throws -> ReviewReference {
        ReviewReference(item: item.item, text: try await view().text, revision: item.revision)
    }

    /// What a person would send who changes nothing.
    private func input(_ item: ReviewedItem) throws -> PlanStatementInput {
        let indicator = try #require(item.indicator)
        var input = PlanStatementInput()
        input.task = item.task ?? ""
        input.kind = indicator.kind.rawValue
        input.name = indicator.name
        input.comparator = indicator.comparator?.rawValue ?? ""
        input.value = indicator.value?.description ?? ""
        input.unit = indicator.unit ?? ""
        input.year = indicator.year.map(String.init) ?? ""
        input.quote = indicator.quote
        return input
    }

    @Test("a correction is what everybody sees, kept with author, reason and before and after")
    func correct() async throws {
        let first = try #require(try await items("14").first)
        var input = try input(first)
        input.value = "36"
        try await test.platform.correctReading(
            of: reference(first),
            to: input,
            reason: "印错",
            actor: actor
        )
        let task = try #require(await test.platform.task("14", scope: .all))
        #expect(task.targets.first?.indicator.value == FixedPoint(mantissa: 36))
        let corrected = try #require(try await items("14").first)
        #expect(corrected.state == .corrected && corrected.item == first.item)
        #expect(corrected.read?.value == FixedPoint(mantissa: 35))
        #expect(corrected.history.map(\.reason) == ["印错"])
        #expect(corrected.history.first?.author?.name == "李娜")
        let entry = try #require(try await test.store.lastAuditEntry(action: "plan.review.correct"))
        #expect(entry.changes.contains(#""after":"36","before":"35","field":"value""#), "\(entry.changes)")
        // Taken back, it is again what was read.
        try await test.platform.withdrawReview(of: reference(corrected), reason: "误改", actor: actor)
        #expect(try await items("14").first?.state == .machine)
        #expect(try await items("14").first?.history.count == 2)
    }

    @Test("another department can lead a target, another indicator measure it, until that is taken back")
    func assign() async throws {
        let first = try #require(try await items("14").first)
        let choice = try #require(await test.platform.assignment(of: first.item))
        #expect(choice.lead.isEmpty && choice.binding.isEmpty && choice.departments.first == "市城管局")
        let other = try #require(choice.indicators.map(\.binding).first { $0.contains("household-waste-utilised") })
        func reference(_ revision: Int64) async throws -> ReviewReference {
            ReviewReference(item: first.item, text: try await view().text, revision: revision)
        }
        func assign(_ lead: String, _ binding: String, seen: Int64) async throws {
            let item = try await reference(seen)
            try await test.platform.assign(item, lead: lead, binding: binding, reason: "职责调整", actor: actor)
        }
        try await assign("市发改委", other, seen: 0)
        let line = try #require(await test.platform.task("14", scope: .all)?.targets.first)
        #expect(line.lead == "市发改委" && line.measurement?.indicator.id == "household-waste-utilised")
        let kept = try #require(try await items("14").first)
        #expect(kept.state == .machine && kept.revision == 0 && kept.history.map(\.aspect) == [.binding, .lead])
        await #expect(throws: PlanReviewRefusal.changed) { try await assign("", "", seen: 0) }
        let seen = try #require(await test.platform.assignment(of: first.item)?.revision)
        await #expect(throws: PlanReviewRefusal.nothingChanged) { try await assign("市发改委", other, seen: seen) }
        await #expect(throws: PlanReviewRefusal.notFound) { try await assign("某某局", "", seen: seen) }
        try await assign("", "", seen: seen)
        let again = try #require(await test.platform.task("14", scope: .all)?.targets.first)
        #expect(again.lead == "市城管局" && again.measurement?.indicator.id == "household-waste-recycled")
    }

    @Test("what was decided outlives a corrected text, and nothing is there twice")
    func survives() async throws {
        let before = try await items("14")
        var name = try input(before[0])
        name.name = "垃圾回收利用率"
        try await test.platform.correctReading(of: reference(before[0]), to: name, reason: "名称", actor: actor)
        try await test.platform.rejectReading(of: reference(before[1]), reason: "非目标", actor: actor)
        let count = try await view().items.count
        try await read(text.replacingOccurrences(of: "35%以上", with: "38%以上"))
        let after = try await items("14")
        #expect(after.map(\.item) == before.map(\.item))
        #expect(try await view().items.count == count)
        #expect(after[0].shown?.name == "垃圾回收利用率" && after[0].shown?.value == FixedPoint(mantissa: 38))
        #expect(after[0].isOutdated && after[1].state == .rejected)
        #expect(try await test.platform.currentIndicatorNames().contains("垃圾回收利用率"))
    }

    @Test("an added item stands where its words stand; what the text does not say cannot be added")
    func add() async throws {
        var input = PlanStatementInput()
        input.task = "14"
        input.kind = "qualitative"
        input.name = "应急处置机制"
        input.quote = "完善应急 处置机制"
        let text = try await view().text
        let item = try await test.platform.addItem(input, text: text, reason: "漏读", actor: actor)
        let added = try #require(try await items("14").first { $0.item == item })
        #expect(added.state == .added && added.shown?.quote == "完善应急处置机制")
        input.quote = "没有的话"
        input.value = "3"
        await #expect(throws: PlanReviewRefusal.fields([.quote: .notInText, .value: .unwanted, .comparator: .missing]))
        {
            try await test.platform.addItem(input, text: text, reason: "漏读", actor: actor)
        }
    }

    @Test(
        "a statement that cannot be is refused field by field",
        arguments: [
            ("value", "many", PlanReviewRefusal.FieldProblem.notNumber), ("value", "", .missing),
            ("year", "1889", .notYear),
            ("comparator", "", .missing), ("comparator", "between", .missing), ("kind", "wish", .unknown),
            ("name", " ", .missing), ("unit", "年", .notYear),
        ]
    )
    func refuses(field: String, value: String, problem: PlanReviewRefusal.FieldProblem) async throws {
        let first = try #require(try await items("14").first)
        var input = try input(first)
        switch field {
        case "value": input.value = value
        case "year": input.year = value
        case "comparator": input.comparator = value
        case "kind": input.kind = value
        case "unit": input.unit = value
        default: input.name = value
        }
        do {
            try await test.platform.correctReading(of: reference(first), to: input, reason: "x", actor: actor)
            Issue.record("kept")
        } catch PlanReviewRefusal.fields(let problems) {
            #expect(problems.values.contains(problem), "\(problems)")
        }
        #expect(try await items("14").first?.history.isEmpty == true)
    }

    @Test("of two who look at the same, the second is told; so is whoever looked at an older text")
    func conflicts() async throws {
        let first = try #require(try await items("14").first)
        let seen = try await reference(first)
        try await test.platform.acceptReading(of: [seen], note: "", actor: actor)
        await #expect(throws: PlanReviewRefusal.changed) {
            try await test.platform.rejectReading(of: seen, reason: "x", actor: actor)
        }
        await #expect(throws: PlanReviewRefusal.noReason) {
            try await test.platform.rejectReading(
                of: reference(try #require(items("14").first)),
                reason: " ",
                actor: actor
            )
        }
        let fresh = try await reference(try #require(try await items("14").first))
        try await read(text.replacingOccurrences(of: "35%以上", with: "38%以上"))
        await #expect(throws: PlanReviewRefusal.textReplaced) {
            try await test.platform.withdrawReview(of: fresh, reason: "x", actor: actor)
        }
    }

    @Test("a new plan takes the place of the one before, and nobody is asked to review that one any more")
    func newSeries() async throws {
        let auditor = Principal(
            person: nil,
            name: "",
            proof: .console,
            grants: [RoleGrant(id: 1, role: .auditor, scope: .all)]
        )
        let before = try await view().text
        try await read(
            """
            连云港市城乡建设领域碳达峰行动方案
            一、重点任务
            1.推进节水。到2025年，再生水利用率达到25%以上。（市水务局负责）
            """
        )
        #expect(try await view().text != before)
        #expect(try await test.platform.attention(of: auditor).count { $0.kind == "plan.review" } == 1)
    }

    @Test("one work item asks for the review, and the last decision settles it")
    func work() async throws {
        let officer = Principal(
            person: actor.person,
            name: "李娜",
            proof: .console,
            grants: [RoleGrant(id: 1, role: .cityOfficer, scope: .all)]
        )
        func open() async throws -> [AttentionItem] {
            try await test.platform.attention(of: officer).filter { $0.kind == "plan.review" }
        }
        #expect(try await open().map(\.path) == ["/plan/review"])
        try await read(text.replacingOccurrences(of: "35%以上", with: "38%以上"))
        #expect(try await open().count == 1)
        let text = try await view().text
        let all = try await view().items.map { ReviewReference(item: $0.item, text: text, revision: $0.revision) }
        try await test.platform.acceptReading(of: Array(all.dropLast()), note: "", actor: actor)
        #expect(try await open().count == 1)
        try await test.platform.acceptReading(of: Array(all.suffix(1)), note: "", actor: actor)
        #expect(try await open().isEmpty)
        #expect(try await view().items.allSatisfy { $0.state == .accepted })
    }

    @Test("a plan of another title begins a series of its own")
    func series() async throws {
        let next = text.replacingOccurrences(of: "城乡建设领域碳达峰实施方案", with: "城乡建设领域碳中和实施方案")
        let before = try await view().items.map(\.item)
        try await read(next)
        #expect(try #require(await test.store.currentPlan()).series == 2)
        #expect(Set(try await view().items.map(\.item)).isDisjoint(with: before))
    }

    @Test("whatever the titles are, a person may say that a text corrects the plan in force, or is the next one")
    func place() async throws {
        func read(_ text: String, as place: PlanPlace) async throws -> PlanImport {
            let path = "\(test.folder.path)/\(UUID().uuidString).txt"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try await test.platform.importPlan(path: path, choices: PlanChoices(place: place), actor: actor)
        }
        let before = try await view().items.map(\.item)
        let renamed = text.replacingOccurrences(of: "城乡建设领域碳达峰实施方案", with: "城乡建设领域碳达峰实施方案（修订）")
        #expect(try await read(renamed, as: .correction).isNew)
        #expect(try await view().items.map(\.item) == before)
        #expect(try #require(await test.store.currentPlan()).series == 1)
        // The same text is no plan of its own, whatever it is called.
        #expect(try await !read(renamed, as: .next).isNew)
        #expect(try await read(renamed.replacingOccurrences(of: "35%以上", with: "38%以上"), as: .next).isNew)
        #expect(try #require(await test.store.currentPlan()).series == 2)
        #expect(Set(try await view().items.map(\.item)).isDisjoint(with: before))
        #expect(try await !read(renamed, as: .next).isNew)
        // What is corrected is the plan in force, also under the title of the one before.
        #expect(try await read(text.replacingOccurrences(of: "35%以上", with: "39%以上"), as: .correction).isNew)
        #expect(try #require(await test.store.currentPlan()).series == 2)
    }

    @Test("what was previewed is what is imported, or nothing")
    func seen() async throws {
        let path = "\(test.folder.path)/new.txt"
        try Data(text.replacingOccurrences(of: "35%以上", with: "38%以上").utf8).write(to: URL(fileURLWithPath: path))
        let seen = try #require(await test.store.currentPlan()).id
        try await read(text.replacingOccurrences(of: "40%以上", with: "41%以上"))
        let choices = PlanChoices(place: .correction, seen: seen)
        let refused = try await test.platform.importPlan(path: path, choices: choices, actor: actor)
        #expect(refused.failure.first == "plan.textReplaced" && !refused.isNew)
        let latest = try #require(await test.store.currentPlan()).id
        let kept = PlanChoices(place: .correction, seen: latest)
        #expect(try await test.platform.importPlan(path: path, choices: kept, actor: actor).isNew)
    }
}

extension Platform {
    fileprivate func currentIndicatorNames() async throws -> [String] {
        try await planReview()?.tasks.flatMap { $0.task.indicators.map(\.name) } ?? []
    }
}
