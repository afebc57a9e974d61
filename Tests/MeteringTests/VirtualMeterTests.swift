import Metering
import Testing
import Units

@Suite("Virtual meters")
struct VirtualMeterTests {
    private func terms(_ text: String) throws -> [String] {
        try MeterFormula(text).terms.map { "\($0.coefficient) \($0.meter)" }
    }

    @Test(
        "a formula comes to meters times constants",
        arguments: [
            ("[A]", ["1 A"]), ("[A] + [B] - [C]", ["1 A", "1 B", "-1 C"]),
            ("[E-001]−[E-002]×0.5", ["1 E-001", "-0.5 E-002"]),
            ("2 * ([A] - [B]) × 0.25", ["0.50 A", "-0.50 B"]), ("-[A] + 3×[A]", ["2 A"]),
            ("（[一号 表]＋【B】）＊(1 + 1)", ["2 B", "2 一号 表"]), ("--[A]", ["1 A"]), ("0×[B] + [A]", ["1 A"]),
            ("[A] - ([B] - ([C] - [D]))", ["1 A", "-1 B", "1 C", "-1 D"]),
        ]
    )
    func read(text: String, expected: [String]) throws { #expect(try terms(text) == expected) }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("", .incomplete, 0), ("[A] +", .incomplete, 5), ("[A] [B]", .unexpected, 4), ("[A] ÷ 2", .unexpected, 4),
            ("A + [B]", .unexpected, 0), ("([A]", .unclosed, 0), ("[A", .unclosed, 0), ("[ ]", .incomplete, 2),
            ("[A] × [B]", .meterTimesMeter, 5), ("2 × [A] × [B]", .meterTimesMeter, 9), ("[A] + 5", .constantAdded, 5),
            ("5 - [A]", .constantAdded, 3), ("5", .constantAdded, 0), ("0", .noMeter, 0), ("[A] - [A]", .noMeter, 0),
            ("1.2.3 × [A]", .number, 0), ("[A] × 0.0000000001", .number, 6),
            ("[A] × 1234567890123456789012", .number, 6),
        ] as [(String, FormulaProblem.Reason, Int)]
    )
    func refused(text: String, reason: FormulaProblem.Reason, position: Int) {
        #expect(throws: FormulaProblem(reason, at: position)) { try MeterFormula(text) }
    }

    @Test("brackets nested without end are refused and do not end the program")
    func deep() {
        let text = String(repeating: "(", count: 100_000) + "[A]"
        #expect(throws: FormulaProblem(.tooDeep, at: 50)) { try MeterFormula(text) }
    }

    private func consumed(
        _ micro: Int64,
        covered: Int64 = 86_400,
        estimated: Int64 = 0
    ) throws -> [CivilDay: DayConsumption] {
        let day = try day("2025-01-01")
        return [
            day: DayConsumption(
                day: day,
                amount: Amount(micro: micro),
                estimated: Amount(micro: estimated),
                coveredSeconds: covered,
                estimatedSeconds: estimated == 0 ? 0 : 900
            )
        ]
    }

    private func virtual(_ text: String, from: String = "2024-01-01", code: String = "V") throws -> VirtualMeter {
        VirtualMeter(
            code: code,
            item: .total(of: .electricity),
            versions: [VirtualMeter.Version(from: try day(from), formula: try MeterFormula(text))]
        )
    }

    private func result(_ text: String, _ parts: [String: [CivilDay: DayConsumption]]) throws -> ConsumptionResult {
        let first = try day("2025-01-01")
        return try virtual(text).consumption(
            on: first..<first.adding(days: 1),
            parts: parts,
            rules: QualityRules.shipped.get()
        )
    }

    @Test("amounts are exact and rounded once, half to even")
    func exact() throws {
        let parts = ["A": try consumed(1_000_001), "B": try consumed(333_334)]
        #expect(try result("[A] - [B] × 0.5", parts).total.micro == 833_334)
        #expect(try result("0.5 × [A]", parts).total.micro == 500_000)
        #expect(try result("1.5 × [A]", parts).total.micro == 1_500_002)
        #expect(try result("[B] - [A]", parts).total.micro == -666_667)
        #expect(try result("[B] - [A]", parts).rules == ["metering.virtual.negative"])
    }

    @Test("it is known as long as the part known least, and estimated as far as its parts are")
    func shares() throws {
        let parts = ["A": try consumed(900, covered: 50_000), "B": try consumed(100, estimated: 40)]
        let day = try #require(try result("[A] - 0.5 × [B]", parts).days.first)
        #expect(day.coveredSeconds == 50_000)
        #expect(day.estimatedSeconds == 900)
        #expect(day.estimated.micro == 20)
    }

    @Test("a day without one of its parts has no amount, and says which part")
    func missing() throws {
        let found = try result("[A] - [B]", ["A": try consumed(900)])
        #expect(found.days.isEmpty)
        #expect(found.findings.map(\.finding.evidence) == [["2025-01-01", "B"]])
        #expect(try result("[A] - [B]", [:]).findings.isEmpty)
    }

    @Test("a formula holds from its day until the next one")
    func dated() throws {
        let meter = VirtualMeter(
            code: "V",
            item: .total(of: .electricity),
            versions: [
                VirtualMeter.Version(from: try day("2025-02-01"), formula: nil),
                VirtualMeter.Version(from: try day("2025-01-01"), formula: try MeterFormula("[A]")),
            ]
        )
        #expect(try meter.formula(on: day("2024-12-31")) == nil)
        #expect(try meter.formula(on: day("2025-01-31"))?.text == "[A]")
        #expect(try meter.formula(on: day("2025-02-01")) == nil)
    }

    @Test("a formula that refers to itself by any way is refused, with the way and the day it begins")
    func cycle() throws {
        let carriers: [String: EnergyCarrier] = [
            "A": .electricity, "V": .electricity, "W": .electricity, "X": .electricity,
        ]
        let some = [
            try virtual("[W]"), try virtual("[A] + [X]", code: "W"), try virtual("[V]", from: "2025-03-01", code: "X"),
        ]
        #expect(throws: VirtualMeterProblem.cycle(["V", "W", "X", "V"], from: try day("2025-03-01"))) {
            try some.check(carriers: carriers)
        }
        #expect(throws: VirtualMeterProblem.cycle(["V", "V"], from: try day("2024-01-01"))) {
            try [virtual("[A] + [V]")].check(carriers: carriers)
        }
        try Array(some.prefix(2)).check(carriers: carriers)
        #expect(some.prefix(2).map { $0 }.ordered(on: try day("2025-01-01")).map(\.code) == ["W", "V"])
    }

    @Test("a formula of unknown meters or of two carriers is refused")
    func units() throws {
        #expect(throws: VirtualMeterProblem.unknownMeter("B", in: "V")) {
            try [virtual("[A] + [B]")].check(carriers: ["A": .electricity])
        }
        #expect(throws: VirtualMeterProblem.otherUnit("B", in: "V")) {
            try [virtual("[A] + [B]")].check(carriers: ["A": .electricity, "B": .heat])
        }
    }
}
