import Buildings
import Documents
import Metering
import Store
import Units

extension Platform {
    /// Imports how meters stand to each other, what counts, and virtual meters (导入计量结构).
    ///
    /// Virtual meters come in first, so that rows may say where they stand. Each row is judged with all that was said before
    /// and in the rows before it: what comes in makes a tree, and no formula leads to itself, whichever rows are refused.
    func importStructure(_ run: inout ImportRun, _ reader: inout CSVReader) async throws {
        let columns = ColumnMap<StructureColumn>(
            header: reader.header,
            names: Dictionary(StructureColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
        try Self.check(columns, header: reader.header, required: [.meter, .validFrom]) { run.note($0) }
        let row = StructureRow(row: CodedRow(columns: columns), buildings: try await store.buildingIDs())
        var structure = try await store.structure()
        let places = try await meterBuildings()
        var said: [(position: MeterStructureRow, code: String, line: RowRejection, fields: [String])] = []
        while try reader.next() {
            switch row.parse(reader, structure, places) {
            case .failure(let problem): try run.reject(problem.rejection, reader)
            case .success(.position(let position, let code)):
                let line = reader.rejection("", column: columns.positions[.above] ?? 0)
                said.append((position, code, line, reader.texts))
            case .success(.virtual(let meter, let building)):
                let isNew = try await store.keep(virtual: meter, in: building, source: run.source)
                if isNew { run.progress.accepted += 1 } else { run.progress.unchanged += 1 }
                structure = try await store.structure()
            }
            try await run.report(reader)
        }
        // Nearly always all of them make a tree; only where they do not, each is judged for itself.
        var kept = said
        if case .failure = structure.adding(said.map(\.position)) {
            kept = []
            for entry in said {
                switch structure.adding([entry.position]) {
                case .success(let with):
                    structure = with
                    kept.append(entry)
                case .failure(let problem):
                    try run.reject(entry.line.refused(for: problem, structure), fields: entry.fields)
                }
            }
        }
        for isNew in try await store.keep(positions: kept.map(\.position), source: run.source) {
            if isNew { run.progress.accepted += 1 } else { run.progress.unchanged += 1 }
        }
        run.progress.doneBytes = run.progress.totalBytes
        try await deriveConsumption()
    }

    /// The building in which each meter stands now.
    private func meterBuildings() async throws -> [String: Int64] {
        Dictionary(
            try await store.meters(scope: .all).compactMap { meter in
                meter.places.last.map { (meter.meter.code, $0.building.rawValue) }
            }
        ) { first, _ in first }
    }
}

extension MeterStructure {
    /// What was said with more of it, if it still makes a tree.
    fileprivate func adding(_ rows: [MeterStructureRow]) -> Result<MeterStructure, MeterTreeProblem> {
        var with = self
        let replaced = Set(rows.map { [$0.position.meter.rawValue, Int64($0.position.from.number)] })
        with.positions.removeAll { replaced.contains([$0.meter.rawValue, Int64($0.from.number)]) }
        with.positions += rows.map(\.position)
        do throws(MeterTreeProblem) {
            _ = try MeterTree(with.positions, carriers: carriers)
            return .success(with)
        } catch {
            return .failure(error)
        }
    }
}

extension RowRejection {
    /// The same row, refused because it makes no tree.
    fileprivate func refused(for problem: MeterTreeProblem, _ structure: MeterStructure) -> RowRejection {
        let codes = Dictionary(structure.codes.map { ($0.value, $0.key) }) { first, _ in first }
        func code(_ id: Meter.ID) -> String { codes[id] ?? String(id.rawValue) }
        let (rule, evidence): (String, [String]) =
            switch problem {
            case .unknownMeter(let id): ("import.structure.meterUnknown", [code(id)])
            case .otherCarrier(let id, let above): ("import.structure.otherCarrier", [code(id), code(above)])
            case .cycle(let way, let day):
                ("import.structure.cycle", [way.map(code).joined(separator: " → "), day.description])
            }
        return RowRejection(line: line, column: column, byteOffset: byteOffset, rule: rule, evidence: evidence)
    }
}
