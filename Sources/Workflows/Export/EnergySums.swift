public import Buildings
public import Metering
import Store
public import Units

/// By what consumption is added up (汇总维度).
public enum EnergyDimension: String, Sendable, CaseIterable {
    /// Each meter, whatever it meters.
    case meter
    /// Each item of the item tree, as metered: an item and those below it are rows of their own.
    case item
    /// Each building; as in ``district`` and ``kind``, nothing below a total meter is counted twice.
    case building
    /// Each district.
    case district
    /// Each kind of building.
    case kind
    /// Each civil day.
    case day
    /// Each civil month.
    case month
}

/// Which consumption to add up, and by what (用量汇总查询).
public struct EnergyQuery: Sendable, Hashable {
    /// The days, half-open.
    public var days: Range<CivilDay>
    /// By what, in the order of the rows.
    public var dimensions: [EnergyDimension]
    /// Only buildings in this place.
    public var jurisdiction: Jurisdiction.ID?
    /// Only this building.
    public var building: Building.ID?
    /// Only buildings of this kind.
    public var kind: Building.Kind?

    /// Creates a query.
    public init(days: Range<CivilDay>, dimensions: [EnergyDimension]) {
        self.days = days
        self.dimensions = dimensions
    }
}

/// One sum of consumption (用量汇总行).
public struct EnergySum: Sendable {
    /// The meter and its code, where asked for.
    public var meter: (id: Meter.ID, code: String)?
    /// The item.
    public var item: EnergyItemCode?
    /// The building and its name.
    public var building: (id: Building.ID, name: String)?
    /// The district.
    public var district: Jurisdiction?
    /// The kind of building.
    public var kind: Building.Kind?
    /// The day.
    public var day: CivilDay?
    /// The month.
    public var month: CivilMonth?
    /// The carrier: amounts of different carriers are never added.
    public var carrier: EnergyCarrier
    /// The amount.
    public var amount = Amount.zero
    /// The part of it that was split over gaps.
    public var estimated = Amount.zero
    /// Seconds with a known amount, over all meters. [s]
    public var coveredSeconds: Int64 = 0
    /// Seconds that were estimated. [s]
    public var estimatedSeconds: Int64 = 0
}

/// A reason why consumption is not added up.
public enum EnergySumError: Error, Equatable {
    /// More rows than one answer may hold.
    case tooManyRows(limit: Int)
}

extension Platform {
    /// The most rows of one answer.
    public static let mostEnergyRows = 200_000

    /// Consumption by any dimensions over any civil days, exactly the sum of the days that every account uses.
    ///
    /// - Returns: rows in the order of their dimensions; `nil` where the place is not within the scope.
    /// - Throws: ``EnergySumError``, or a database error.
    public func energy(_ query: EnergyQuery, scope: Scope) async throws -> [EnergySum]? {
        var visible = try await places(scope)
        if let id = query.jurisdiction {
            guard let place = try await place(id, scope: scope), let city = try await city() else { return nil }
            visible = try await places(in: place, city: city, scope)
        }
        if let id = query.building {
            visible = visible.filter { $0.id == id }
            guard !visible.isEmpty else { return nil }
        }
        if let kind = query.kind { visible = visible.filter { $0.kind == kind } }
        let byMeter = query.dimensions.contains(.meter)
        var sums = EnergySums(
            query: query,
            buildings: Dictionary(visible.map { ($0.id, $0) }) { first, _ in first },
            districts: try await allJurisdictions(),
            codes: byMeter
                ? Dictionary(try await placedMeters(scope).map { ($0.meter.id, $0.meter.code) }) { first, _ in first }
                : [:]
        )
        guard let span = try await span() else { return [] }
        let known = query.days.clamped(to: span.lowerBound..<span.upperBound.adding(days: 1))
        for days in known.monthParts {
            let parts = try await store.energyParts(
                days: days,
                byMeter: byMeter,
                byDay: query.dimensions.contains(.day),
                scope: scope
            )
            try sums.add(parts, month: days.lowerBound.month)
        }
        return sums.rows
    }
}

