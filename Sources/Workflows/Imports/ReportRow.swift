import Buildings
import Documents
import Metering
import Store
import Units

/// Understands the rows of a file of reported values.
struct ReportRow: Sendable {
    /// Why a row cannot be taken.
    struct Problem: Error {
        let rejection: RowRejection
    }

    /// What a row says.
    struct Parsed: Sendable {
        var draft: ReportDraft
        let isConfirmed: Bool
    }

    let columns: ColumnMap<ReportColumn>
    let needs: [ReportNeed]
    let quantities: QuantityCatalogue
    /// The city and its districts, those of the past included.
    let places: [Jurisdiction]
    let buildings: [String: Building.ID]
    let stands: [Building.ID: Jurisdiction.ID]
    let years: ClosedRange<Int>
    let reach: ReportReach

    /// The value of the current row, or what is wrong with it first; `nil` for a row without a value.
    func parse(_ reader: borrowing CSVReader) -> Result<Parsed?, Problem> {
        do throws(Problem) {
            return .success(try parsed(reader))
        } catch {
            return .failure(error)
        }
    }

    private func parsed(_ reader: borrowing CSVReader) throws(Problem) -> Parsed? {
        if let rejection = reader.rejection { throw Problem(rejection: rejection) }
        if let value = columns.positions[.value], reader.isBlank(value) { return nil }
        let quantity = try quantity(reader)
        let year = try year(reader)
        let place = try place(of: quantity, in: year, reader)
        let need = try need(quantity, place, reader)
        let key = ReportKey(
            quantity: quantity.id,
            scope: need.scope,
            jurisdiction: place.id,
            building: try building(of: quantity, in: place, reader),
            year: year
        )
        if let unit = optional(.unit, reader), ![quantity.unit, quantity.englishUnit].contains(unit) {
            throw problem(.unit, "import.report.otherUnit", reader, quantity.unit)
        }
        let evidence = try words(.evidence, .evidence, reader)
        guard let evidence else { throw problem(.evidence, ImportRule.fieldMissing, reader) }
        let draft = ReportDraft(
            key,
            value: try value(reader),
            reporter: try words(.reporter, .reporter, reader) ?? reach.department ?? place.name,
            evidence: evidence,
            reason: try words(.reason, .reason, reader),
            seen: nil
        )
        return Parsed(draft: draft, isConfirmed: optional(.confirmed, reader).map(ReportColumn.isYes) ?? false)
    }

    private func quantity(_ reader: borrowing CSVReader) throws(Problem) -> ReportedQuantity {
        let text = try text(.quantity, reader)
        let named = quantities.quantities.filter { [$0.name, $0.englishName].contains(text) }
        guard let found = quantities[text] ?? (named.count == 1 ? named.first : nil) else {
            throw problem(.quantity, "import.report.quantityUnknown", reader)
        }
        return found
    }

    private func year(_ reader: borrowing CSVReader) throws(Problem) -> Int {
        _ = try text(.year, reader)
        guard let year = columns.positions[.year].flatMap({ reader.number($0) })?.mantissa(atExponent: 0).map(Int.init),
            years.contains(year)
        else {
            throw problem(.year, "import.number.outOfRange", reader, "\(years.lowerBound)", "\(years.upperBound)")
        }
        return year
    }

    /// The place of a row: the city, or one of the districts that exist at the year's end, as in the form.
    private func place(
        of quantity: ReportedQuantity,
        in year: Int,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Jurisdiction {
        let text = try text(.place, reader)
        let last = CivilYear(year).days.upperBound.adding(days: -1)
        let found = places.first { place in
            [place.divisionCode, place.name, place.englishName].contains(text)
                && (place.kind == .city || place.isValid(on: last))
        }
        guard let place = found else {
            throw problem(.place, "import.district.unknown", reader)
        }
        if quantity.debtor == .city, place.kind != .city {
            throw problem(.place, "import.report.cityOnly", reader)
        }
        return place
    }

    /// What the reader may report: another's quantity is answered like one that nobody needs.
    private func need(
        _ quantity: ReportedQuantity,
        _ place: Jurisdiction,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> ReportNeed {
        let own = needs.filter { $0.quantity.id == quantity.id && reach.right(to: $0, in: place) == .write }
        guard let first = own.first else { throw problem(.quantity, "import.report.notYours", reader) }
        guard !quantity.scopes.isEmpty else { return first }
        let asked = optional(.population, reader)
        let found = own.first { need in
            asked == nil ? own.count == 1 : [need.scope, need.scopeName?.zh, need.scopeName?.en].contains(asked)
        }
        guard let found else { throw problem(.population, "import.report.populationUnknown", reader) }
        return found
    }

    private func building(
        of quantity: ReportedQuantity,
        in place: Jurisdiction,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Building.ID? {
        guard let code = optional(.building, reader) else { return nil }
        guard quantity.level == .building, let id = buildings[code], stands[id] == place.id else {
            throw problem(.building, "import.building.unknown", reader)
        }
        return id
    }

    private func value(_ reader: borrowing CSVReader) throws(Problem) -> Double {
        let index = columns.positions[.value] ?? reader.header.count
        guard let number = reader.number(index)?.doubleValue else {
            throw Problem(rejection: reader.numberRejection(column: index))
        }
        guard number >= 0 else { throw problem(.value, "import.report.negative", reader) }
        guard number < Platform.largestReport else {
            throw problem(.value, "import.number.outOfRange", reader, "0", "1e15")
        }
        return number
    }

    private func words(
        _ column: ReportColumn,
        _ field: ReportRefusal.Field,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> String? {
        guard let text = optional(column, reader) else { return nil }
        guard let words = try? Platform.reportText(text, field) else {
            let index = columns.positions[column] ?? 0
            let limit = Platform.reportLimits[field] ?? 0
            let evidence = ["\(limit)", "\(text.count)"]
            throw Problem(rejection: reader.rejection("import.field.tooLong", column: index, evidence: evidence))
        }
        return words.isEmpty ? nil : words
    }

    private func optional(_ column: ReportColumn, _ reader: borrowing CSVReader) -> String? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        return reader.text(index).map(FieldParser.folded)
    }

    private func text(_ column: ReportColumn, _ reader: borrowing CSVReader) throws(Problem) -> String {
        guard let text = optional(column, reader), !text.isEmpty else {
            throw problem(column, ImportRule.fieldMissing, reader)
        }
        return text
    }

    private func problem(
        _ column: ReportColumn,
        _ rule: String,
        _ reader: borrowing CSVReader,
        _ more: String...
    ) -> Problem {
        let index = columns.positions[column] ?? reader.header.count
        return Problem(rejection: reader.rejection(rule, column: index, evidence: [reader.text(index) ?? ""] + more))
    }
}
