import Buildings
import Foundation
import HTTPTypes
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Map")
struct MapTests {
    private static func features(_ answer: TestClient.Answer) throws -> [[String: Any]] {
        #expect(answer.status == .ok && answer.headers[.contentType] == "application/geo+json")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect(document["type"] as? String == "FeatureCollection")
        #expect(document["unit"] as? String == "kgce/m2")
        return try #require(document["features"] as? [[String: Any]])
    }

    private static func properties(_ features: [[String: Any]]) -> [[String: Any]] {
        features.compactMap { $0["properties"] as? [String: Any] }
    }

    @Test("has every building with id, name, intensity and height, as closed rings")
    func buildings() async throws {
        let features = try Self.features(try await TestCity.sample().client.get("/api/v1/map/buildings"))
        #expect(features.count == 7)
        for item in Self.properties(features) {
            #expect(item["id"] is Int && item["n"] is String && (item["h"] as? Double ?? 0) > 3)
            #expect(item.keys.contains("v"))
        }
        for feature in features {
            let geometry = try #require(feature["geometry"] as? [String: Any])
            let rings = try #require(geometry["coordinates"] as? [[[Double]]])
            #expect(geometry["type"] as? String == "Polygon" && rings[0].count == 5 && rings[0].first == rings[0].last)
        }
    }

    @Test("has districts with names in both languages, streets and water")
    func ground() async throws {
        let items = Self.properties(try Self.features(try await TestCity.sample().client.get("/api/v1/map/ground")))
        let kinds = Dictionary(grouping: items) { $0["k"] as? String ?? "" }
        #expect(kinds["district"]?.count == 6 && kinds["label"]?.count == 6)
        #expect(["street", "avenue", "water", "green", "name"].allSatisfy { kinds[$0]?.isEmpty == false })
        #expect(
            kinds["label"]?.contains { $0["name"] as? String == "海州区" && $0["english_name"] as? String == "Haizhou" }
                == true
        )
    }

    @Test(
        "shows the buildings of the list beside it",
        arguments: ["", "?q=1", "?kind=office", "?district=34", "?q=%25"]
    )
    func sameAsList(query: String) async throws {
        let client = try await TestCity.sample().client
        let list: BuildingsResponse = try await client.get("/api/v1/buildings\(query)").decoded()
        let drawn = Self.properties(try Self.features(try await client.get("/api/v1/map/buildings\(query)")))
        #expect(Set(drawn.compactMap { $0["id"] as? Int }) == Set(list.items.map { Int($0.id) }))
        guard !list.items.isEmpty else { return }
        let page = try await client.get("/buildings\(query)").body
        #expect(page.contains("/api/v1/map/buildings\(query)\""))
        #expect(page.contains("class=\"maplg\"") && page.contains("id=\"map-h\""))
    }

    @Test("answers 304 to who has it, 404 without data, 400 to nonsense")
    func statuses() async throws {
        let client = try await TestCity.sample().client
        let tag = try #require(try await client.get("/api/v1/map/ground").headers[.eTag])
        #expect(try await client.get("/api/v1/map/ground", [.ifNoneMatch: tag]).status == .notModified)
        #expect(try await TestCity.empty().client.get("/api/v1/map/ground").status == .notFound)
        #expect(try await TestCity.empty().client.get("/api/v1/map/buildings").status == .notFound)
        for query in ["year=1", "district=x", "kind=castle"] {
            #expect(try await client.get("/api/v1/map/buildings?\(query)").status == .badRequest, "\(query)")
        }
    }

    @Test("is described as GeoJSON")
    func described() async throws {
        let body = try await TestCity.sample().client.get("/api/v1/openapi.json").body
        #expect(body.contains("application/geo+json"))
    }

    @Test("writes any name and number as JSON")
    func encoding() throws {
        let name = "a\"b\\c\n\u{1}市"
        var collection = FeatureCollection(["flag": .boolean(true), "list": .numbers([0.5, 20])])
        let point = try #require(GeographicPoint(longitude: 119.123_456_7, latitude: 34.000_000_4))
        collection.add(["n": .text(name), "a": .number(-0.25), "b": .number(nil), "c": .number(1e30)], .point(point))
        collection.finish()
        let text = String(decoding: collection.bytes, as: UTF8.self)
        #expect(text.contains("[119.123457,34]") && text.contains("\"a\":-0.25,\"b\":null,\"c\":null"))
        let document = try JSONSerialization.jsonObject(with: Data(collection.bytes)) as? [String: Any]
        let item = (document?["features"] as? [[String: Any]])?.first?["properties"] as? [String: Any]
        #expect(item?["n"] as? String == name)
        #expect(document?["list"] as? [Double] == [0.5, 20])
    }

    @Test("needs no library to show its figures, and no inline style with it")
    func library() async throws {
        let without = try await TestCity.sample().client.get("/buildings").body
        #expect(!without.contains("data-library") && without.contains("class=\"compact places\""))
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["maplibre-gl.js", "maplibre-gl.css"] {
            try Data("//".utf8).write(to: folder.appending(path: name))
        }
        let with = try TestCity(try await TestCity.sample().platform, assets: folder.path)
        for path in ["/", "/buildings"] {
            let body = try await with.client.get(path).body
            #expect(body.contains("data-library=\"/assets/maplibre-gl.js?v=") && body.contains("/static/js/map.js?v="))
            #expect(!body.contains(" style="))
        }
    }

    @Test("counts every building once in its legend")
    func legend() async throws {
        let display = Display(texts: try ResourceDirectory(override: nil).localizer(.en), isWall: false)
        let legend = MapLegend([1, 10, 10.5, 20, nil, 400], breaks: [10, 20], unit: "kgce/m²", display: display)
        #expect(legend.steps.map(\.style) == ["s1", "s4", "s7"])
        #expect(
            legend.steps.map { String($0.tip.suffix(11)) }
                == [": 1 building", ": 2 buildings", ": 2 buildings"].map { String($0.suffix(11)) }
        )
        #expect(legend.limits.map(\.text) == ["10", "20"])
        #expect(legend.unknown == "no data: 1")
        #expect(MapLegend([nil], breaks: [], unit: "x", display: display).steps.isEmpty)
    }
}
