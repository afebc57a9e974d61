package import Buildings
import FoundationEssentials
import GRDB
package import Metering
package import Units

/// What several meters of a building say together on some days (建筑日): virtual meters, balances, what is its own.
struct BuildingDays {
    /// Findings on several meters stand behind those on one.
    static let firstPosition = 1_000
    /// Behind all of them stands what is found at night, until the day is derived again.
    static let nightPosition = 2_000

    private let building: Int64
    private let structure: MeterStructure
    private let tree: MeterTree
    private let stays: [(meter: Meter.ID, from: CivilDay, to: CivilDay?)]
    private var branches: [Key: BranchedMeters] = [:]

    private struct Key: Hashable {
        let carrier: EnergyCarrier
        let meters: [Meter.ID]
        let era: Int
    }

    init(_ building: Int64, _ structure: MeterStructure, tree: MeterTree, _ db: Database) throws {
        self.building = building
        self.structure = structure
        self.tree = tree
        stays = try Row.fetchAll(
            db,
            sql: "SELECT meter_id, valid_from, valid_to FROM meter_building WHERE building_id = ?",
            arguments: [building]
        ).map {
            (Meter.ID(rawValue: $0[0]), CivilDay(number: $0[1]), ($0[2] as Int?).map(CivilDay.init(number:)))
        }
    }

    /// Whether anything was said of where its meters stand.
    func isStructured(_ days: Range<CivilDay>) -> Bool {
        stays.contains { tree.position(of: $0.meter, on: days.upperBound.adding(days: -1)) != nil }
    }

    /// How the meters of a carrier stood below each other on a day.
    private mutating func branched(_ carrier: EnergyCarrier, on day: CivilDay) -> BranchedMeters {
        let present = stays.filter { stay in
            stay.from <= day && (stay.to.map { day < $0 } ?? true) && structure.items[stay.meter]?.carrier == carrier
        }
        let key = Key(
            carrier: carrier,
            meters: present.map(\.meter),
            era: tree.changes.count { $0 <= day }
        )
        if let known = branches[key] { return known }
        let items = Dictionary(present.map { ($0.meter, structure.items[$0.meter]) }) { first, _ in first }
        let branched = BranchedMeters(items.compactMapValues { $0 }, tree: tree, on: day)
        branches[key] = branched
        return branched
    }

    /// Computes virtual meters and balances of some days anew and stores them.
    mutating func derive(on days: Set<CivilDay>, meters: [Meter.ID: Meter], rules: QualityRules, _ db: Database) throws
    {
        guard let first = days.min(), let last = days.max() else { return }
        var rows = try Store.days(in: building, first..<last.adding(days: 1), db)
        let virtual = stays.compactMap { structure.virtual[$0.meter] }
        for day in days.sorted() {
            for meter in virtual.ordered(on: day) {
                guard let id = structure.codes[meter.code] else { continue }
                let parts = Dictionary(
                    (rows[day] ?? [:]).map { (meters[$0.key]?.code ?? "", [day: $0.value]) }
                ) { first, _ in first }
                let result = meter.consumption(on: day..<day.adding(days: 1), parts: parts, rules: rules)
                rows[day, default: [:]][id] = result.days.first
                try store(result, of: id, item: meter.item, on: day, db)
            }
            try storeBalances(rows[day] ?? [:], on: day, meters: meters, rules: rules, db)
        }
    }

