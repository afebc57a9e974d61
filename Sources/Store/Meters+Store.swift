package import Buildings
import GRDB
package import Metering
package import Units

/// A meter as an import names it.
package struct MeterRegistration: Sendable, Equatable {
    package var code: String
    package var building: Building.ID
    package var item: EnergyItemCode
    package var device: MeterDevice
    /// What the device before showed when it was taken out, as on paper; its decimals are those of that device.
    package var previousEnd: FixedPoint?

    package init(
        code: String,
        building: Building.ID,
        item: EnergyItemCode,
        device: MeterDevice,
        previousEnd: FixedPoint? = nil
    ) {
        self.code = code
        self.building = building
        self.item = item
        self.device = device
        self.previousEnd = previousEnd
    }
}

/// A meter with where it stood when.
package struct PlacedMeter: Sendable {
    package let meter: Meter
    /// Buildings by half-open validity, first one first.
    package let places: [MeterPlace]
    /// What people decided about its readings, in force and in order.
    package var repairs: [Repair] = []
}

/// A stretch of days a meter stood in a building.
package struct MeterPlace: Sendable, Hashable {
    package let building: Building.ID
    package let from: CivilDay
    package let to: CivilDay?

    /// Whether the meter stood there on a day.
    package func contains(_ day: CivilDay) -> Bool { from <= day && (to.map { day < $0 } ?? true) }
}

/// What an import changed.
package enum RegistrationOutcome: Sendable, Equatable {
    case added, revised, unchanged
    /// The meter's item is part of its identity and cannot change.
    case itemDiffers
    /// There is no device before this one, or it could not have shown the value it is said to have ended with.
    case previousEndUnusable
}

extension Store {
    /// Registers meters and devices, each outcome in the order given.
    ///
    /// A known code with a new `validFrom` is a swap of the device; the same `validFrom` with other values is a new
    /// revision of that device's record; the same values change nothing.
    package func register(meters: [MeterRegistration], source: Int64) async throws -> [RegistrationOutcome] {
        try await writer.write { db in
            let outcomes = try meters.map { try Self.register($0, source: source, db) }
            try Self.raiseGeneration(db)
            return outcomes
        }
    }

    private static func register(
        _ registration: MeterRegistration,
        source: Int64,
        _ db: Database
    ) throws -> RegistrationOutcome {
        let known = try Row.fetchOne(
            db,
            sql: """
                SELECT meter.id, meter.item_code FROM meter JOIN meter_code code ON code.meter_id = meter.id
                WHERE code.scheme = 'register' AND code.code = ? AND code.valid_to IS NULL
                """,
            arguments: [registration.code]
        )
        if let known, known["item_code"] != registration.item.rawValue { return .itemDiffers }
        var device = registration.device
        if let end = registration.previousEnd {
            guard let counts = try counts(of: end, before: device, meter: known?["id"], db) else {
                return .previousEndUnusable
            }
            device.previousEnd = counts
        }
        let id: Int64
        if let known {
            id = known["id"]
        } else {
            try db.execute(sql: "INSERT INTO meter (item_code) VALUES (?)", arguments: [registration.item.rawValue])
            id = db.lastInsertedRowID
            try db.execute(
                sql: "INSERT INTO meter_code VALUES (?, 'register', ?, NULL, NULL)",
                arguments: [id, registration.code]
            )
        }
        let isMoved = try place(
            meter: id,
            in: registration.building,
            from: CivilDay(containing: device.validFrom),
            db
        )
        let isChanged = try record(device, meter: id, source: source, db)
        guard known != nil else { return .added }
        guard isMoved || isChanged else { return .unchanged }
        try markStale(meters: "SELECT \(id)", db)
        return .revised
    }