/// Adds parts up by the dimensions of a query.
private struct EnergySums {
    struct Key: Hashable {
        var meter: Int64 = 0
        var item = ""
        var building: Int64 = 0
        var district: Int64 = 0
        var kind = ""
        var day = 0
        var month = 0
        var carrier: EnergyCarrier
    }

    /// Within which the item tree says what counts.
    struct Owner: Hashable {
        let building: Building.ID
        let carrier: EnergyCarrier
    }

    let query: EnergyQuery
    let buildings: [Building.ID: BuildingPlace]
    let districts: [Jurisdiction.ID: Jurisdiction]
    let codes: [Meter.ID: String]
    private var sums: [Key: EnergySum] = [:]

    init(
        query: EnergyQuery,
        buildings: [Building.ID: BuildingPlace],
        districts: [Jurisdiction.ID: Jurisdiction],
        codes: [Meter.ID: String]
    ) {
        self.query = query
        self.buildings = buildings
        self.districts = districts
        self.codes = codes
    }

    /// Adds the parts of a month; without meter and item, only what the item tree counts there.
    mutating func add(_ parts: [EnergyPart], month: CivilMonth) throws(EnergySumError) {
        let own = parts.filter { buildings[$0.building] != nil }
        guard !query.dimensions.contains(.meter), !query.dimensions.contains(.item) else {
            for part in own { try add(part, month: month) }
            return
        }
        for (owner, parts) in Dictionary(grouping: own, by: { Owner(building: $0.building, carrier: $0.item.carrier) })
        {
            let metered = Dictionary(parts.map { ($0.item, $0.amount) }) { $0 + $1 }
            let counted = ItemBreakdown(carrier: owner.carrier, metered: metered).counted
            for part in parts where counted.contains(part.item) { try add(part, month: month) }
        }
    }

    private mutating func add(_ part: EnergyPart, month: CivilMonth) throws(EnergySumError) {
        guard let place = buildings[part.building] else { return }
        var key = Key(carrier: part.item.carrier)
        for dimension in query.dimensions {
            switch dimension {
            case .meter: key.meter = part.meter?.rawValue ?? 0
            case .item: key.item = part.item.rawValue
            case .building: key.building = part.building.rawValue
            case .district: key.district = place.jurisdiction?.rawValue ?? 0
            case .kind: key.kind = place.kind?.rawValue ?? ""
            case .day: key.day = part.day?.number ?? 0
            case .month: key.month = month.number
            }
        }
        var sum = sums[key] ?? row(part, place, month)
        sum.amount += part.amount
        sum.estimated += part.estimated
        sum.coveredSeconds += part.coveredSeconds
        sum.estimatedSeconds += part.estimatedSeconds
        sums[key] = sum
        guard sums.count <= Platform.mostEnergyRows else { throw .tooManyRows(limit: Platform.mostEnergyRows) }
    }

    private func row(_ part: EnergyPart, _ place: BuildingPlace, _ month: CivilMonth) -> EnergySum {
        var row = EnergySum(carrier: part.item.carrier)
        for dimension in query.dimensions {
            switch dimension {
            case .meter: row.meter = part.meter.map { ($0, codes[$0] ?? "") }
            case .item: row.item = part.item
            case .building: row.building = (place.id, place.name)
            case .district: row.district = place.jurisdiction.flatMap { districts[$0] }
            case .kind: row.kind = place.kind
            case .day: row.day = part.day
            case .month: row.month = month
            }
        }
        return row
    }

    /// The rows, ordered by their dimensions, then by carrier.
    var rows: [EnergySum] {
        func order(_ left: Key, _ right: Key) -> Bool {
            for dimension in query.dimensions {
                switch dimension {
                case .meter: if left.meter != right.meter { return left.meter < right.meter }
                case .item: if left.item != right.item { return left.item < right.item }
                case .building: if left.building != right.building { return left.building < right.building }
                case .district: if left.district != right.district { return left.district < right.district }
                case .kind: if left.kind != right.kind { return left.kind < right.kind }
                case .day: if left.day != right.day { return left.day < right.day }
                case .month: if left.month != right.month { return left.month < right.month }
                }
            }
            return left.carrier < right.carrier
        }
        return sums.sorted { order($0.key, $1.key) }.map(\.value)
    }
}
