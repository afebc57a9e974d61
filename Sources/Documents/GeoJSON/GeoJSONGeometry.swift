package import Buildings

/// The outline of a place (轮廓): polygons of rings of points, read with every doubt spoken out.
package struct GeoJSONGeometry: Sendable {
    /// Why an outline cannot be used; the rule and the facts that show why.
    package struct Problem: Error, Sendable, Equatable {
        /// The rule, such as `import.boundary.swapped`.
        package let rule: String
        /// The facts, in the order in which the text uses them.
        package let evidence: [String]

        /// Creates a problem.
        package init(rule: String, evidence: [String] = []) {
            self.rule = rule
            self.evidence = evidence
        }
    }

    /// The most points that one outline may have.
    package static let pointLimit = 200_000

    /// Polygons of closed rings, the outer one first.
    package let polygons: [[[GeographicPoint]]]
    /// How many rings did not end where they began, and were closed.
    package let closedCount: Int

    /// Reads the outline of a feature.
    ///
    /// - Throws: ``Problem``.
    package init(_ feature: GeoJSONFeature) throws(Problem) {
        guard let coordinates = feature.coordinates, coordinates.contains(where: { !$0.isEmpty }) else {
            throw Problem(rule: "import.boundary.geometry", evidence: [feature.geometryType])
        }
        let count = coordinates.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        guard count <= Self.pointLimit else {
            throw Problem(rule: "import.boundary.tooManyPoints", evidence: [String(count), String(Self.pointLimit)])
        }
        var polygons: [[[GeographicPoint]]] = []
        var closedCount = 0
        for polygon in coordinates where !polygon.isEmpty {
            var rings: [[GeographicPoint]] = []
            for ring in polygon {
                var points: [GeographicPoint] = []
                for numbers in ring { points.append(try Self.point(numbers)) }
                if let first = points.first, points.last != first {
                    points.append(first)
                    closedCount += 1
                }
                try Self.checkExtent(points)
                rings.append(points)
            }
            polygons.append(rings)
        }
        self.polygons = polygons
        self.closedCount = closedCount
    }

    /// Longitude first, as RFC 7946 has it; an altitude is left out.
    private static func point(_ numbers: [Double]) throws(Problem) -> GeographicPoint {
        if let point = GeographicPoint(longitude: numbers[0], latitude: numbers[1]) { return point }
        let isSwapped = GeographicPoint(longitude: numbers[1], latitude: numbers[0]) != nil
        throw Problem(
            rule: isSwapped ? "import.boundary.swapped" : "import.boundary.outside",
            evidence: ["\(numbers[0])", "\(numbers[1])"]
        )
    }

    /// A ring needs three corners and an area.
    private static func checkExtent(_ ring: [GeographicPoint]) throws(Problem) {
        guard ring.count >= 4 else {
            throw Problem(rule: "import.boundary.ringShort", evidence: [String(ring.count)])
        }
        let start = ring[0]
        let twice = zip(ring, ring.dropFirst()).reduce(0.0) { sum, edge in
            let from = (edge.0.longitude - start.longitude, edge.0.latitude - start.latitude)
            let to = (edge.1.longitude - start.longitude, edge.1.latitude - start.latitude)
            return sum + from.0 * to.1 - to.0 * from.1
        }
        guard abs(twice) > 1e-12 else {
            throw Problem(rule: "import.boundary.ringFlat", evidence: [String(ring.count)])
        }
    }
}

extension GeoJSONGeometry {
    /// The outline as the text of a `MultiPolygon`, always the same for the same points.
    package var text: String {
        var text = "{\"type\":\"MultiPolygon\",\"coordinates\":"
        text += Self.list(polygons) { Self.list($0) { Self.list($0) { "[\($0.longitude),\($0.latitude)]" } } }
        return text + "}"
    }

    private static func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
        "[" + elements.map(text).joined(separator: ",") + "]"
    }

    /// Reads an outline that ``text`` wrote.
    ///
    /// - Throws: ``Problem``, or ``GeoJSONError``, where something else wrote it.
    package init(multiPolygon text: String) throws {
        let file = "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":\(text)}]}"
        guard let feature = try GeoJSONFile(text: file, path: "").features.first else {
            throw Problem(rule: "import.boundary.geometry", evidence: [])
        }
        try self.init(feature)
    }
}
