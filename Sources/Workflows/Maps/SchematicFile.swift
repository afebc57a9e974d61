import Buildings
import Foundation
import Units

/// Where districts stand in the schematic map, as the jurisdiction tree that ships with the program says (示意底图).
struct SchematicFile: Decodable {
    private struct Entry: Decodable {
        var id: Int64
        var tile: [Int]?
        var schematic: Drawing?
    }

    private struct Drawing: Decodable {
        var centre: [Double]
        var waters: [Water]?
        var greens: [[[Double]]]?
        var rivers: [River]?
    }

    private struct Water: Decodable {
        var name: String?
        var english_name: String?
        var label: [Double]?
        var ring: [[Double]]
    }

    private struct River: Decodable {
        var width: Double
        var line: [[Double]]
    }

    private var jurisdictions: [Entry]

    init(json: Data) throws { self = try JSONDecoder().decode(Self.self, from: json) }

    private func drawing(of city: Jurisdiction.ID) -> Drawing? {
        jurisdictions.first { $0.id == city.rawValue }?.schematic
    }

    /// The middle of the map: the city's, or of the country where nobody has said.
    func centre(of city: Jurisdiction.ID) -> GeographicPoint? {
        let centre = drawing(of: city)?.centre ?? [105, 35]
        return centre.count == 2 ? GeographicPoint(longitude: centre[0], latitude: centre[1]) : nil
    }

    /// A district's square.
    func tile(of district: Jurisdiction.ID) -> SchematicMap.Tile {
        let tile = jurisdictions.first { $0.id == district.rawValue }?.tile
        return SchematicMap.Tile(district, column: tile?.first, row: tile?.last)
    }

    /// What lies around the tiles.
    func surroundings(of city: Jurisdiction.ID) -> SchematicSurroundings {
        guard let drawing = drawing(of: city) else { return .none }
        return SchematicSurroundings(
            areas: (drawing.greens ?? []).map { .init(.green, ring: $0.compactMap(Self.position)) }
                + (drawing.waters ?? []).map(Self.water),
            rivers: (drawing.rivers ?? []).map { .init(width: $0.width, line: $0.line.compactMap(Self.position)) }
        )
    }

    private static func water(_ area: Water) -> SchematicSurroundings.Area {
        SchematicSurroundings.Area(
            .water,
            name: area.name.map { Bilingual(zh: $0, en: area.english_name ?? "") },
            label: area.label.flatMap(position),
            ring: area.ring.compactMap(position)
        )
    }

    private static func position(_ numbers: [Double]) -> SchematicSurroundings.Position? {
        numbers.count == 2 ? .init(column: numbers[0], row: numbers[1]) : nil
    }
}
