import Buildings
import Store
import Units

/// The map of the whole city without a year: where everything is.
struct MapSheet: Sendable {
    let ground: CityMap.Ground
    let districts: [Jurisdiction]
    let outlines: [Jurisdiction.ID: (polygons: [[[GeographicPoint]]], label: GeographicPoint)]
    let scenery: [Scenery]
    let buildings: [MappedBuilding]
    let footprints: [Building.ID: [GeographicPoint]]
    let heights: [Building.ID: Double]

    /// A schematic one.
    init?(_ city: Jurisdiction, _ districts: [Jurisdiction], drawing: SchematicFile, buildings: [MappedBuilding]) {
        guard let centre = drawing.centre(of: city.id) else { return nil }
        let tiles = districts.map { drawing.tile(of: $0.id) }
        let map = SchematicMap(
            centre: centre,
            tiles: tiles,
            occupants: buildings.compactMap { building in
                building.jurisdiction.map { SchematicMap.Occupant(building.id, in: $0, shape: building.shape) }
            },
            surroundings: drawing.surroundings(of: city.id)
        )
        ground = tiles.contains { $0.column != nil } ? .schematic : .grid
        self.districts = districts
        outlines = Dictionary(map.districts.map { ($0.id, ([[$0.outline]], $0.label)) }) { first, _ in first }
        scenery = map.scenery
        self.buildings = buildings
        footprints = map.footprints
        heights = Dictionary(buildings.map { ($0.id, $0.shape.height) }) { first, _ in first }
    }

    /// One on boundaries.
    init(_ districts: [Jurisdiction], boundaries: [Jurisdiction.ID: [[[GeographicPoint]]]], buildings: [MappedBuilding])
    {
        ground = .boundaries
        self.districts = districts
        outlines = boundaries.compactMapValues { polygons in
            GeographicPoint.label(of: polygons).map { (polygons, $0) }
        }
        scenery = []
        self.buildings = buildings
        let located = buildings.compactMap { building in
            building.location.map { location in
                let corners = building.shape.corners(around: PlanePoint(x: 0, y: 0))
                return (building.id, corners.compactMap(LocalPlane(centre: location).place))
            }
        }
        footprints = Dictionary(located) { first, _ in first }
        heights = Dictionary(buildings.map { ($0.id, $0.shape.height) }) { first, _ in first }
    }

    func block(_ building: MappedBuilding, coal: CoalEquivalent?) -> CityMap.Block? {
        guard let footprint = footprints[building.id], let height = heights[building.id] else { return nil }
        return CityMap.Block(
            id: building.id,
            code: building.code,
            name: building.name,
            kind: building.kind,
            jurisdiction: building.jurisdiction,
            zone: building.zone,
            footprint: footprint,
            height: height,
            intensity: Self.intensity([building], [building.id: coal].compactMapValues(\.self)),
            isSynthetic: building.isSynthetic
        )
    }

    /// The districts a reader may see, and those in which a building of the scope stands.
    func places(
        _ visible: [MappedBuilding],
        coal: [Building.ID: CoalEquivalent],
        scope: Scope
    ) -> [CityMap.Place] {
        let own = Dictionary(grouping: visible, by: \.jurisdiction)
        return districts.compactMap { district in
            let buildings = own[district.id] ?? []
            let isVisible = scope.jurisdictions?.contains(district.id) ?? true
            guard isVisible || !buildings.isEmpty, let outline = outlines[district.id] else { return nil }
            return CityMap.Place(
                jurisdiction: district,
                polygons: outline.polygons,
                label: outline.label,
                intensity: Self.intensity(buildings, coal),
                buildingCount: buildings.count
            )
        }
    }

    /// Energy per floor area of the buildings whose energy is known. [kgce/m²]
    private static func intensity(_ buildings: [MappedBuilding], _ coal: [Building.ID: CoalEquivalent]) -> Double? {
        let known = buildings.filter { coal[$0.id] != nil }
        let area = known.reduce(FloorArea.zero) { $0 + $1.floorArea }
        guard area > .zero else { return nil }
        return known.reduce(CoalEquivalent.zero) { $0 + (coal[$1.id] ?? .zero) }.kilograms / area.squareMetres
    }
}

extension MappedBuilding {
    fileprivate var shape: BuildingShape { BuildingShape(id, kind: kind, floorArea: floorArea, floors: floors) }
}
