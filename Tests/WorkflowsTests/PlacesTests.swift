import Access
import Buildings
import DemoCity
import Foundation
import PeakPlanning
import Store
import Testing
import Units
import Workflows

@Suite("Import of places")
struct PlacesTests {
    private static func places(_ test: TestPlatform) async throws -> [Jurisdiction] {
        try await test.store.jurisdictions().filter(\.id.isImported)
    }

    @Test("a city comes in with its districts and zones, and what they were made from")
    func city() async throws {
        let test = try TestPlatform()
        let generation = try await test.platform.generation()
        let job = try await test.load(.importPlaces, Nantong.places)
        #expect(job.state == .done && job.accepted == 9 && job.rejected == 0 && job.findings.isEmpty)
        #expect(try await test.platform.generation() > generation)
        let places = try await Self.places(test)
        let city = try #require(places.first)
        #expect(city.id.rawValue == 1_000_000 && city.kind == .city && city.name == "南通市" && city.parent == nil)
        #expect(places.dropFirst().allSatisfy { $0.parent == city.id })
        #expect(places.map(\.id.rawValue) == Array(1_000_000..<1_000_009))
        let merged = try #require(places.first { $0.divisionCode == "320613" })
        #expect(try merged.validFrom == day("2020-01-01"))
        #expect(places.last?.kind == .functionalZone && places.last?.divisionCode == nil)
        #expect(places.first { $0.divisionCode == "320602" }?.englishName == "崇川区")
        var filter = AuditFilter()
        filter.action = "place."
        let log = try await test.store.auditEntries(filter, before: nil, limit: 100)
        #expect(log.count == 9)
        let kept = try #require(log.first { $0.objectID == String(merged.id.rawValue) })
        #expect(kept.changes.contains("崇川区, 港闸区"))
        // Nothing belongs to the city yet.
        #expect(try await test.store.city() == nil)
    }

    @Test("the same file again changes nothing, nor does the next start; a correction keeps the id")
    func again() async throws {
        let test = try TestPlatform()
        try await test.load(.importPlaces, Nantong.places)
        let first = try await Self.places(test)
        let generation = try await test.platform.generation()
        let same = try await test.load(.importPlaces, Nantong.places)
        #expect(same.accepted == 0 && same.unchanged == 9 && same.rejected == 0)
        let restarted = try TestPlatform(folder: test.folder)
        #expect(try await Self.places(restarted) == first)
        #expect(try await restarted.platform.generation() == generation + 1)
        let corrected = Nantong.places.replacingOccurrences(of: "Rudong", with: "Rudong County")
        let job = try await restarted.load(.importPlaces, corrected)
        #expect(job.accepted == 1 && job.unchanged == 8)
        let changed = zip(try await Self.places(restarted), first).filter { $0 != $1 }
        #expect(changed.map(\.0.englishName) == ["Rudong County"] && changed.allSatisfy { $0.id == $1.id })
    }

    @Test("good rows come in beside bad ones, which are listed with line, column and reason")
    func badRows() async throws {
        let test = try TestPlatform()
        let text = """
            code,name,kind,parent_name,valid_from,valid_to,predecessors
            320600,南通市,city,,,,
            320612,通州区,district,南通市,,,
            3206,海门区,district,南通市,,,
            320623,如东,district,南通市,,,
            320681,启东市,village,南通市,,,
            320682,如皋市,district,南通市,2020-01-01,2019-01-01,
            320685,海安市,district,南通市,45660,,
            320612,通州区,district,南通市,,,
            """
        let job = try await test.load(.importPlaces, text)
        #expect(job.state == .done && job.accepted == 2 && job.rejected == 6)
        let rows = try test.rejected(job).dropFirst()
        #expect(rows.map { $0[0] } == ["4", "5", "6", "7", "8", "9"])
        #expect(rows.map { $0[1] } == ["code", "name", "kind", "valid_to", "valid_from", "code"])
        #expect(rows.allSatisfy { !$0[2].isEmpty && !$0[2].hasPrefix("import.") })
    }

    @Test("what ships with the program stays the program's, whatever a file says")
    func shipped() async throws {
        let test = try TestPlatform()
        let before = try await test.store.jurisdictions()
        let text = """
            code,name,kind,parent_code
            320700,连云港市,city,
            320706,海州区,district,320700
            320722,东海区,district,320700
            320799,新县,district,320700
            """
        let job = try await test.load(.importPlaces, text)
        #expect(job.unchanged == 2 && job.rejected == 2 && job.accepted == 0)
        #expect(try await test.store.jurisdictions() == before)
    }

