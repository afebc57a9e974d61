import Access
import Carbon
import Foundation
import GRDB
import Store
import Testing
import Units

@testable import Workflows

/// A city with readings of early 2025 and three officers.
struct Council {
    let door: Door
    let asker: Actor
    let decider: Actor
    let district: Jurisdiction.ID
    let city: Jurisdiction.ID
    var platform: Platform { door.platform }

    init() async throws {
        door = try await Door(withCity: true)
        #expect(try await door.test.load(.importReadings, AccountsTests.readings).rejected == 0)
        asker = Actor(kind: .person, person: try await door.active("asker"), address: "10.0.0.1")
        decider = Actor(kind: .person, person: try await door.active("decider"), address: "10.0.0.2")
        let places = try await door.platform.jurisdictions(scope: .all)
        city = try #require(places.first).id
        district = try #require(places.first { $0.divisionCode == "320706" }).id
    }

    func ask(
        _ kind: DecisionKind,
        _ period: String = "2025-02",
        of place: Jurisdiction.ID? = nil,
        rule: String? = nil,
        by actor: Actor? = nil,
        reason: String = "示例理由",
        scope: Scope = .all
    ) async throws -> Int64 {
        let request = DecisionRequest(
            kind: kind,
            jurisdiction: place ?? district,
            period: try Council.period(period),
            rule: rule,
            reason: reason
        )
        return try await platform.ask(request, actor: actor ?? asker, scope: scope)
    }

    /// Asks, and another agrees.
    @discardableResult
    func settle(
        _ kind: DecisionKind,
        _ period: String = "2025-02",
        of place: Jurisdiction.ID? = nil
    ) async throws -> Int64 {
        let id = try await ask(kind, period, of: place)
        try await platform.approve(decision: id, note: nil, actor: decider, scope: .all)
        return id
    }

    /// Replaces what a meter showed, so that the account has another value.
    func change() async throws {
        #expect(try await door.test.load(.importReadings, "meter,time,value\nE1,2025-02-15,24000\n").rejected == 0)
        #expect(try await door.test.load(.importReadings, "meter,time,value\nE1,2025-03-01,26000\n").state == .done)
    }

    static func period(_ text: String) throws -> Period { try #require(Period(text)) }

    func refusal(_ work: () async throws -> Void) async -> DecisionRefusal? {
        do {
            try await work()
            return nil
        } catch {
            return error as? DecisionRefusal
        }
    }
}

@Suite("Decisions by two")
struct DecisionTests {
    @Test(
        "a published figure is the account, and its inputs make it again",
        arguments: ["2025-01", "2025-02", "2025-03"]
    )
    func publish(period: String) async throws {
        let council = try await Council()
        for place in [council.district, council.city] {
            let id = try await council.settle(.publish, period, of: place)
            let decision = try #require(await council.platform.decision(id, scope: .all)).decision
            #expect(decision.state == .approved)
            let figure = try #require(decision.figure)
            let published = try #require(await council.platform.published(figure, scope: .all))
            let shown = try #require(
                await council.platform.explanation(.jurisdiction(place), period: Council.period(period), scope: .all)
            )
            #expect(published.figure.value == shown.figure.value && published.figure.value.kilograms > 0)
            #expect(agree(published.sum.kilograms, published.figure.value.kilograms, within: 1e-12))
            let parts = published.inputs.reduce(0) { $0 + $1.emissions.kilograms }
            #expect(agree(parts, published.figure.value.kilograms, within: 1e-12))
            #expect(published.figure.revision == 1 && published.today == published.figure.value)
            #expect(published.inputs.allSatisfy { $0.factor != nil && $0.carrier.scope != nil })
        }
    }

    @Test("nobody decides what they asked for, in code and in the schema")
    func secondPerson() async throws {
        let council = try await Council()
        let id = try await council.ask(.publish)
        let platform = council.platform
        let own = await council.refusal {
            try await platform.approve(decision: id, note: nil, actor: council.asker, scope: .all)
        }
        #expect(own == .ownDecision)
        let refused = await council.refusal {
            try await platform.refuse(decision: id, note: "否", actor: council.asker, scope: .all)
        }
        #expect(refused == .ownDecision)
        let console = await council.refusal {
            try await platform.approve(decision: id, note: nil, actor: .console, scope: .all)
        }
        #expect(console == .noPerson)
        let database = try DatabaseQueue(path: council.door.test.folder.path + "/tanfeng.sqlite")
        let sql = "UPDATE decision SET state = 'approved', decided_by = asked_by, decided_at = 1 WHERE id = \(id)"
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(try #require(await platform.decision(id, scope: .all)).decision.state == .asked)
        let others = await council.refusal {
            try await platform.withdraw(decision: id, actor: council.decider, scope: .all)
        }
        #expect(others == .notYours)
        try await platform.withdraw(decision: id, actor: council.asker, scope: .all)
        let late = await council.refusal {
            try await platform.approve(decision: id, note: nil, actor: council.decider, scope: .all)
        }
        #expect(late == .settled)
        #expect(throws: DatabaseError.self) {
            try database.write { try $0.execute(sql: "UPDATE decision SET state = 'asked', decided_by = NULL") }
        }
    }

