import Buildings
import Foundation
import Testing
import Units

@Suite("Schematic map")
struct MapTests {
    private static func point(_ longitude: Double, _ latitude: Double) throws -> GeographicPoint {
        try #require(GeographicPoint(longitude: longitude, latitude: latitude))
    }

    private static func shape(_ id: Int64, area: Double = 12_000, floors: Int? = 6) -> BuildingShape {
        BuildingShape(Building.ID(rawValue: id), kind: .office, floorArea: .squareMetres(area), floors: floors)
    }

    private static func occupants(_ counts: [Int64: Int]) -> [SchematicMap.Occupant] {
        var id: Int64 = 0
        return counts.sorted { $0.key < $1.key }.flatMap { district, count in
            (0..<count).map { _ in
                id += 1
                let district = Jurisdiction.ID(rawValue: district)
                return SchematicMap.Occupant(Building.ID(rawValue: id), in: district, shape: shape(id, area: 90_000))
            }
        }
    }

    private static let tiles = [(1, 0, 0), (2, 1, 0), (3, 1, 1), (4, 2, 3)].map { id, column, row in
        SchematicMap.Tile(Jurisdiction.ID(rawValue: Int64(id)), column: column, row: row)
    }

    private static func map(_ counts: [Int64: Int], tiles: [SchematicMap.Tile] = tiles) throws -> SchematicMap {
        SchematicMap(centre: try point(119.2, 34.6), tiles: tiles, occupants: occupants(counts))
    }

    /// The bounds of a ring as west, east, south, north.
    private static func box(_ ring: [GeographicPoint]) -> (Double, Double, Double, Double) {
        let longitudes = ring.map(\.longitude)
        let latitudes = ring.map(\.latitude)
        return (longitudes.min() ?? 0, longitudes.max() ?? 0, latitudes.min() ?? 0, latitudes.max() ?? 0)
    }

    private static func overlap(_ one: [GeographicPoint], _ other: [GeographicPoint]) -> Bool {
        let (a, b) = (box(one), box(other))
        return a.0 < b.1 && b.0 < a.1 && a.2 < b.3 && b.2 < a.3
    }

