extension GeographicPoint {
    /// A point inside an area where its name can stand (标注点): the middle of the widest stretch of a parallel through it.
    ///
    /// A centroid can lie outside an area that bends around another one; a stretch of a parallel never does.
    ///
    /// - Parameter polygons: polygons of closed rings, the outer one first.
    /// - Returns: `nil` for an area without extent.
    public static func label(of polygons: [[[GeographicPoint]]]) -> GeographicPoint? {
        let stretches = polygons.compactMap { rings in
            rings.first.flatMap { outer in Self.widestStretch(of: rings, across: outer) }
        }
        guard let widest = stretches.max(by: { $0.width < $1.width }) else { return nil }
        return GeographicPoint(longitude: widest.west + widest.width / 2, latitude: widest.latitude)
    }

    private static func widestStretch(
        of rings: [[GeographicPoint]],
        across outer: [GeographicPoint]
    ) -> (west: Double, width: Double, latitude: Double)? {
        let latitudes = outer.map(\.latitude)
        guard let south = latitudes.min(), let north = latitudes.max(), south < north else { return nil }
        // Parallels near the middle only: a name at the very edge of an area looks as if it belonged to the next one.
        let candidates = (3...7).map { south + (north - south) * (Double($0) / 10 + 0.001) }
        return candidates.flatMap { latitude in
            stretches(of: rings, at: latitude).map {
                (west: $0.lowerBound, width: $0.upperBound - $0.lowerBound, latitude)
            }
        }.max { $0.width < $1.width }
    }

    /// Where a parallel runs inside: between every other crossing of an edge.
    private static func stretches(of rings: [[GeographicPoint]], at latitude: Double) -> [ClosedRange<Double>] {
        var crossings: [Double] = []
        for ring in rings {
            for (from, to) in zip(ring, ring.dropFirst()) where (from.latitude > latitude) != (to.latitude > latitude) {
                let share = (latitude - from.latitude) / (to.latitude - from.latitude)
                crossings.append(from.longitude + share * (to.longitude - from.longitude))
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]...crossings[$0 + 1] }
    }
}
