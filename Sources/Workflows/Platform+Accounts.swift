public import Access
import Buildings
import Carbon
import PeakPlanning
import Store
public import Units

extension Platform {
    /// The state of the data that every page shows.
    public func dataState(scope: Scope) async throws -> DataState {
        try await cached("state", scope) { try await computedState(scope) }
    }

    private func computedState(_ scope: Scope) async throws -> DataState {
        let places = try await places(scope)
        let span = try await span()
        let years = span.map { $0.lowerBound.year.number...$0.upperBound.year.number }.map { $0.map(CivilYear.init) }
        return DataState(
            city: try await city(),
            firstDay: span?.lowerBound,
            lastDay: span?.upperBound,
            isSynthetic: try await hasSyntheticReports() || places.contains(where: \.isSynthetic),
            generation: try await store.generation(),
            years: years ?? [],
            buildingCount: places.count,
            meterCount: Set(try await stays(scope).map(\.meter)).count,
            planTargetCount: try await currentPlan()?.plan.tasks.flatMap(\.indicators).count(where: \.isTracked) ?? 0
        )
    }

    /// Rises with every change of what pages show.
    public func generation() async throws -> Int64 { try await store.generation() }

    /// The places of the installation that exist today: the city, its districts by code, its functional zones.
    public func jurisdictions(scope: Scope) async throws -> [Jurisdiction] {
        guard let city = try await city() else { return [] }
        let today = CivilDay(containing: now())
        let children = try await allJurisdictions().values.filter { $0.parent == city.id && $0.isValid(on: today) }
        let ordered = children.sorted {
            ($0.kind == .functionalZone ? 1 : 0, $0.divisionCode ?? "", $0.id)
                < ($1.kind == .functionalZone ? 1 : 0, $1.divisionCode ?? "", $1.id)
        }
        guard let visible = scope.jurisdictions else { return [city] + ordered }
        return ([city] + ordered).filter { visible.contains($0.id) }
    }

    /// The account of some buildings over one month: amounts are added first, the factor is applied to the sum.
    func account(_ activities: [CarrierActivity], year: CivilYear, city: Jurisdiction) -> OperationalAccount {
        factors.operationalAccount(
            of: activities,
            region: FactorRegion.province(ofDivision: city.divisionCode ?? ""),
            year: year
        )
    }

    /// The first page; `nil` while nothing has been imported.
    ///
    /// What wants attention is the reader's own: what lies with others stays with them.
    public func overview(year: CivilYear?, scope: Scope, reader: Principal) async throws -> Overview? {
        guard let city = try await city() else { return nil }
        let year = try await shownYear(year)
        let view = try await accounts(city, year: year, city: city, scope: scope)
        return Overview(
            year: year,
            summary: view.summary,
            months: view.months,
            districts: view.districts,
            attention: try await attention(of: reader),
            findings: try await findingCounts(year: year, scope: scope)
        )
    }

    /// Carbon by scope and district; `nil` while nothing has been imported or the place is unknown.
    public func carbon(jurisdiction: Jurisdiction.ID?, year: CivilYear?, scope: Scope) async throws -> CarbonView? {
        guard let city = try await city() else { return nil }
        guard let place = try await place(jurisdiction, scope: scope) else { return nil }
        let year = try await shownYear(year)
        let view = try await accounts(place, year: year, city: city, scope: scope)
        let used = Set(view.summary.account.lines.flatMap { [$0.factor?.id, $0.coalFactor?.id].compactMap { $0 } })
        let province = FactorRegion.province(ofDivision: city.divisionCode ?? "")
        let relevant = factors.factors.filter { used.contains($0.id) || $0.region == province }
        return CarbonView(
            jurisdiction: place,
            year: year,
            summary: view.summary,
            months: view.months,
            districts: view.districts,
            factors: relevant.sorted { (used.contains($0.id) ? 0 : 1) < (used.contains($1.id) ? 0 : 1) }
        )
    }

    private struct PlaceAccounts {
        let summary: AccountSummary
        let months: [MonthAccount]
        let districts: [DistrictAccount]
    }

    /// The accounts of a place and, where it is the city, of its districts.
    private func accounts(
        _ place: Jurisdiction,
        year: CivilYear,
        city: Jurisdiction,
        scope: Scope
    ) async throws -> PlaceAccounts {
        let activities = try await activities(of: year)
        let inside = try await places(in: place, city: city, scope)
        let months = monthAccounts(inside.map(\.id), activities, city: city)
        let districts = try await jurisdictions(scope: scope).filter { $0.kind == .district && place.id == city.id }
        return PlaceAccounts(
            summary: AccountSummary(
                account: OperationalAccount.sum(of: months.map(\.account))
                    .adding(unmetered(inside.map(\.id), activities)),
                floorArea: inside.reduce(.zero) { $0 + $1.floorArea }
            ),
            months: months,
            districts: districts.map { district in
                let own = inside.filter { $0.jurisdiction == district.id }
                return DistrictAccount(
                    jurisdiction: district,
                    buildingCount: own.count,
                    summary: AccountSummary(
                        account: yearAccount(own.map(\.id), activities, city: city),
                        floorArea: own.reduce(.zero) { $0 + $1.floorArea }
                    )
                )
            }
        )
    }

    /// The accounts of some buildings, January first.
    func monthAccounts(_ ids: [Building.ID], _ activities: YearActivities, city: Jurisdiction) -> [MonthAccount] {
        zip(activities.year.months, activities.months(of: ids)).map { month, sum in
            MonthAccount(month: month, account: account(sum, year: activities.year, city: city))
        }
    }

    /// Says how many of some buildings no meter speaks for.
    func unmetered(_ ids: [Building.ID], _ activities: YearActivities) -> [DataFinding] {
        let count = ids.count { (activities.buildings[$0] ?? []).allSatisfy(\.isEmpty) }
        guard count > 0 else { return [] }
        return [
            DataFinding(
                rule: "carbon.activity.unmetered",
                severity: .warning,
                subject: "buildings",
                evidence: [String(count), String(ids.count)]
            )
        ]
    }

    /// The account of some buildings over a year; its months share their factors, so amounts are added first.
    func yearAccount(_ ids: [Building.ID], _ activities: YearActivities, city: Jurisdiction) -> OperationalAccount {
        account(CarrierActivity.sums(of: activities.months(of: ids).joined()), year: activities.year, city: city)
    }

    /// Findings of a year by rule.
    func findingCounts(year: CivilYear, scope: Scope) async throws -> [FindingCount] {
        try await cached("findings \(year.number)", scope) {
            try await store.findingCounts(days: year.days, scope: scope).map {
                FindingCount(rule: $0.0, severity: $0.1, count: $0.2)
            }
        }
    }
}