    /// What a device ended with in its own counts, which are those of the device before `device`.
    private static func counts(
        of end: FixedPoint,
        before device: MeterDevice,
        meter: Int64?,
        _ db: Database
    ) throws -> Int64? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM meter_device_record WHERE meter_id = ? AND valid_from < ?
                ORDER BY valid_from DESC, revision DESC LIMIT 1
                """,
            arguments: [meter, device.validFrom.seconds]
        )
        guard let old = row.flatMap(MeterDevice.init(row:)), let counts = end.mantissa(atExponent: -old.decimals),
            (0..<old.fullScale).contains(counts)
        else { return nil }
        return counts
    }

    /// Marks meters whose consumption must be derived again from all their readings.
    static func markStale(meters select: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO energy_stale
                SELECT *, (SELECT generation + 1 FROM consumption_state) FROM (\(select))
                """
        )
    }

    /// Meters whose consumption must be derived again, with the generation of the mark.
    package func staleMeters() async throws -> [Meter.ID: Int64] {
        try await writer.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT meter_id, generation FROM energy_stale")
            return Dictionary(rows.map { (Meter.ID(rawValue: $0[0]), $0[1]) }) { first, _ in first }
        }
    }

    /// Appends a device record unless the latest revision says the same.
    private static func record(_ device: MeterDevice, meter: Int64, source: Int64, _ db: Database) throws -> Bool {
        let latest = try Row.fetchOne(
            db,
            sql:
                "SELECT * FROM meter_device_record WHERE meter_id = ? AND valid_from = ? ORDER BY revision DESC LIMIT 1",
            arguments: [meter, device.validFrom.seconds]
        )
        if let latest, MeterDevice(row: latest) == device { return false }
        try db.execute(
            sql: "INSERT INTO meter_device_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                meter, device.validFrom.seconds, (latest?["revision"] as Int? ?? 0) + 1, device.kind.rawValue,
                device.unit.rawValue, device.decimals, device.digits, device.ratio.mantissa, device.ratio.exponent,
                device.interval, device.previousEnd, device.start, source,
            ]
        )
        return true
    }

    /// Puts a meter into a building from a day on until the next stay that is known.
    ///
    /// The stay that the day falls into ends there. Rows may come in any order of time, and again.
    static func place(meter: Int64, in building: Building.ID, from day: CivilDay, _ db: Database) throws -> Bool {
        let stays = try Row.fetchAll(
            db,
            sql: "SELECT building_id, valid_from FROM meter_building WHERE meter_id = ? ORDER BY valid_from",
            arguments: [meter]
        ).map { (building: $0[0] as Int64, from: $0[1] as Int) }
        let current = stays.last { $0.from <= day.number }
        let next = stays.first { $0.from > day.number }
        if current?.building == building.rawValue { return false }
        if current == nil, let next, next.building == building.rawValue {
            try db.execute(
                sql: "UPDATE meter_building SET valid_from = ? WHERE meter_id = ? AND valid_from = ?",
                arguments: [day.number, meter, next.from]
            )
            return true
        }
        try db.execute(
            sql: "DELETE FROM meter_building WHERE meter_id = ?1 AND valid_from = ?2",
            arguments: [meter, day.number]
        )
        try db.execute(
            sql: """
                UPDATE meter_building SET valid_to = ?2
                WHERE meter_id = ?1 AND valid_from < ?2 AND (valid_to IS NULL OR valid_to > ?2)
                """,
            arguments: [meter, day.number]
        )
        try db.execute(
            sql: "INSERT INTO meter_building VALUES (?, ?, ?, ?)",
            arguments: [meter, building.rawValue, day.number, next?.from]
        )
        return true
    }

    /// Meters with devices and places, by code.
    package func meters(scope: Scope) async throws -> [PlacedMeter] {
        try await writer.read { db in
            let own = scope.visibleBuildings
            let visible = "meter_id IN (SELECT meter_id FROM meter_building WHERE \(own))"
            let devices = try Self.devices(visible, db)
            let repairs = try Self.allRepairs(visible, db)
            var places: [Int64: [MeterPlace]] = [:]
            let stays = try Row.fetchCursor(
                db,
                // Only the stays in the scope: where a meter stood before or went afterwards is another's.
                sql: "SELECT * FROM meter_building WHERE \(own) ORDER BY meter_id, valid_from"
            )
            while let row = try stays.next() {
                places[row["meter_id"], default: []].append(
                    MeterPlace(
                        building: Building.ID(rawValue: row["building_id"]),
                        from: CivilDay(number: row["valid_from"]),
                        to: (row["valid_to"] as Int?).map(CivilDay.init(number:))
                    )
                )
            }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT meter.id, item_code, code.code FROM meter
                    JOIN meter_code code ON code.meter_id = meter.id AND code.scheme = 'register' AND code.valid_to IS NULL
                    WHERE \(visible.replacing("meter_id IN", with: "meter.id IN", maxReplacements: 1)) ORDER BY code.code
                    """
            ).compactMap { row in
                guard let item = EnergyItemCode(rawValue: row["item_code"]) else { return nil }
                let id: Int64 = row["id"]
                return PlacedMeter(
                    meter: Meter(
                        id: Meter.ID(rawValue: id),
                        code: row["code"],
                        item: item,
                        devices: devices[id]?.devices ?? [],
                        formerRatios: devices[id]?.formerRatios ?? [:]
                    ),
                    places: places[id] ?? [],
                    repairs: repairs[id] ?? []
                )
            }
        }
    }
}

extension Store {
    /// The devices of meters as last recorded, with ratios that were recorded otherwise before, and the greatest power
    /// that was said of their branch while they were in.
    static func devices(
        _ condition: String,
        _ db: Database
    ) throws -> [Int64: (devices: [MeterDevice], formerRatios: [Instant: FixedPoint])] {
        var meters: [Int64: (devices: [MeterDevice], formerRatios: [Instant: FixedPoint])] = [:]
        let records = try Row.fetchCursor(
            db,
            sql: """
                SELECT * FROM meter_device_record WHERE \(condition) ORDER BY meter_id, valid_from, revision
                """
        )
        while let row = try records.next() {
            guard let device = MeterDevice(row: row) else { continue }
            let id: Int64 = row["meter_id"]
            if let last = meters[id]?.devices.last, last.validFrom == device.validFrom {
                meters[id]?.devices.removeLast()
                if last.ratio != device.ratio { meters[id]?.formerRatios[device.validFrom] = last.ratio }
            }
            meters[id, default: ([], [:])].devices.append(device)
        }
        for (id, powers) in try ratedPowers(condition, db) {
            guard var own = meters[id]?.devices else { continue }
            for index in own.indices {
                let from = CivilDay(containing: own[index].validFrom)
                let to = index + 1 < own.count ? CivilDay(containing: own[index + 1].validFrom) : nil
                let during = powers.enumerated().filter { position, power in
                    (to.map { power.from <= $0 } ?? true)
                        && (position + 1 == powers.count || from < powers[position + 1].from)
                }
                own[index].ratedPower = during.compactMap(\.element.power).max()
            }
            meters[id]?.devices = own
        }
        return meters
    }

    private static func ratedPowers(
        _ condition: String,
        _ db: Database
    ) throws -> [Int64: [(from: CivilDay, power: FixedPoint?)]] {
        var powers: [Int64: [(from: CivilDay, power: FixedPoint?)]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT meter_id, valid_from, rated_power_mantissa, rated_power_exponent, max(revision)
                FROM meter_position_record WHERE \(condition) GROUP BY meter_id, valid_from ORDER BY meter_id, valid_from
                """
        )
        while let row = try rows.next() {
            let power = (row[2] as Int64?).map { FixedPoint(mantissa: $0, exponent: row[3]) }
            powers[row[0], default: []].append((CivilDay(number: row[1]), power))
        }
        return powers
    }
}

