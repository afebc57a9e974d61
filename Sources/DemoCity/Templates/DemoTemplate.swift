public import FoundationEssentials

/// What a generated city is made from (生成模板): names, load shapes, districts, history; all of it data files.
public struct DemoTemplate: Sendable {
    let kinds: [KindTemplate]
    private let lianyungang: CityTemplate
    private let tianjin: CityTemplate

    /// Reads the three files of `Resources`.
    ///
    /// - Parameters:
    ///   - kinds: `kinds.json`, the kinds of buildings with their load shapes.
    ///   - lianyungang: `lianyungang.json`, districts, climate, statistics and reports.
    ///   - tianjin: `tianjin.json`, the same.
    /// - Throws: `DecodingError` where a field is missing or malformed, or fields do not fit together.
    public init(kinds: Data, lianyungang: Data, tianjin: Data) throws {
        self.kinds = try JSONDecoder().decode(KindFile.self, from: kinds).kinds
        guard self.kinds.contains(where: { $0.share > 0 }) else { throw Self.malformed("kinds") }
        self.lianyungang = try Self.city(lianyungang)
        self.tianjin = try Self.city(tianjin)
    }

    private static func city(_ json: Data) throws -> CityTemplate {
        let city = try JSONDecoder().decode(CityTemplate.self, from: json)
        if let problem = city.problem { throw malformed(problem) }
        return city
    }

    private static func malformed(_ what: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "template: \(what)"))
    }

    func template(of city: DemoCity.City) -> CityTemplate {
        switch city {
        case .lianyungang: lianyungang
        case .tianjin: tianjin
        }
    }
}

private struct KindFile: Decodable {
    var kinds: [KindTemplate]
}
