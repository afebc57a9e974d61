import Buildings
import HTTPTypes
import Hummingbird
import NIOCore
import Units
import Workflows

/// The city map as data: its ground, and the buildings that the list shows for the same filters.
enum MapController {
    static func ground(_ exchange: Exchange) async throws -> Response {
        try await exchange.conditional {
            let map = try await map(exchange, year: try exchange.year())
            return exchange.geoJSON(FeatureCollection.ground(of: map))
        }
    }

    static func buildings(_ exchange: Exchange) async throws -> Response {
        try await exchange.conditional {
            let query = try exchange.buildingQuery(limit: 1)
            let map = try await map(exchange, year: query.year)
            return exchange.geoJSON(FeatureCollection.buildings(map.blocks(query), of: map))
        }
    }

    private static func map(_ exchange: Exchange, year: CivilYear?) async throws -> CityMap {
        guard let map = try await exchange.site.platform.cityMap(year: year, scope: exchange.scope) else {
            throw WebError.notFound
        }
        return map
    }
}

extension Exchange {
    fileprivate func geoJSON(_ collection: FeatureCollection) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/geo+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: collection.bytes))
        )
    }
}

extension Route {
    /// A layer of the map.
    static func geoJSON(
        _ id: String,
        _ path: String,
        _ parameters: [RouteParameter],
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: .get,
            path: "/api/v1\(path)",
            roles: .readers,
            jurisdiction: .ofQuery,
            audit: .none,
            parameters: parameters,
            answer: .geoJSON,
            handler: handler
        )
    }
}
