import Units

/// The sheet on which tiles lie: from squares of the grid to places in degrees.
struct TileSheet {
    let cells: TileCells
    let size: Int
    let plane: LocalPlane
    /// The side of a tile. [m]
    let side: Double
    /// From one tile to the next: the side and the open ground between. [m]
    let pitch: Double

    init(cells: TileCells, size: Int, plane: LocalPlane) {
        self.cells = cells
        self.size = size
        self.plane = plane
        side = TilePlan.side(size)
        pitch = side + max(130, side * 0.16)
    }

    /// A position in units of tiles as metres; the middle of the grid is the middle of the plane.
    private func point(_ position: SchematicSurroundings.Position) -> PlanePoint {
        PlanePoint(
            x: (position.column - Double(cells.columns) / 2) * pitch,
            y: (Double(cells.rows) / 2 - position.row) * pitch
        )
    }

    private func place(_ position: SchematicSurroundings.Position) -> GeographicPoint? {
        plane.place(at: point(position))
    }

    /// The south-west corner of a district's tile. [m]
    func corner(of district: Jurisdiction.ID) -> PlanePoint? {
        guard let cell = cells.cells[district] else { return nil }
        let outer = point(.init(column: Double(cell.column), row: Double(cell.row + 1)))
        return PlanePoint(x: outer.x + (pitch - side) / 2, y: outer.y + (pitch - side) / 2)
    }

    /// A district's square; its name stands before its southern edge, where no building hides it.
    func district(_ district: Jurisdiction.ID) -> SchematicMap.District? {
        guard let corner = corner(of: district),
            let label = plane.place(at: PlanePoint(x: corner.x + side / 2, y: corner.y - (pitch - side) * 0.42))
        else { return nil }
        let outline = rectangle(corner, width: side, height: side)
        return SchematicMap.District(id: district, outline: outline, label: label)
    }

    /// Waters, hills and rivers.
    func surroundings(_ surroundings: SchematicSurroundings) -> [Scenery] {
        surroundings.outlines.map { kind, name, label, ring in
            Scenery(kind, name: name, label: label.flatMap(place), lines: [ring.compactMap(place)])
        }
    }

    /// Blocks that stay free.
    func parks(_ plans: [Jurisdiction.ID: TilePlan]) -> [Scenery] {
        let parks = cells.order.flatMap { district -> [[GeographicPoint]] in
            guard let corner = corner(of: district), let plan = plans[district] else { return [] }
            return plan.parks.map { park in
                let inner = TilePlan.corner(park)
                let side = 2 * TilePlan.slot
                return rectangle(PlanePoint(x: corner.x + inner.x, y: corner.y + inner.y), width: side, height: side)
            }
        }
        return parks.map { Scenery(.green, lines: [$0]) }
    }

    /// Streets along all blocks; the middle one of each direction leads on to the neighbouring tile.
    var streets: [Scenery] {
        var streets: [[GeographicPoint]] = []
        var avenues: [[GeographicPoint]] = []
        let taken = Set(cells.cells.values)
        for district in cells.order {
            guard let cell = cells.cells[district], let corner = corner(of: district) else { continue }
            let isEast = taken.contains(.init(column: cell.column + 1, row: cell.row))
            let isNorth = taken.contains(.init(column: cell.column, row: cell.row - 1))
            for index in 0...size {
                let at = Double(index) * TilePlan.block + TilePlan.street / 2
                let isAvenue = index == (size + 1) / 2
                let reachEast = isAvenue && isEast ? pitch : side
                let reachNorth = isAvenue && isNorth ? pitch : side
                let along = line(from: (corner.x, corner.y + at), to: (corner.x + reachEast, corner.y + at))
                let across = line(from: (corner.x + at, corner.y), to: (corner.x + at, corner.y + reachNorth))
                if isAvenue { avenues += [along, across] } else { streets += [along, across] }
            }
        }
        return [Scenery(.street, lines: streets), Scenery(.avenue, lines: avenues)]
    }

    private func line(from: (Double, Double), to: (Double, Double)) -> [GeographicPoint] {
        [from, to].compactMap { plane.place(at: PlanePoint(x: $0.0, y: $0.1)) }
    }

    private func rectangle(_ corner: PlanePoint, width: Double, height: Double) -> [GeographicPoint] {
        [(0, 0), (width, 0), (width, height), (0, height), (0, 0)].compactMap {
            plane.place(at: PlanePoint(x: corner.x + $0.0, y: corner.y + $0.1))
        }
    }
}