    @Test("what was asked about is what is published: a changed account is asked about again, then restated")
    func restate() async throws {
        let council = try await Council()
        let platform = council.platform
        let stale = try await council.ask(.publish)
        try await council.change()
        let refusal = await council.refusal {
            try await platform.approve(decision: stale, note: nil, actor: council.decider, scope: .all)
        }
        guard case .changed(let then, let now) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(then != now)
        #expect(try #require(await platform.decision(stale, scope: .all)).isUnchanged == false)
        try await platform.withdraw(decision: stale, actor: council.asker, scope: .all)
        try await council.settle(.publish)
        #expect(await council.refusal { _ = try await council.ask(.publish) } == .alreadyPublished)
        #expect(await council.refusal { _ = try await council.ask(.restate) } == .unchanged)
        #expect(
            try await council.door.test.load(.importReadings, "meter,time,value\nE1,2025-02-20,25500\n").rejected == 0
        )
        #expect(
            try await council.door.test.load(.importReadings, "meter,time,value\nE1,2025-03-01,27000\n").state == .done
        )
        try await council.settle(.restate)
        let period = try Council.period("2025-02")
        let decided = try await platform.figureDecisions(of: council.district, period: period)
        #expect(decided.published?.revision == 2)
        let published = try #require(decided.published)
        let all = try #require(await platform.published(published.id, scope: .all)).revisions
        #expect(all.map(\.revision) == [1, 2] && all[0].value != all[1].value)
        let today = CivilDay(containing: council.door.clock.now)
        #expect(try await platform.publishedFigures(on: today, scope: .all).map(\.revision) == [2])
        #expect(try await platform.publishedFigures(on: today.adding(days: -1), scope: .all).isEmpty)
    }

    @Test("a lock holds for the period, the months of its year and the places below, until two unlock it")
    func locks() async throws {
        let council = try await Council()
        let waiting = try await council.ask(.publish)
        #expect(await council.refusal { _ = try await council.ask(.unlock) } == .notLocked)
        try await council.settle(.lock, "2025", of: council.city)
        #expect(await council.refusal { _ = try await council.ask(.publish, "2025-01") } == .locked)
        #expect(await council.refusal { _ = try await council.ask(.lock, "2025", of: council.city) } == .locked)
        let late = await council.refusal {
            try await council.platform.approve(decision: waiting, note: nil, actor: council.decider, scope: .all)
        }
        #expect(late == .locked)
        try await council.settle(.unlock, "2025", of: council.city)
        try await council.platform.approve(decision: waiting, note: nil, actor: council.decider, scope: .all)
        #expect(
            try await council.platform.figureDecisions(of: council.district, period: Council.period("2025-02"))
                .published != nil
        )
    }

    @Test("a waived finding stays, with why and by whom")
    func waive() async throws {
        let council = try await Council()
        let period = try Council.period("2025")
        let subject = FigureSubject.jurisdiction(council.city)
        let before = try #require(await council.platform.explanation(subject, period: period, scope: .all)).figure
            .findings
        let rule = try #require(before.first).rule
        #expect(
            await council.refusal { _ = try await council.ask(.waive, "2025", of: council.city, rule: "none") }
                == .noSuchFinding
        )
        #expect(await council.refusal { _ = try await council.ask(.waive, "2025-02", rule: rule) } == .notAYear)
        let id = try await council.ask(.waive, "2025", of: council.city, rule: rule)
        try await council.platform.approve(decision: id, note: nil, actor: council.decider, scope: .all)
        let waivers = try await council.platform.figureDecisions(of: council.district, period: period).waivers
        #expect(waivers.map(\.rule) == [rule] && waivers.first?.reason == "示例理由")
        #expect(waivers.first?.decidedBy?.id == council.decider.person)
        let after = try #require(await council.platform.explanation(subject, period: period, scope: .all)).figure
            .findings
        #expect(after == before)
        #expect(
            await council.refusal { _ = try await council.ask(.waive, "2025", of: council.city, rule: rule) }
                == .alreadyWaived
        )
    }

    @Test("a district asks within itself only, and whole periods with a reason")
    func scopes() async throws {
        let council = try await Council()
        let own = Scope(jurisdictions: [council.district])
        let platform = council.platform
        #expect(
            await council.refusal { _ = try await council.ask(.publish, of: council.city, scope: own) } == .notFound
        )
        let id = try await council.ask(.publish, of: council.city)
        #expect(try await platform.decision(id, scope: own) == nil)
        #expect(try await platform.decisions(state: nil, after: nil, limit: 10, scope: own).rows.isEmpty)
        let hidden = await council.refusal {
            try await platform.withdraw(decision: id, actor: council.asker, scope: own)
        }
        #expect(hidden == .notFound)
        #expect(await council.refusal { _ = try await council.ask(.publish, reason: " \n") } == .noReason)
        #expect(await council.refusal { _ = try await council.ask(.publish, "2026") } == .periodOpen)
        #expect(
            await council.refusal { _ = try await council.ask(.publish, "2025") }
                == .dataIncomplete(lastDay: "2025-03-31")
        )
        #expect(await council.refusal { _ = try await council.ask(.publish, by: .console) } == .noPerson)
        _ = try await council.ask(.publish)
        #expect(await council.refusal { _ = try await council.ask(.publish) } == .alreadyAsked)
    }

    @Test("is owed to the city's officers, and leaves its steps in the audit log")
    func traces() async throws {
        let council = try await Council()
        let id = try await council.settle(.publish)
        var filter = AuditFilter()
        filter.objectKind = "decision"
        filter.objectID = "\(id)"
        let lines = try await council.platform.auditLog(filter, after: nil, limit: 10).lines
        #expect(lines.map(\.action) == ["decision.approve", "decision.ask"])
        #expect(lines.map(\.person) == [council.decider.person, council.asker.person])
        #expect(lines.first?.changes.contains { $0.field == "value" && $0.after != nil } == true)
        #expect(lines.first?.address == "10.0.0.2")
    }
}
