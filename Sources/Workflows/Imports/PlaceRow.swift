import Documents
import Metering
import Units

/// Understands the rows of a list of places, each for itself.
struct PlaceRow {
    /// Why a row cannot be taken.
    struct Problem: Error {
        let rejection: RowRejection
    }

    /// What a row says.
    struct Parsed: Sendable, Hashable {
        var code: String?
        var name: String
        var englishName: String?
        var kind: Jurisdiction.Kind
        var parentCode: String?
        var parentName: String?
        var validFrom: CivilDay?
        var validTo: CivilDay?
        var predecessors: [String] = []
    }

    private static let longestName = 100
    private static let longestList = 500
    /// The most predecessors of one place; no merger had half of them.
    private static let mostPredecessors = 20
    let columns: ColumnMap<PlaceColumn>

    /// The place of the current row, or what is wrong with it first.
    func parse(_ reader: borrowing CSVReader) -> Result<Parsed, Problem> {
        do throws(Problem) {
            return .success(try parsed(reader))
        } catch {
            return .failure(error)
        }
    }

    private func parsed(_ reader: borrowing CSVReader) throws(Problem) -> Parsed {
        if let rejection = reader.rejection { throw Problem(rejection: rejection) }
        guard let name = try words(.name, reader) else { throw problem(.name, ImportRule.fieldMissing, reader) }
        guard let word = code(.kind, reader) else { throw problem(.kind, ImportRule.fieldMissing, reader) }
        guard let kind = Jurisdiction.Kind(word: word) else { throw problem(.kind, "import.place.kindUnknown", reader) }
        guard kind == .functionalZone || PlaceColumn.isFullName(name) else {
            throw problem(.name, "import.place.nameShort", reader)
        }
        let row = Parsed(
            code: try division(.code, reader),
            name: name,
            englishName: try words(.englishName, reader),
            kind: kind,
            parentCode: try division(.parentCode, reader),
            parentName: try words(.parentName, reader),
            validFrom: try day(.validFrom, reader),
            validTo: try day(.validTo, reader),
            predecessors: try predecessors(reader)
        )
        if let from = row.validFrom, let to = row.validTo, to <= from {
            throw problem(.validTo, "import.place.endsBefore", reader, from.description)
        }
        // Of what is gone the code is often forgotten, or somebody else's by now.
        if row.code == nil, kind == .city || (kind == .district && row.validTo == nil) {
            throw problem(.code, ImportRule.fieldMissing, reader)
        }
        return row
    }

    private func code(_ column: PlaceColumn, _ reader: borrowing CSVReader) -> String? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        return reader.text(index).map(FieldParser.folded)
    }

    private func division(_ column: PlaceColumn, _ reader: borrowing CSVReader) throws(Problem) -> String? {
        guard let code = code(column, reader) else { return nil }
        guard code.count == 6, code.first != "0", code.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw problem(column, "import.place.codeInvalid", reader)
        }
        return code
    }

    private func predecessors(_ reader: borrowing CSVReader) throws(Problem) -> [String] {
        guard let text = try words(.predecessors, reader, longest: Self.longestList) else { return [] }
        let names = PlaceColumn.list(text)
        guard names.count <= Self.mostPredecessors else {
            let evidence = ["\(Self.mostPredecessors)", "\(names.count)"]
            let column = columns.positions[.predecessors] ?? reader.header.count
            let rule = "import.place.predecessorsTooMany"
            throw Problem(rejection: reader.rejection(rule, column: column, evidence: evidence))
        }
        return names
    }

    private func words(
        _ column: PlaceColumn,
        _ reader: borrowing CSVReader,
        longest: Int = Self.longestName
    ) throws(Problem) -> String? {
        guard let index = columns.positions[column], !reader.isBlank(index), let text = reader.text(index) else {
            return nil
        }
        guard text.count <= longest else {
            let evidence = ["\(longest)", "\(text.count)"]
            throw Problem(rejection: reader.rejection("import.field.tooLong", column: index, evidence: evidence))
        }
        return text
    }

    private func day(_ column: PlaceColumn, _ reader: borrowing CSVReader) throws(Problem) -> CivilDay? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        guard let day = reader.day(index) else { throw Problem(rejection: reader.timeRejection(column: index)) }
        return day
    }

    private func problem(
        _ column: PlaceColumn,
        _ rule: String,
        _ reader: borrowing CSVReader,
        _ more: String...
    ) -> Problem {
        let index = columns.positions[column] ?? reader.header.count
        return Problem(rejection: reader.rejection(rule, column: index, evidence: [reader.text(index) ?? ""] + more))
    }
}
