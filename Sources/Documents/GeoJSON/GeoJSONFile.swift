/// A reason why a file is no GeoJSON that can be used (边界文件错误).
package enum GeoJSONError: Error, Sendable, Equatable {
    /// It is not JSON from this byte on. [B]
    case notJSON(path: String, byteOffset: Int)
    /// It is JSON, but no `FeatureCollection` (the type it has instead; empty where it has none).
    case notFeatureCollection(path: String, type: String)
    /// The collection is empty.
    case noFeatures(path: String)
}

/// The features of a GeoJSON file (地理要素文件).
///
/// ## References
/// 1. RFC 7946, The GeoJSON Format, 2016.
package struct GeoJSONFile: Sendable {
    /// The largest file that is read. [B]
    package static let sizeLimit = 64 << 20

    /// The features in their order.
    package let features: [GeoJSONFeature]
    /// The length of the file's text. [B]
    package let byteCount: Int

    /// Reads a file in any encoding that text files come in.
    ///
    /// - Throws: ``DocumentError`` where the file cannot be read as text, ``GeoJSONError`` where it holds no features.
    package init(path: String) throws {
        try self.init(text: TextDocument.read(path: path, limit: Self.sizeLimit), path: path)
    }

    /// Reads a text.
    package init(text: String, path: String) throws(GeoJSONError) {
        let bytes = Array(text.utf8)
        let value: JSONItem
        do {
            value = try JSONScanner.value(in: bytes)
        } catch {
            throw .notJSON(path: path, byteOffset: error.offset)
        }
        let type = value["type"]?.text ?? ""
        guard type == "FeatureCollection", case .array(let items)? = value["features"] else {
            throw .notFeatureCollection(path: path, type: type)
        }
        guard !items.isEmpty else { throw .noFeatures(path: path) }
        var features: [GeoJSONFeature] = []
        var (line, reached) = (1, 0)
        for item in items {
            let offset = item.offset ?? reached
            line += bytes[reached..<offset].count { $0 == 0x0A }
            reached = offset
            features.append(GeoJSONFeature(item, position: features.count + 1, line: line, byteOffset: offset))
        }
        self.features = features
        byteCount = bytes.count
    }
}

/// One feature of a GeoJSON file (地理要素).
package struct GeoJSONFeature: Sendable {
    /// Its place in the file, from 1.
    package let position: Int
    /// The line on which its first member stands, from 1.
    package let line: Int
    /// Where its first member stands. [B]
    package let byteOffset: Int
    /// Its properties that are words or numbers, numbers as text.
    package let properties: [String: String]
    /// The type of its geometry; empty where it has none.
    package let geometryType: String
    /// Its coordinates as they stand there: polygons, rings, points, numbers; `nil` where they do not nest like that.
    let coordinates: [[[[Double]]]]?

    init(_ item: JSONItem, position: Int, line: Int, byteOffset: Int) {
        self.position = position
        self.line = line
        self.byteOffset = byteOffset
        var properties: [String: String] = [:]
        if case .object(let members)? = item["properties"] {
            for member in members { properties[member.name] = member.value.text }
        }
        self.properties = properties
        let geometry = item["geometry"]
        geometryType = geometry?["type"]?.text ?? ""
        let coordinates = geometry?["coordinates"]
        self.coordinates =
            switch geometryType {
            case "Polygon": coordinates?.rings.map { [$0] }
            case "MultiPolygon": coordinates?.items?.compactMapOrNil(\.rings)
            default: nil
            }
    }

    /// The first of some properties that is there and not blank.
    package func property(_ names: [String]) -> (name: String, value: String)? {
        for name in names {
            guard let value = properties[name], value.contains(where: { !$0.isWhitespace }) else { continue }
            return (name, value)
        }
        return nil
    }
}

extension JSONItem {
    /// A member of an object.
    subscript(_ name: String) -> JSONItem? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// A word, or a number without a needless fraction.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        default: nil
        }
    }

    /// Where the first member of an object stands.
    fileprivate var offset: Int? {
        if case .object(let members) = self { members.first?.offset } else { nil }
    }

    fileprivate var items: [JSONItem]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// Rings of points.
    fileprivate var rings: [[[Double]]]? {
        items?.compactMapOrNil { ring in
            ring.items?.compactMapOrNil { point in
                if case .numbers(let numbers) = point, numbers.count >= 2 { numbers } else { nil }
            }
        }
    }
}

extension Array {
    /// All elements changed; `nil` where one cannot be.
    fileprivate func compactMapOrNil<Value>(_ change: (Element) -> Value?) -> [Value]? {
        var result: [Value] = []
        result.reserveCapacity(count)
        for element in self {
            guard let value = change(element) else { return nil }
            result.append(value)
        }
        return result
    }
}
