import Foundation

/// A position on a ``LocalPlane`` (平面坐标).
public struct PlanePoint: Hashable, Sendable {
    /// Metres east of the plane's centre. [m]
    public let x: Double
    /// Metres north of the plane's centre. [m]
    public let y: Double

    /// Creates a position. [m]
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A flat map around a point (局部平面): lengths are right at its centre, and to one part in a hundred over a city.
///
/// ## References
/// 1. J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987: equirectangular projection,
///    lengths of a degree on the WGS 84 ellipsoid.
public struct LocalPlane: Sendable {
    /// Where both coordinates are zero.
    public let centre: GeographicPoint
    private let metresPerLongitude: Double
    private let metresPerLatitude: Double

    /// Creates a plane around a point.
    public init(centre: GeographicPoint) {
        self.centre = centre
        let latitude = centre.latitude * .pi / 180
        metresPerLatitude = 111_132.92 - 559.82 * cos(2 * latitude) + 1.175 * cos(4 * latitude)
        metresPerLongitude = 111_412.84 * cos(latitude) - 93.5 * cos(3 * latitude) + 0.118 * cos(5 * latitude)
    }

    /// Where a position lies; `nil` outside China.
    public func place(at point: PlanePoint) -> GeographicPoint? {
        GeographicPoint(
            longitude: centre.longitude + point.x / metresPerLongitude,
            latitude: centre.latitude + point.y / metresPerLatitude
        )
    }

    /// The position of a place. [m]
    public func position(of place: GeographicPoint) -> PlanePoint {
        PlanePoint(
            x: (place.longitude - centre.longitude) * metresPerLongitude,
            y: (place.latitude - centre.latitude) * metresPerLatitude
        )
    }
}
