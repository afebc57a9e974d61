import Documents
import Metering
import Units

/// Rows of the long form: a meter, a time, a value (长表).
struct LongRows: ReadingRows {
    /// How much of a file is read before progress is told. [B]
    static let stretch = 64 << 20

    private let meter: Int
    private let time: Int
    private let value: Int
    private var times: InstantParser

    /// Creates rows with these columns; `nil` where one is missing.
    init?(_ columns: ColumnMap<ReadingColumn>, encoding: TextEncoding) {
        guard let meter = columns.positions[.meter], let time = columns.positions[.time],
            let value = columns.positions[.value]
        else { return nil }
        self.meter = meter
        self.time = time
        self.value = value
        times = InstantParser(encoding: encoding)
    }

    mutating func collect(
        _ intake: inout ReadingIntake,
        _ reader: inout CSVReader,
        _ run: inout ImportRun
    ) throws -> Bool {
        let end = reader.bytesRead + Self.stretch
        while !intake.isFull, reader.bytesRead < end {
            _ = reader.takePlainRows((meter, time, value)) { takePlain($0, &intake) }
            guard !intake.isFull else { return true }
            guard try reader.next() else { return false }
            if let rejection = take(reader, &intake) { try run.reject(rejection, reader) }
        }
        return true
    }

    /// Takes a plain row; false where it is not as it should be, or no more is collected for now.
    private mutating func takePlain(_ row: CSVReader.PlainFields, _ intake: inout ReadingIntake) -> Bool {
        guard !intake.isFull, let meter = intake.position(of: row.first), let stamp = times.instant(row.second),
            let number = FieldParser.number(row.third)
        else { return false }
        return intake.add(number, at: stamp, meter: meter) == nil
    }

    /// Takes any row; the reason where it cannot.
    private mutating func take(_ reader: borrowing CSVReader, _ intake: inout ReadingIntake) -> RowRejection? {
        if let rejection = reader.rejection { return rejection }
        guard let position = intake.position(of: reader[meter]) ?? intake.position(folding: reader, column: meter)
        else {
            let rule = reader.isBlank(meter) ? ImportRule.fieldMissing : ReadingProblem.unknownMeter.rawValue
            return reader.rejection(rule, column: meter)
        }
        guard let stamp = times.instant(reader[time]) else { return reader.timeRejection(column: time) }
        guard let number = reader.number(value) else { return reader.numberRejection(column: value) }
        if let problem = intake.add(number, at: stamp, meter: position) {
            return reader.rejection(problem.rawValue, column: problem.isAboutTime ? time : value)
        }
        return nil
    }
}
