import PeakPlanning
import Testing
import Units

/// Expectations worked out by hand.
@Suite("How targets stand")
struct ProgressTests {
    typealias Series = [(year: Int, value: Double)]

    private func share(
        _ comparator: PlanIndicator.Comparator,
        _ goal: Double,
        _ year: Int?,
        _ commitment: Commitment = .binding
    ) -> TargetJudgement {
        TargetJudgement(comparator: comparator, goal: goal, year: year, isPercentage: true, commitment: commitment)
    }

    /// A quantity, which has no S-curve.
    private func amount(_ goal: Double, _ year: Int) -> TargetJudgement {
        TargetJudgement(comparator: .atLeast, goal: goal, year: year, isPercentage: false)
    }

    private func codes(_ progress: TargetProgress) -> [JudgementReason.Code] { progress.reasons.map(\.code) }

    @Test func onTrackWhenTheOddsAreLikely() throws {
        // 10, 12, 14: two a year without a doubt, 22 in 2028.
        let progress = amount(20, 2028).progress(of: [(2022, 10), (2023, 12), (2024, 14)], in: 2025)
        #expect(progress.status == .onTrack && progress.gap == -6 && progress.forecast == 22)
        #expect(progress.outlook?.interval == 22...22)
        // Never more than 99 % before the year is over.
        #expect(progress.odds == 0.99)
        #expect(codes(progress) == [.history, .notMet, .line, .likely, .pathLine])
    }

    @Test func offTrackWhenUnlikelyAndBehindThePath() {
        let progress = amount(30, 2028).progress(of: [(2022, 10), (2023, 12), (2024, 14)], in: 2025)
        #expect(progress.status == .behind && progress.odds == 0.01)
        // 10 + 20 × 2/6 were due in 2024.
        #expect(codes(progress).suffix(2) == [.unlikely, .pathLine])
        let path = RequiredPath(from: (2022, 10), to: 30, in: 2028)
        #expect(path.map { abs($0.value(in: 2024, .line) - (10 + 20.0 / 3)) < 1e-9 } == true)
    }

    @Test func aContradictionIsARisk() {
        // Ahead of 5 + 20 × 6/10 = 17 in 2024, and standing still: some 19 in 2028 are not 25.
        let still: Series = [(2018, 5), (2020, 18), (2021, 18.1), (2022, 18.3), (2023, 18.4), (2024, 18.6)]
        let slowing = amount(25, 2028).progress(of: still, in: 2025)
        #expect(slowing.status == .atRisk && codes(slowing).last == .aheadOfPath)
        // 10 + 20 × 9/13 = 23.8 were due in 2024; the last five values lead past 30 all the same.
        let late: Series = [(2015, 10), (2020, 8), (2021, 12), (2022, 16), (2023, 20), (2024, 23.5)]
        let rushing = amount(30, 2028).progress(of: late, in: 2025)
        #expect(rushing.status == .atRisk && codes(rushing).last == .behindPath)
    }

    @Test func onlyTheLastFiveValuesCount() {
        let series: Series = [(2010, 90), (2020, 6), (2021, 8), (2022, 10), (2023, 12), (2024, 14)]
        #expect(amount(20, 2028).progress(of: series, in: 2025).forecast == 22)
    }

    @Test func lowerIsBetter() {
        let series: Series = [(2022, 10.5), (2023, 10.0), (2024, 9.5)]
        let progress = share(.atMost, 9, 2025).progress(of: series, in: 2025)
        #expect(progress.status == .onTrack && progress.gap == -0.5 && progress.forecast == 9)
        // A rate that is to fall is no spreading technique: no S-curve.
        #expect(progress.outlook?.readings.map(\.scale) == [.line])
        #expect(share(.atMost, 9.5, 2025).progress(of: series, in: 2025).status == .done)
        #expect(share(.lessThan, 9.5, 2024).progress(of: series, in: 2026).verdict == .missed)
    }

