import Access
import Foundation
import Store
import Testing
import Texts
import Units

@testable import Workflows

/// A city with a plan and nothing reported, on 1 July 2026.
private struct ReportCity {
    let test: TestPlatform
    var platform: Platform { test.platform }
    let city: Jurisdiction.ID
    let haizhou: Jurisdiction.ID
    let lianyun: Jurisdiction.ID

    init() async throws {
        test = try TestPlatform()
        let plan = try await test.platform.importPlan(
            path: "\(PlanTests.shipped)/lianyungang-2024.txt",
            actor: .console
        )
        #expect(plan.failure == [])
        _ = try await test.platform.addPlanDepartments(actor: .console)
        let places = try await test.platform.jurisdictions(scope: .all)
        city = try #require(places.first).id
        haizhou = try #require(places.first { $0.divisionCode == "320706" }).id
        lianyun = try #require(places.first { $0.divisionCode == "320703" }).id
    }

    func officer(of places: Jurisdiction.ID...) -> Principal {
        Self.principal(RoleGrant(id: 1, role: .districtOfficer, scope: Scope(jurisdictions: Set(places))))
    }

    static let cityOfficer = principal(RoleGrant(id: 1, role: .cityOfficer, scope: .all))
    static let auditor = principal(RoleGrant(id: 1, role: .auditor, scope: .all))

    static func principal(_ grant: RoleGrant) -> Principal {
        Principal(person: nil, name: "", proof: .console, grants: [grant])
    }

    func entry(
        _ quantity: String,
        _ value: String,
        in place: Jurisdiction.ID,
        reason: String = "",
        isConfirmed: Bool = false,
        seen: Int = 0
    ) -> ReportEntry {
        ReportEntry(
            ReportSubject(quantity: quantity, place: place, year: 2025),
            value: value,
            reporter: "区住建局",
            evidence: "台账 2025",
            reason: reason,
            isConfirmed: isConfirmed,
            seen: seen
        )
    }

    func enter(_ entry: ReportEntry, as reader: Principal) async throws {
        try await platform.enter(entry, by: .console, as: reader)
    }
}

