import PeakPlanning
import Testing
import Units

@Suite("Peaks")
struct PeakJudgementTests {
    typealias Series = [(year: Int, value: Double)]

    private static let falling: Series = [(2020, 90), (2022, 100), (2023, 97), (2024, 95)]

    private func progress(_ series: Series, _ year: Int, _ commitment: Commitment = .binding) -> TargetProgress {
        PeakJudgement(year: 2030, commitment: commitment).progress(of: series, in: year)
    }

    @Test func beforeTheYearIsOver() {
        #expect(PeakState.peakYear(of: Self.falling) == 2022)
        #expect(progress(Self.falling, 2025).status == .onTrack)
        #expect(progress([(2023, 90), (2024, 95)], 2025).status == .atRisk)
        #expect(progress([(2023, 95), (2024, 90)], 2025).status == .atRisk)
        #expect(progress([], 2025).status == .noData)
    }

    @Test func afterwards() {
        #expect(progress(Self.falling + [(2030, 80)], 2031).verdict == .met)
        #expect(progress(Self.falling + [(2031, 120)], 2032).status == .missed)
        #expect(progress(Self.falling + [(2031, 120)], 2032, .aspiration).status == .notReached)
        // The last values end before the goal's year: nobody knows.
        #expect(progress(Self.falling, 2031).verdict == .noEvidence)
        #expect(progress([], 2031).verdict == .noEvidence)
    }

    @Test func beforeAYearIsReadInTwoWays() {
        // The highest year is 2030: in time by one reading, late by the other.
        let late: Series = [(2028, 90), (2029, 95), (2030, 100), (2031, 97)]
        let found = progress(late, 2032)
        #expect(
            found.peakReadings == [
                PeakReading(year: 2029, status: .missed, verdict: .missed),
                PeakReading(year: 2030, status: .done, verdict: .met),
            ]
        )
        #expect(found.verdict == .met && found.gap == 0)
        // In 2030 the first reading is decided, the second is not.
        #expect(progress([(2028, 90), (2029, 95)], 2030).peakReadings.map(\.status) == [.noEvidence, .atRisk])
        let plain = PeakJudgement(year: 2030, isBefore: false).progress(of: late, in: 2032)
        #expect(plain.peakReadings.map(\.year) == [2030])
    }

    @Test func thePlanSaysWhich() throws {
        let rows = try Files.indicators("2030年前，碳排放达到峰值。")
        let peak = try #require(rows.first)
        let found = TargetProgress(of: peak, series: Self.falling, currentYear: 2026)
        #expect(found.peakReadings.map(\.year) == [2029, 2030])
    }

    /// Expected numbers: pymannkendall 1.4.3, `original_test`.
    @Test func mannKendall() {
        let rise = [
            0.67, 0.72, 0.8, 0.93, 1.05, 1.11, 1.18, 1.23, 1.25, 1.3, 1.38, 1.49, 1.57, 1.69, 1.7, 1.74, 1.83, 1.93,
            2.05,
            2.11, 2.16, 2.3, 2.31,
        ]
        let rows: [(values: [Double], score: Int, variance: Double, z: Double, p: Double)] = [
            (rise, 253, 1_433.6666666666667, 6.655435009018215, 2.8246294192513233e-11),
            (
                [20.1, 20.4, 19.9, 20.2, 20.3, 20, 20.1, 19.8, 20.2, 20.1], -7, 120.33333333333333, -0.5469634129164876,
                0.5844038683322845
            ),
            ([5, 5, 6, 6, 7, 7, 7, 6, 5, 5], 3, 109, 0.19156525704423027, 0.8480827592882225),
            (
                [14, 13.9, 13.7, 13.6, 13.3, 13.1, 12.9], -21, 44.333333333333336, -3.003757045930553,
                0.0026666817936140674
            ),
        ]
        for row in rows {
            let test = MannKendall(row.values)
            #expect(test.score == row.score)
            #expect(abs(test.variance - row.variance) < 1e-9)
            #expect(abs(test.z - row.z) < 1e-12 * max(1, abs(row.z)))
            #expect(abs(test.p - row.p) < 1e-12)
        }
        #expect(MannKendall([3, 3, 3]).z == 0 && MannKendall([]).p == 1)
    }

    @Test func statesOfEmissions() {
        func state(_ values: [Double]) -> PeakState? {
            PeakState(values.enumerated().map { (year: 2010 + $0.offset, value: $0.element) })
        }
        #expect(state([10, 11, 12]) == .rising)
        #expect(state([10, 12, 11.9]) == .plateau)
        #expect(state([10, 12, 11]) == .declining)
        // Over all years a rise and a fall cancel out; from the maximum on it has peaked.
        let peaked = [10, 10.8, 11.6, 12.3, 13, 13.4, 13.8, 14, 13.9, 13.7, 13.6, 13.3, 13.1, 12.9]
        #expect(state(peaked) == .peaked && !MannKendall(peaked).isFalling)
        #expect(state([]) == nil)
    }
}
