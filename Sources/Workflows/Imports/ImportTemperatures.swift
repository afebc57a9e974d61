import Buildings
import Documents
import Metering
import Store
import Units

extension Platform {
    /// How many temperatures are stored at once.
    private static let temperatureBatch = 10_000

    /// Imports what weather stations observed, by the hour or the day (导入室外气温).
    func importTemperatures(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<TemperatureColumn>(
            header: reader.header,
            names: Dictionary(TemperatureColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first
            }
        )
        try Self.check(columns, header: reader.header, required: [.station, .temperature]) { run.note($0) }
        // Which of them a file has says what its times mean; two would say two things.
        let times = [TemperatureColumn.time, .utc, .day].filter { columns.positions[$0] != nil }
        guard let time = times.first else { throw ImportFailure("column.missing", "time, time_utc, day") }
        guard times.count == 1 else {
            throw ImportFailure("temperature.twoTimes", times.map(\.rawValue).joined(separator: ", "))
        }
        let today = CivilDay(containing: now())
        let row = TemperatureParser(
            row: CodedRow(columns: columns),
            time: time,
            latest: now().adding(seconds: 3_600),
            buildings: try await store.buildingIDs(),
            places: Dictionary(
                try await store.jurisdictions().filter { $0.isValid(on: today) }.compactMap { place in
                    place.divisionCode.map { ($0, place.id) }
                }
            ) { first, _ in first }
        )
        var rows: [TemperatureRow] = []
        while try reader.next() {
            switch row.parse(reader) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(let temperature): rows.append(temperature)
            }
            if rows.count == Self.temperatureBatch { try await keep(&rows, of: &run) }
            try await run.report(reader)
        }
        try await keep(&rows, of: &run)
        run.progress.doneBytes = run.progress.totalBytes
    }

    private func keep(_ rows: inout [TemperatureRow], of run: inout ImportRun) async throws {
        let outcomes = try await store.keep(temperatures: rows, source: run.source)
        run.progress.accepted += Int64(outcomes.count { $0 })
        run.progress.unchanged += Int64(outcomes.count { !$0 })
        rows = []
    }
}

/// Understands the rows of a file of temperatures.
private struct TemperatureParser: Sendable {
    typealias Problem = CodedRow<TemperatureColumn>.Problem

    let row: CodedRow<TemperatureColumn>
    /// The column that says when.
    let time: TemperatureColumn
    let latest: Instant
    let buildings: [String: Building.ID]
    let places: [String: Jurisdiction.ID]

    func parse(_ reader: borrowing CSVReader) -> Result<TemperatureRow, Problem> {
        do throws(Problem) {
            if let rejection = reader.rejection { throw Problem(rejection: rejection) }
            let station = try row.required(.station, reader)
            guard station.utf8.count <= 64 else { throw row.problem(.station, "import.text.tooLong", reader) }
            let name = row.text(.name, reader)
            if let name, name.utf8.count > 64 { throw row.problem(.name, "import.text.tooLong", reader) }
            let at = try instant(reader)
            guard at <= latest else { throw row.problem(time, "import.temperature.future", reader) }
            guard let number = try row.number(.temperature, reader) else {
                throw row.problem(.temperature, ImportRule.fieldMissing, reader)
            }
            let hundredths = (number.doubleValue * 100).rounded()
            guard let hundredths = Int64(exactly: hundredths), OutdoorTemperature.plausible.contains(hundredths) else {
                throw row.problem(.temperature, "import.temperature.outOfRange", reader)
            }
            let span = time == .day ? OutdoorTemperature.Span.day : .moment
            return .success(
                TemperatureRow(
                    station: station,
                    name: name,
                    serves: try serves(reader),
                    temperature: OutdoorTemperature(at: at, span: span, hundredths: hundredths)
                )
            )
        } catch {
            return .failure(error)
        }
    }

    /// When; a time under the heading of UTC is one even without an offset.
    private func instant(_ reader: borrowing CSVReader) throws(Problem) -> Instant {
        switch time {
        case .day: return try row.day(.day, reader).start
        case .utc:
            let stated = try row.instant(.utc, reader)
            let text = row.text(.utc, reader) ?? ""
            // Signs of an offset stand behind the time of day, where a date has none.
            let hasOffset = text.uppercased().hasSuffix("Z") || text.dropFirst(11).contains { "+-".contains($0) }
            return hasOffset ? stated : stated.adding(seconds: Instant.chinaOffset)
        default: return try row.instant(time, reader)
        }
    }

    private func serves(_ reader: borrowing CSVReader) throws(Problem) -> StationPlace? {
        guard let code = row.text(.serves, reader) else { return nil }
        if let building = buildings[code] { return .building(building) }
        if let place = places[code] { return .place(place) }
        throw row.problem(.serves, "import.temperature.servesUnknown", reader)
    }
}