    @Test("gives every district a tile, none over another", arguments: [[:], [1: 3], [1: 200, 2: 7, 3: 55, 4: 1]])
    func tiles(counts: [Int64: Int]) throws {
        let districts = try Self.map(counts).districts
        #expect(districts.map(\.id.rawValue) == [1, 2, 3, 4])
        for (index, one) in districts.enumerated() {
            #expect(one.outline.count == 5 && one.outline.first == one.outline.last)
            for other in districts[(index + 1)...] { #expect(!Self.overlap(one.outline, other.outline)) }
        }
    }

    @Test("makes a nearly square map where nobody has said which district lies where", arguments: [0, 1, 2, 3, 9, 11])
    func square(count: Int) throws {
        let tiles = (0..<count).map { SchematicMap.Tile(Jurisdiction.ID(rawValue: Int64($0)), column: nil, row: nil) }
        let districts = try Self.map([:], tiles: tiles).districts
        #expect(districts.count == count)
        func lines(_ middle: (GeographicPoint) -> Double) -> Int {
            Set(districts.map { (middle($0.label) * 1e5).rounded() }).count
        }
        let (columns, rows) = (lines(\.longitude), lines(\.latitude))
        #expect(columns * rows >= count && columns - rows <= 1 && rows <= columns)
    }

    @Test("keeps every building within its tile and clear of all others")
    func footprints() throws {
        let counts: [Int64: Int] = [1: 150, 2: 9, 3: 60, 4: 2]
        let map = try Self.map(counts)
        let occupants = Self.occupants(counts)
        #expect(map.footprints.count == 221)
        let rings = try occupants.map { try #require(map.footprints[$0.id]) }
        for (occupant, ring) in zip(occupants, rings) {
            let tile = Self.box(try #require(map.districts.first { $0.id == occupant.district }).outline)
            let own = Self.box(ring)
            #expect(tile.0 < own.0 && own.1 < tile.1 && tile.2 < own.2 && own.3 < tile.3)
        }
        for (index, ring) in rings.enumerated() {
            #expect(!rings[(index + 1)...].contains { Self.overlap(ring, $0) })
        }
    }

    @Test("leaves everything where it is when a building is added, as long as its tile has room")
    func stable() throws {
        // Nine to sixteen buildings fill a tile of two by two blocks of four.
        let before = try Self.map([1: 15, 2: 9, 3: 12])
        let after = SchematicMap(
            centre: try Self.point(119.2, 34.6),
            tiles: Self.tiles,
            occupants: Self.occupants([1: 15, 2: 9, 3: 12])
                + [.init(Building.ID(rawValue: 99), in: Jurisdiction.ID(rawValue: 1), shape: Self.shape(99))]
        )
        #expect(before.footprints.allSatisfy { after.footprints[$0.key] == $0.value })
        #expect(after.footprints.count == before.footprints.count + 1)
    }

    @Test("is the same for the same city, whatever the order of its buildings")
    func deterministic() throws {
        let occupants = Self.occupants([1: 40, 3: 5])
        let centre = try Self.point(119.2, 34.6)
        let one = SchematicMap(centre: centre, tiles: Self.tiles, occupants: occupants)
        let other = SchematicMap(centre: centre, tiles: Self.tiles, occupants: occupants.reversed())
        #expect(one.footprints == other.footprints)
    }

    @Test("finds room for districts without a place of their own and for two on one")
    func homeless() throws {
        let tiles = [(1, 0, 0), (2, 0, 0)].map {
            SchematicMap.Tile(Jurisdiction.ID(rawValue: Int64($0.0)), column: $0.1, row: $0.2)
        }
        let unknown = SchematicMap.Tile(Jurisdiction.ID(rawValue: 7), column: nil, row: nil)
        let districts = try Self.map([1: 3, 2: 3, 7: 3], tiles: tiles + [unknown]).districts
        #expect(districts.count == 3)
        #expect(!Self.overlap(districts[0].outline, districts[1].outline))
        #expect(!Self.overlap(districts[1].outline, districts[2].outline))
    }

    @Test("leaves out buildings of other districts and is empty without districts")
    func strangers() throws {
        #expect(try Self.map([9: 4]).footprints.isEmpty)
        #expect(try Self.map([1: 4], tiles: []).districts.isEmpty)
    }
}

@Suite("Building shape")
struct MapShapeTests {
    @Test(
        "has the area of one floor, within bounds",
        arguments: [(12_000.0, 6, 2_000.0), (500, 10, 60), (400_000, 2, 4_900), (300, 1, 300)]
    )
    func base(area: Double, floors: Int, base: Double) {
        for id in 1...20 as ClosedRange<Int64> {
            let shape = BuildingShape(
                Building.ID(rawValue: id),
                kind: .office,
                floorArea: .squareMetres(area),
                floors: floors
            )
            #expect(abs(shape.baseArea - base) < 1e-6)
            #expect(max(shape.width, shape.depth) <= 70.000_001)
            #expect(abs(shape.height - Double(floors) * 3.6) < 1e-9)
        }
    }

    @Test("takes the floors of its kind where the register has none")
    func floors() {
        let id = Building.ID(rawValue: 1)
        let rural = BuildingShape(id, kind: .ruralHouse, floorArea: .squareMetres(240), floors: nil)
        #expect(abs(rural.height - 7.2) < 1e-9 && abs(rural.baseArea - 120) < 1e-9)
    }

    @Test("is as large on the map as it says, at the latitude of the city")
    func size() throws {
        // A degree of latitude is 110.9 km at 34.6° north, one of longitude 91.7 km (Snyder 1987, table 3).
        let centre = try #require(GeographicPoint(longitude: 119.2, latitude: 34.6))
        let shape = BuildingShape(
            Building.ID(rawValue: 5),
            kind: .office,
            floorArea: .squareMetres(20_000),
            floors: 10
        )
        let ring = shape.corners(around: PlanePoint(x: 0, y: 0)).compactMap(LocalPlane(centre: centre).place)
        let width = (ring[1].longitude - ring[0].longitude) * 91_700
        let depth = (ring[2].latitude - ring[1].latitude) * 110_930
        #expect(abs(width * depth - 2_000) < 5)
    }
}

@Suite("Breaks of a scale")
struct MapBreakTests {
    @Test("are round, distinct and ascending")
    func round() {
        let breaks = ScaleBreaks.round(of: (0...699).map { 20 + Double($0) * 0.1 })
        #expect(breaks == [30, 40, 50, 60, 70, 80])
        #expect(ScaleBreaks.round(of: (0...70).map { Double($0) / 100 }) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    }

    @Test("are fewer where values lie together, none where there is nothing to part")
    func few() {
        #expect(ScaleBreaks.round(of: []).isEmpty)
        #expect(ScaleBreaks.round(of: [3, 3, 3]).isEmpty)
        #expect(ScaleBreaks.round(of: [.nan, 1]).isEmpty)
        let two = ScaleBreaks.round(of: [1, 1, 1, 9, 9, 9])
        #expect(!two.isEmpty && two.count < 6 && two.allSatisfy { 1 < $0 && $0 <= 9 })
    }

    @Test("part random values into steps that all hold some", arguments: 1...20)
    func filled(seed: Int) {
        var state = UInt64(seed)
        let values = (0..<500).map { _ -> Double in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24) * Double(state >> 33 & 63)
        }
        let breaks = ScaleBreaks.round(of: values)
        #expect(breaks == breaks.sorted() && Set(breaks).count == breaks.count && breaks.count <= 6)
        let steps = Dictionary(grouping: values) { value in breaks.count { $0 <= value } }
        #expect(steps.count == breaks.count + 1, "seed \(seed): \(breaks)")
    }
}

@Suite("Label point")
struct MapLabelTests {
    @Test("lies inside, even where the centroid does not")
    func inside() throws {
        // A horseshoe, open to the north: its centroid lies in the opening.
        let corners = [(0, 0), (10, 0), (10, 10), (7, 10), (7, 2), (3, 2), (3, 10), (0, 10), (0, 0)]
        let ring = try corners.map {
            try #require(GeographicPoint(longitude: 110 + Double($0.0) / 10, latitude: 30 + Double($0.1) / 10))
        }
        let label = try #require(GeographicPoint.label(of: [[ring]]))
        let east = (label.longitude - 110) * 10
        #expect((0..<3).contains(east) || (7..<10).contains(east))
        #expect((30.2..<31).contains(label.latitude))
    }

    @Test("does not stand in a hole")
    func hole() throws {
        let square = { (from: Double, to: Double) in
            [(from, from), (to, from), (to, to), (from, to), (from, from)].compactMap {
                GeographicPoint(longitude: 110 + $0.0, latitude: 30 + $0.1)
            }
        }
        let label = try #require(GeographicPoint.label(of: [[square(0, 10), square(2, 9)]]))
        #expect(!(112.0...119).contains(label.longitude) || !(32.0...39).contains(label.latitude))
        #expect(GeographicPoint.label(of: []) == nil)
    }
}
