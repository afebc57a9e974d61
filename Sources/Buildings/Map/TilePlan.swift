import Units

/// How the buildings of one district stand on its square tile: blocks of four, streets between them, some parks.
struct TilePlan {
    /// The side of the square that one building has to itself. [m]
    static let slot = 84.0
    /// The width of a street. [m]
    static let street = 28.0
    /// From the middle of one street to the middle of the next. [m]
    static let block = 2 * slot + street

    /// A block, counted from the tile's south-west corner.
    struct Block: Hashable {
        let column: Int
        let row: Int
    }

    /// Blocks along a side.
    let size: Int
    /// Blocks with buildings, in the order in which they fill: from the middle outwards.
    let blocks: [Block]
    /// Blocks without buildings.
    let parks: [Block]

    /// The number of buildings that have a place.
    var capacity: Int { blocks.count * 4 }

    /// The side of the tile, its outer streets included. [m]
    var side: Double { Double(size) * Self.block + Self.street }

    /// The smallest plan that holds so many buildings.
    init(_ district: Jurisdiction.ID, holding count: Int) {
        var plan = TilePlan(district, size: max(2, Int((Double(count) / 4).squareRoot())))
        while plan.capacity < count { plan = TilePlan(district, size: plan.size + 1) }
        self = plan
    }

    init(_ district: Jurisdiction.ID, size: Int) {
        self.size = size
        let middle = Double(size - 1) / 2
        var ordered: [(block: Block, distance: Double, bits: UInt64)] = []
        for row in 0..<size {
            for column in 0..<size {
                let (east, north) = (Double(column) - middle, Double(row) - middle)
                let bits = ScatteredBits(UInt64(bitPattern: district.rawValue), UInt64(column), UInt64(row)).value
                ordered.append((Block(column: column, row: row), east * east + north * north, bits))
            }
        }
        ordered.sort { ($0.distance, $0.bits) < ($1.distance, $1.bits) }
        let isPark = { (bits: UInt64, distance: Double) in size > 2 && distance > 0.6 && bits % 9 == 0 }
        blocks = ordered.filter { !isPark($0.bits, $0.distance) }.map(\.block)
        parks = ordered.filter { isPark($0.bits, $0.distance) }.map(\.block)
    }

    /// The middle of the n-th building's place, from the tile's south-west corner. [m]
    func place(_ index: Int) -> PlanePoint {
        let block = blocks[index / 4]
        // The quarter nearest the middle of the tile first.
        let isEast = Double(block.column) < Double(size - 1) / 2
        let isNorth = Double(block.row) < Double(size - 1) / 2
        let quarter = [(isEast, isNorth), (!isEast, isNorth), (isEast, !isNorth), (!isEast, !isNorth)][index % 4]
        return PlanePoint(
            x: Self.street + Double(block.column) * Self.block + (quarter.0 ? 1.5 : 0.5) * Self.slot,
            y: Self.street + Double(block.row) * Self.block + (quarter.1 ? 1.5 : 0.5) * Self.slot
        )
    }

    /// The street nearest the middle of the tile.
    var middleStreet: Int { size / 2 }

    /// Where the middle of a street runs, from the tile's south-west corner. [m]
    func street(_ index: Int) -> Double { Double(index) * Self.block + Self.street / 2 }

    /// The corner of a block nearest the tile's. [m]
    static func corner(_ block: Block) -> PlanePoint {
        PlanePoint(x: street + Double(block.column) * Self.block, y: street + Double(block.row) * Self.block)
    }
}
