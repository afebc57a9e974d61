import Documents
import Metering
import Units

/// Reads the fields of a row by column, each refused with its place.
struct CodedRow<Column: Hashable & Sendable>: Sendable {
    /// Why a row cannot be taken.
    struct Problem: Error {
        let rejection: RowRejection
    }

    let columns: ColumnMap<Column>

    /// A field's text; `nil` where it is blank or there is no such column.
    func text(_ column: Column, _ reader: borrowing CSVReader) -> String? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        return reader.text(index).map(FieldParser.folded)
    }

    func required(_ column: Column, _ reader: borrowing CSVReader) throws(Problem) -> String {
        guard let text = text(column, reader), !text.isEmpty else {
            throw problem(column, ImportRule.fieldMissing, reader)
        }
        return text
    }

    func number(_ column: Column, _ reader: borrowing CSVReader) throws(Problem) -> FixedPoint? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        guard let number = reader.number(index) else { throw Problem(rejection: reader.numberRejection(column: index)) }
        return number
    }

    func instant(_ column: Column, _ reader: borrowing CSVReader) throws(Problem) -> Instant {
        let index = columns.positions[column] ?? reader.header.count
        guard let instant = reader.instant(index) else { throw Problem(rejection: reader.timeRejection(column: index)) }
        return instant
    }

    func day(_ column: Column, _ reader: borrowing CSVReader) throws(Problem) -> CivilDay {
        let index = columns.positions[column] ?? reader.header.count
        guard let day = reader.day(index) else { throw Problem(rejection: reader.timeRejection(column: index)) }
        return day
    }

    func problem(
        _ column: Column,
        _ rule: String,
        _ reader: borrowing CSVReader,
        _ more: String...
    ) -> Problem {
        let index = columns.positions[column] ?? reader.header.count
        return Problem(rejection: reader.rejection(rule, column: index, evidence: [reader.text(index) ?? ""] + more))
    }
}