    @Test func whatIsDueIsMetMissedOrUnproven() {
        let series: Series = [(2024, 50), (2025, 61)]
        let met = share(.atLeast, 60, 2025).progress(of: series, in: 2026)
        #expect(met.status == .done && met.verdict == .met && met.gap == 1 && met.forecast == nil)
        let missed = share(.atLeast, 62, 2025).progress(of: series, in: 2026)
        #expect(missed.status == .missed && missed.verdict == .missed && missed.gap == -1)
        // A later year does not make up for it, and is mentioned.
        let late = share(.atLeast, 55, 2024).progress(of: series, in: 2026)
        #expect(late.status == .missed && codes(late).last == .metLater)
        // The value of an earlier year does not prove a miss; met early is met.
        let unproven = share(.atLeast, 60, 2025).progress(of: [(2024, 50)], in: 2026)
        #expect(unproven.status == .noEvidence && unproven.verdict == .noEvidence)
        #expect(share(.atLeast, 50, 2025).progress(of: [(2024, 50)], in: 2026).verdict == .met)
        #expect(share(.atLeast, 60, 2025).progress(of: [], in: 2026).status == .noEvidence)
        #expect(share(.atLeast, 60, 2025).progress(of: [(2026, 70)], in: 2026).verdict == .noEvidence)
    }

    @Test func aSuccessorHidesNoVerdict() {
        let judgement = share(.atLeast, 60, 2025)
        let unknown = judgement.progress(of: [], in: 2026, successor: 7)
        #expect(unknown.status == .superseded && unknown.verdict == .superseded)
        #expect(unknown.reasons.contains(JudgementReason(.superseded, .item(7))))
        let missed = judgement.progress(of: [(2025, 50)], in: 2026, successor: 7)
        #expect(missed.verdict == .missed && missed.reasons.contains(JudgementReason(.superseded, .item(7))))
        // Before the year is over it still counts.
        #expect(judgement.progress(of: [(2024, 50)], in: 2025, successor: 7).status == .atRisk)
    }

    @Test func aspirationsAreScoredAndNeverFail() {
        let aspiration = share(.atLeast, 60, 2025, .aspiration)
        let short = aspiration.progress(of: [(2025, 50)], in: 2026)
        #expect(short.status == .notReached && short.verdict == .missed && short.gap == -10)
        #expect(aspiration.progress(of: [(2025, 60)], in: 2026).status == .done)
        let incentive = share(.atLeast, 60, 2025, .incentive)
        let shown = incentive.progress(of: [(2025, 50)], in: 2026)
        #expect(shown.status == .incentive && shown.verdict == nil && shown.gap == -10)
        #expect(incentive.progress(of: [], in: 2024).status == .incentive)
    }

    @Test func aRangeOrANumberIsTheMostWhereLessIsBetter() throws {
        var indicator = PlanIndicator(
            kind: .target,
            name: "x",
            unit: "%",
            scope: "",
            quote: "",
            quoteMark: 0..<0,
            production: "test"
        )
        indicator.comparator = .between
        indicator.value = FixedPoint(mantissa: 8)
        indicator.upperValue = FixedPoint(mantissa: 10)
        let falling = try #require(TargetJudgement(indicator, isFalling: true))
        #expect(falling.goal == 10 && falling.isLowerBetter && falling.meets(9.5) && !falling.meets(10.5))
        let rising = try #require(TargetJudgement(indicator))
        #expect(rising.goal == 8 && !rising.isLowerBetter && rising.meets(11) && !rising.meets(7.5))
        indicator.comparator = .equal
        #expect(TargetJudgement(indicator, isFalling: true).map { $0.meets(7) && !$0.meets(9) } == true)
        // The plan's own sign decides where there is one.
        indicator.comparator = .atLeast
        #expect(TargetJudgement(indicator, isFalling: true).map { $0.meets(9) && !$0.meets(7) } == true)
    }

