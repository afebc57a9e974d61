import Access
import Documents
import Metering
import Store
import Units

extension Platform {
    /// The most places of one file; no city has a tenth of them.
    private static let mostPlaces = 5_000

    /// Imports a city with its districts and functional zones (导入辖区): every good row, each bad one listed.
    func importPlaces(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<PlaceColumn>(
            header: reader.header,
            names: Dictionary(PlaceColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
        try Self.check(columns, header: reader.header, required: PlaceColumn.allCases.filter(\.isRequired)) {
            run.note($0)
        }
        let row = PlaceRow(columns: columns)
        var rows: [PlaceEntry] = []
        var seen: [String: Int] = [:]
        while try reader.next() {
            switch row.parse(reader) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(let parsed):
                let key = parsed.code ?? parsed.name
                if let first = seen[key] {
                    let column = columns.positions[parsed.code == nil ? .name : .code] ?? 0
                    let evidence = [key, String(first)]
                    try run.reject(
                        reader.rejection("import.place.repeated", column: column, evidence: evidence),
                        reader
                    )
                } else {
                    guard rows.count < Self.mostPlaces else {
                        throw ImportFailure("places.tooMany", String(Self.mostPlaces))
                    }
                    seen[key] = reader.position.line
                    rows.append(PlaceEntry(row: parsed, line: reader.rejection("", column: 0), fields: reader.texts))
                }
            }
            try await run.report(reader)
        }
        try await keep(rows, columns, reader.header, of: &run)
        run.progress.doneBytes = run.progress.totalBytes
    }

    private func keep(
        _ rows: [PlaceEntry],
        _ columns: ColumnMap<PlaceColumn>,
        _ header: [String],
        of run: inout ImportRun
    ) async throws {
        var list = PlaceList(known: try await store.jurisdictions(), city: try await store.city())
        var drafts: [PlaceDraft] = []
        for (entry, verdict) in zip(rows, list.verdicts(on: rows.map(\.row))) {
            switch verdict {
            case .shipped: run.progress.unchanged += 1
            case .kept(let draft): drafts.append(draft)
            case .refused(let problem):
                let column = columns.positions[problem.column].map { header[$0] }
                try run.reject(entry.line.refused(for: problem, column), fields: entry.fields)
            }
        }
        drafts.sort { ($0.place.kind == .city ? 0 : 1, $0.place.id) < ($1.place.kind == .city ? 0 : 1, $1.place.id) }
        let actor = run.request.actor
        let outcomes = try await store.keep(places: drafts, by: actor, now: now())
        run.progress.accepted += Int64(outcomes.count { $0 })
        run.progress.unchanged += Int64(outcomes.count { !$0 })
        // Districts that are no more report no more.
        if outcomes.contains(true) { try await settleReports(by: actor) }
    }
}

/// A row that can be read, with where it stands.
private struct PlaceEntry {
    let row: PlaceRow.Parsed
    let line: RowRejection
    let fields: [String]
}

extension RowRejection {
    /// The same row, refused for what it says.
    fileprivate func refused(for problem: PlaceList.Problem, _ column: String?) -> RowRejection {
        RowRejection(
            line: line,
            column: column,
            byteOffset: byteOffset,
            rule: problem.rule,
            evidence: problem.evidence
        )
    }
}
