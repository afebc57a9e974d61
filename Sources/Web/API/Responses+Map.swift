import Buildings
import Units
import Workflows

/// A GeoJSON FeatureCollection, written byte by byte: 18,000 buildings are some megabytes, and a tree of them many more.
///
/// ## References
/// 1. RFC 7946, The GeoJSON Format, 2016; members of the collection beside `features` are foreign members (section 6.1).
struct FeatureCollection {
    /// A value of a property.
    enum Value {
        case text(String)
        case integer(Int)
        /// With at most six decimals.
        case number(Double?)
        case boolean(Bool)
        case numbers([Double])
    }

    /// Where a feature is.
    enum Geometry {
        case point(GeographicPoint)
        case lines([[GeographicPoint]])
        case polygons([[[GeographicPoint]]])
    }

    typealias Members = KeyValuePairs<StaticString, Value>

    private(set) var bytes: [UInt8] = []
    private var isEmpty = true

    /// Begins a collection with what holds for all of it.
    init(_ members: Members, capacity: Int = 64 << 10) {
        bytes.reserveCapacity(capacity)
        write("{\"type\":\"FeatureCollection\"")
        for (name, value) in members {
            write(",")
            write(name, value)
        }
        write(",\"features\":[")
    }

    /// Adds a feature.
    mutating func add(_ properties: Members, _ geometry: Geometry) {
        if !isEmpty { write(",") }
        isEmpty = false
        write("\n{\"type\":\"Feature\",\"properties\":{")
        var isFirst = true
        for (name, value) in properties {
            if !isFirst { write(",") }
            isFirst = false
            write(name, value)
        }
        write("},\"geometry\":{\"type\":")
        switch geometry {
        case .point(let point):
            write("\"Point\",\"coordinates\":")
            write(point)
        case .lines(let lines):
            write("\"MultiLineString\",\"coordinates\":")
            write(lines) { $0.write($1) { $0.write($1) } }
        case .polygons(let polygons) where polygons.count == 1:
            write("\"Polygon\",\"coordinates\":")
            write(polygons[0]) { $0.write($1) { $0.write($1) } }
        case .polygons(let polygons):
            write("\"MultiPolygon\",\"coordinates\":")
            write(polygons) { $0.write($1) { $0.write($1) { $0.write($1) } } }
        }
        write("}}")
    }

    /// Ends the collection.
    mutating func finish() { write("\n]}\n") }
}

extension FeatureCollection {
    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func write(_ name: StaticString, _ value: Value) {
        write("\"")
        write(name)
        write("\":")
        switch value {
        case .text(let text): quote(text)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .number(let number?): write(number)
        case .number(nil): write("null")
        case .boolean(let isTrue): write(isTrue ? "true" : "false")
        case .numbers(let numbers): write(numbers) { $0.write($1) }
        }
    }

    private mutating func write<Element>(_ elements: [Element], _ element: (inout Self, Element) -> Void) {
        write("[")
        for (index, item) in elements.enumerated() {
            if index > 0 { write(",") }
            element(&self, item)
        }
        write("]")
    }

    private mutating func write(_ point: GeographicPoint) {
        write("[")
        write(point.longitude)
        write(",")
        write(point.latitude)
        write("]")
    }

    /// A number with at most six decimals, a tenth of a metre on the ground; no zeros at its end.
    private mutating func write(_ number: Double) {
        let millionths = (number * 1_000_000).rounded()
        guard millionths.magnitude < 9e18 else { return write("null") }
        let whole = Int64(millionths)
        if whole < 0 { write("-") }
        let (quotient, remainder) = whole.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        bytes.append(contentsOf: String(quotient).utf8)
        guard remainder > 0 else { return }
        write(".")
        var rest = remainder
        var unit: UInt64 = 100_000
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        }
    }

    /// A string with what JSON wants escaped.
    private mutating func quote(_ text: String) {
        write("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        write("\"")
    }
}

extension FeatureCollection {
    /// The ground of a map: districts and their names, waters, parks and streets, each with its kind as `k`.
    static func ground(of map: CityMap) -> FeatureCollection {
        var result = FeatureCollection([
            "ground": .text(map.ground.rawValue), "year": .integer(map.year.number),
            "months": .integer(map.monthCount), "unit": .text(CityMap.intensityUnit),
        ])
        for item in map.scenery {
            let isArea = item.kind == .water || item.kind == .green
            result.add(
                ["k": .text(item.kind.rawValue)],
                isArea ? .polygons(item.lines.map { [$0] }) : .lines(item.lines)
            )
            if let name = item.name, let label = item.label {
                let english = name.en.isEmpty ? name.zh : name.en
                result.add(["k": .text("name"), "name": .text(name.zh), "english_name": .text(english)], .point(label))
            }
        }
        for place in map.places {
            let jurisdiction = place.jurisdiction
            result.add(
                [
                    "k": .text("district"), "id": .integer(Int(jurisdiction.id.rawValue)),
                    "name": .text(jurisdiction.name), "english_name": .text(jurisdiction.englishName),
                    "v": .number(place.intensity?.hundredths), "count": .integer(place.buildingCount),
                ],
                .polygons(place.polygons)
            )
            result.add(
                [
                    "k": .text("label"), "name": .text(jurisdiction.name),
                    "english_name": .text(jurisdiction.englishName),
                ],
                .point(place.label)
            )
        }
        result.finish()
        return result
    }

    /// Buildings of a map with id, name `n`, intensity `v` and height `h`.
    static func buildings(_ blocks: [CityMap.Block], of map: CityMap) -> FeatureCollection {
        var result = FeatureCollection(
            [
                "ground": .text(map.ground.rawValue), "year": .integer(map.year.number),
                "months": .integer(map.monthCount), "unit": .text(CityMap.intensityUnit),
                "breaks": .numbers(map.breaks), "unplaced": .integer(map.unplacedCount),
                "is_synthetic": .boolean(blocks.contains(where: \.isSynthetic)),
            ],
            capacity: 1_024 + blocks.count * 288
        )
        for block in blocks {
            result.add(
                [
                    "id": .integer(Int(block.id.rawValue)), "n": .text(block.name),
                    "v": .number(block.intensity?.hundredths), "h": .number(block.height),
                ],
                .polygons([[block.footprint]])
            )
        }
        result.finish()
        return result
    }
}

extension CityMap {
    /// The unit of intensities in data; pages say it in their language.
    static let intensityUnit = "kgce/m2"
}

extension Double {
    /// Rounded to two decimals, all that an intensity can say.
    fileprivate var hundredths: Double { (self * 100).rounded() / 100 }
}
