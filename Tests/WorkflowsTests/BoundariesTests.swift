import Access
import Buildings
import Foundation
import Store
import Testing
import Units
import Workflows

@Suite("Import of boundaries")
struct BoundariesTests {
    private static func feature(_ properties: String, _ ring: String, type: String = "Polygon") -> String {
        "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"\(type)\",\"coordinates\":[\(ring)]}}"
    }

    private static func file(_ features: String...) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}"
    }

    private static let square = "[[119.0,34.4],[119.3,34.4],[119.3,34.7],[119.0,34.7],[119.0,34.4]]"
    private static let other = "[[119.3,34.4],[119.6,34.4],[119.6,34.7],[119.3,34.4]]"

    @Test("gives the map its ground, on which located buildings stand and others are counted")
    func roundTrip() async throws {
        let test = try TestPlatform()
        try await test.load(
            .importBuildings,
            """
            building_code,building_name,building_kind,gross_floor_area_m2,floors_above,division_code,longitude,latitude
            320706A001,市政大楼,A,10000,10,320706,119.15,34.55
            320706A002,无坐标,A,10000,10,320706,,
            """
        )
        let text = Self.file(
            Self.feature("\"adcode\":320706", Self.square),
            Self.feature("\"name\":\"连云区\"", Self.other)
        )
        let job = try await test.load(.importBoundaries, text)
        #expect(job.state == .done && job.accepted == 2 && job.rejected == 0 && job.findings.isEmpty)
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        #expect(map.ground == .boundaries && map.scenery.isEmpty && map.unplacedCount == 1)
        #expect(map.places.compactMap(\.jurisdiction.divisionCode) == ["320703", "320706"])
        let own = try #require(map.places.last)
        #expect(
            own.polygons == [
                [
                    [(119.0, 34.4), (119.3, 34.4), (119.3, 34.7), (119.0, 34.7), (119.0, 34.4)].compactMap {
                        GeographicPoint(longitude: $0.0, latitude: $0.1)
                    }
                ]
            ]
        )
        let block = try #require(map.blocks.first)
        #expect(map.blocks.count == 1 && block.footprint.count == 5)
        let longitudes = block.footprint.map(\.longitude)
        let middle = ((longitudes.min() ?? 0) + (longitudes.max() ?? 0)) / 2
        #expect(abs(middle - 119.15) < 1e-9)
    }

    @Test("changes nothing when the same comes again, and replaces what has changed")
    func again() async throws {
        let test = try await TestPlatform.city()
        let first = Self.file(Self.feature("\"code\":\"320706\"", Self.square))
        #expect(try await test.load(.importBoundaries, first).accepted == 1)
        let generation = try await test.platform.generation()
        let same = try await test.load(.importBoundaries, first)
        #expect(same.accepted == 0 && same.unchanged == 1)
        #expect(try await test.store.boundaries().map(\.revision) == [1])
        let changed = try await test.load(
            .importBoundaries,
            Self.file(Self.feature("\"code\":\"320706\"", Self.other))
        )
        #expect(changed.accepted == 1)
        #expect(try await test.store.boundaries().map(\.revision) == [2])
        #expect(try await test.platform.generation() > generation)
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        #expect(map.places[0].polygons[0][0].count == 4)
    }

    @Test("takes the good features, lists the bad ones with line and reason, closes open rings")
    func badFeatures() async throws {
        let test = try await TestPlatform.city()
        let open = "[[119.0,34.4],[119.3,34.4],[119.3,34.7]]"
        let job = try await test.load(
            .importBoundaries,
            Self.file(
                Self.feature("\"name\":\"海州区\"", open),
                Self.feature("\"name\":\"某某县\"", Self.square),
                Self.feature("\"code\":\"120101\"", Self.square),
                Self.feature("\"x\":1", Self.square),
                Self.feature("\"code\":320706", Self.other),
                Self.feature("\"name\":\"东海县\"", "[[34,119],[35,119],[35,118],[34,119]]"),
                Self.feature("\"name\":\"灌云县\"", "119,34", type: "Point")
            )
        )
        #expect(job.state == .done && job.accepted == 1 && job.rejected == 6)
        #expect(job.findings.map(\.rule) == ["import.boundary.closed"])
        #expect(job.findings.first?.evidence == ["海州区", "1"])
        let rows = try test.rejected(job)
        #expect(rows[0].suffix(3) == ["feature", "code", "name"])
        #expect(rows.dropFirst().map { $0[0] } == ["3", "4", "5", "6", "7", "8"])
        #expect(rows.dropFirst().map { $0[3] } == ["2", "3", "4", "5", "6", "7"])
        #expect(rows[1][1] == "name" && rows[2][1] == "code" && rows[6][2].contains("Point"))
        #expect(rows.dropFirst().allSatisfy { !$0[2].hasPrefix("import.") })
    }

    @Test(
        "fails in words and stores nothing where the file is no GeoJSON",
        arguments: [
            ("{\"type\":", "geojson.notJSON"), ("{\"type\":\"Topology\"}", "geojson.notFeatureCollection"),
            ("{\"type\":\"FeatureCollection\",\"features\":[]}", "geojson.noFeatures"), ("", "file.empty"),
            ("PK\u{3}\u{4}xx", "file.notText"),
        ]
    )
    func noGeoJSON(text: String, failure: String) async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importBoundaries, text)
        #expect(job.state == .failed && job.failure?.key == failure, "\(String(describing: job.failure))")
        #expect(try await test.store.boundaries().isEmpty)
        #expect(try await test.platform.cityMap(year: nil, scope: .all)?.ground == .schematic)
    }

    @Test("refuses a file that is too large before reading it")
    func tooLarge() async throws {
        let test = try await TestPlatform.city()
        let path = test.folder.path + "/large.geojson"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: 64 << 20 + 1)
        try file.close()
        let id = try await test.platform.submit(ImportRequest(kind: .importBoundaries, path: path), by: .console)
        #expect(try await test.platform.runJob(id))
        #expect(try await test.platform.job(id)?.failure?.key == "file.tooLarge")
    }
}
