public import Units

/// A city as a map of tiles (示意图): a square for each district, a box for each building, and no boundary anywhere.
///
/// A district's buildings fill the blocks of its square from the middle outwards in order of their ids, so that a new
/// building never moves another. Only where a district outgrows its square does the square grow by a row of blocks: its
/// buildings get new places, and the squares beside it make room.
public struct SchematicMap: Sendable {
    /// A district's square on the grid.
    public struct Tile: Hashable, Sendable {
        /// The district.
        public let district: Jurisdiction.ID
        /// Its column, counted eastwards; `nil` where nobody has said: such tiles follow below the others, or make
        /// a nearly square map of their own.
        public let column: Int?
        /// Its row, counted southwards.
        public let row: Int?

        /// Creates a tile.
        public init(_ district: Jurisdiction.ID, column: Int?, row: Int?) {
            self.district = district
            self.column = column
            self.row = row
        }
    }

    /// A building of a district.
    public struct Occupant: Sendable {
        /// The building.
        public let id: Building.ID
        /// The district it belongs to.
        public let district: Jurisdiction.ID
        /// How it is drawn.
        public let shape: BuildingShape

        /// Creates an occupant.
        public init(_ id: Building.ID, in district: Jurisdiction.ID, shape: BuildingShape) {
            self.id = id
            self.district = district
            self.shape = shape
        }
    }

    /// A district as drawn.
    public struct District: Sendable {
        /// The district.
        public let id: Jurisdiction.ID
        /// Its square, closed.
        public let outline: [GeographicPoint]
        /// Where its name stands.
        public let label: GeographicPoint
    }

    /// Districts in the order given.
    public let districts: [District]
    /// The closed bases of the buildings that have a district.
    public let footprints: [Building.ID: [GeographicPoint]]
    /// Streets, parks, and what lies around.
    public let scenery: [Scenery]

    /// Lays out a city.
    ///
    /// - Parameters:
    ///   - centre: the middle of the map.
    ///   - tiles: the districts; two never share a square, the later one moves below the others.
    ///   - occupants: the buildings; those of other districts are left out.
    ///   - surroundings: what lies around the tiles.
    public init(
        centre: GeographicPoint,
        tiles: [Tile],
        occupants: [Occupant],
        surroundings: SchematicSurroundings = .none
    ) {
        let cells = TileCells(tiles)
        let byDistrict = Dictionary(grouping: occupants, by: \.district).mapValues { $0.sorted { $0.id < $1.id } }
        let plans = Dictionary(
            cells.order.map { ($0, TilePlan($0, holding: byDistrict[$0]?.count ?? 0)) }
        ) { first, _ in first }
        let sheet = TileSheet(cells: cells, plans: plans, plane: LocalPlane(centre: centre))
        districts = cells.order.compactMap { district in sheet.district(district) }
        var footprints: [Building.ID: [GeographicPoint]] = [:]
        for (district, plan) in plans {
            guard let corner = sheet.corner(of: district) else { continue }
            for (index, occupant) in (byDistrict[district] ?? []).enumerated() {
                let place = plan.place(index)
                let middle = PlanePoint(x: corner.x + place.x, y: corner.y + place.y)
                footprints[occupant.id] = occupant.shape.corners(around: middle).compactMap(sheet.plane.place)
            }
        }
        self.footprints = footprints
        scenery = sheet.surroundings(surroundings) + sheet.parks + sheet.streets
    }
}

/// Which district has which square of the grid.
struct TileCells {
    struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    let order: [Jurisdiction.ID]
    let cells: [Jurisdiction.ID: Cell]
    let columns: Int
    let rows: Int

    init(_ tiles: [SchematicMap.Tile]) {
        var cells: [Jurisdiction.ID: Cell] = [:]
        var taken: Set<Cell> = []
        var homeless: [Jurisdiction.ID] = []
        for tile in tiles where cells[tile.district] == nil && !homeless.contains(tile.district) {
            if let column = tile.column, let row = tile.row, taken.insert(Cell(column: column, row: row)).inserted {
                cells[tile.district] = Cell(column: column, row: row)
            } else {
                homeless.append(tile.district)
            }
        }
        let square = Int(Double(homeless.count).squareRoot().rounded(.up))
        let width = taken.map(\.column).max().map { max($0 + 1, min(homeless.count, 4)) } ?? square
        let firstFree = (taken.map(\.row).max() ?? -1) + 1
        for (index, district) in homeless.enumerated() {
            cells[district] = Cell(column: index % width, row: firstFree + index / width)
        }
        var seen: Set<Jurisdiction.ID> = []
        order = tiles.map(\.district).filter { seen.insert($0).inserted }
        self.cells = cells
        columns = (cells.values.map(\.column).max() ?? 0) + 1
        rows = (cells.values.map(\.row).max() ?? 0) + 1
    }
}
