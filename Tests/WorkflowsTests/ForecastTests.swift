import Access
import Foundation
import PeakPlanning
import Store
import Synchronization
import Testing
import Units
import Workflows

/// Forecasts that are kept, and what they are compared with.
@Suite("kept forecasts")
struct ForecastTests {
    /// A clock that tests move.
    final class Clock: Sendable {
        private let instant: Mutex<Instant>

        init(_ text: String) throws { instant = Mutex(try at(text)) }

        var now: Instant { instant.withLock { $0 } }
        func move(to text: String) throws {
            let time = try at(text)
            instant.withLock { $0 = time }
        }
    }

    /// The demo's plan and values with a clock at a time.
    private static func demo(_ clock: Clock) async throws -> TestPlatform {
        let test = try TestPlatform(now: { clock.now })
        try await test.platform.buildDemo(BuildDemoTests.request()) { _ in }
        return test
    }

    @Test("one round a civil month, however often it is asked for, recorded once")
    func rounds() async throws {
        let clock = try Clock("2026-07-01 02:30")
        let test = try await Self.demo(clock)
        let first = try await test.platform.keepForecasts(by: .system)
        let (july, august) = (try day("2026-07-01"), try day("2026-08-01"))
        #expect(first.isNew && first.count > 0 && first.day == july)
        try clock.move(to: "2026-07-31 23:59")
        let again = try await test.platform.keepForecasts(by: .console)
        #expect(!again.isNew && again.count == first.count && again.day == first.day)
        let recorded = try #require(try await test.store.lastAuditEntry(action: "plan.forecast"))
        #expect(recorded.actor == .system && recorded.changes.contains("\"after\":\"\(first.count)\""))
        try clock.move(to: "2026-08-01 02:30")
        let next = try await test.platform.keepForecasts(by: .system)
        #expect(next.isNew && next.day == august)
        #expect(try await test.store.forecastRounds().map(\.count) == [first.count, next.count])
    }

    @Test("kept are the city and its districts, open targets only, with odds")
    func kept() async throws {
        let test = try await Self.demo(Clock("2026-07-01 02:30"))
        let report = try await test.platform.keepForecasts(by: .system)
        var count = 0
        for place in try await test.platform.jurisdictions(scope: .all) {
            let forecasts = try await test.store.forecasts(of: place.id)
            count += forecasts.count
            for (_, forecast) in forecasts {
                #expect(forecast.goalYear >= 2026 && forecast.lastYear < 2026)
                #expect((0.01...0.99).contains(forecast.odds) && forecast.range.contains(forecast.expected))
            }
        }
        #expect(count == report.count)
        let review = try #require(await test.platform.forecastReview(jurisdiction: nil, scope: .all))
        #expect(review.roundCount == 1 && review.openCount > 0 && review.nextYear == 2030)
        #expect(review.kept.lines.isEmpty && review.kept.score == nil)
    }

    @Test("nothing is kept of a plan without values, and nothing is recorded")
    func nothing() async throws {
        let test = try TestPlatform()
        #expect(try await test.platform.keepForecasts(by: .system).day == nil)
        _ = try await test.platform.importPlan(path: "\(PlanTests.shipped)/lianyungang-2024.txt", actor: .console)
        #expect(try await test.platform.keepForecasts(by: .system).count == 0)
        #expect(try await test.store.lastAuditEntry(action: "plan.forecast") == nil)
        #expect(try await test.platform.forecastReview(jurisdiction: nil, scope: .all)?.roundCount == 0)
    }

    @Test("a kept forecast is scored once its year is over, and stands apart from what is computed afterwards")
    func scored() async throws {
        let clock = try Clock("2024-07-01 02:30")
        let test = try await Self.demo(clock)
        // The demo knows the values of 2025 already; what was kept in 2024 could only use those up to then.
        let kept = try await test.platform.keepForecasts(by: .system)
        try clock.move(to: "2026-07-01 02:30")
        let review = try #require(await test.platform.forecastReview(jurisdiction: nil, scope: .all))
        #expect(kept.count > 0 && !review.kept.lines.isEmpty)
        let then = try day("2024-07-01")
        for line in review.kept.lines {
            #expect(line.madeOn == then && line.odds != nil)
            #expect(line.target.progress.verdict == line.verdict)
        }
        let score = try #require(review.kept.score)
        let byHand = review.kept.lines.map { line in
            let miss = (line.odds ?? 0) - (line.verdict == .met ? 1 : 0)
            return miss * miss
        }
        #expect(agree(score.brier, byHand.reduce(0, +) / Double(byHand.count)))
        #expect(review.backcast.lines.allSatisfy { $0.madeOn == nil })
    }

    @Test("a forecast of another goal, or that knew the goal's own year, is not scored")
    func otherGoals() async throws {
        let clock = try Clock("2024-07-01 02:30")
        let test = try await Self.demo(clock)
        try await test.platform.keepForecasts(by: .system)
        let city = try #require(await test.platform.jurisdictions(scope: .all).first { $0.kind == .city })
        let kept = try await test.store.forecasts(of: city.id).map(\.forecast)
        func changed(_ forecast: KeptForecast, goal: Double, lastYear: Int) -> KeptForecast {
            KeptForecast(
                item: forecast.item,
                jurisdiction: forecast.jurisdiction,
                asked: .init(goal: goal, comparator: forecast.asked.comparator, indicator: forecast.asked.indicator),
                method: forecast.method,
                lastYear: lastYear,
                goalYear: forecast.goalYear,
                expected: forecast.expected,
                range: forecast.range,
                odds: forecast.odds,
                status: forecast.status
            )
        }
        // Both are nearer to New Year 2025 than what was kept in July.
        let others = kept.map { changed($0, goal: $0.asked.goal + 1, lastYear: $0.lastYear) }
        _ = try await test.store.keep(others, on: day("2024-12-01"), by: .system, now: clock.now)
        let known = kept.map { changed($0, goal: $0.asked.goal, lastYear: $0.goalYear) }
        _ = try await test.store.keep(known, on: day("2025-01-01"), by: .system, now: clock.now)
        try clock.move(to: "2026-07-01 02:30")
        let review = try #require(await test.platform.forecastReview(jurisdiction: nil, scope: .all))
        let july = try day("2024-07-01")
        #expect(!review.kept.lines.isEmpty && review.kept.lines.allSatisfy { $0.madeOn == july })
    }

    @Test("a back-cast uses no value of the goal's year")
    func backcast() async throws {
        let test = try await Self.demo(Clock("2026-07-01 02:30"))
        let review = try #require(await test.platform.forecastReview(jurisdiction: nil, scope: .all))
        #expect(!review.backcast.lines.isEmpty)
        for line in review.backcast.lines {
            let year = try #require(line.target.indicator.year)
            #expect(year < 2026 && line.lastYear.map { $0 < year } ?? true)
            #expect((line.odds == nil) == ((line.target.measurement?.series.count { $0.year < year } ?? 0) < 3))
        }
        #expect(
            try await test.platform.forecastReview(jurisdiction: Jurisdiction.ID(rawValue: 999), scope: .all) == nil
        )
    }
}
