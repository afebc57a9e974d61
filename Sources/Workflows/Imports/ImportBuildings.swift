import Buildings
import Documents
import Store
import Units

extension Platform {
    /// Imports the building register: every good row, each bad one listed (导入建筑台账).
    func importBuildings(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let table = try BuildingTable(header: reader.header)
        for finding in table.findings { run.note(finding) }
        let day = CivilDay(containing: now())
        var resolver = PlaceResolver(
            places: try await store.jurisdictions().filter { $0.isValid(on: day) },
            city: try await store.city()?.id
        )
        var seen: [String: Int] = [:]
        var batch: [PlacedRegistration] = []
        while try reader.next() {
            switch Self.registration(in: reader, table: table, resolver: &resolver, seen: &seen) {
            case .success(let registration): batch.append(registration)
            case .failure(let problem): try run.reject(problem.rejection, reader)
            }
            if batch.count >= min(1_000, importBatch) { try await store(&batch, day: day, &run) }
            try await run.report(reader)
        }
        try await store(&batch, day: day, &run)
        run.progress.doneBytes = run.progress.totalBytes
    }

    private struct Problem: Error {
        let rejection: RowRejection
    }

    private static func registration(
        in reader: borrowing CSVReader,
        table: BuildingTable,
        resolver: inout PlaceResolver,
        seen: inout [String: Int]
    ) -> Result<PlacedRegistration, Problem> {
        if let rejection = reader.rejection { return .failure(Problem(rejection: rejection)) }
        let (registration, problems) = BuildingRow.parse(reader.buildingValues(table))
        guard let registration else {
            return .failure(
                Problem(rejection: problems.map { reader.rejection($0, in: table) }.first ?? reader.unknownProblem)
            )
        }
        if let first = seen.updateValue(reader.position.line, forKey: registration.code) {
            seen[registration.code] = first
            let problem = FieldProblem(
                column: .code,
                rule: "import.code.repeated",
                evidence: [registration.code, String(first)]
            )
            return .failure(Problem(rejection: reader.rejection(problem, in: table)))
        }
        switch resolver.resolve(registration) {
        case .success(let placed): return .success(placed)
        case .failure(let problem): return .failure(Problem(rejection: reader.rejection(problem.problem, in: table)))
        }
    }

    private func store(_ batch: inout [PlacedRegistration], day: CivilDay, _ run: inout ImportRun) async throws {
        guard !batch.isEmpty else { return }
        let outcomes = try await store.register(buildings: batch, source: run.source, day: day, now: now())
        run.progress.unchanged += Int64(outcomes.count { $0 == .unchanged })
        run.progress.accepted += Int64(outcomes.count { $0 != .unchanged })
        batch.removeAll()
    }
}

extension CSVReader {
    fileprivate var unknownProblem: RowRejection { rejection("import.row.unreadable", column: 0) }
}

/// Finds the places a register row names.
private struct PlaceResolver {
    struct Problem: Error {
        let problem: FieldProblem
    }

    private let byCode: [String: Jurisdiction]
    private let byName: [String: [Jurisdiction]]
    /// The city of the installation; the first row decides it where there is none yet.
    private var city: Jurisdiction.ID?

    init(places: [Jurisdiction], city: Jurisdiction.ID?) {
        byCode = Dictionary(places.compactMap { place in place.divisionCode.map { ($0, place) } }) { first, _ in first }
        byName = Dictionary(grouping: places, by: \.name)
        self.city = city
    }

    mutating func resolve(_ registration: BuildingRegistration) -> Result<PlacedRegistration, Problem> {
        guard let district = district(of: registration), district.kind == .district else {
            let column: BuildingColumn = registration.divisionCode == nil ? .districtName : .divisionCode
            let named = registration.divisionCode ?? registration.districtName ?? ""
            let rule = named.isEmpty ? "import.district.missing" : "import.district.unknown"
            return .failure(Problem(problem: FieldProblem(column: column, rule: rule, evidence: [named])))
        }
        if let city, district.parent != city {
            let column: BuildingColumn = registration.divisionCode == nil ? .districtName : .divisionCode
            return .failure(
                Problem(
                    problem: FieldProblem(column: column, rule: "import.district.elsewhere", evidence: [district.name])
                )
            )
        }
        var zone: Jurisdiction.ID?
        if let name = registration.functionalZone {
            zone = byName[name]?.first { $0.kind == .functionalZone && $0.parent == district.parent }?.id
            if zone == nil {
                return .failure(
                    Problem(
                        problem: FieldProblem(column: .functionalZone, rule: "import.zone.unknown", evidence: [name])
                    )
                )
            }
        }
        city = city ?? district.parent
        return .success(PlacedRegistration(registration: registration, jurisdiction: district.id, zone: zone))
    }

    private func district(of registration: BuildingRegistration) -> Jurisdiction? {
        if let code = registration.divisionCode { return byCode[code] }
        let named = registration.districtName.flatMap { byName[$0] } ?? []
        return named.first { $0.parent == city } ?? (named.count == 1 ? named.first : nil)
    }
}