extension MeterDevice {
    /// Reads a row of `meter_device_record`.
    init?(row: Row) {
        guard let kind = Kind(rawValue: row["kind"]), let unit = MeteredUnit(rawValue: row["unit"]) else { return nil }
        self.init(
            kind: kind,
            unit: unit,
            decimals: row["decimals"],
            digits: row["digits"],
            ratio: FixedPoint(mantissa: row["ratio_mantissa"], exponent: row["ratio_exponent"]),
            interval: row["interval_s"],
            validFrom: Instant(seconds: row["valid_from"]),
            previousEnd: row["previous_end_counts"],
            start: row["start_counts"]
        )
    }
}

/// A meter's stay in a building, for what should have been measured.
package struct MeterStay: Sendable {
    package let meter: Meter.ID
    package let building: Building.ID
    package let item: EnergyItemCode
    package let from: CivilDay
    package let to: CivilDay?
}

extension Store {
    /// All stays of meters in buildings, without the days on which a meter was left out of the building's total.
    package func meterStays() async throws -> [MeterStay] {
        try await writer.read { db in
            let tree = try Self.structure(db).tree
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT meter_id, building_id, item_code, valid_from, valid_to
                    FROM meter_building JOIN meter ON meter.id = meter_id
                    """
            )
            var stays: [MeterStay] = []
            while let row = try rows.next() {
                guard let item = EnergyItemCode(rawValue: row[2]) else { continue }
                let meter = Meter.ID(rawValue: row[0])
                let to = (row[4] as Int?).map(CivilDay.init(number:))
                stays += tree.counted(of: meter, from: CivilDay(number: row[3]), to: to).map { from, to in
                    MeterStay(meter: meter, building: Building.ID(rawValue: row[1]), item: item, from: from, to: to)
                }
            }
            return stays
        }
    }
}
