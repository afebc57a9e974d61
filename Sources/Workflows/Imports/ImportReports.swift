import Access
import Documents
import Metering
import Store
import Units

extension Platform {
    /// Imports reported values (导入填报值): each good row, as far as whoever sent the file may report it.
    ///
    /// What is there already changes nothing; what replaces another value gives a reason.
    func importReports(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<ReportColumn>(
            header: reader.header,
            names: Dictionary(ReportColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
        try Self.check(columns, header: reader.header, required: ReportColumn.allCases.filter(\.isRequired)) {
            run.note($0)
        }
        let row = try await reportRow(columns, run.request)
        var rows: [(row: ReportRow.Parsed, line: RowRejection, fields: [String])] = []
        var seen: Set<ReportKey> = []
        while try reader.next() {
            switch row.parse(reader) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(nil): break
            case .success(let parsed?):
                let line = reader.rejection("", column: columns.positions[.value] ?? 0)
                if seen.insert(parsed.draft.key).inserted {
                    rows.append((parsed, line, reader.texts))
                } else {
                    try run.reject(line.asking("import.report.repeated"), reader)
                }
            }
            try await run.report(reader)
        }
        try await keep(rows, of: &run)
        run.progress.doneBytes = run.progress.totalBytes
    }

    private func keep(
        _ rows: [(row: ReportRow.Parsed, line: RowRejection, fields: [String])],
        of run: inout ImportRun
    ) async throws {
        let years = rows.map(\.row.draft.key.year)
        guard let first = years.min(), let last = years.max() else { return }
        let state = ReportState(
            try await store.reports(of: Set(quantities.quantities.map(\.id)), years: first - 1...last),
            names: [:]
        )
        // Whole and part may come with the same file.
        let coming = Dictionary(rows.map { ($0.row.draft.key, $0.row.draft.value) }) { first, _ in first }
        let check = ReportCheck(quantities: quantities) { coming[$0] ?? state.value($0) }
        var good: [(row: ReportRow.Parsed, line: RowRejection, fields: [String])] = []
        for var entry in rows {
            let draft = entry.row.draft
            let doubts = check.doubts(about: draft.value, of: draft.key)
            if entry.row.isConfirmed { entry.row.draft.doubts = doubts.map(\.kind.rawValue) }
            if !entry.row.isConfirmed, let doubt = doubts.first, state.value(draft.key) != draft.value {
                let other = quantities[doubt.quantity]?.name ?? doubt.quantity
                try run.reject(
                    entry.line.asking("import.report.\(doubt.kind.rawValue)", other, "\(doubt.value)"),
                    fields: entry.fields
                )
            } else {
                good.append(entry)
            }
        }
        let duties = try await reportDuties(settledBy: Set(good.map(\.row.draft.key.year)))
        let outcomes = try await store.keep(
            reports: good.map(\.row.draft),
            duties: duties,
            source: run.source,
            by: run.request.actor,
            now: now()
        )
        for (entry, outcome) in zip(good, outcomes) {
            switch outcome {
            case .kept: run.progress.accepted += 1
            case .unchanged: run.progress.unchanged += 1
            case .reasonMissing, .changed:
                try run.reject(entry.line.asking("import.report.reasonMissing"), fields: entry.fields)
            }
        }
    }

    private func reportRow(_ columns: ColumnMap<ReportColumn>, _ request: ImportRequest) async throws -> ReportRow {
        let city = try await city()
        return ReportRow(
            columns: columns,
            needs: try await reportNeeds(),
            quantities: quantities,
            places: try await allJurisdictions().values.filter {
                $0.id == city?.id || ($0.parent == city?.id && $0.kind == .district)
            }.sorted { $0.id < $1.id },
            buildings: try await registerCodes(),
            stands: Dictionary(try await places(.all).compactMap { place in place.jurisdiction.map { (place.id, $0) } })
            {
                first,
                _ in first
            },
            years: 1990...currentYear,
            reach: try await reportReach(of: try await reportPrincipal(request))
        )
    }

    /// Whoever sent a file, with what is left today of the rights it was sent with; the machine itself may report
    /// everything.
    private func reportPrincipal(_ request: ImportRequest) async throws -> Principal {
        guard let sender = request.person else {
            let all = RoleGrant(id: 0, role: .cityOfficer, scope: .all)
            return Principal(person: nil, name: "", proof: .console, grants: [all])
        }
        let grants = try await store.currentGrants(of: [sender], now: now())[sender]?.map(\.grant) ?? []
        let sent = grants.filter { request.roles?.contains($0.role) ?? true }
        return Principal(person: sender, name: "", proof: .console, grants: sent)
    }
}

extension RowRejection {
    /// The same place in the file, refused for a reason.
    fileprivate func asking(_ rule: String, _ evidence: String...) -> RowRejection {
        RowRejection(line: line, column: column, byteOffset: byteOffset, rule: rule, evidence: self.evidence + evidence)
    }
}
