import Metering

/// One electric load of a kind of building.
struct LoadTemplate: Decodable, Sendable {
    /// What a load follows through the year.
    enum Season: String, Decodable {
        /// Nothing.
        case flat
        /// Darkness: a little more in winter.
        case lighting
        /// Heat and cold outside.
        case airConditioning = "air_conditioning"
    }

    /// A part of a load that has a meter of its own in large buildings.
    struct Part: Decodable {
        let item: EnergyItemCode
        /// Share of the load. [‰]
        let permille: Int64

        private enum CodingKeys: CodingKey { case item, permille }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            item = try container.itemCode(forKey: .item)
            permille = try container.decode(Int64.self, forKey: .permille)
        }
    }

    /// What it is metered as; `nil` where only the total meter sees it.
    let item: EnergyItemCode?
    /// What it takes in a year. [kWh/(m²·a)]
    let intensity: Double
    /// What it takes while nobody is there, of the most it takes. [1]
    let base: Double
    /// What it follows through the year.
    let season: Season
    /// Its parts.
    let parts: [Part]

    private enum CodingKeys: CodingKey { case item, intensity, base, season, parts }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        item = try container.contains(.item) ? container.itemCode(forKey: .item) : nil
        intensity = try container.decode(Double.self, forKey: .intensity)
        base = try container.decode(Double.self, forKey: .base)
        season = try container.decode(Season.self, forKey: .season)
        parts = try container.decodeIfPresent([Part].self, forKey: .parts) ?? []
    }
}

extension KeyedDecodingContainer {
    fileprivate func itemCode(forKey key: Key) throws -> EnergyItemCode {
        let text = try decode(String.self, forKey: key)
        guard let item = EnergyItemCode(rawValue: text) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: text)
        }
        return item
    }
}
