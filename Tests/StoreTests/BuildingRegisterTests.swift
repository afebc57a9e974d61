import Buildings
import GRDB
import Testing
import Units

@testable import Store

@Suite("Building register in the store")
struct BuildingRegisterTests {
    @Test("the same content changes nothing, other content is a new revision beside the old one")
    func revisions() async throws {
        let test = try await TestStore()
        #expect(try await test.register(.fixture("A1")) == .added)
        #expect(try await test.register(.fixture("A1")) == .unchanged)
        #expect(try await test.register(.fixture("A1", name: "新楼")) == .revised)
        let facts = try #require(await test.store.building(Building.ID(rawValue: 1), scope: .all))
        #expect(facts.revision == 2)
        #expect(facts.registration.name == "新楼")
        #expect(try await test.count("SELECT count(*) FROM building_record") == 2)
        #expect(try await test.count("SELECT count(*) FROM building") == 1)
    }

    @Test("everything the register says comes back")
    func roundTrip() async throws {
        let test = try await TestStore()
        var registration = BuildingRegistration.fixture("A1")
        registration.heatedFloorArea = .squareMetres(8_000.5)
        registration.completedYear = CivilYear(1998)
        registration.floorsAbove = 21
        registration.address = "海州区朝阳东路 1 号"
        registration.location = GeographicPoint(longitude: 119.2, latitude: 34.6)
        registration.owner = Party(name: "甲")
        registration.user = Party(name: "乙", creditCode: UnifiedSocialCreditCode("91350100M000100Y43"))
        registration.responsibleParty = Party(name: "甲")
        try await test.register(registration, zone: TestStore.zone)
        let facts = try #require(await test.store.building(Building.ID(rawValue: 1), scope: .all))
        #expect(facts.registration == registration)
        #expect(facts.jurisdiction == TestStore.haizhou)
        #expect(facts.zone == TestStore.zone)
        #expect(!facts.isSynthetic)
        #expect(try await test.register(registration, zone: TestStore.zone) == .unchanged)
    }

    @Test("each changed field is a revision", arguments: 0..<8)
    func fields(index: Int) async throws {
        let test = try await TestStore()
        var registration = BuildingRegistration.fixture("A1")
        registration.location = GeographicPoint(longitude: 119.2, latitude: 34.6)
        try await test.register(registration)
        switch index {
        case 0: registration.kind = .hotel
        case 1: registration.grossFloorArea = .squareMetres(10_000.1)
        case 2: registration.heatedFloorArea = .squareMetres(1)
        case 3: registration.completedYear = CivilYear(2000)
        case 4: registration.floorsAbove = 3
        case 5: registration.address = "x"
        case 6: registration.location = nil
        default: registration.owner = Party(name: "甲")
        }
        #expect(try await test.register(registration) == .revised)
        #expect(try await test.register(registration) == .unchanged)
    }

