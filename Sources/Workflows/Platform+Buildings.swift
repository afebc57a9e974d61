public import Buildings
import Carbon
import Metering
import Store
public import Units

extension Platform {
    /// A page of buildings in order of their register code.
    public func buildings(_ query: BuildingQuery, scope: Scope) async throws -> Page<BuildingSummary> {
        var filter = BuildingFilter()
        filter.text = query.text
        filter.jurisdiction = query.jurisdiction
        filter.kind = query.kind
        filter.changedSince = query.changedSince
        let limit = min(max(query.limit, 1), 1_000)
        let found = try await store.buildings(filter, after: query.after, limit: limit + 1, scope: scope)
        let shown = found.rows.prefix(limit)
        let summaries = try await summaries(of: Array(shown), year: query.year)
        return Page(
            rows: summaries,
            next: found.rows.count > limit ? shown.last?.registration.code : nil,
            total: found.total
        )
    }

    private func summaries(of facts: [BuildingFacts], year: CivilYear?) async throws -> [BuildingSummary] {
        guard let city = try await city() else { return [] }
        let year = try await shownYear(year)
        let activities = try await activities(of: year)
        let places = try await allJurisdictions()
        return facts.map { facts in
            BuildingSummary(
                id: facts.id,
                registration: facts.registration,
                revision: facts.revision,
                isSynthetic: facts.isSynthetic,
                jurisdiction: facts.jurisdiction.flatMap { places[$0] },
                summary: AccountSummary(
                    account: yearAccount([facts.id], activities, city: city),
                    floorArea: facts.registration.grossFloorArea
                )
            )
        }
    }

    /// One building; `nil` where there is none in the scope.
    public func building(_ id: Building.ID, year: CivilYear?, scope: Scope) async throws -> BuildingDetail? {
        guard let city = try await city(), let facts = try await store.building(id, scope: scope) else {
            return nil
        }
        let year = try await shownYear(year)
        let months = year.months
        let amounts = Dictionary(
            grouping: try await store.monthAmounts(months: months[0]..<months[0].adding(months: 12), building: id),
            by: \.month
        )
        let activities = try await activities(of: year).buildings[id] ?? []
        guard let summary = try await summaries(of: [facts], year: year).first else { return nil }
        let jurisdictions = try await allJurisdictions()
        return BuildingDetail(
            building: summary,
            functionalZone: facts.zone.flatMap { jurisdictions[$0] },
            codes: try await store.codes(of: id).map {
                DatedCode(scheme: $0.scheme, code: $0.code, validFrom: $0.validFrom, validTo: $0.validTo)
            },
            year: year,
            months: months.enumerated().map { index, month in
                BuildingMonth(
                    month: month,
                    breakdowns: Self.breakdowns(amounts[month] ?? []),
                    account: account(index < activities.count ? activities[index] : [], year: year, city: city)
                )
            },
            meters: try await meterSummaries(building: id, year: year, scope: scope)
        )
    }

    private static func breakdowns(_ amounts: [MonthAmount]) -> [EnergyCarrier: ItemBreakdown] {
        let byCarrier = Dictionary(grouping: amounts) { $0.item.carrier }
        return Dictionary(
            byCarrier.map { carrier, amounts in
                let metered = Dictionary(amounts.map { ($0.item, $0.amount) }) { $0 + $1 }
                return (carrier, ItemBreakdown(carrier: carrier, metered: metered))
            }
        ) { first, _ in first }
    }
}