    @Test func aValueKnownInPartProvesNothing() {
        let progress = share(.atLeast, 60, 2025).progress(of: [(2024, 50)], in: 2026, incomplete: 0.25)
        #expect(progress.verdict == .noEvidence)
        #expect(progress.reasons.contains(JudgementReason(.incomplete, .year(2025), .share(0.25))))
    }

    @Test func whatHoldsAtAnyTime() {
        #expect(share(.equal, 100, nil).progress(of: [(2023, 100), (2024, 99)], in: 2026).status == .behind)
        #expect(share(.equal, 100, nil).progress(of: [(2024, 100)], in: 2026).status == .done)
    }

    @Test func sharesStayShares() throws {
        let outlook = try #require(share(.equal, 100, 2030).forecast(of: [(2023, 80), (2024, 95)], for: 2030))
        #expect(outlook.readings.first?.expected == 100 && outlook.odds == nil)
        let steep = share(.equal, 100, 2030).progress(of: [(2022, 60), (2023, 81), (2024, 95)], in: 2025)
        #expect(steep.outlook.map { $0.readings.allSatisfy { $0.interval?.upperBound ?? 101 <= 100 } } == true)
    }

    @Test func whatAddsUpNeverFalls() throws {
        let judgement = TargetJudgement(
            comparator: .atLeast,
            goal: 300,
            year: 2030,
            isPercentage: false,
            isCumulative: true
        )
        let outlook = try #require(judgement.forecast(of: [(2022, 100), (2023, 160), (2024, 161)], for: 2030))
        let interval = try #require(outlook.interval)
        #expect(interval.lowerBound == 161)
    }

    @Test func aChangeStartsFromNothingInItsBaselineYear() {
        // From nothing in 2020 to 20 in 2030: 8 were due in 2024.
        let judgement = TargetJudgement(
            comparator: .atLeast,
            goal: 20,
            year: 2030,
            isPercentage: false,
            baselineYear: 2020
        )
        let progress = judgement.progress(of: [(2022, 5), (2023, 7), (2024, 9)], in: 2025)
        #expect(progress.reasons.contains(JudgementReason(.pathLine, .year(2024), .value(8), .value(9))))
        #expect(progress.reasons.contains(JudgementReason(.baseline, .year(2020))))
    }

    @Test func theSCurveRunsFromBaseToGoal() throws {
        let path = try #require(RequiredPath(from: (2020, 20), to: 80, in: 2030))
        #expect(path.value(in: 2025, .line) == 50)
        // Symmetrical about one half; slow at first.
        #expect(abs(path.value(in: 2025, .sCurve) - 50) < 1e-9)
        #expect(abs(path.value(in: 2030, .sCurve) - 80) < 1e-9)
        #expect(path.value(in: 2022, .sCurve) < path.value(in: 2022, .line))
    }

    @Test func tooLittleToSay() {
        #expect(share(.atLeast, 60, 2030).progress(of: [], in: 2025).status == .noData)
        let single = share(.atLeast, 60, 2030).progress(of: [(2024, 50)], in: 2025)
        #expect(single.status == .atRisk && single.gap == -10 && codes(single).last == .singleValue)
        #expect(share(.atLeast, 60, 2030).progress(of: [(2024, .nan)], in: 2025).status == .noData)
        let two = share(.atLeast, 60, 2026).progress(of: [(2023, 50), (2024, 52)], in: 2025)
        #expect(two.status == .atRisk && two.odds == nil && codes(two).last == .twoValues)
    }

    @Test func ofIndicators() throws {
        let rows = try Files.indicators(
            "到2030年，覆盖率达到60%。\n2030年前，碳排放达到峰值。\n到2030年，环境改善。\n到2025年，力争覆盖率达到60%。"
        )
        let series: Series = [(2023, 50), (2024, 55), (2025, 55.5)]
        let found = rows.map { TargetProgress(of: $0, series: series, currentYear: 2026).status }
        #expect(found == [.onTrack, .atRisk, .noData, .notReached])
    }
}
