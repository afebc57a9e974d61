public import Units

/// What lies around the tiles of a schematic map (示意底图), drawn by hand in units of tiles: columns east, rows south.
public struct SchematicSurroundings: Sendable {
    /// A position in units of tiles; the tile of column 1 and row 2 reaches from (1, 2) to (2, 3).
    public struct Position: Hashable, Sendable {
        /// Columns from the left. [tiles]
        public let column: Double
        /// Rows from the top. [tiles]
        public let row: Double

        /// Creates a position. [tiles]
        public init(column: Double, row: Double) {
            self.column = column
            self.row = row
        }
    }

    /// A lake, a bay or a hill.
    public struct Area: Sendable {
        /// What it is, ``Scenery/Kind/water`` or ``Scenery/Kind/green``.
        public let kind: Scenery.Kind
        /// Its name, where it is known by one.
        public let name: Bilingual?
        /// Where the name stands.
        public let label: Position?
        /// Points that its edge runs through, smoothly.
        public let ring: [Position]

        /// Creates an area.
        public init(_ kind: Scenery.Kind, name: Bilingual? = nil, label: Position? = nil, ring: [Position]) {
            self.kind = kind
            self.name = name
            self.label = label
            self.ring = ring
        }
    }

    /// A river.
    public struct River: Sendable {
        /// How wide it is. [tiles]
        public let width: Double
        /// Points that its middle runs through, smoothly.
        public let line: [Position]

        /// Creates a river.
        public init(width: Double, line: [Position]) {
            self.width = width
            self.line = line
        }
    }

    /// Bays, lakes and hills.
    public let areas: [Area]
    /// Rivers.
    public let rivers: [River]

    /// Nothing around.
    public static let none = SchematicSurroundings(areas: [], rivers: [])

    /// Creates surroundings.
    public init(areas: [Area], rivers: [River]) {
        self.areas = areas
        self.rivers = rivers
    }
}

extension SchematicSurroundings {
    /// Everything as smooth rings.
    var outlines: [(kind: Scenery.Kind, name: Bilingual?, label: Position?, ring: [Position])] {
        areas.map { ($0.kind, $0.name, $0.label, Self.smoothed($0.ring, isClosed: true)) }
            + rivers.map { (.water, nil, nil, $0.banks) }
    }

    /// A curve through points (centripetal enough for hand-drawn ones: Catmull–Rom, eight pieces a span).
    static func smoothed(_ points: [Position], isClosed: Bool) -> [Position] {
        guard points.count > 2 else { return points }
        let last = points.count - 1
        func point(_ index: Int) -> Position {
            isClosed ? points[(index + points.count) % points.count] : points[min(max(index, 0), last)]
        }
        var result: [Position] = []
        for index in 0..<(isClosed ? points.count : last) {
            let (a, b, c, d) = (point(index - 1), point(index), point(index + 1), point(index + 2))
            for step in 0..<8 {
                let t = Double(step) / 8
                result.append(
                    Position(
                        column: spline(a.column, b.column, c.column, d.column, t),
                        row: spline(a.row, b.row, c.row, d.row, t)
                    )
                )
            }
        }
        result.append(isClosed ? result[0] : points[last])
        return result
    }

    private static func spline(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
        let linear = (c - a) * t
        let square = (2 * a - 5 * b + 4 * c - d) * t * t
        let cube = (3 * b - 3 * c + d - a) * t * t * t
        return b + (linear + square + cube) / 2
    }
}

extension SchematicSurroundings.River {
    /// Both banks as one ring.
    fileprivate var banks: [SchematicSurroundings.Position] {
        let middle = SchematicSurroundings.smoothed(line, isClosed: false)
        guard middle.count > 1 else { return [] }
        func bank(_ side: Double) -> [SchematicSurroundings.Position] {
            middle.indices.map { index in
                let before = middle[max(index - 1, 0)]
                let after = middle[min(index + 1, middle.count - 1)]
                let east = after.column - before.column
                let south = after.row - before.row
                let length = max((east * east + south * south).squareRoot(), .leastNonzeroMagnitude)
                return SchematicSurroundings.Position(
                    column: middle[index].column - side * south / length * width / 2,
                    row: middle[index].row + side * east / length * width / 2
                )
            }
        }
        let left = bank(-1)
        return left + bank(1).reversed() + left.prefix(1)
    }
}
