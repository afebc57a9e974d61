public import Buildings
public import Units

/// The city as a map: ground and buildings, ready to draw.
public struct CityMap: Sendable {
    /// What the ground is.
    public enum Ground: String, Sendable {
        /// A schematic tile for each district (示意图); buildings stand on their district's tile, not at their place.
        case schematic
        /// Such tiles in order of the codes, where nobody has said which district lies where (示意，不按方位).
        case grid
        /// The bureau's own boundaries; buildings stand where they are.
        case boundaries
    }

    /// A district, as one or more polygons.
    public struct Place: Sendable {
        /// The district.
        public let jurisdiction: Jurisdiction
        /// Polygons of rings of points; the first ring is the outer one.
        public let polygons: [[[GeographicPoint]]]
        /// Where its name stands.
        public let label: GeographicPoint
        /// Energy of all carriers over the year, per floor area of the buildings whose energy is known; `nil` where it is
        /// of none. [kgce/m²]
        public let intensity: Double?
        /// Number of buildings in the reader's scope.
        public let buildingCount: Int
    }

    /// A building.
    public struct Block: Sendable {
        /// The building.
        public let id: Building.ID
        /// Its code in the register.
        public let code: String
        /// Its name.
        public let name: String
        /// What it is used for.
        public let kind: Building.Kind
        /// Its statistical unit.
        public let jurisdiction: Jurisdiction.ID?
        /// The functional zone it lies in as well.
        public let zone: Jurisdiction.ID?
        /// Its footprint, idealised: a rectangle of the area that gross floor area and floors give.
        public let footprint: [GeographicPoint]
        /// Its height, from its floors. [m]
        public let height: Double
        /// Energy of all carriers per floor area over the year; `nil` where unknown. [kgce/m²]
        public let intensity: Double?
        /// Whether it was generated.
        public let isSynthetic: Bool
    }

    /// What the ground is.
    public let ground: Ground
    /// The year of the intensities.
    public let year: CivilYear
    /// The months of that year that have data.
    public let monthCount: Int
    /// Districts by code, those without a ground left out.
    public let places: [Place]
    /// Streets, parks and waters of a schematic ground.
    public let scenery: [Scenery]
    /// Buildings by id.
    public let blocks: [Block]
    /// Buildings that cannot be drawn: on a schematic ground those without a district, on boundaries those without a
    /// location.
    public let unplacedCount: Int
    /// How the energy of all buildings is known.
    public let share: DataShare
    /// Round limits between the steps of the colour scale, ascending; at most six.
    public let breaks: [Double]
}

extension CityMap {
    /// The buildings that the list of buildings shows for the same filters; cursor and limit do not count.
    public func blocks(_ query: BuildingQuery) -> [Block] {
        let text = Self.folded(query.text)
        return blocks.filter { block in
            (text.isEmpty || Self.folded(block.name).contains(text) || Self.folded(block.code).contains(text))
                && query.jurisdiction.map { $0 == block.jurisdiction || $0 == block.zone } ?? true
                && query.kind.map { $0 == block.kind } ?? true
        }
    }

    /// Bytes with the letters A to Z made small, which is what LIKE of the database takes for the same.
    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}
