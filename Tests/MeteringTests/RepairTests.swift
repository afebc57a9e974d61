import Metering
import Testing
import Units

@Suite("Repairs")
struct RepairTests {
    private func repair(_ number: Int64, _ change: Repair.Change) -> Repair {
        Repair(id: Repair.ID(rawValue: number), change: change)
    }

    @Test("repairs taken back one by one, in any order, leave exactly what was there before", arguments: UInt64(1)...60)
    func reversible(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let month = try FaultyMonth(using: &generator)
        let before = try month.meter.consumption(of: month.readings)
        var states: [[Repair]: ConsumptionResult] = [[]: before]
        var repairs: [Repair] = []
        for number in 1...Int64(6) {
            let one = try #require(month.readings.randomElement(using: &generator))
            let length = Int64.random(in: 1...200_000, using: &generator)
            let interval = one.stamp..<one.stamp.adding(seconds: length)
            let changes: [Repair.Change] = [
                .markInvalid(interval), .enterRegister(at: one.stamp.adding(seconds: 7), counts: one.counts + 3),
                .acceptEstimate(interval, Amount(micro: 5_000_000)), .acceptEstimate(interval, nil),
                .enterSwap(at: month.meter.devices[0].validFrom, previousEnd: 5, start: 6),
            ]
            repairs.append(repair(number, try #require(changes.randomElement(using: &generator))))
            states[repairs] = try month.meter.consumption(of: month.readings, repairs: repairs)
        }
        while !repairs.isEmpty {
            repairs.removeLast()
            #expect(
                try month.meter.consumption(of: month.readings, repairs: repairs) == states[repairs],
                "seed \(seed)"
            )
        }
        #expect(try month.meter.consumption(of: month.readings, repairs: repairs) == before)
        #expect(try month.meter.consumption(of: month.readings, repairs: repairs.shuffled(using: &generator)) == before)
    }

    @Test("a reading marked invalid is left out, and the repair is said")
    func invalid() throws {
        let some = try readings(("2025-01-01 10:00", 100), ("2025-01-01 10:15", 400), ("2025-01-01 10:30", 500))
        let result = try Meter.fixture().consumption(
            of: some,
            repairs: [repair(7, .markInvalid(some[0].stamp..<some[1].stamp))]
        )
        #expect(result.total.value == 1)
        #expect(result.rules == ["metering.repair.invalid"])
        #expect(result.findings.first?.finding.evidence == ["7", "2025-01-01 10:00:00", "2025-01-01 10:15:00"])
    }

    @Test("a register that a person read divides a gap, in place of what stood there")
    func register() throws {
        let some = try readings(("2025-01-01", 0), ("2025-01-03", 400))
        let result = try Meter.fixture().consumption(
            of: some,
            repairs: [repair(1, .enterRegister(at: try at("2025-01-02"), counts: 300))]
        )
        #expect(result.amounts == ["2025-01-01": 3, "2025-01-02": 1])
        #expect(result.days.allSatisfy { $0.estimated == .zero })
        let later = [
            repair(1, .enterRegister(at: try at("2025-01-02"), counts: 300)),
            repair(2, .enterRegister(at: try at("2025-01-02"), counts: 200)),
        ]
        #expect(
            try Meter.fixture().consumption(of: some, repairs: later.reversed()).amounts == [
                "2025-01-01": 2, "2025-01-02": 2,
            ]
        )
    }

    @Test("registers entered for a swap count both devices, as if they had been recorded")
    func swap() throws {
        let swapped = try at("2025-01-01 12:00")
        let meter = try Meter.fixture(.fixture(), .fixture(from: "2025-01-01 12:00"))
        let some = try readings(
            ("2025-01-01", 5_000),
            ("2025-01-01 11:00", 5_500),
            ("2025-01-01 13:00", 90),
            ("2025-01-02", 150)
        )
        let recorded = try Meter.fixture(.fixture(), .fixture(from: "2025-01-01 12:00", previousEnd: 6_000, start: 50))
        let repaired = try meter.consumption(
            of: some,
            repairs: [repair(3, .enterSwap(at: swapped, previousEnd: 6_000, start: 50))]
        )
        #expect(try repaired.days == recorded.consumption(of: some).days)
        #expect(repaired.rules == ["metering.repair.swap"])
    }

    @Test("an accepted estimate fills what is not known, is marked estimated, and gives way to readings")
    func estimate() throws {
        let meter = try Meter.fixture()
        let some = try readings(
            ("2025-01-01 10:00", 500_000),
            ("2025-01-01 10:15", 500_100),
            ("2025-01-01 10:30", 0),
            ("2025-01-01 10:45", 50),
            ("2025-01-01 11:00", 90)
        )
        let accepted = [repair(4, .acceptEstimate(some[1].stamp..<some[2].stamp, Amount(micro: 800_000)))]
        let result = try meter.consumption(of: some, repairs: accepted)
        #expect(result.total.value == 1 + 0.8 + 0.9)
        #expect(result.days.map(\.estimated.value) == [0.8])
        #expect(result.days.map(\.coveredSeconds) == [3_600])
        #expect(result.rules == ["metering.register.reset", "metering.repair.estimate"])
        let corrected = try readings(
            ("2025-01-01 10:30", 500_150),
            ("2025-01-01 10:45", 500_200),
            ("2025-01-01 11:00", 500_240)
        )
        let later = try meter.consumption(of: some + corrected, repairs: accepted)
        #expect(later.total.value == 2.4)
        #expect(later.rules.last == "metering.repair.displaced")
    }

    @Test("a split that was accepted stays as it is and is no warning any more")
    func split() throws {
        let some = try readings(("2025-01-01 23:00", 0), ("2025-01-02 01:00", 10))
        let accepted = [repair(5, .acceptEstimate(some[0].stamp..<some[1].stamp, nil))]
        let (before, after) = (
            try Meter.fixture().consumption(of: some), try Meter.fixture().consumption(of: some, repairs: accepted)
        )
        #expect(before.days == after.days)
        #expect(before.findings.map(\.finding.severity) == [.warning])
        #expect(after.findings.map(\.finding.severity) == [.notice])
        #expect(after.rules == ["metering.repair.splitAccepted"])
    }
}
