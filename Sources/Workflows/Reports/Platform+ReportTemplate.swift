public import Access
public import Texts
import Units

extension Platform {
    /// A file to fill in (填报模板): a row for each value that the reader may enter, the numbers left blank.
    ///
    /// - Returns: the heading and the rows; `nil` before a plan was imported.
    public func reportTemplate(
        _ query: ReportQuery,
        language: Language,
        of reader: Principal
    ) async throws -> (header: [String], rows: [[String]])? {
        guard let list = try await reports(query, of: reader) else { return nil }
        func word(_ chinese: String, _ english: String) -> String { language == .zhHans ? chinese : english }
        let rows = list.lines.filter(\.mayWrite).map { line in
            ReportColumn.allCases.map { column in
                switch column {
                case .quantity: line.quantity.id
                case .name: word(line.quantity.name.zh, line.quantity.name.en)
                case .population: line.scopeName.map { word($0.zh, $0.en) } ?? ""
                case .place: word(line.place.name, line.place.englishName)
                case .year: "\(line.year)"
                case .unit: word(line.quantity.unit.zh, line.quantity.unit.en)
                case .reporter: line.latest?.reporter ?? ""
                case .building, .value, .evidence, .reason, .confirmed: ""
                }
            }
        }
        return (ReportColumn.allCases.map { $0.heading(language) }, rows)
    }
}
