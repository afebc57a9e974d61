package import Buildings
import Units

extension CSVReader {
    /// The values of the current row as ``BuildingRow`` wants them.
    ///
    /// Names stay as they are, codes become half-width, numbers plain digits; a text that is no number stays, so that it
    /// can be reported.
    package func buildingValues(_ table: BuildingTable) -> [BuildingColumn: String] {
        var result: [BuildingColumn: String] = [:]
        for (index, column) in table.columns.enumerated() {
            guard let column, let text = text(index), !text.isEmpty else { continue }
            switch column.content {
            case .words: result[column] = text
            case .code: result[column] = FieldParser.folded(text)
            case .number: result[column] = FieldParser.number(text)?.description ?? text
            }
        }
        return result
    }

    /// Refuses the current row for a problem of one of its fields.
    package func rejection(_ problem: FieldProblem, in table: BuildingTable) -> RowRejection {
        let index = table.columns.firstIndex(of: problem.column) ?? header.count
        return rejection(problem.rule, column: index, evidence: problem.evidence)
    }
}
