import Foundation
import PeakPlanning
import Testing
import Units

/// Against numpy and scipy: `Fixtures/forecast.py` made `Fixtures/forecast.json`.
@Suite("Forecasts")
struct ForecastTests {
    private struct Fixture: Decodable {
        struct Expected: Decodable {
            let expected: Double
            let low: Double
            let high: Double
            let odds: Double
        }

        struct Trend: Decodable {
            let name: String
            let years: [Int]
            let values: [Double]
            let year: Int
            let goal: Double
            let lower: Bool
            let line: Expected
            let s_curve: Expected
        }

        struct Student: Decodable {
            let freedom: Int
            let t: Double
            let below: Double
            let quantile90: Double
        }

        let trends: [Trend]
        let student: [Student]
    }

    private static func fixture() throws -> Fixture {
        try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: Files.fixture("forecast.json")))
    }

    private func agree(_ value: Double?, _ expected: Double, _ note: String) {
        let agrees = value.map { abs($0 - expected) <= 1e-9 * max(1, abs(expected)) } ?? false
        #expect(agrees, "\(note): \(value ?? .nan), not \(expected)")
    }

    @Test func studentsDistribution() throws {
        for row in try Self.fixture().student {
            let law = StudentT(freedom: row.freedom)
            agree(law.probability(below: row.t), row.below, "t \(row.t), \(row.freedom)")
            agree(law.quantile(0.9), row.quantile90, "90 %, \(row.freedom)")
            agree(law.quantile(0.1), -row.quantile90, "10 %, \(row.freedom)")
        }
    }

    @Test func linesAndSCurves() throws {
        for row in try Self.fixture().trends {
            let values = zip(row.years, row.values).map { (year: $0, value: $1) }
            for (scale, expected) in [(TrendScale.line, row.line), (.sCurve, row.s_curve)] {
                let note = "\(row.name), \(scale)"
                let fit = try #require(TrendFit(values, scale: scale))
                let interval = try #require(fit.interval(in: row.year, probability: 0.8))
                agree(fit.value(in: row.year), expected.expected, note)
                agree(interval.lowerBound, expected.low, note)
                agree(interval.upperBound, expected.high, note)
                agree(fit.odds(in: row.year, of: row.goal, isLowerBetter: row.lower), expected.odds, note)
            }
        }
    }

    @Test func aShareIsTheMeanOfBothReadings() throws {
        let judgement = TargetJudgement(comparator: .atLeast, goal: 40, year: 2025, isPercentage: true)
        let row = try #require(try Self.fixture().trends.first { $0.name == "five" })
        let series = zip(row.years, row.values).map { (year: $0, value: $1) }
        let found = judgement.progress(of: series, in: 2025)
        agree(found.odds, (row.line.odds + row.s_curve.odds) / 2, "odds")
        agree(found.forecast, (row.line.expected + row.s_curve.expected) / 2, "expected")
        let interval = try #require(found.outlook?.interval)
        agree(interval.lowerBound, min(row.line.low, row.s_curve.low), "low")
        agree(interval.upperBound, max(row.line.high, row.s_curve.high), "high")
        #expect(found.outlook?.method == "least-squares-5 line+sCurve")
    }

    /// 99.4 % in 2029 by an S-curve is no 100 %: what is expected and its odds must not contradict each other.
    @Test func noSCurveReachesTheWhole() throws {
        let series = [(2021, 95.5), (2022, 96.4), (2023, 97.3), (2024, 98.0), (2025, 98.6)].map {
            (year: $0, value: $1)
        }
        func progress(_ goal: Double) -> TargetProgress {
            TargetJudgement(comparator: .equal, goal: goal, year: 2030, isPercentage: true).progress(
                of: series,
                in: 2026
            )
        }
        #expect(progress(100).outlook?.readings.map(\.scale) == [.line])
        #expect(progress(100).forecast == 100 && progress(100).odds == 0.99)
        #expect(progress(99).outlook?.readings.map(\.scale) == [.line, .sCurve])
    }

    @Test func aFitNeedsTwoYears() {
        #expect(TrendFit([]) == nil && TrendFit([(2024, 1)]) == nil && TrendFit([(2024, 1), (2024, 2)]) == nil)
        #expect(TrendFit([(2023, 1), (2024, 2)])?.interval(in: 2030, probability: 0.8) == nil)
    }

    /// By hand: (0.8−1)² + (0.3−0)² + (0.6−1)² + (0.9−0)² = 0.04 + 0.09 + 0.16 + 0.81 = 1.10, by four 0.275.
    @Test func brier() throws {
        func item(_ odds: Double, _ came: Bool) -> ForecastScore.Case { ForecastScore.Case(odds: odds, came: came) }
        let score = try #require(
            ForecastScore([item(0.8, true), item(0.3, false), item(0.6, true), item(0.9, false)])
        )
        #expect(abs(score.brier - 0.275) < 1e-12 && score.hits == 3 && score.hitRate == 0.75)
        #expect(score.count == 4 && score.cameCount == 2 && score.reference == 0.25)
        #expect(score.bands.map(\.count) == [1, 1, 2])
        let top = try #require(score.bands.last)
        #expect(abs(top.meanOdds - 0.85) < 1e-12 && top.cameShare == 0.5)
        // A seer, a fool, and whoever cannot decide.
        #expect(ForecastScore([item(1, true), item(0, false)])?.brier == 0)
        #expect(ForecastScore([item(0, true), item(1, false)])?.brier == 1)
        #expect(ForecastScore([item(0.5, true), item(0.5, false)])?.brier == 0.25)
        #expect(ForecastScore([]) == nil)
    }
}
