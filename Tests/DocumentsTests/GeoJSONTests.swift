import Buildings
import Foundation
import Testing

@testable import Documents

@Suite("GeoJSON")
struct GeoJSONTests {
    private static let ring = "[[119,34],[119.5,34],[119.5,34.5],[119,34]]"

    private static func collection(_ features: String...) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))]}"
    }

    private static func feature(_ coordinates: String, type: String = "Polygon", properties: String = "{}") -> String {
        "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
    }

    private static func geometry(_ coordinates: String, type: String = "Polygon") throws -> GeoJSONGeometry {
        let file = try GeoJSONFile(text: collection(feature(coordinates, type: type)), path: "x")
        return try GeoJSONGeometry(#require(file.features.first))
    }

    @Test("reads properties, numbers as text, with the line and the place of each feature")
    func features() throws {
        let text = Self.collection(
            Self.feature("[\(Self.ring)]", properties: "{\"adcode\":320706,\"name\":\"海州\\u533a\",\"x\":null}"),
            Self.feature("[\(Self.ring)]", properties: "{\"name\":\"a\\\"\\n\\uD83C\\uDF0D\"}")
        )
        let file = try GeoJSONFile(text: text, path: "x")
        #expect(file.features.map(\.position) == [1, 2] && file.features.map(\.line) == [2, 3])
        #expect(file.features[0].properties == ["adcode": "320706", "name": "海州区"])
        #expect(file.features[0].property(["code", "adcode"])?.name == "adcode")
        #expect(file.features[1].properties == ["name": "a\"\n🌍"])
        #expect(file.byteCount == text.utf8.count)
    }

    @Test("reads polygons with holes and multi-polygons, altitude or not")
    func outlines() throws {
        #expect(try Self.geometry("[\(Self.ring),\(Self.ring)]").polygons.map(\.count) == [2])
        #expect(try Self.geometry("[[\(Self.ring)],[\(Self.ring)]]", type: "MultiPolygon").polygons.count == 2)
        let high = try Self.geometry("[[[119,34,3],[119.5,34,3],[119.5,34.5,3],[119,34,3]]]")
        #expect(high.polygons[0][0][1] == GeographicPoint(longitude: 119.5, latitude: 34))
    }

    @Test("closes an open ring and says so")
    func open() throws {
        let geometry = try Self.geometry("[[[119,34],[119.5,34],[119.5,34.5]]]")
        #expect(geometry.closedCount == 1 && geometry.polygons[0][0].count == 4)
        #expect(try Self.geometry("[\(Self.ring)]").closedCount == 0)
    }

    @Test("comes back from its own text, and the text is the same for the same outline")
    func roundTrip() throws {
        let geometry = try Self.geometry("[[[119.123456789,34],[119.5,34.1],[119.5,34.5],[119.123456789,34]]]")
        let back = try GeoJSONGeometry(multiPolygon: geometry.text)
        #expect(back.polygons == geometry.polygons && back.text == geometry.text)
        let decoded = try JSONSerialization.jsonObject(with: Data(geometry.text.utf8)) as? [String: Any]
        #expect(decoded?["type"] as? String == "MultiPolygon")
    }

    @Test(
        "refuses what is no outline of a place in China",
        arguments: [
            ("[[[119,34],[119,34]]]", "import.boundary.ringShort"), ("[[[119,34]]]", "import.boundary.ringShort"),
            ("[[]]", "import.boundary.ringShort"),
            ("[]", "import.boundary.geometry"), ("[[119,34]]", "import.boundary.geometry"),
            ("[[[\"a\",34]]]", "import.boundary.geometry"), ("[[[119]]]", "import.boundary.geometry"),
            ("null", "import.boundary.geometry"),
            ("[[[119,34],[120,35],[121,36],[119,34]]]", "import.boundary.ringFlat"),
            ("[[[34,119],[34,120],[35,120],[34,119]]]", "import.boundary.swapped"),
            ("[[[13259000,4100000],[1,1],[2,2],[1,1]]]", "import.boundary.outside"),
            ("[[[-119,34],[-119,35],[-118,35],[-119,34]]]", "import.boundary.outside"),
        ]
    )
    func refused(coordinates: String, rule: String) throws {
        do {
            _ = try Self.geometry(coordinates)
            Issue.record("\(coordinates) was taken")
        } catch let problem as GeoJSONGeometry.Problem {
            #expect(problem.rule == rule)
        }
    }

    @Test("refuses points, lines and features without a geometry")
    func otherTypes() throws {
        #expect(throws: GeoJSONGeometry.Problem(rule: "import.boundary.geometry", evidence: ["Point"])) {
            _ = try Self.geometry("[119,34]", type: "Point")
        }
        let file = try GeoJSONFile(text: Self.collection("{\"type\":\"Feature\",\"geometry\":null}", "3"), path: "x")
        #expect(file.features.map(\.geometryType) == ["", ""])
    }

    @Test("refuses an outline of too many points")
    func tooMany() throws {
        let point = "[119,34],"
        let ring = "[[" + String(repeating: point, count: 200_001) + "[119,35],[120,35],[119,34]]]"
        #expect(throws: GeoJSONGeometry.Problem(rule: "import.boundary.tooManyPoints", evidence: ["200004", "200000"]))
        {
            _ = try Self.geometry(ring)
        }
    }

    @Test(
        "says at which byte a file stops being JSON",
        arguments: [
            ("{\"type\":\"x\",]", 12), ("", 0), ("{", 1), ("[1,2", 4), ("{\"a\":01}", 6), ("{\"a\":tru}", 8),
            ("[1] x", 4),
            ("{\"a\" 1}", 5), ("[\"\\x\"]", 3), ("[\"a", 3), ("[1.]", 3), ("[-]", 2), ("[1e]", 3), ("[\"\\u12g4\"]", 4),
            ("[\"\n\"]", 2),
        ]
    )
    func notJSON(text: String, offset: Int) {
        #expect(throws: GeoJSONError.notJSON(path: "x", byteOffset: offset)) {
            _ = try GeoJSONFile(text: text, path: "x")
        }
    }

    @Test("does not fall over brackets without end")
    func deep() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: GeoJSONError.notJSON(path: "x", byteOffset: 64)) { _ = try GeoJSONFile(text: text, path: "x") }
    }

    @Test("refuses another type, and a collection without features")
    func otherFiles() {
        #expect(throws: GeoJSONError.notFeatureCollection(path: "x", type: "Topology")) {
            _ = try GeoJSONFile(text: "{\"type\":\"Topology\"}", path: "x")
        }
        #expect(throws: GeoJSONError.notFeatureCollection(path: "x", type: "")) {
            _ = try GeoJSONFile(text: "[1]", path: "x")
        }
        #expect(throws: GeoJSONError.noFeatures(path: "x")) {
            _ = try GeoJSONFile(text: "{\"type\":\"FeatureCollection\",\"features\":[]}", path: "x")
        }
    }

    @Test("agrees with Foundation on numbers and words")
    func sameAsFoundation() throws {
        let text = "{\"a\":[0,-0.5,1e3,1.25E-2,12345678.9],\"b\":[true,null,\"\\t\\/é\"],\"c\":{}}"
        let value = try JSONScanner.value(in: Array(text.utf8))
        #expect(value["a"] == .numbers([0, -0.5, 1_000, 0.012_5, 12_345_678.9]))
        #expect(value["b"] == .array([.boolean(true), .null, .string("\t/é")]))
        #expect(value["c"] == .object([]))
    }
}