    @Test("a later version that ships the city leaves the imported one alone")
    func shippedLater() async throws {
        let test = try TestPlatform()
        try await test.load(.importPlaces, Nantong.places)
        let before = try await test.store.jurisdictions()
        func place(_ id: Int64, _ kind: Jurisdiction.Kind, _ code: String, parent: Int64?) -> Jurisdiction {
            Jurisdiction(
                id: Jurisdiction.ID(rawValue: id),
                kind: kind,
                divisionCode: code,
                name: "南通",
                englishName: "",
                parent: parent.map(Jurisdiction.ID.init(rawValue:))
            )
        }
        let shipped = [place(900, .city, "320600", parent: nil), place(901, .district, "320613", parent: 900)]
        try test.store.seed(jurisdictions: shipped, predecessors: [(shipped[1].id, shipped[0].id)])
        #expect(try await test.store.jurisdictions() == before)
    }

    @Test("once a city is decided, those of others are refused and its own can be added to")
    func decided() async throws {
        let test = try TestPlatform()
        try await test.load(.importPlaces, Nantong.places)
        try await test.load(.importBuildings, Self.building)
        #expect(try await test.store.city()?.name == "南通市")
        let other = try await test.load(.importPlaces, "code,name,kind\n320500,苏州市,city\n320506,吴中区,district\n")
        #expect(other.accepted == 0 && other.rejected == 2)
        let own = try await test.load(.importPlaces, "code,name,kind\n320682,如皋市,district\n")
        #expect(own.accepted == 1)
        #expect(try await test.platform.jurisdictions(scope: .all).map(\.name).contains("如皋市"))
    }

    private static let building = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code
        320613A001,市政大楼,A,10000,320613

        """

    @Test("its buildings stand on squares in order of the codes, and the map says so")
    func map() async throws {
        let test = try TestPlatform()
        try await test.load(.importPlaces, Nantong.places)
        try await test.load(.importBuildings, Self.building)
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        #expect(map.ground == .grid && map.blocks.count == 1 && map.unplacedCount == 0)
        #expect(
            map.places.compactMap(\.jurisdiction.divisionCode) == ["320612", "320613", "320614", "320623", "320681"]
        )
        let rows = Set(map.places.map { ($0.label.latitude * 1_000).rounded() })
        #expect(rows.count == 2)
    }

    @Test("a folder that knows another city takes no generated one")
    func demo() async throws {
        let test = try TestPlatform()
        try await test.load(.importPlaces, Nantong.places)
        let request = DemoRequest(
            city: .lianyungang,
            buildings: 1,
            days: try day("2026-01-01")..<day("2026-01-02")
        )
        await #expect(throws: DemoError.holdsOtherData) { try await test.platform.buildDemo(request) { _ in } }
    }

    @Test("then its plan can be imported, and every target is answered by an indicator")
    func plan() async throws {
        let test = try TestPlatform()
        let path = "\(test.folder.path)/南通方案.txt"
        try Data(Nantong.plan.utf8).write(to: URL(fileURLWithPath: path))
        let early = try await test.platform.importPlan(path: path, actor: .console)
        #expect(early.failure == ["plan.cityUnknown", "南通方案.txt", "南通市"])
        try await test.load(.importPlaces, Nantong.places)
        let plan = try await test.platform.importPlan(path: path, actor: .console)
        #expect(plan.failure == [] && plan.tasks == 2 && plan.targets == 3)
        let view = try #require(try await test.platform.plan(jurisdiction: nil, scope: .all))
        #expect(view.facts.title.hasPrefix("南通市"))
        let bound = view.targets.map { $0.measurement?.indicator.id ?? "" }
        #expect(bound == ["prefabricated-share", "construction-waste-recycled", "green-communities"])
        #expect(view.targets.map(\.lead) == ["市住房城乡建设局", "市城管局", "市城管局"])
        // Tianjin is another city's now.
        let other = try test.platform.shippedPlan("tianjin-2023")
        try Data(other.utf8).write(to: URL(fileURLWithPath: path))
        let refused = try await test.platform.importPlan(path: path, actor: .console)
        #expect(refused.failure.first == "plan.otherCity" && refused.failure.last == "南通市")
    }
}
