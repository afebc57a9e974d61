public import Buildings
public import Metering
import Store
public import Units

/// Which readings or consumption to give out (读数查询).
public struct ReadingQuery: Sendable {
    /// The code of one meter; `nil` for all.
    public var meter: String?
    /// Only meters that stand or stood in this building.
    public var building: Building.ID?
    /// The days, half-open.
    public var days: Range<CivilDay>

    /// Creates a query.
    public init(meter: String? = nil, building: Building.ID? = nil, days: Range<CivilDay>) {
        self.meter = meter
        self.building = building
        self.days = days
    }
}

/// How long the slots of consumption are (用量粒度).
public enum ConsumptionStep: String, Sendable, CaseIterable {
    /// A quarter of an hour.
    case quarter = "15min"
    /// An hour.
    case hour
    /// A civil day.
    case day
    /// A civil month.
    case month

    /// The length of slots that are computed from readings; `nil` where consumption is kept by day.
    var granularity: Granularity? {
        switch self {
        case .quarter: .quarterHour
        case .hour: .hour
        case .day, .month: nil
        }
    }
}

/// What a meter consumed within a slot of a step (时段用量).
public struct SlotConsumption: Hashable, Sendable {
    /// Where the slot begins.
    public let start: Instant
    /// The amount, ratio applied.
    public internal(set) var amount: Amount = .zero
    /// The part of it that was split over slots.
    public internal(set) var estimated: Amount = .zero
    /// Seconds of the slot whose amount is known, estimated ones included. [s]
    public internal(set) var coveredSeconds: Int64 = 0

    init(start: Instant) { self.start = start }

    init(_ consumed: IntervalConsumption) {
        start = consumed.interval.lowerBound
        amount = consumed.amount
        estimated = consumed.estimated
        coveredSeconds = consumed.coveredSeconds
    }
}

/// A meter whose readings a reader may see, and on which days (可导出计量点).
public struct ExportedMeter: Sendable {
    /// The meter with its devices.
    public let meter: Meter
    /// The buildings it stood in on days that the reader may see.
    let places: [MeterPlace]
    /// What people decided about its readings.
    let repairs: [Repair]

    /// Whether the reader may see a day of it.
    func isVisible(_ day: CivilDay) -> Bool { places.contains { $0.contains(day) } }
}

extension Platform {
    /// The meters of a query, by number; `nil` where the one it names is not there, or not within the scope.
    public func exportedMeters(_ query: ReadingQuery, scope: Scope) async throws -> [ExportedMeter]? {
        let meters = try await placedMeters(scope).compactMap { placed -> ExportedMeter? in
            guard query.meter == nil || placed.meter.code == query.meter else { return nil }
            let places = placed.places.filter { place in
                (query.building == nil || place.building == query.building) && place.from < query.days.upperBound
                    && (place.to.map { query.days.lowerBound < $0 } ?? true)
            }
            guard !places.isEmpty || query.meter != nil else { return nil }
            return ExportedMeter(meter: placed.meter, places: places, repairs: placed.repairs)
        }
        guard !meters.isEmpty || (query.meter == nil && query.building == nil) else { return nil }
        return meters.sorted { $0.meter.id < $1.meter.id }
    }

    /// The days of a query on which a meter has readings, or lies between some, cut where months begin so that no part takes
    /// long; none where it has no reading.
    public func readDays(of exported: ExportedMeter, in days: Range<CivilDay>) async throws -> [Range<CivilDay>] {
        let id = exported.meter.id
        let before = try await readings.lastReading(of: id, before: days.lowerBound)
        let after = try await readings.firstReading(of: id, from: days.upperBound)
        // Repairs and formulas give days beyond all readings.
        let isGiven = exported.meter.devices.isEmpty || !exported.repairs.isEmpty
        let given = isGiven ? try await store.storedDays(of: id) : nil
        let first = try await readings.firstReading(of: id, from: days.lowerBound)?.day ?? before?.day
        let last = try await readings.lastReading(of: id, before: days.upperBound)?.day ?? after?.day
        guard let first = [first, given?.lowerBound].compactMap(\.self).min(),
            let last = [last, given?.upperBound].compactMap(\.self).max()
        else { return [] }
        let from = before == nil ? max(days.lowerBound, first) : days.lowerBound
        let to = after == nil ? min(days.upperBound, last.adding(days: 1)) : days.upperBound
        return from < to ? (from..<to).monthParts : []
    }

    /// The readings of a meter on the days of a query that the reader may see.
    public func readings(of exported: ExportedMeter, in days: Range<CivilDay>) async throws -> [Reading] {
        let all = try await readings.readings(of: exported.meter.id, in: days)
        return all.allSatisfy { exported.isVisible($0.day) } ? all : all.filter { exported.isVisible($0.day) }
    }

    /// What a meter consumed on the days of a query that the reader may see, slot by slot.
    ///
    /// Slots of days and months are those that every account uses; shorter ones are computed from the readings and their
    /// neighbours, and sum exactly to the days.
    public func consumption(
        of exported: ExportedMeter,
        in days: Range<CivilDay>,
        by step: ConsumptionStep
    ) async throws -> [SlotConsumption] {
        if let granularity = step.granularity { return try await slots(of: exported, in: days, by: granularity) }
        var slots: [SlotConsumption] = []
        for day in try await store.dayConsumption(of: exported.meter.id, days: days) where exported.isVisible(day.day) {
            let start = step == .month ? day.day.month.firstDay.start : day.day.start
            if slots.last?.start != start { slots.append(SlotConsumption(start: start)) }
            let last = slots.count - 1
            slots[last].amount += day.amount
            slots[last].estimated += day.estimated
            slots[last].coveredSeconds += day.coveredSeconds
        }
        return slots
    }

    private func slots(
        of exported: ExportedMeter,
        in days: Range<CivilDay>,
        by granularity: Granularity
    ) async throws -> [SlotConsumption] {
        let (id, context) = (exported.meter.id, Meter.contextReadings)
        let known =
            try await readings(context, of: id, before: days.lowerBound)
            + readings.readings(of: id, in: days) + readings(context, of: id, from: days.upperBound)
        let intervals = exported.meter.intervals(
            of: known,
            by: granularity,
            repairs: exported.repairs,
            rules: qualityRules
        )
        return intervals.compactMap { consumed in
            let day = CivilDay(containing: consumed.interval.lowerBound)
            return days.contains(day) && exported.isVisible(day) ? SlotConsumption(consumed) : nil
        }
    }
}

extension Range where Bound == CivilDay {
    /// The days cut where months begin, so that no part takes long to read.
    var monthParts: [Range<CivilDay>] {
        var parts: [Range<CivilDay>] = []
        var from = lowerBound
        while from < upperBound {
            let to = Swift.min(from.month.days.upperBound, upperBound)
            parts.append(from..<to)
            from = to
        }
        return parts
    }
}
