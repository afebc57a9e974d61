import Units

/// The sheet on which tiles lie: from squares of the grid to places in degrees.
struct TileSheet {
    let cells: TileCells
    let plans: [Jurisdiction.ID: TilePlan]
    let plane: LocalPlane
    private let columns: TileAxis
    private let rows: TileAxis

    init(cells: TileCells, plans: [Jurisdiction.ID: TilePlan], plane: LocalPlane) {
        self.cells = cells
        self.plans = plans
        self.plane = plane
        var widths = Array(repeating: TilePlan.block * 2, count: cells.columns)
        var heights = Array(repeating: TilePlan.block * 2, count: cells.rows)
        for (district, cell) in cells.cells {
            let side = plans[district]?.side ?? 0
            widths[cell.column] = max(widths[cell.column], side)
            heights[cell.row] = max(heights[cell.row], side)
        }
        // Open ground between two tiles: room for a name, a road and a river.
        let gap = 110 + 0.05 * max(widths.max() ?? 0, heights.max() ?? 0)
        columns = TileAxis(sizes: widths, gap: gap)
        rows = TileAxis(sizes: heights, gap: gap)
    }

    /// A position in units of tiles as metres; the middle of the grid is the middle of the plane.
    private func point(_ position: SchematicSurroundings.Position) -> PlanePoint {
        PlanePoint(
            x: columns.metres(position.column) - columns.length / 2,
            y: rows.length / 2 - rows.metres(position.row)
        )
    }

    private func place(_ position: SchematicSurroundings.Position) -> GeographicPoint? {
        plane.place(at: point(position))
    }

    /// The south-west corner of a district's tile, which stands in the middle of its square of the grid. [m]
    func corner(of district: Jurisdiction.ID) -> PlanePoint? {
        guard let cell = cells.cells[district], let side = plans[district]?.side else { return nil }
        let middle = point(.init(column: Double(cell.column) + 0.5, row: Double(cell.row) + 0.5))
        return PlanePoint(x: middle.x - side / 2, y: middle.y - side / 2)
    }

    /// A district's tile; its name stands before its southern edge, where no building hides it.
    func district(_ district: Jurisdiction.ID) -> SchematicMap.District? {
        guard let corner = corner(of: district), let side = plans[district]?.side,
            let label = plane.place(at: PlanePoint(x: corner.x + side / 2, y: corner.y - rows.gap * 0.4))
        else { return nil }
        return SchematicMap.District(id: district, outline: square(corner, side: side), label: label)
    }

    /// Waters, hills and rivers.
    func surroundings(_ surroundings: SchematicSurroundings) -> [Scenery] {
        surroundings.outlines.map { kind, name, label, ring in
            Scenery(kind, name: name, label: label.flatMap(place), lines: [ring.compactMap(place)])
        }
    }

    /// Blocks that stay free.
    var parks: [Scenery] {
        let parks = cells.order.flatMap { district -> [[GeographicPoint]] in
            guard let corner = corner(of: district), let plan = plans[district] else { return [] }
            return plan.parks.map { park in
                let inner = TilePlan.corner(park)
                return square(PlanePoint(x: corner.x + inner.x, y: corner.y + inner.y), side: 2 * TilePlan.slot)
            }
        }
        return parks.map { Scenery(.green, lines: [$0]) }
    }

    /// Streets along all blocks; the middle one of each direction leads on to the neighbouring tile.
    var streets: [Scenery] {
        var streets: [[GeographicPoint]] = []
        var avenues: [[GeographicPoint]] = []
        let byCell = Dictionary(cells.cells.map { ($1, $0) }) { first, _ in first }
        for district in cells.order {
            guard let cell = cells.cells[district], let plan = plans[district], let corner = corner(of: district)
            else { continue }
            for index in 0...plan.size {
                let at = plan.street(index)
                let along = line(from: (corner.x, corner.y + at), to: (corner.x + plan.side, corner.y + at))
                let across = line(from: (corner.x + at, corner.y), to: (corner.x + at, corner.y + plan.side))
                if index == plan.middleStreet { avenues += [along, across] } else { streets += [along, across] }
            }
            let at = plan.street(plan.middleStreet)
            let east = byCell[.init(column: cell.column + 1, row: cell.row)]
            if let east, let next = self.corner(of: east), let theirs = plans[east] {
                let end = (next.x, next.y + theirs.street(theirs.middleStreet))
                avenues.append(line(from: (corner.x + plan.side, corner.y + at), to: end))
            }
            let south = byCell[.init(column: cell.column, row: cell.row + 1)]
            if let south, let next = self.corner(of: south), let theirs = plans[south] {
                let end = (next.x + theirs.street(theirs.middleStreet), next.y + theirs.side)
                avenues.append(line(from: (corner.x + at, corner.y), to: end))
            }
        }
        return [Scenery(.street, lines: streets), Scenery(.avenue, lines: avenues)]
    }

    private func line(from: (Double, Double), to: (Double, Double)) -> [GeographicPoint] {
        [from, to].compactMap { plane.place(at: PlanePoint(x: $0.0, y: $0.1)) }
    }

    private func square(_ corner: PlanePoint, side: Double) -> [GeographicPoint] {
        [(0, 0), (side, 0), (side, side), (0, side), (0, 0)].compactMap {
            plane.place(at: PlanePoint(x: corner.x + $0.0, y: corner.y + $0.1))
        }
    }
}

/// The columns or rows of the grid in metres: each as wide as its largest tile.
struct TileAxis {
    /// Where each column begins, and where the last one ends. [m]
    private let edges: [Double]
    /// Open ground between two tiles. [m]
    let gap: Double

    init(sizes: [Double], gap: Double) {
        self.gap = gap
        edges = sizes.reduce(into: [0]) { edges, size in edges.append((edges.last ?? 0) + size + gap) }
    }

    /// From the first edge to the last. [m]
    var length: Double { edges.last ?? 0 }

    /// A position in units of tiles as metres from the first edge; beyond the edges at the mean width.
    func metres(_ position: Double) -> Double {
        let count = Double(edges.count - 1)
        guard position > 0, position < count else {
            let mean = count > 0 ? length / count : 0
            return position <= 0 ? position * mean : length + (position - count) * mean
        }
        let index = Int(position)
        return edges[index] + (position - Double(index)) * (edges[index + 1] - edges[index])
    }
}
