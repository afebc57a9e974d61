import Buildings
import Hummingbird
import Metering
import Units
import Workflows

/// Consumption added up by whatever is asked for (用量汇总).
enum EnergyController {
    static func list(_ exchange: Exchange) async throws -> EnergyResponse {
        let query = try exchange.energyQuery()
        let rows = try await rows(query, exchange)
        let start = min(max(exchange.query("cursor").flatMap { Int($0) } ?? 0, 0), rows.count)
        let end = min(start + (try exchange.limit()), rows.count)
        return EnergyResponse(
            from: "\(query.days.lowerBound)",
            to: "\(query.days.upperBound.adding(days: -1))",
            items: rows[start..<end].map(EnergySumResponse.init),
            nextCursor: Nullable(end < rows.count ? String(end) : nil),
            total: rows.count
        )
    }

    static func file(_ exchange: Exchange) async throws -> Response {
        let query = try exchange.energyQuery()
        let rows = try await rows(query, exchange)
        let display = exchange.display
        let names =
            query.dimensions.flatMap(\.columns) + ["carrier", "amount", "unit", "estimated_amount", "covered_s"]
        return try CSVFile(
            name: "energy-\(query.days.lowerBound)_\(query.days.upperBound.adding(days: -1)).csv",
            header: names,
            rows: rows.map { row in
                query.dimensions.flatMap { Self.fields(row, $0, display) } + [
                    display.name(row.carrier), FixedPoint(mantissa: row.amount.micro, exponent: -6).description,
                    row.carrier.unit.rawValue, FixedPoint(mantissa: row.estimated.micro, exponent: -6).description,
                    String(row.coveredSeconds),
                ]
            }
        ).response()
    }

    private static func fields(_ row: EnergySum, _ dimension: EnergyDimension, _ display: Display) -> [String] {
        switch dimension {
        case .meter: [row.meter?.code ?? ""]
        case .item: [row.item?.rawValue ?? ""]
        case .building: [row.building.map { String($0.id.rawValue) } ?? "", row.building?.name ?? ""]
        case .district: [row.district?.divisionCode ?? "", row.district.map(display.name) ?? ""]
        case .kind: [row.kind?.rawValue ?? ""]
        case .day: [row.day.map { "\($0)" } ?? ""]
        case .month: [row.month.map { "\($0)" } ?? ""]
        }
    }

    private static func rows(_ query: EnergyQuery, _ exchange: Exchange) async throws -> [EnergySum] {
        do {
            guard let rows = try await exchange.site.platform.energy(query, scope: exchange.scope) else {
                throw WebError.notFound
            }
            return rows
        } catch EnergySumError.tooManyRows {
            throw WebError.badParameter("by")
        }
    }
}

extension EnergyDimension {
    /// What its columns are called in a file.
    fileprivate var columns: [String] {
        switch self {
        case .building: ["building_id", "building"]
        case .district: ["division_code", "district"]
        case .meter, .item, .kind, .day, .month: [rawValue]
        }
    }
}

extension Exchange {
    fileprivate func energyQuery() throws -> EnergyQuery {
        let words = (query("by") ?? EnergyDimension.building.rawValue).split(separator: ",")
        let dimensions = words.compactMap { EnergyDimension(rawValue: String($0)) }
        guard dimensions.count == words.count, Set(dimensions).count == words.count else {
            throw WebError.badParameter("by")
        }
        var query = EnergyQuery(days: try days(), dimensions: dimensions)
        query.jurisdiction = try jurisdiction("jurisdiction")
        query.building = try integer("building", in: 1...Int.max).map { Building.ID(rawValue: Int64($0)) }
        if let text = self.query("kind") {
            guard let kind = Building.Kind(rawValue: text) else { throw WebError.badParameter("kind") }
            query.kind = kind
        }
        return query
    }
}

/// Consumption added up; pass `next_cursor` as `cursor` to go on.
struct EnergyResponse: APIResponse {
    let from: String
    let to: String
    let items: [EnergySumResponse]
    let nextCursor: Nullable<String>
    let total: Int
}

/// One sum; what it was not added up by is null.
struct EnergySumResponse: APIResponse {
    let meterId: Nullable<Int64>
    let meter: Nullable<String>
    let item: Nullable<String>
    let buildingId: Nullable<Int64>
    let building: Nullable<String>
    let districtId: Nullable<Int64>
    let district: Nullable<String>
    let kind: Nullable<String>
    let day: Nullable<String>
    let month: Nullable<String>
    let carrier: String
    let unit: String
    let amount: Double
    let estimatedAmount: Double
    let coveredS: Int64
    let estimatedS: Int64

    init(_ sum: EnergySum) {
        meterId = Nullable(sum.meter?.id.rawValue)
        meter = Nullable(sum.meter?.code)
        item = Nullable(sum.item?.rawValue)
        buildingId = Nullable(sum.building?.id.rawValue)
        building = Nullable(sum.building?.name)
        districtId = Nullable(sum.district?.id.rawValue)
        district = Nullable(sum.district?.name)
        kind = Nullable(sum.kind?.rawValue)
        day = Nullable(sum.day.map { "\($0)" })
        month = Nullable(sum.month.map { "\($0)" })
        carrier = sum.carrier.rawValue
        unit = sum.carrier.unit.rawValue
        amount = sum.amount.value
        estimatedAmount = sum.estimated.value
        coveredS = sum.coveredSeconds
        estimatedS = sum.estimatedSeconds
    }
}