    @Test("a building that moved has its old place until that day")
    func moved() async throws {
        let test = try await TestStore()
        try await test.register(.fixture("A1"), on: "2025-06-01")
        #expect(try await test.register(.fixture("A1"), in: TestStore.lianyun, on: "2025-07-01") == .revised)
        let rows = try await test.store.writer.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM building_place ORDER BY valid_to IS NULL").map {
                [$0["jurisdiction_id"] as Int64?, $0["valid_from"], $0["valid_to"]]
            }
        }
        let number = Int64(try day("2025-07-01").number)
        #expect(rows == [[2, nil, number], [3, number, nil]])
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.revision == 1)
    }

    @Test("a place corrected on the day it began leaves no stretch of zero days")
    func movedTwice() async throws {
        let test = try await TestStore()
        try await test.register(.fixture("A1"))
        try await test.register(.fixture("A1"), in: TestStore.lianyun, on: "2025-07-01")
        try await test.register(.fixture("A1"), in: TestStore.haizhou, on: "2025-07-01")
        #expect(try await test.count("SELECT count(*) FROM building_place WHERE jurisdiction_id = 3") == 0)
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.jurisdiction == TestStore.haizhou)
    }

    @Test("a zone may come, go and come again")
    func zones() async throws {
        let test = try await TestStore()
        try await test.register(.fixture("A1"), zone: TestStore.zone)
        #expect(try await test.register(.fixture("A1"), on: "2025-07-01") == .revised)
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.zone == nil)
        #expect(try await test.register(.fixture("A1"), zone: TestStore.zone, on: "2025-08-01") == .revised)
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.zone == TestStore.zone)
    }

    @Test("a new owner ends the one before")
    func parties() async throws {
        let test = try await TestStore()
        var registration = BuildingRegistration.fixture("A1")
        registration.owner = Party(name: "甲")
        try await test.register(registration)
        registration.owner = Party(name: "乙")
        #expect(try await test.register(registration, on: "2025-07-01") == .revised)
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.registration.owner?.name == "乙")
        #expect(try await test.count("SELECT count(*) FROM building_party WHERE valid_to IS NOT NULL") == 1)
        registration.owner = nil
        #expect(try await test.register(registration, on: "2025-08-01") == .revised)
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.registration.owner == nil)
    }

    @Test("a party is one organisation by its credit code, else by its name")
    func organisations() async throws {
        let test = try await TestStore()
        let code = try #require(UnifiedSocialCreditCode("91350100M000100Y43"))
        for (index, party) in [
            Party(name: "甲", creditCode: code), Party(name: "甲公司", creditCode: code), Party(name: "丙"),
            Party(name: "丙"),
        ].enumerated() {
            var registration = BuildingRegistration.fixture("A\(index)")
            registration.owner = party
            try await test.register(registration)
        }
        #expect(try await test.count("SELECT count(*) FROM organisation") == 2)
    }

    @Test("the first building decides the city, once")
    func city() async throws {
        let test = try await TestStore()
        #expect(try await test.store.city() == nil)
        try await test.register(.fixture("A1"))
        #expect(try await test.store.city()?.id == TestStore.city)
    }

    @Test("a register code leads to its building, and all codes are listed")
    func codes() async throws {
        let test = try await TestStore()
        let id = try await test.building("320706A001")
        #expect(try await test.store.buildingIDs() == ["320706A001": id])
        #expect(try await test.store.codes(of: id).map(\.code) == ["320706A001"])
        #expect(try await test.store.codes(of: id).map(\.scheme) == ["register"])
    }

    @Test("what was generated says so")
    func synthetic() async throws {
        let test = try await TestStore()
        let job = try await test.store.createJob(kind: "import.buildings", input: "{}", now: TestStore.now)
        let source = try await test.store.source(kind: "synthetic", name: "s", job: job, now: TestStore.now)
        let placed = PlacedRegistration(registration: .fixture("A1"), jurisdiction: TestStore.haizhou, zone: nil)
        _ = try await test.store.register(
            buildings: [placed],
            source: source,
            day: day("2025-01-01"),
            now: TestStore.now
        )
        #expect(try await test.store.building(Building.ID(rawValue: 1), scope: .all)?.isSynthetic == true)
    }

    @Test("pages go on after a code and count all")
    func pages() async throws {
        let test = try await TestStore()
        for code in ["B2", "A1", "C3", "D4"] { try await test.register(.fixture(code)) }
        let first = try await test.store.buildings(BuildingFilter(), after: nil, limit: 3, scope: .all)
        #expect(first.rows.map(\.registration.code) == ["A1", "B2", "C3"])
        #expect(first.total == 4)
        let rest = try await test.store.buildings(BuildingFilter(), after: "C3", limit: 3, scope: .all)
        #expect(rest.rows.map(\.registration.code) == ["D4"])
    }

    @Test(
        "text is found in names and codes as it is written",
        arguments: [
            ("大厦", ["A1"]), ("A", ["A1", "A_2"]), ("_", ["A_2"]), ("%", ["B3"]), ("海", []), ("", ["A1", "A_2", "B3"]),
        ]
    )
    func filter(text: String, codes: [String]) async throws {
        let test = try await TestStore()
        try await test.register(.fixture("A1", name: "国贸大厦"))
        try await test.register(.fixture("A_2", name: "学校"))
        try await test.register(.fixture("B3", name: "50% 楼"), in: TestStore.lianyun)
        var filter = BuildingFilter()
        filter.text = text
        #expect(
            try await test.store.buildings(filter, after: nil, limit: 9, scope: .all).rows.map(\.registration.code)
                == codes
        )
    }

    @Test("places and kinds narrow the list")
    func narrow() async throws {
        let test = try await TestStore()
        try await test.register(.fixture("A1"), zone: TestStore.zone)
        var hotel = BuildingRegistration.fixture("B2")
        hotel.kind = .hotel
        try await test.register(hotel, in: TestStore.lianyun)
        var filter = BuildingFilter()
        filter.kind = .hotel
        #expect(
            try await test.store.buildings(filter, after: nil, limit: 9, scope: .all).rows.map(\.registration.code) == [
                "B2"
            ]
        )
        filter.kind = nil
        filter.jurisdiction = TestStore.zone
        #expect(
            try await test.store.buildings(filter, after: nil, limit: 9, scope: .all).rows.map(\.registration.code) == [
                "A1"
            ]
        )
    }
}
