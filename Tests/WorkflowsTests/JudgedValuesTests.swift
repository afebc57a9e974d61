import PeakPlanning
import Testing
import Units

@testable import Workflows

/// Which of an indicator's values a target is judged by.
@Suite("judged values")
struct JudgedValuesTests {
    private static func measurement(_ name: String, _ values: [(Int, Double, known: Double)]) -> Measurement {
        let words = Bilingual(zh: name, en: name)
        return Measurement(
            indicator: IndicatorFacts(
                id: "x",
                name: words,
                unit: "\u{4E2A}",
                isLowerBetter: false,
                formula: words,
                clause: words,
                method: nil,
                quantities: [],
                reporter: words,
                variants: [],
                isOwn: false
            ),
            variant: nil,
            goal: nil,
            series: values.map { YearValue(year: $0.0, value: $0.1, share: DataShare(statistical: $0.known)) },
            isSynthetic: false,
            failure: nil
        )
    }

    private static func target(_ goal: Int64) -> PlanIndicator {
        var target = PlanIndicator(
            kind: .target,
            name: "x",
            unit: "\u{4E2A}",
            scope: "",
            quote: "x",
            quoteMark: 0..<1,
            production: "test"
        )
        target.comparator = .atLeast
        target.value = FixedPoint(mantissa: goal)
        target.year = 2025
        return target
    }

    @Test("a value that one district of seven has reported is shown, and judges nothing")
    func parts() {
        let measurement = Self.measurement(
            "x",
            [(2023, 1, known: 1), (2024, 2, known: 0.9951), (2025, 9, known: 1 / 7.0)]
        )
        #expect(measurement.points(for: Self.target(5), in: 2026).map(\.year) == [2023, 2024])
        #expect(measurement.incompleteShare(of: 2025).map { abs($0 - 1 / 7.0) < 1e-9 } == true)
        #expect(measurement.incompleteShare(of: 2024) == nil && measurement.incompleteShare(of: 2022) == nil)
        #expect(measurement.latest?.value == 9)
        let progress = TargetProgress(
            of: Self.target(5),
            series: measurement.points(for: Self.target(5), in: 2026),
            currentYear: 2026,
            incomplete: measurement.incompleteShare(of: 2025)
        )
        #expect(progress.verdict == .noEvidence && progress.reasons.contains { $0.code == .incomplete })
    }

    @Test("the running year counts only where values add up and the target is met already")
    func runningYear() {
        let values = [(2024, 1.0, known: 1.0), (2025, 6, known: 1)]
        let level = Self.measurement("x", values)
        #expect(level.points(for: Self.target(5), in: 2025).map(\.year) == [2024])
        #expect(level.points(for: Self.target(5), in: 2026).map(\.year) == [2024, 2025])
        let sum = Self.measurement("\u{7D2F}\u{8BA1}", values)
        #expect(sum.points(for: Self.target(5), in: 2025).map(\.year) == [2024, 2025])
        #expect(sum.points(for: Self.target(7), in: 2025).map(\.year) == [2024])
    }
}
