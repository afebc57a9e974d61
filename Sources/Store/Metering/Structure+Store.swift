package import Buildings
import GRDB
package import Metering
package import Units

/// What one row of a structure list says of a meter (计量结构一行).
package struct MeterStructureRow: Sendable, Equatable {
    package var position: MeterPosition
    package var ratedPower: FixedPoint?

    package init(position: MeterPosition, ratedPower: FixedPoint?) {
        self.position = position
        self.ratedPower = ratedPower
    }
}

/// Everything that was said about how meters stand to each other.
package struct MeterStructure: Sendable {
    /// Positions in force, by meter and date.
    package var positions: [MeterPosition] = []
    /// Virtual meters.
    package var virtual: [Meter.ID: VirtualMeter] = [:]
    /// All meters by code, virtual ones included.
    package var codes: [String: Meter.ID] = [:]
    /// Their items.
    package var items: [Meter.ID: EnergyItemCode] = [:]

    /// The carriers of all meters.
    package var carriers: [Meter.ID: EnergyCarrier] { items.mapValues(\.carrier) }

    /// Positions as a tree; an import refuses those that make none.
    package var tree: MeterTree { (try? MeterTree(positions, carriers: carriers)) ?? MeterTree() }
}

extension Store {
    /// Everything that was said about how meters stand to each other.
    package func structure() async throws -> MeterStructure { try await writer.read { try Self.structure($0) } }

    static func structure(_ db: Database) throws -> MeterStructure {
        var structure = MeterStructure()
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT meter.id, item_code, code FROM meter
                JOIN meter_code ON meter_id = meter.id AND scheme = 'register' AND valid_to IS NULL
                """
        ) {
            let id = Meter.ID(rawValue: row[0])
            structure.codes[row[2]] = id
            structure.items[id] = EnergyItemCode(rawValue: row[1])
        }
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT *, max(revision) FROM meter_position_record GROUP BY meter_id, valid_from
                ORDER BY meter_id, valid_from
                """
        ) {
            structure.positions.append(MeterPosition(row: row))
        }
        let codes = Dictionary(structure.codes.map { ($0.value, $0.key) }) { first, _ in first }
        let formulas = try Row.fetchAll(
            db,
            sql: """
                SELECT *, max(revision) FROM meter_formula_record GROUP BY meter_id, valid_from
                ORDER BY meter_id, valid_from
                """
        )
        for (number, rows) in Dictionary(grouping: formulas, by: { $0["meter_id"] as Int64 }) {
            let id = Meter.ID(rawValue: number)
            guard let code = codes[id], let item = structure.items[id] else { continue }
            structure.virtual[id] = VirtualMeter(
                code: code,
                item: item,
                versions: rows.map { row in
                    VirtualMeter.Version(
                        from: CivilDay(number: row["valid_from"]),
                        formula: (row["formula"] as String?).flatMap { try? MeterFormula($0) }
                    )
                }
            )
        }
        return structure
    }

    /// Keeps what was said of meters; each answer says whether it was new.
    package func keep(positions rows: [MeterStructureRow], source: Int64) async throws -> [Bool] {
        try await writer.write { db in
            let outcomes = try rows.map { try Self.keep($0, source: source, db) }
            if outcomes.contains(true) { try Self.markBuildingsStale(of: rows.map(\.position.meter), db) }
            return outcomes
        }
    }

    private static func keep(_ row: MeterStructureRow, source: Int64, _ db: Database) throws -> Bool {
        let position = row.position
        let latest = try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM meter_position_record WHERE meter_id = ? AND valid_from = ?
                ORDER BY revision DESC LIMIT 1
                """,
            arguments: [position.meter.rawValue, position.from.number]
        )
        if let latest {
            let power = (latest["rated_power_mantissa"] as Int64?).map {
                FixedPoint(mantissa: $0, exponent: latest["rated_power_exponent"])
            }
            if MeterPosition(row: latest) == position, power == row.ratedPower { return false }
        }
        let above: (kind: String, meter: Int64?) =
            switch position.above {
            case .item: ("item", nil)
            case .supply: ("supply", nil)
            case .meter(let id): ("meter", id.rawValue)
            }
        try db.execute(
            sql: "INSERT INTO meter_position_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                position.meter.rawValue, position.from.number, (latest?["revision"] as Int? ?? 0) + 1, above.kind,
                above.meter, position.purpose?.rawValue, position.isCounted, row.ratedPower?.mantissa,
                row.ratedPower?.exponent, source,
            ]
        )
        return true
    }

    /// Makes a virtual meter known, or gives one another formula from a day on; answers whether anything is new.
    package func keep(
        virtual meter: VirtualMeter,
        in building: Building.ID,
        source: Int64
    ) async throws -> Bool {
        try await writer.write { db in
            guard let version = meter.versions.first else { return false }
            let known = try Int64.fetchOne(
                db,
                sql: "SELECT meter_id FROM meter_code WHERE scheme = 'register' AND code = ? AND valid_to IS NULL",
                arguments: [meter.code]
            )
            let id: Int64
            if let known {
                id = known
            } else {
                try db.execute(sql: "INSERT INTO meter (item_code) VALUES (?)", arguments: [meter.item.rawValue])
                id = db.lastInsertedRowID
                try db.execute(
                    sql: "INSERT INTO meter_code VALUES (?, 'register', ?, NULL, NULL)",
                    arguments: [id, meter.code]
                )
            }
            let isMoved = try Self.place(meter: id, in: building, from: version.from, db)
            let latest = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM meter_formula_record WHERE meter_id = ? AND valid_from = ?
                    ORDER BY revision DESC LIMIT 1
                    """,
                arguments: [id, version.from.number]
            )
            guard isMoved || latest == nil || latest?["formula"] as String? != version.formula?.text else {
                return false
            }
            try db.execute(
                sql: "INSERT INTO meter_formula_record VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    id, version.from.number, (latest?["revision"] as Int? ?? 0) + 1, version.formula?.text, source,
                ]
            )
            try Self.markBuildingsStale(of: [Meter.ID(rawValue: id)], db)
            return true
        }
    }

    /// Marks all meters of the buildings in which some meters stand: what one counts for bears on the others.
    private static func markBuildingsStale(of meters: [Meter.ID], _ db: Database) throws {
        let ids = meters.map { String($0.rawValue) }.joined(separator: ", ")
        try markStale(
            meters: """
                SELECT DISTINCT meter_id FROM meter_building WHERE building_id IN
                (SELECT building_id FROM meter_building WHERE meter_id IN (\(ids)))
                """,
            db
        )
        try raiseGeneration(db)
    }
}

extension MeterPosition {
    /// Reads a row of `meter_position_record`.
    fileprivate init(row: Row) {
        let above: Above =
            switch row["above"] as String {
            case "supply": .supply
            case "meter": .meter(Meter.ID(rawValue: row["above_meter_id"] ?? 0))
            default: .item
            }
        self.init(
            meter: Meter.ID(rawValue: row["meter_id"]),
            from: CivilDay(number: row["valid_from"]),
            above: above,
            purpose: (row["purpose"] as String?).flatMap(MeterPurpose.init(rawValue:)),
            isCounted: row["is_counted"]
        )
    }
}
