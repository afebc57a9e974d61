import Buildings
import Carbon
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Accounts of buildings, districts and the city")
struct AccountsTests {
    /// Readings of every meter of the city over the first half of 2025.
    static let readings = """
        time,E1,E1A,G1,W1,H2,E3A,E3B
        2025-01-01,0,0,0,0,0,0,0
        2025-02-01,10000,4000,300,50,100,1000,500
        2025-03-01,25000,9000,650,90,180,2500,900
        2025-04-01,33000,12000,800,130,200,4100,1700
        """

    private func filled() async throws -> TestPlatform {
        let test = try await TestPlatform.city()
        #expect(try await test.load(.importReadings, Self.readings).rejected == 0)
        return test
    }

    private let year = CivilYear(2025)

    @Test("the city is the sum of its districts and of its buildings, scope by scope")
    func sums() async throws {
        let test = try await filled()
        let city = try #require(await test.platform.carbon(jurisdiction: nil, year: year, scope: .all))
        #expect(city.jurisdiction.divisionCode == "320700")
        let buildings = try await test.platform.buildings(BuildingQuery(year: year), scope: .all).rows
        #expect(buildings.count == 3)
        for scope in EmissionScope.allCases {
            let total = city.summary.account.emissions(scope).kilograms
            let districts = city.districts.reduce(0) { $0 + $1.summary.account.emissions(scope).kilograms }
            let parts = buildings.reduce(0) { $0 + $1.summary.account.emissions(scope).kilograms }
            let months = city.months.reduce(0) { $0 + $1.account.emissions(scope).kilograms }
            #expect(total > 0)
            #expect(agree(districts, total, within: 1e-12), "\(scope)")
            #expect(agree(parts, total, within: 1e-12), "\(scope)")
            #expect(agree(months, total, within: 1e-12), "\(scope)")
        }
        // 33 000 + 5 800 kWh, 800 m³, 200 GJ.
        #expect(
            agree(city.summary.account.total.kilograms, 38_800 * 0.5827 + 800 * 2.1622 + 200_000 * 0.11, within: 1e-9)
        )
        #expect(city.summary.floorArea.squareMetres == 35_000)
        #expect(city.districts.reduce(0) { $0 + $1.buildingCount } == 3)
        #expect(city.districts.count == 6)
    }

    @Test("the first page, the carbon page and the list of buildings say the same")
    func samePages() async throws {
        let test = try await filled()
        let overview = try #require(await test.platform.overview(year: year, scope: .all, reader: .auditor))
        let carbon = try #require(await test.platform.carbon(jurisdiction: nil, year: year, scope: .all))
        #expect(overview.summary.account == carbon.summary.account)
        #expect(overview.months.map(\.account) == carbon.months.map(\.account))
        let office = try await test.building(City.office)
        let detail = try #require(await test.platform.building(office, year: year, scope: .all))
        let listed = try await test.platform.buildings(BuildingQuery(year: year), scope: .all).rows.first {
            $0.id == office
        }
        #expect(detail.building.summary.account == listed?.summary.account)
        #expect(OperationalAccount.sum(of: detail.months.map(\.account)).total == detail.building.summary.account.total)
    }

    @Test("what one asks first changes no answer")
    func anyOrderOfQuestions() async throws {
        let first = try await filled()
        _ = try await first.platform.buildings(BuildingQuery(), scope: .all)
        _ = try await first.platform.jurisdictions(scope: .all)
        #expect(try await first.platform.dataState(scope: .all).city != nil)
        #expect(try await first.platform.dataState(scope: .all).lastDay == day("2025-03-31"))
        let second = try await filled()
        _ = try await second.platform.meters(
            building: nil,
            year: nil,
            after: nil,
            limit: 9,
            worstFirst: true,
            scope: .all
        )
        #expect(try await second.platform.overview(year: nil, scope: .all, reader: .auditor) != nil)
    }

    @Test("a total meter stands for its items, and the difference is shown")
    func breakdown() async throws {
        let test = try await filled()
        let detail = try #require(await test.platform.building(test.building(City.office), year: year, scope: .all))
        let january = try #require(detail.months.first?.breakdowns[.electricity])
        #expect(january.total.value == 10_000)
        #expect(january.residual.value == 6_000)
        #expect(january.items.map(\.code.rawValue) == ["01A00"])
        #expect(detail.months.first?.account.amount(.electricity).value == 10_000)
        #expect(detail.months.first?.account.amount(.water).value == 50)
    }

    @Test("a reader of one district sees its buildings and no others")
    func scopes() async throws {
        let test = try await filled()
        let haizhou = try #require(
            await test.platform.jurisdictions(scope: .all).first { $0.divisionCode == "320706" }?.id
        )
        let scope = Scope(jurisdictions: [haizhou])
        #expect(
            try await test.platform.buildings(BuildingQuery(), scope: scope).rows.map(\.registration.code) == [
                City.office, City.school,
            ]
        )
        #expect(try await test.platform.building(test.building(City.mall), year: year, scope: scope) == nil)
        #expect(try await test.platform.dataState(scope: scope).buildingCount == 2)
        #expect(try await test.platform.dataState(scope: scope).meterCount == 6)
        let mall = try await test.building(City.mall)
        #expect(try await test.platform.explanation(.building(mall), period: .year(year), scope: scope) == nil)
        let view = try #require(await test.platform.carbon(jurisdiction: haizhou, year: year, scope: scope))
        #expect(view.summary.account.emissions(.heat) == .zero)
        #expect(try await test.platform.meter(test.meter("H2").meter.id, days: nil, day: nil, scope: scope) == nil)
        let meters = try await test.platform.meters(
            building: nil,
            year: year,
            after: nil,
            limit: 99,
            worstFirst: false,
            scope: scope
        )
        #expect(Set(meters.rows.map(\.code)) == ["E1", "E1A", "G1", "W1", "E3A", "E3B"])
    }

    @Test("months without data count as missing, months that have not come count not at all")
    func missingMonths() async throws {
        let test = try await TestPlatform.city(
            meters: City.meterHeader + """

                E1,320706A001,01000,register,kWh,2,9,1,2025-01-01,,
                E3A,320706D003,01A00,register,kWh,2,9,1,2025-01-01,,
                """
        )
        try await test.load(
            .importReadings,
            "time,E1,E3A\n2025-01-01,0,\n2025-02-01,100,\n2025-04-01,,5\n2025-05-01,,9\n"
        )
        let detail = try #require(await test.platform.building(test.building(City.office), year: year, scope: .all))
        // January of January to April is known: 31 of 120 days.
        #expect(abs(detail.building.summary.account.share.known - 31.0 / 120) < 1e-12)
        #expect(abs(detail.building.summary.account.share.missing - 89.0 / 120) < 1e-12)
        #expect(detail.months[0].account.share.known == 1)
        #expect(detail.months[1].account.share.missing == 1)
        #expect(detail.months[1].account.total == .zero)
        #expect(detail.months[4].account.lines.isEmpty)
        let city = try #require(await test.platform.carbon(jurisdiction: nil, year: year, scope: .all))
        #expect(abs(city.summary.account.share.known - 61.0 / 240) < 1e-12)
    }

    @Test("a gap that was split over days counts as estimated")
    func estimated() async throws {
        let test = try await TestPlatform.city(
            meters: City.meterHeader + "\nE1,320706A001,01000,register,kWh,2,9,1,2025-01-01,,\n"
        )
        try await test.load(
            .importReadings,
            "time,E1\n2025-01-01,0\n2025-01-11,100\n2025-01-11 12:00,105\n2025-01-12,110\n"
        )
        let detail = try #require(await test.platform.building(test.building(City.office), year: year, scope: .all))
        #expect(abs(detail.months[0].account.share.estimated - 10.0 / 11) < 1e-12)
        #expect(abs(detail.months[0].account.share.measured - 1.0 / 11) < 1e-12)
    }

    @Test("twice the floor area is half the intensity and the same carbon")
    func intensity() async throws {
        let test = try await filled()
        let office = try await test.building(City.office)
        let before = try #require(await test.platform.building(office, year: year, scope: .all)).building.summary
        try await test.load(.importBuildings, City.buildings.replacing("A,10000", with: "A,20000"))
        let after = try #require(await test.platform.building(office, year: year, scope: .all)).building.summary
        #expect(after.account.total == before.account.total)
        #expect(
            agree(
                after.carbonIntensity?.kilogramsPerSquareMetre ?? 0,
                (before.carbonIntensity?.kilogramsPerSquareMetre ?? 0) / 2,
                within: 1e-12
            )
        )
    }

    @Test("a place without data has an account of zero, an unknown one none")
    func emptyPlaces() async throws {
        let test = try await filled()
        let places = try await test.platform.jurisdictions(scope: .all)
        let ganyu = try #require(places.first { $0.divisionCode == "320707" })
        let view = try #require(await test.platform.carbon(jurisdiction: ganyu.id, year: year, scope: .all))
        #expect(view.summary.account.total == .zero)
        #expect(view.summary.carbonIntensity == nil)
        #expect(try await test.platform.carbon(jurisdiction: .init(rawValue: 9_999), year: year, scope: .all) == nil)
    }

    @Test("before anything was imported there is no page and no error")
    func nothingYet() async throws {
        let platform = try TestPlatform().platform
        #expect(try await platform.overview(year: nil, scope: .all, reader: .auditor) == nil)
        #expect(try await platform.carbon(jurisdiction: nil, year: nil, scope: .all) == nil)
        #expect(try await platform.metering(year: nil, scope: .all) == nil)
        #expect(try await platform.accountReport(year: year, building: nil, scope: .all) == nil)
        #expect(try await platform.buildings(BuildingQuery(), scope: .all).rows.isEmpty)
        #expect(try await platform.dataState(scope: .all).city == nil)
    }

    @Test("the list of buildings goes page by page, and meters too")
    func pages() async throws {
        let test = try await filled()
        let first = try await test.platform.buildings(BuildingQuery(limit: 2), scope: .all)
        #expect(first.rows.map(\.registration.code) == [City.mall, City.office])
        #expect(first.total == 3)
        let rest = try await test.platform.buildings(BuildingQuery(after: first.next, limit: 2), scope: .all)
        #expect(rest.rows.map(\.registration.code) == [City.school])
        #expect(rest.next == nil)
        var codes: [String] = []
        var cursor: String?
        repeat {
            let page = try await test.platform.meters(
                building: nil,
                year: year,
                after: cursor,
                limit: 3,
                worstFirst: false,
                scope: .all
            )
            #expect(page.total == 8)
            codes += page.rows.map(\.code)
            cursor = page.next
        } while cursor != nil
        #expect(codes == codes.sorted())
        #expect(codes.count == 8)
    }

    @Test("completeness of a meter is what it covered of the days it stood there")
    func completeness() async throws {
        let test = try await filled()
        let meters = try await test.platform.meters(
            building: nil,
            year: year,
            after: nil,
            limit: 99,
            worstFirst: true,
            scope: .all
        )
        let measured = meters.rows.map { $0.share.known - $0.share.estimated }
        #expect(measured == measured.sorted())
        #expect(meters.rows.filter { $0.share.missing == 1 }.map(\.code) == ["E2"])
        let detail = try #require(
            await test.platform.meter(test.meter("E1").meter.id, days: month("2025-02").days, day: nil, scope: .all)
        )
        #expect(detail.days.count == 28)
        #expect(detail.days.reduce(Amount.zero) { $0 + $1.consumption.amount }.value == 15_000)
        let view = try #require(await test.platform.metering(year: year, scope: .all))
        #expect(view.days.count == 90)
        #expect(view.days.allSatisfy { $0.expectedSeconds == 8 * 86_400 && $0.coveredSeconds == 7 * 86_400 })
        #expect(view.statistics?.readings == 28)
    }
}
