import Documents
import Metering
import Units

/// Rows of the wide form: a time, then one column a meter (宽表).
struct WideRows: ReadingRows {
    private let time: Int
    private let columns: [(column: Int, meter: Int)]
    private var times: InstantParser

    /// Finds the meters that the headings name; a heading that names none is refused once.
    ///
    /// - Throws: ``ImportFailure`` where two name the same meter, `DocumentError`.
    init(
        time: Int,
        _ reader: borrowing CSVReader,
        _ intake: inout ReadingIntake,
        _ run: inout ImportRun
    ) throws {
        var columns: [(column: Int, meter: Int)] = []
        var taken: Set<Int> = []
        for (index, heading) in reader.header.enumerated() where index != time && !heading.isEmpty {
            if let position = intake.position(of: heading) {
                guard taken.insert(position).inserted else { throw ImportFailure("column.repeated", heading, heading) }
                columns.append((index, position))
            } else {
                let rule = ReadingProblem.unknownMeter.rawValue
                run.note(DataFinding(rule: rule, severity: .error, subject: heading, evidence: [heading]))
                // An earlier process that was interrupted has listed it already.
                guard run.resumed == nil else { continue }
                try run.reject(
                    RowRejection(line: 1, column: heading, byteOffset: 0, rule: rule, evidence: [heading]),
                    fields: reader.header
                )
            }
        }
        self.time = time
        self.columns = columns
        times = InstantParser(encoding: reader.fieldEncoding)
    }

    mutating func collect(
        _ intake: inout ReadingIntake,
        _ reader: inout CSVReader,
        _ run: inout ImportRun
    ) throws -> Bool {
        let end = reader.bytesRead + LongRows.stretch
        while !intake.isFull, reader.bytesRead < end {
            guard try reader.next() else { return false }
            if let rejection = reader.rejection {
                try run.reject(rejection, reader)
            } else if let stamp = times.instant(reader[time]) {
                for rejection in take(reader, at: stamp, &intake) { try run.reject(rejection, reader) }
            } else {
                try run.reject(reader.timeRejection(column: time), reader)
            }
        }
        return true
    }

    /// Takes one row of the wide form; one reason per rule, which names the columns it refused, since every reason
    /// repeats the row in the list.
    private func take(
        _ reader: borrowing CSVReader,
        at stamp: Instant,
        _ intake: inout ReadingIntake
    ) -> [RowRejection] {
        var refused: [(first: RowRejection, columns: [String])] = []
        for (column, meter) in columns where !reader.isBlank(column) {
            var rejection: RowRejection?
            if let number = reader.number(column) {
                if let problem = intake.add(number, at: stamp, meter: meter) {
                    rejection = reader.rejection(problem.rawValue, column: problem.isAboutTime ? time : column)
                }
            } else {
                rejection = reader.numberRejection(column: column)
            }
            guard let rejection else { continue }
            let heading = reader.header[column]
            if let known = refused.firstIndex(where: { $0.first.rule == rejection.rule }) {
                refused[known].columns.append(heading)
            } else {
                refused.append((rejection, [heading]))
            }
        }
        return refused.map { first, columns in
            let named =
                columns.prefix(20).joined(separator: " ") + (columns.count > 20 ? " … +\(columns.count - 20)" : "")
            return RowRejection(
                line: first.line,
                column: named,
                byteOffset: first.byteOffset,
                rule: first.rule,
                evidence: first.evidence
            )
        }
    }
}
