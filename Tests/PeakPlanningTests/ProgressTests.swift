import PeakPlanning
import Testing
import Units

/// Expectations worked out by hand.
struct ProgressTests {
    typealias Series = [(year: Int, value: Double)]

    private func share(_ comparator: PlanIndicator.Comparator, _ goal: Double, _ year: Int?) -> TargetJudgement {
        TargetJudgement(comparator: comparator, goal: goal, year: year, isPercentage: true)
    }

    @Test func onTrackWhenTheLineReachesTheGoal() {
        // 10, 12, 14: two a year, 22 in 2028.
        let series: Series = [(2022, 10), (2023, 12), (2024, 14)]
        let progress = share(.atLeast, 20, 2028).progress(of: series, in: 2025)
        #expect(progress == TargetProgress(status: .onTrack, gap: -6, forecast: 22))
    }

    @Test func atRiskWhenTheLineCoversMostOfWhatIsMissing() {
        // 14 + 4 × 2 = 22 in 2028; of 10 missing to 24 it covers 8.
        let series: Series = [(2022, 10), (2023, 12), (2024, 14)]
        #expect(share(.atLeast, 24, 2028).progress(of: series, in: 2025).status == .atRisk)
        // Of 12 missing to 26 it covers 8, two thirds.
        #expect(share(.atLeast, 26, 2028).progress(of: series, in: 2025).status == .behind)
    }

    @Test func onlyTheLastThreeYearsCount() {
        let series: Series = [(2015, 90), (2022, 10), (2023, 12), (2024, 14)]
        #expect(share(.atLeast, 20, 2028).progress(of: series, in: 2025).forecast == 22)
    }

    @Test func leastSquares() {
        // 10, 16, 13: slope 1.5, mean 13 in 2023, 2030: 13 + 7 × 1.5.
        let series: Series = [(2024, 13), (2022, 10), (2023, 16)]
        #expect(share(.atLeast, 20, 2030).progress(of: series, in: 2025).forecast == 23.5)
    }

    @Test func lowerIsBetter() {
        let series: Series = [(2023, 10.0), (2024, 9.5)]
        let progress = share(.atMost, 9, 2025).progress(of: series, in: 2025)
        #expect(progress == TargetProgress(status: .onTrack, gap: -0.5, forecast: 9))
        #expect(share(.atMost, 9.5, 2025).progress(of: series, in: 2025) == TargetProgress(status: .done, gap: 0))
        #expect(share(.lessThan, 9.5, 2025).progress(of: series, in: 2026).status == .behind)
    }

    @Test func doneAndPastDue() {
        let series: Series = [(2024, 50), (2025, 61)]
        #expect(share(.atLeast, 60, 2025).progress(of: series, in: 2026) == TargetProgress(status: .done, gap: 1))
        #expect(share(.atLeast, 62, 2025).progress(of: series, in: 2026) == TargetProgress(status: .behind, gap: -1))
        // A later year does not make up for it.
        #expect(share(.atLeast, 55, 2024).progress(of: series, in: 2026).status == .behind)
        #expect(share(.moreThan, 61, 2025).progress(of: series, in: 2025).status == .behind)
    }

    @Test func sharesStayShares() {
        let series: Series = [(2023, 80), (2024, 95)]
        #expect(share(.equal, 100, 2030).progress(of: series, in: 2025).forecast == 100)
    }

    @Test func tooLittleToSay() {
        #expect(share(.atLeast, 60, 2030).progress(of: [], in: 2025).status == .noData)
        let single = share(.atLeast, 60, 2030).progress(of: [(2024, 50)], in: 2025)
        #expect(single == TargetProgress(status: .atRisk, gap: -10))
        #expect(share(.atLeast, 60, 2030).progress(of: [(2024, .nan)], in: 2025).status == .noData)
    }

    @Test func peaks() {
        func status(_ series: Series, _ year: Int) -> TargetProgress.Status {
            PeakJudgement.progress(of: series, goalYear: 2030, in: year).status
        }
        let falling: Series = [(2020, 90), (2022, 100), (2023, 97), (2024, 95)]
        #expect(PeakJudgement.peakYear(of: falling) == 2022)
        #expect(status(falling, 2025) == .onTrack)
        #expect(status([(2023, 90), (2024, 95)], 2025) == .atRisk)
        #expect(status([(2023, 95), (2024, 90)], 2025) == .atRisk)
        #expect(status([], 2025) == .noData)
        #expect(status(falling + [(2030, 80)], 2031) == .done)
        #expect(status(falling + [(2031, 120)], 2032) == .behind)
        // The last values end before the goal's year: nobody knows.
        #expect(status(falling, 2031) == .behind)
    }

    @Test func ofIndicators() throws {
        let rows = try Files.indicators("到2030年，覆盖率达到60%。\n2030年前，碳排放达到峰值。\n到2030年，环境改善。")
        let series: Series = [(2023, 50), (2024, 55)]
        let found = rows.map { TargetProgress(of: $0, series: series, currentYear: 2025).status }
        #expect(found == [.onTrack, .atRisk, .noData])
    }
}
