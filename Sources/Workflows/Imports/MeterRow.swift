import Buildings
import Documents
import Metering
import Store
import Units

/// Understands the rows of a meter list.
struct MeterRow {
    /// Why a row cannot be taken.
    struct Problem: Error {
        let rejection: RowRejection
    }

    /// The largest full scale a device may have, 10¹⁰ kWh for one: a thousandth of what can be counted. [millionths]
    private static let largestFullScale: Int64 = 10_000_000_000_000_000

    let columns: ColumnMap<MeterColumn>
    let buildings: [String: Building.ID]

    /// The meter of the current row, or what is wrong with it first.
    func parse(_ reader: borrowing CSVReader) -> Result<MeterRegistration, Problem> {
        do throws(Problem) {
            return .success(try registration(reader))
        } catch {
            return .failure(error)
        }
    }

    private func registration(_ reader: borrowing CSVReader) throws(Problem) -> MeterRegistration {
        if let rejection = reader.rejection { throw Problem(rejection: rejection) }
        let code = try text(.code, reader)
        guard code.utf8.count <= 64 else { throw problem(.code, "import.text.tooLong", reader) }
        guard let building = buildings[try text(.building, reader)] else {
            throw problem(.building, "import.building.unknown", reader)
        }
        guard let item = EnergyItemCode(rawValue: try text(.item, reader).uppercased()) else {
            throw problem(.item, "import.item.unknown", reader)
        }
        return MeterRegistration(
            code: code,
            building: building,
            item: item,
            device: try device(of: item, reader),
            previousEnd: try optionalNumber(.previousEnd, reader)
        )
    }

    private func device(of item: EnergyItemCode, _ reader: borrowing CSVReader) throws(Problem) -> MeterDevice {
        guard let kind = MeterDevice.Kind(word: try text(.kind, reader)) else {
            throw problem(.kind, "import.meterKind.unknown", reader)
        }
        guard let unit = MeteredUnit(word: try text(.unit, reader)) else {
            throw problem(.unit, "import.unit.unknown", reader)
        }
        guard unit.scale(to: item.carrier.unit) != nil else {
            throw problem(.unit, "import.unit.otherDimension", reader, item.rawValue)
        }
        let decimals = try integer(.decimals, in: 0...6, reader)
        let digits = try integer(.digits, in: 1...15, reader)
        let ratio = try optionalNumber(.ratio, reader) ?? FixedPoint(mantissa: 1)
        let minutes =
            try optionalNumber(.intervalMinutes, reader) == nil ? 15 : integer(.intervalMinutes, in: 1...1_440, reader)
        guard let start = columns.positions[.validFrom].flatMap({ reader.instant($0) }) else {
            throw Problem(rejection: reader.timeRejection(column: columns.positions[.validFrom] ?? 0))
        }
        let device = MeterDevice(
            kind: kind,
            unit: unit,
            decimals: decimals,
            digits: digits,
            ratio: ratio,
            interval: Int64(minutes) * 60,
            validFrom: start,
            start: try counts(.start, decimals: decimals, digits: digits, reader)
        )
        // Sums over a building's months and meters must stay countable in millionths of the carrier's unit.
        guard ratio > FixedPoint(mantissa: 0), let micro = device.microPerCount(in: item.carrier.unit), micro > 0,
            micro <= Self.largestFullScale / device.fullScale
        else { throw problem(columns.positions[.ratio] == nil ? .digits : .ratio, "import.ratio.unusable", reader) }
        return device
    }

    private func text(_ column: MeterColumn, _ reader: borrowing CSVReader) throws(Problem) -> String {
        guard let text = columns.positions[column].flatMap({ reader.text($0) }), !text.isEmpty else {
            throw problem(column, ImportRule.fieldMissing, reader)
        }
        return FieldParser.folded(text)
    }

    private func optionalNumber(_ column: MeterColumn, _ reader: borrowing CSVReader) throws(Problem) -> FixedPoint? {
        guard let index = columns.positions[column], !reader.isBlank(index) else { return nil }
        guard let number = reader.number(index) else { throw Problem(rejection: reader.numberRejection(column: index)) }
        return number
    }

    private func integer(
        _ column: MeterColumn,
        in range: ClosedRange<Int64>,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Int {
        guard let number = try optionalNumber(column, reader) else {
            throw problem(column, ImportRule.fieldMissing, reader)
        }
        guard let value = number.mantissa(atExponent: 0), range.contains(value) else {
            throw problem(
                column,
                "import.number.outOfRange",
                reader,
                String(range.lowerBound),
                String(range.upperBound)
            )
        }
        return Int(value)
    }

    private func counts(
        _ column: MeterColumn,
        decimals: Int,
        digits: Int,
        _ reader: borrowing CSVReader
    ) throws(Problem) -> Int64? {
        guard let number = try optionalNumber(column, reader) else { return nil }
        guard let counts = number.mantissa(atExponent: -decimals), (0..<FixedPoint.powers[digits]).contains(counts)
        else {
            throw problem(column, "import.reading.outOfRange", reader)
        }
        return counts
    }

    private func problem(
        _ column: MeterColumn,
        _ rule: String,
        _ reader: borrowing CSVReader,
        _ more: String...
    ) -> Problem {
        let index = columns.positions[column] ?? reader.header.count
        return Problem(rejection: reader.rejection(rule, column: index, evidence: [reader.text(index) ?? ""] + more))
    }
}
