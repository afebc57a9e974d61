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
    /// - Throws: `DecodingError` where a field is missing or malformed.
    public init(kinds: Data, lianyungang: Data, tianjin: Data) throws {
        let decoder = JSONDecoder()
        self.kinds = try decoder.decode(KindFile.self, from: kinds).kinds
        self.lianyungang = try decoder.decode(CityTemplate.self, from: lianyungang)
        self.tianjin = try decoder.decode(CityTemplate.self, from: tianjin)
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
