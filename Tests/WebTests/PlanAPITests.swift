import Foundation
import HTTPTypes
import Testing
import Workflows

@testable import Web

@Suite("Plan API")
struct PlanAPITests {
    @Test("gives the targets that the page shows, and how many stand how")
    func plan() async throws {
        let client = try await TestCity.sample().client
        let plan: PlanResponse = try await client.get("/api/v1/plan").decoded()
        let targets = plan.sections.flatMap(\.targets)
        let counts = plan.counts
        let open = counts.done + counts.on + counts.risk + counts.off + counts.none
        let ended = counts.missed + counts.short + counts.unproven + counts.followed + counts.incentive
        #expect(targets.count == open + ended && ended > 0)
        #expect(plan.plan.date == "2024-08-28" && plan.sections.count == 5)
        let sponge = targets.filter { $0.taskId == "12" }
        #expect(sponge.map(\.goal).contains(80) && sponge.map(\.goalYear).contains(2030))
        let late: PlanResponse = try await client.get("/api/v1/plan?status=off").decoded()
        #expect(late.sections.flatMap(\.targets).count == counts.off)
        #expect(try await client.get("/api/v1/plan?status=bad").status == .badRequest)
    }

    @Test("marks statements by bytes of the text it gives")
    func task() async throws {
        let client = try await TestCity.sample().client
        let task: PlanTaskResponse = try await client.get("/api/v1/plan/tasks/14").decoded()
        let bytes = Array(task.text.utf8)
        for statement in task.statements {
            let quote = String(decoding: bytes[statement.quoteStartB..<statement.quoteEndB], as: UTF8.self)
            #expect(quote == statement.quote)
        }
        for actor in task.departments + task.executors {
            #expect(String(decoding: bytes[actor.markStartB..<actor.markEndB], as: UTF8.self) == actor.name)
        }
        #expect(task.departments.first?.name == "市城管局" && task.previousId == "13" && task.nextId == "15")
        #expect(!task.executingPlaces.isEmpty)
    }

    @Test("writes the targets for a spreadsheet: byte order mark, one row each, the filters kept")
    func table() async throws {
        let client = try await TestCity.sample().client
        let answer = try await client.get("/api/v1/plan/targets.csv")
        let plan: PlanResponse = try await client.get("/api/v1/plan").decoded()
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(Array(answer.body.utf8.prefix(3)) == [0xEF, 0xBB, 0xBF])
        let lines = answer.body.split(separator: "\r\n")
        #expect(lines.count == 1 + plan.sections.flatMap(\.targets).count)
        let tag = try #require(answer.headers[.eTag])
        #expect(try await client.get("/api/v1/plan/targets.csv", [.ifNoneMatch: tag]).status == .notModified)
        let some = try await client.get("/api/v1/plan/targets.csv?year=2030").body.split(separator: "\r\n")
        #expect(some.count == 1 + plan.sections.flatMap(\.targets).count { $0.goalYear == 2030 })
    }

    @Test("gives emissions by year that sum to the boundary's total")
    func emissions() async throws {
        let client = try await TestCity.sample().client
        let history: EmissionHistoryResponse = try await client.get("/api/v1/emissions").decoded()
        #expect(history.years == history.years.sorted() && history.years.count > 5)
        for (index, total) in history.totalKgco2.enumerated() {
            let sum = history.scopes.reduce(0) { $0 + ($1.carbonKgco2[index] ?? 0) }
            #expect(abs(sum - total) < 1e-6 * total)
        }
        let highest = try #require(history.totalKgco2.max())
        #expect(history.peakYear == history.years[try #require(history.totalKgco2.firstIndex(of: highest))])
    }
}
