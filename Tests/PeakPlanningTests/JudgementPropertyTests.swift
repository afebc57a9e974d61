import PeakPlanning
import Testing
import Units

/// What holds whatever the numbers are.
@Suite("What every judgement keeps to")
struct JudgementPropertyTests {
    typealias Series = [(year: Int, value: Double)]

    private struct Draw {
        var random: SplitMix64

        init(seed: UInt64) { random = SplitMix64(seed: seed) }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int(random.next() % UInt64(choices.count))]
        }

        mutating func judgement() -> TargetJudgement {
            TargetJudgement(
                comparator: pick(PlanIndicator.Comparator.allCases),
                goal: pick([0, 1, 9, 40, 60, 99.5, 100]),
                year: pick([nil, 2024, 2025, 2026, 2030]),
                isPercentage: pick([true, false]),
                commitment: pick(Commitment.allCases),
                isCumulative: pick([true, false]),
                baselineYear: pick([nil, 2020])
            )
        }

        mutating func series() -> Series {
            (2018...2026).filter { _ in pick([true, true, false]) }.map { year in
                (year, pick([0, 3, 8.5, 9, 40, 59.9, 60, 88, 100, 1e9, .nan, .infinity]))
            }
        }
    }

    @Test(arguments: 0..<600)
    func holds(seed: Int) {
        var draw = Draw(seed: UInt64(seed))
        let judgement = draw.judgement()
        let series = draw.series()
        let found = judgement.progress(of: series, in: 2026)
        // The order of years does not matter.
        #expect(judgement.progress(of: series.reversed(), in: 2026) == found)
        // Nothing is ever no number.
        let readings = found.outlook?.readings ?? []
        let numbers = [found.gap, found.forecast, found.odds].compactMap(\.self) + readings.map(\.expected)
        #expect(numbers.allSatisfy { !$0.isNaN })
        #expect(found.odds.map { (0.01...0.99).contains($0) } ?? true)
        if judgement.isPercentage { #expect(readings.allSatisfy { (0...100).contains($0.expected) }) }
        for reading in readings {
            #expect(reading.interval.map { $0.contains(reading.expected) } ?? true)
        }
        // Met exactly where the last value that counts satisfies the comparison.
        let last = series.filter { $0.value.isFinite && $0.year <= judgement.year ?? .max }.last
        let isMet = last.map { judgement.meets($0.value) } ?? false
        #expect((found.status == .done) == (isMet && judgement.commitment != .incentive))
        // A verdict is given exactly once the year is over.
        let isDue = (judgement.year ?? .max) < 2026 && judgement.commitment != .incentive
        #expect((found.verdict != nil) == isDue)
        if judgement.commitment != .binding { #expect(found.status != .missed) }
        if judgement.commitment == .incentive { #expect(found.status == .incentive) }
        #expect(!found.reasons.isEmpty)
    }

    @Test(arguments: 0..<200)
    func peaks(seed: Int) {
        var draw = Draw(seed: UInt64(seed))
        let series = draw.series()
        let judgement = PeakJudgement(year: draw.pick([2022, 2025, 2030]), commitment: draw.pick(Commitment.allCases))
        let found = judgement.progress(of: series, in: 2026)
        #expect(judgement.progress(of: series.reversed(), in: 2026) == found)
        #expect(judgement.commitment == .binding || found.status != .missed)
        #expect(found.peakReadings.last.map { $0.status == found.status } ?? true)
    }
}