    private func store(
        _ result: ConsumptionResult,
        of meter: Meter.ID,
        item: EnergyItemCode,
        on day: CivilDay,
        _ db: Database
    ) throws {
        for table in ["energy_day", "energy_finding"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE meter_id = ? AND day = ?").execute(
                arguments: [meter.rawValue, day.number]
            )
        }
        if let consumption = result.days.first, stays.contains(where: { $0.meter == meter && $0.from <= day }) {
            try db.cachedStatement(sql: "INSERT INTO energy_day VALUES (?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
                building, day.number, meter.rawValue, item.rawValue, consumption.amount.micro,
                consumption.estimated.micro, consumption.coveredSeconds, consumption.estimatedSeconds,
            ])
        }
        for (position, dated) in result.findings.enumerated() {
            try Store.insert(dated, on: meter, position: position, db)
        }
    }

    private mutating func storeBalances(
        _ rows: [Meter.ID: DayConsumption],
        on day: CivilDay,
        meters: [Meter.ID: Meter],
        rules: QualityRules,
        _ db: Database
    ) throws {
        for stay in stays {
            try db.cachedStatement(
                sql: "DELETE FROM energy_finding WHERE meter_id = ? AND day = ? AND position = ?"
            ).execute(arguments: [stay.meter.rawValue, day.number, Self.firstPosition])
        }
        var days: [Meter.ID: MeteredDay] = [:]
        for (id, consumption) in rows {
            if let meter = meters[id] { days[id] = MeteredDay(meter: meter, consumption: consumption) }
        }
        for carrier in Set(days.values.map(\.meter.item.carrier)).sorted() {
            for (id, balance) in branched(carrier, on: day).balances(of: days, rules: rules).sorted(by: {
                $0.key < $1.key
            }) {
                guard let meter = meters[id], let finding = balance.finding(of: meter, rules: rules) else { continue }
                try Store.insert(finding, on: id, position: Self.firstPosition, db)
            }
        }
    }

    /// One item's month.
    struct ItemSum {
        var amount = Amount.zero
        var estimated = Amount.zero
        var covered: Int64 = 0
        var estimatedSeconds: Int64 = 0
    }

    /// What the building's own consumption was by item, with what is left out taken off and checks passed over.
    mutating func itemSums(of month: CivilMonth, _ db: Database) throws -> [EnergyItemCode: ItemSum] {
        var sums: [EnergyItemCode: ItemSum] = [:]
        for (day, rows) in try Store.days(in: building, month.days, db) {
            for carrier in Set(rows.keys.compactMap { structure.items[$0]?.carrier }) {
                let branched = branched(carrier, on: day)
                let own = branched.own(rows.mapValues(\.amount))
                let counting = branched.counting
                let beside = branched.suppliesBeside(structure.items.filter { rows[$0.key] != nil })
                for (id, amount) in own {
                    guard let item = structure.items[id], item.carrier == carrier, let row = rows[id],
                        counting[id]?.isLeftOut == false
                    else { continue }
                    sums[item, default: ItemSum()].covered += row.coveredSeconds
                    sums[item, default: ItemSum()].estimatedSeconds += row.estimatedSeconds
                    // A meter of the same item above it sees what it sees.
                    let isSeen = branched.ancestors(of: id).contains {
                        structure.items[$0] == item && own[$0] != nil && counting[$0]?.isLeftOut == false
                    }
                    guard !isSeen else { continue }
                    sums[item, default: ItemSum()].amount += amount
                    sums[item, default: ItemSum()].estimated += min(row.estimated, max(amount, .zero))
                    guard beside.contains(id) else { continue }
                    var above = item.parent
                    while let current = above {
                        if rows.keys.contains(where: { structure.items[$0] == current }) {
                            sums[current, default: ItemSum()].amount += amount
                        }
                        above = current.parent
                    }
                }
            }
        }
        return sums
    }
}

extension Store {
    /// What the meters of a building consumed, by day.
    package func dayConsumption(
        in building: Building.ID,
        days: Range<CivilDay>
    ) async throws -> [CivilDay: [Meter.ID: DayConsumption]] {
        try await writer.read { try Self.days(in: building.rawValue, days, $0) }
    }

    static func days(
        in building: Int64,
        _ days: Range<CivilDay>,
        _ db: Database
    ) throws -> [CivilDay: [Meter.ID: DayConsumption]] {
        var rows: [CivilDay: [Meter.ID: DayConsumption]] = [:]
        let found = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT * FROM energy_day WHERE building_id = ? AND day >= ? AND day < ?"),
            arguments: [building, days.lowerBound.number, days.upperBound.number]
        )
        while let row = try found.next() {
            rows[CivilDay(number: row["day"]), default: [:]][Meter.ID(rawValue: row["meter_id"])] =
                DayConsumption(row: row)
        }
        return rows
    }

    /// Keeps what was found at night on a meter's day, once.
    package func note(_ dated: DatedFinding, on meter: Meter.ID) async throws {
        try await writer.write { db in
            let known = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM energy_finding WHERE meter_id = ? AND day = ? AND position = ?)",
                arguments: [meter.rawValue, dated.day.number, BuildingDays.nightPosition]
            )
            guard known != true else { return }
            try Self.insert(dated, on: meter, position: BuildingDays.nightPosition, db)
            try Self.raiseGeneration(db)
        }
    }

    /// Keeps a finding on a meter's day.
    static func insert(_ dated: DatedFinding, on meter: Meter.ID, position: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO energy_finding VALUES (?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
            meter.rawValue, dated.day.number, position, dated.finding.rule, dated.finding.severity.rawValue,
            dated.finding.subject,
            String(decoding: try JSONEncoder().encode(dated.finding.evidence), as: UTF8.self),
        ])
    }

    /// The meters of some buildings with their devices, by number.
    static func meters(of buildings: [Int64], _ structure: MeterStructure, _ db: Database) throws -> [Meter.ID: Meter] {
        let ids = buildings.map(String.init).joined(separator: ", ")
        let devices = try devices("meter_id IN (SELECT meter_id FROM meter_building WHERE building_id IN (\(ids)))", db)
        let codes = Dictionary(structure.codes.map { ($0.value, $0.key) }) { first, _ in first }
        var meters: [Meter.ID: Meter] = [:]
        for (id, item) in structure.items {
            guard let code = codes[id], structure.virtual[id] != nil || devices[id.rawValue] != nil else { continue }
            meters[id] = Meter(id: id, code: code, item: item, devices: devices[id.rawValue]?.devices ?? [])
        }
        return meters
    }
}

extension DayConsumption {
    /// Reads a row of `energy_day`.
    init(row: Row) {
        self.init(
            day: CivilDay(number: row["day"]),
            amount: Amount(micro: row["amount_micro"]),
            estimated: Amount(micro: row["estimated_micro"]),
            coveredSeconds: row["covered_s"],
            estimatedSeconds: row["estimated_s"]
        )
    }
}
