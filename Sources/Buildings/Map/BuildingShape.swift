public import Units

/// How a building is drawn on a map (建筑体块): a box, since the register knows areas and floors but no outline.
///
/// The base has the area of one floor, gross floor area ÷ floors, within bounds; a floor is drawn 3.6 m high. Both are
/// conventions of the drawing and say nothing about the real building.
public struct BuildingShape: Hashable, Sendable {
    /// The height of one floor in the drawing. [m]
    public static let floorHeight = 3.6
    /// The smallest and the largest base that is drawn. [m²]
    public static let baseAreas = 60.0...4_900.0
    /// The longest side that is drawn, the root of the largest base. [m]
    public static let longestSide = 70.0

    /// The side from west to east. [m]
    public let width: Double
    /// The side from south to north. [m]
    public let depth: Double
    /// From the ground to the roof. [m]
    public let height: Double

    /// The area of the base. [m²]
    public var baseArea: Double { width * depth }

    /// Shapes a building.
    ///
    /// - Parameters:
    ///   - id: decides how long the base is for its width, so that a street does not look stamped.
    ///   - kind: decides the floors where the register has none.
    ///   - floorArea: the gross floor area.
    ///   - floors: the floors above ground, where known.
    public init(_ id: Building.ID, kind: Building.Kind, floorArea: FloorArea, floors: Int?) {
        let floors = max(1, floors ?? kind.usualFloors)
        let area = floorArea.squareMetres / Double(floors)
        let base = min(max(area, Self.baseAreas.lowerBound), Self.baseAreas.upperBound)
        let noise = ScatteredBits(UInt64(bitPattern: id.rawValue))
        let ratio = [1, 1.3, 1.7][Int(noise.value % 3)]
        let long = min((base * ratio).squareRoot(), Self.longestSide)
        let isWide = noise.value >> 8 & 1 == 0
        width = isWide ? long : base / long
        depth = isWide ? base / long : long
        height = Double(floors) * Self.floorHeight
    }

    /// The corners of the base around a position, counter-clockwise, the first one again at the end. [m]
    public func corners(around point: PlanePoint) -> [PlanePoint] {
        [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)].map { (east: Double, north: Double) in
            PlanePoint(x: point.x + east * width / 2, y: point.y + north * depth / 2)
        }
    }
}

extension Building.Kind {
    /// The floors with which a building of this kind is drawn where the register has none; a convention.
    var usualFloors: Int {
        switch self {
        case .ruralHouse: 2
        case .sports: 2
        case .otherPublic: 4
        case .retail, .education: 5
        case .office, .healthcare: 8
        case .hotel: 10
        case .residential: 11
        case .mixedUse: 12
        }
    }
}

/// Bits that look random and always come out the same for the same numbers: one round of SplitMix64 for each.
struct ScatteredBits {
    private(set) var value: UInt64

    init(_ numbers: UInt64...) {
        value = 0
        for number in numbers { value = SplitMix64.mixed(value &+ number &+ SplitMix64.increment) }
    }
}
