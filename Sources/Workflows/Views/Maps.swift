public import Buildings
public import Units

/// The city as a map: ground and buildings, ready to draw.
public struct CityMap: Sendable {
    /// What the ground is.
    public enum Ground: String, Sendable {
        /// A schematic tile for each district (示意图); buildings stand on their district's tile, not at their place.
        case schematic
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
        /// Energy of all carriers per floor area of its buildings over the year; `nil` where unknown. [kgce/m²]
        public let intensity: Double?
        /// Number of buildings.
        public let buildingCount: Int
    }

    /// A building.
    public struct Block: Sendable {
        /// The building.
        public let id: Building.ID
        /// Its name.
        public let name: String
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
    /// Districts.
    public let places: [Place]
    /// Buildings.
    public let blocks: [Block]
    /// Buildings that cannot be drawn, since they have neither district nor location.
    public let unplacedCount: Int
    /// Round limits between the steps of the colour scale, ascending; at most six.
    public let breaks: [Double]
}