@Suite("Reports of districts and departments")
struct ReportTests {
    @Test("a district sees and enters its own values only; auditors look")
    func districts() async throws {
        let city = try await ReportCity()
        let own = city.officer(of: city.haizhou)
        let list = try #require(await city.platform.reports(ReportQuery(), of: own))
        #expect(list.year == 2025 && !list.lines.isEmpty && list.missing == list.owed)
        #expect(list.lines.allSatisfy { $0.place.id == city.haizhou && $0.mayWrite && $0.state == .missing })
        try await city.enter(city.entry("community.total", "100", in: city.haizhou), as: own)
        await #expect(throws: ReportRefusal.notFound) {
            try await city.enter(city.entry("community.total", "90", in: city.lianyun), as: own)
        }
        await #expect(throws: ReportRefusal.notFound) {
            try await city.enter(city.entry("community.total", "900", in: city.city), as: own)
        }
        await #expect(throws: ReportRefusal.notYours) {
            try await city.enter(city.entry("community.total", "90", in: city.lianyun), as: ReportCity.auditor)
        }
        let other = city.officer(of: city.lianyun)
        let subject = ReportSubject(quantity: "community.total", place: city.haizhou, year: 2025)
        #expect(try await city.platform.report(subject, of: other) == nil)
        var asked = ReportQuery()
        asked.district = city.haizhou
        #expect(try await city.platform.reports(asked, of: other)?.lines.isEmpty == true)
        let seen = try #require(await city.platform.report(subject, of: ReportCity.auditor))
        #expect(seen.history.map(\.value) == [100] && !seen.line.mayWrite)
        let nobody = Principal(person: nil, name: "", proof: .console, grants: [])
        #expect(try await city.platform.reports(ReportQuery(), of: nobody)?.lines.isEmpty == true)
    }

    @Test("a department has the values of the targets that it leads, for the city and its districts")
    func departments() async throws {
        let city = try await ReportCity()
        let departments = try await city.test.store.departments()
        let targets = try #require(await city.platform.plan(jurisdiction: nil, scope: .all)).targets
        let target = try #require(targets.first { $0.measurement?.indicator.id == "household-waste-recycled" })
        let lead = try #require(departments.first { $0.name == target.lead })
        let grant = RoleGrant(id: 1, role: .departmentOfficer, department: lead.id, scope: .all)
        let officer = ReportCity.principal(grant)
        let list = try #require(await city.platform.reports(ReportQuery(), of: officer))
        #expect(list.lines.contains { $0.quantity.id == "household_waste.recycled" && $0.place.id == city.haizhou })
        #expect(list.lines.allSatisfy { $0.targets.contains { $0.lead == lead.name || $0.reporter.zh == lead.name } })
        let all = try #require(await city.platform.reports(ReportQuery(), of: ReportCity.cityOfficer))
        #expect(list.owed < all.owed)
    }

    @Test("whoever replaces values or sets doubts and readings of the plan aside is counted for the auditor")
    func interventions() async throws {
        let city = try await ReportCity()
        let reader = city.officer(of: city.haizhou)
        let link = try await city.platform.addPerson(login: "li.hua", name: "示例", email: nil, actor: .console)
        let person = Person.ID(rawValue: try #require(link.person))
        let actor = Actor(kind: .person, person: person)
        func enter(_ quantity: String, _ value: String, seen: Int = 0, reporter: String = "区住建局") async throws {
            var entry = city.entry(quantity, value, in: city.haizhou, reason: "更正", isConfirmed: true, seen: seen)
            entry.reporter = reporter
            try await city.platform.enter(entry, by: actor, as: reader)
        }
        try await enter("community.total", "100")
        try await enter("community.green", "60")
        #expect(try await city.platform.tallies().isEmpty)
        // Another reporter of the same value repairs nothing.
        try await enter("community.total", "100", seen: 1, reporter: "区城管局")
        try await enter("community.total", "90", seen: 2)
        try await enter("community.green", "640", seen: 1)
        let review = try #require(await city.platform.planReview())
        let item = try #require(review.tasks.flatMap(\.items).first)
        let reference = ReviewReference(item: item.item, text: review.text, revision: item.revision)
        try await city.platform.rejectReading(of: reference, reason: "不是目标", actor: actor)
        let tally = try #require(await city.platform.tallies().first)
        #expect(tally.person.id == person && tally.repairs == 2 && tally.overrides == 2)
        var filter = AuditFilter()
        filter.action = "report.enter"
        let last = try await city.platform.auditLog(filter, after: nil, limit: 1).lines
        #expect(last.first?.changes.contains(AuditEvent.Change("doubt", after: "aboveWhole")) == true)
    }

    @Test("what looks wrong is kept only where its author says that it is right")
    func doubts() async throws {
        let city = try await ReportCity()
        let own = city.officer(of: city.haizhou)
        try await city.enter(city.entry("community.total", "100", in: city.haizhou), as: own)
        do {
            try await city.enter(city.entry("community.green", "640", in: city.haizhou), as: own)
            Issue.record("640 of 100 were taken")
        } catch ReportRefusal.doubtful(let doubts) {
            #expect(doubts.map(\.kind) == [.aboveWhole] && doubts.first?.value == 100)
        }
        for (value, refusal) in [("-1", ReportRefusal.negative), ("many", .notNumber), ("9999999999999999", .tooLarge)]
        {
            await #expect(throws: refusal) {
                try await city.enter(city.entry("community.green", value, in: city.haizhou), as: own)
            }
        }
        try await city.enter(city.entry("community.green", "640", in: city.haizhou, isConfirmed: true), as: own)
        await #expect(throws: ReportRefusal.noReason) {
            try await city.enter(city.entry("community.green", "64", in: city.haizhou, seen: 1), as: own)
        }
        await #expect(throws: ReportRefusal.changed) {
            try await city.enter(city.entry("community.green", "64", in: city.haizhou, reason: "x"), as: own)
        }
        try await city.enter(city.entry("community.green", "64", in: city.haizhou, reason: "误填", seen: 1), as: own)
        let plan = try #require(await city.platform.plan(jurisdiction: city.haizhou, scope: .all))
        let target = try #require(plan.targets.first { $0.measurement?.indicator.id == "green-communities" })
        #expect(target.measurement?.latest?.value == 64 && target.measurement?.latest?.year == 2025)
    }

    @Test("tenfold and a tenth of the year before are asked about")
    func jumps() throws {
        let quantities = try QuantityCatalogue(
            json: ResourceDirectory(override: nil).bytes("Store", "quantities.json")
        )
        @Sendable func key(_ year: Int) -> ReportKey {
            ReportKey(quantity: "travel.total", scope: "", jurisdiction: .init(rawValue: 1), year: year)
        }
        let check = ReportCheck(quantities: quantities) { $0 == key(2024) ? 1_000 : nil }
        #expect(check.doubts(about: 10_000, of: key(2025)).map(\.kind) == [.tenfold])
        #expect(check.doubts(about: 100, of: key(2025)).map(\.kind) == [.tenth])
        #expect(check.doubts(about: 9_999, of: key(2025)).isEmpty && check.doubts(about: 0, of: key(2025)).isEmpty)
    }

    @Test("the template, filled in, comes in once; bad rows name their line and column")
    func file() async throws {
        let city = try await ReportCity()
        let template = try #require(
            await city.platform.reportTemplate(ReportQuery(), language: .zhHans, of: city.officer(of: city.haizhou))
        )
        #expect(template.rows.allSatisfy { $0.count == template.header.count })
        func row(
            _ quantity: String,
            _ value: String,
            _ change: (inout [String: String]) -> Void = { _ in }
        ) throws
            -> String
        {
            let row = try #require(template.rows.first { $0[0] == quantity })
            var fields = Dictionary(zip(template.header, row)) { first, _ in first }
            fields["数值"] = value
            fields["依据"] = "台账"
            change(&fields)
            return template.header.map { fields[$0] ?? "" }.joined(separator: ",")
        }
        let heading = template.header.joined(separator: ",")
        let good = [
            heading, try row("community.total", "100"), try row("community.green", "64"), try row("park.area", ""),
        ]
        let first = try await city.test.load(.importReports, good.joined(separator: "\n"))
        #expect(first.state == .done && first.accepted == 2 && first.rejected == 0 && first.findings.isEmpty)
        let again = try await city.test.load(.importReports, good.joined(separator: "\n"))
        #expect(again.accepted == 0 && again.unchanged == 2)
        let bad = [
            heading, try row("household_waste.recycled", "50"), try row("household_waste.generated", "40"),
            try row("community.green", "65"),
            try row("community.total", "x"), try row("water.supplied", "3") { $0["计量单位"] = "吨" },
            try row("water.authorised", "3") { $0["辖区"] = "火星区" }, try row("green.covered_area", "-3"),
            try row("community.green", "66") { $0["更正理由"] = "复核" },
        ]
        let second = try await city.test.load(.importReports, bad.joined(separator: "\n"))
        let rejected = try city.test.rejected(second)
        #expect(second.accepted == 0 && second.rejected == 8, "\(rejected)")
        #expect(rejected.contains { $0.contains("2") && $0.contains("数值") })
        #expect(try await city.test.store.lastAuditEntry(action: "report.enter")?.objectID == "community.green")
    }

    @Test("a file in GB18030 comes in as well")
    func encoding() async throws {
        let city = try await ReportCity()
        let encoding = String.Encoding(rawValue: 0x8000_0632)
        let text = "填报量编码,辖区,年份,数值,依据\ncommunity.total,海州区,2025,100,台账\n"
        guard let bytes = text.data(using: encoding) else { return }
        let job = try await city.test.load(.importReports, bytes: bytes)
        #expect(job.accepted == 1 && job.rejected == 0)
    }

    @Test("asking opens one item for each that owes, and reporting closes it")
    func asking() async throws {
        let city = try await ReportCity()
        let platform = city.platform
        await #expect(throws: ReportRefusal.notYours) {
            try await platform.askForReports(of: 2025, by: .console, as: city.officer(of: city.haizhou))
        }
        let count = try await platform.askForReports(of: 2025, by: .console, as: ReportCity.cityOfficer)
        let duties = try await platform.reportDuties(in: 2025)
        #expect(count == duties.count && count > 1)
        #expect(try await platform.askForReports(of: 2025, by: .console, as: ReportCity.cityOfficer) == 0)
        let own = city.officer(of: city.haizhou)
        func open() async throws -> Int { try await platform.attention(of: ReportCity.auditor).count }
        let before = try await open()
        let duty = try #require(duties.first { $0.duty.keys.first?.jurisdiction == city.haizhou }).duty
        for key in duty.keys {
            var entry = city.entry(key.quantity, "7", in: city.haizhou, isConfirmed: true)
            entry.subject.scope = key.scope
            try await city.enter(entry, as: own)
        }
        #expect(try await open() == before - 1)
        let left = try #require(await platform.reports(ReportQuery(), of: own))
        #expect(left.missing == 0)
    }

    @Test("what another plan does not ask for is no longer owed")
    func settling() async throws {
        let city = try await ReportCity()
        func open() async throws -> Int {
            try await city.platform.attention(of: ReportCity.auditor).count { $0.kind == "reports.owed" }
        }
        let asked = try await city.platform.askForReports(of: 2025, by: .console, as: ReportCity.cityOfficer)
        #expect(try await open() == asked)
        let path = "\(city.test.folder.path)/next.txt"
        let text = """
            连云港市城乡建设领域碳达峰行动方案
            一、重点任务
            1.推进节水。到2025年，再生水利用率达到25%以上。（市水务局负责）
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await city.platform.importPlan(path: path, actor: .console).isNew)
        #expect(try await open() == city.platform.reportDuties(in: 2025).count)
    }
}
