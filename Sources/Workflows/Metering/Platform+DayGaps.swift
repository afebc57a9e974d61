public import Buildings
import Metering
import Store
public import Units

/// A meter that did not deliver a whole day (缺数计量点).
public struct DayGap: Sendable {
    /// The meter, with its completeness in the year.
    public let meter: MeterSummary
    /// How the day is known.
    public let share: DataShare
}

/// How complete the readings of a part of the city are (分区完整率).
public struct CompletenessPart: Sendable {
    /// What it is the part of.
    public enum Place: Sendable {
        case district(Jurisdiction)
        case building(Building.ID, name: String)

        /// The number it is known by.
        fileprivate var number: Int64 {
            switch self {
            case .district(let district): district.id.rawValue
            case .building(let id, _): id.rawValue
            }
        }
    }

    /// The place.
    public let place: Place
    /// How its time in the year is known.
    public let share: DataShare
    /// How many meters stand there.
    public let meterCount: Int
    /// Findings in the year.
    public let findingCount: Int
}

extension Platform {
    /// The part of a scope that lies in a place or building.
    ///
    /// - Returns: `nil` where the reader does not see it.
    public func scope(
        _ scope: Scope,
        in jurisdiction: Jurisdiction.ID?,
        building: Building.ID?
    ) async throws -> Scope? {
        if let building {
            guard let place = try await places(scope).first(where: { $0.id == building }) else { return nil }
            if let jurisdiction, jurisdiction != (try await city())?.id,
                place.jurisdiction != jurisdiction, place.zone != jurisdiction
            {
                return nil
            }
            return Scope(jurisdictions: [], buildings: [building.rawValue])
        }
        guard let jurisdiction else { return scope }
        guard let place = try await place(jurisdiction, scope: scope) else { return nil }
        return place.kind == .city ? scope : Scope(jurisdictions: [place.id])
    }

    /// Meters that stood in the scope on a day and did not deliver all of it, those that delivered least first.
    public func gaps(on day: CivilDay, scope: Scope) async throws -> [DayGap] {
        let covered = try await store.meterCoverage(days: day..<day.adding(days: 1), scope: scope)
        let present = Set(
            try await placedMeters(scope).compactMap { placed in
                placed.places.contains { $0.contains(day) } ? placed.meter.id : nil
            }
        )
        let gaps = try await meterSummaries(building: nil, year: day.year, scope: scope).compactMap { meter in
            guard present.contains(meter.id) else { return nil as DayGap? }
            let share = DataShare(
                covered: covered[meter.id]?.coveredSeconds ?? 0,
                estimated: covered[meter.id]?.estimatedSeconds ?? 0,
                expected: 86_400
            )
            return share.known - share.estimated < 1 ? DayGap(meter: meter, share: share) : nil
        }
        return gaps.sorted {
            ($0.share.known - $0.share.estimated, $0.meter.code)
                < ($1.share.known - $1.share.estimated, $1.meter.code)
        }
    }

    /// The completeness of a year by district, or by building where the scope is narrower than the city, worst first.
    public func completenessParts(year: CivilYear, scope: Scope) async throws -> [CompletenessPart] {
        let meters = try await meterSummaries(building: nil, year: year, scope: scope)
        let places = Dictionary(try await places(scope).map { ($0.id, $0) }) { first, _ in first }
        let districts = try await allJurisdictions()
        let parts: [CompletenessPart]
        if scope == .all {
            parts = Dictionary(grouping: meters) { places[$0.building.id]?.jurisdiction }.compactMap { id, meters in
                guard let district = id.flatMap({ districts[$0] }) else { return nil }
                return CompletenessPart(.district(district), meters)
            }
        } else {
            parts = Dictionary(grouping: meters, by: \.building.id).map { id, meters in
                CompletenessPart(.building(id, name: meters.first?.building.name ?? ""), meters)
            }
        }
        return parts.sorted {
            ($0.share.known - $0.share.estimated, $0.place.number)
                < ($1.share.known - $1.share.estimated, $1.place.number)
        }
    }
}

extension CompletenessPart {
    fileprivate init(_ place: Place, _ meters: [MeterSummary]) {
        self.place = place
        // Every meter weighs the same.
        let count = Double(max(1, meters.count))
        share = DataShare(
            measured: meters.reduce(0) { $0 + $1.share.measured } / count,
            estimated: meters.reduce(0) { $0 + $1.share.estimated } / count
        )
        meterCount = meters.count
        findingCount = meters.reduce(0) { $0 + $1.findingCount }
    }
}
