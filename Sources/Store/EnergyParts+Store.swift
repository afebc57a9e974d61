package import Buildings
import GRDB
package import Metering
package import Units

/// A sum of consumption within one month (用量分项合计).
package struct EnergyPart: Sendable, Hashable {
    package let building: Building.ID
    package let item: EnergyItemCode
    /// `nil` where the meters of the item are added up.
    package let meter: Meter.ID?
    /// `nil` where the days are added up.
    package let day: CivilDay?
    package let amount: Amount
    package let estimated: Amount
    package let coveredSeconds: Int64
    package let estimatedSeconds: Int64
}

extension Store {
    /// Consumption on days of one month by building and item, and where asked by meter and day.
    package func energyParts(
        days: Range<CivilDay>,
        byMeter: Bool,
        byDay: Bool,
        scope: Scope
    ) async throws -> [EnergyPart] {
        try await writer.read { db in
            let sums = "sum(amount_micro), sum(estimated_micro), sum(covered_s), sum(estimated_s)"
            let month = days.lowerBound.month
            let sql: String
            let arguments: StatementArguments
            if !byMeter, !byDay, days == month.days {
                sql = """
                    SELECT building_id, item_code, NULL, NULL, amount_micro, estimated_micro, covered_s, estimated_s
                    FROM energy_month WHERE month = ? AND \(scope.visibleBuildings)
                    """
                arguments = [month.number]
            } else {
                let groups = [byMeter ? "meter_id" : "NULL", byDay ? "day" : "NULL"]
                let keys = ["building_id", "item_code"] + groups.filter { $0 != "NULL" }
                sql = """
                    SELECT building_id, item_code, \(groups.joined(separator: ", ")), \(sums) FROM energy_day
                    WHERE day >= ? AND day < ? AND \(scope.visibleBuildings) GROUP BY \(keys.joined(separator: ", "))
                    """
                arguments = [days.lowerBound.number, days.upperBound.number]
            }
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
            var parts: [EnergyPart] = []
            while let row = try rows.next() {
                guard let item = EnergyItemCode(rawValue: row[1]) else { continue }
                parts.append(
                    EnergyPart(
                        building: Building.ID(rawValue: row[0]),
                        item: item,
                        meter: (row[2] as Int64?).map(Meter.ID.init(rawValue:)),
                        day: (row[3] as Int?).map(CivilDay.init(number:)),
                        amount: Amount(micro: row[4]),
                        estimated: Amount(micro: row[5]),
                        coveredSeconds: row[6],
                        estimatedSeconds: row[7]
                    )
                )
            }
            return parts
        }
    }
}
