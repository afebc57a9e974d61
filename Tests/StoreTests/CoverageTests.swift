import Buildings
import Metering
import Testing
import Units

@testable import Store

@Suite("Coverage, findings and scopes in the store")
struct CoverageTests {
    private static let haizhouOnly = Scope(jurisdictions: [TestStore.haizhou])

    /// One meter with a finding in each of two districts; the second building lies in the zone as well.
    private func twoDistricts() async throws -> (test: TestStore, meters: [PlacedMeter], buildings: [Building.ID]) {
        let test = try await TestStore()
        let buildings = [
            try await test.building("A1"), try await test.building("A2", in: TestStore.lianyun, zone: TestStore.zone),
        ]
        var meters: [PlacedMeter] = []
        for (index, building) in buildings.enumerated() {
            let meter = try await test.meter("M\(index + 1)", in: building)
            meters.append(meter)
            let days = try ["2025-01-05", "2025-01-06"].map { DayConsumption(day: try day($0), kilowattHours: 1) }
            let findings = try (0...index).map { number in
                DatedFinding(
                    day: try day("2025-01-0\(5 + number)"),
                    finding: DataFinding(
                        rule: "metering.register.gap",
                        severity: .warning,
                        subject: meter.meter.code,
                        evidence: ["“a”", "\(number)"]
                    )
                )
            }
            try await test.store.replaceConsumption([
                MeterConsumption(
                    meter: meter,
                    days: day("2025-01-01")...day("2025-01-31"),
                    result: ConsumptionResult(days: days, findings: findings)
                )
            ])
        }
        return (test, meters, buildings)
    }

    private func january() throws -> Range<CivilDay> { CivilMonth(year: 2025, month: 1).days }

    @Test("coverage is added up by day over the places a reader may see")
    func coverage() async throws {
        let test = try await twoDistricts().test
        let all = try await test.store.coverage(days: january(), scope: .all)
        #expect(all.map(\.coveredSeconds) == [172_800, 172_800])
        let own = try await test.store.coverage(days: january(), scope: Self.haizhouOnly)
        #expect(own.map(\.coveredSeconds) == [86_400, 86_400])
        #expect(try await test.store.coverage(days: january(), scope: Scope(jurisdictions: [])).isEmpty)
    }

    @Test("coverage of a building that moved counts where it stood that day")
    func movedBuilding() async throws {
        let (test, meters, _) = try await twoDistricts()
        try await test.register(.fixture("A1"), in: TestStore.lianyun, on: "2025-01-06")
        try await test.consume(meters[0], ["2025-01-05": 1, "2025-01-06": 1])
        let own = try await test.store.coverage(days: january(), scope: Self.haizhouOnly)
        #expect(own.map(\.day) == [try day("2025-01-05")])
        #expect(try await test.store.sumProblems() == [])
    }

    @Test("findings come in order of day, meter and position, page by page")
    func findings() async throws {
        let (test, meters, _) = try await twoDistricts()
        var seen: [String] = []
        var cursor: (day: Int, meter: Int64, position: Int)?
        while true {
            let page = try await test.store.findings(
                days: january(),
                rule: nil,
                meter: nil,
                after: cursor,
                limit: 1,
                scope: .all
            )
            #expect(page.total == 3)
            guard let row = page.rows.first else { break }
            seen.append("\(row.day) \(row.finding.subject)")
            cursor = (row.day.number, row.meter.rawValue, row.position)
        }
        #expect(seen == ["2025-01-05 M1", "2025-01-05 M2", "2025-01-06 M2"])
        let some = try await test.store.findings(
            days: january(),
            rule: "metering.register.gap",
            meter: meters[1].meter.id,
            after: nil,
            limit: 9,
            scope: .all
        )
        #expect(some.rows.map(\.finding.evidence) == [["“a”", "0"], ["“a”", "1"]])
        let none = try await test.store.findings(
            days: january(),
            rule: "other",
            meter: nil,
            after: nil,
            limit: 9,
            scope: .all
        )
        #expect(none.rows.isEmpty)
        #expect(try await test.store.findingCounts(days: january(), scope: .all).map(\.2) == [3])
    }

    @Test("another district's buildings, meters and findings are not to be seen")
    func scope() async throws {
        let (test, _, buildings) = try await twoDistricts()
        let scope = Self.haizhouOnly
        #expect(try await test.store.buildings(BuildingFilter(), after: nil, limit: 9, scope: scope).total == 1)
        #expect(try await test.store.building(buildings[1], scope: scope) == nil)
        #expect(try await test.store.building(buildings[0], scope: scope) != nil)
        #expect(try await test.store.buildingPlaces(scope: scope).map(\.id) == [buildings[0]])
        #expect(try await test.store.meters(scope: scope).map(\.meter.code) == ["M1"])
        #expect(try await test.store.findingCounts(days: january(), scope: scope).map(\.2) == [1])
        let found = try await test.store.findings(
            days: january(),
            rule: nil,
            meter: nil,
            after: nil,
            limit: 9,
            scope: scope
        )
        #expect(found.rows.map(\.finding.subject) == ["M1"])
        #expect(found.total == 1)
    }

    @Test("an empty scope sees nothing, a zone sees its own")
    func otherScopes() async throws {
        let (test, _, buildings) = try await twoDistricts()
        let nothing = Scope(jurisdictions: [])
        #expect(try await test.store.buildingPlaces(scope: nothing).isEmpty)
        #expect(try await test.store.meters(scope: nothing).isEmpty)
        #expect(try await test.store.findingCounts(days: january(), scope: nothing).isEmpty)
        let zone = Scope(jurisdictions: [TestStore.zone])
        #expect(try await test.store.buildingPlaces(scope: zone).map(\.id) == [buildings[1]])
        #expect(try await test.store.meters(scope: zone).map(\.meter.code) == ["M2"])
    }
}
