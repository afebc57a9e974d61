public import Access
import Buildings
import Store
import Units

extension Platform {
    /// A value with its history, for whoever may see it; `nil` for anybody else, and where there is none.
    public func report(_ subject: ReportSubject, of reader: Principal) async throws -> ReportDetail? {
        guard let found = try await reportSubject(subject, of: reader), let city = try await city() else { return nil }
        let need = found.need
        let year = found.key.year
        let known = try await reportState(years: min(2020, year - 1)...max(year, currentYear))
        let history = try await store.reportHistory(of: found.key)
        let names = try await store.names(of: Set(history.compactMap(\.person)))
        let codes = try await buildingCodes()
        let titles = try await cached("building names", .all) { try await store.buildingNames() }
        let places = try await reportNeeds().filter { $0.quantity.id == need.quantity.id }
        let others = (2020...max(2020, currentYear)).reversed().filter { $0 != year }
        return ReportDetail(
            line: line(need, in: found.place, year: year, known, city: city, mayWrite: found.right == .write),
            building: found.key.building.map { (codes[$0] ?? "", titles[$0] ?? "") },
            history: history.map { ReportRevision($0, names) },
            others: others.compactMap { year in
                known.value(need, found.place.id, year, city: city.id).map { (year, $0) }
            },
            buildings: known.buildings(need, found.place.id, year).compactMap { report in
                report.key.building.map { (codes[$0] ?? "", titles[$0] ?? "", report.value) }
            }.sorted { $0.0 < $1.0 },
            scopes: places.compactMap { need in need.scopeName.map { (need.scope, $0) } },
            reporter: try await defaultReporter(of: found, history, known, reader),
            standsForDistricts: found.place.id == city.id && need.quantity.debtor == .district
        )
    }

    /// Who reported last for the place, else the officer's department, else the place.
    private func defaultReporter(
        of found: FoundReport,
        _ history: [StoredReport],
        _ known: ReportState,
        _ reader: Principal
    ) async throws -> String {
        let before = known.latest(found.need, found.place.id, found.key.year - 1)
        if let last = history.first?.reporter ?? before?.reporter { return last }
        return try await reportReach(of: reader).department ?? found.place.name
    }

    /// The register codes by building.
    private func buildingCodes() async throws -> [Building.ID: String] {
        Dictionary(try await registerCodes().map { ($1, $0) }) { first, _ in first }
    }

    /// The buildings by register code.
    func registerCodes() async throws -> [String: Building.ID] {
        try await cached("register codes", .all) { try await store.buildingIDs() }
    }

    /// A value that somebody named, as far as the reader may see it.
    struct FoundReport: Sendable {
        let need: ReportNeed
        let place: Jurisdiction
        let key: ReportKey
        let right: ReportReach.Right
    }

    /// Finds what somebody named; `nil` where there is none, or it is not the reader's.
    func reportSubject(_ subject: ReportSubject, of reader: Principal) async throws -> FoundReport? {
        guard let city = try await city() else { return nil }
        let year = subject.year ?? currentYear - 1
        guard (1990...currentYear).contains(year) else { return nil }
        let needs = try await reportNeeds().filter { $0.quantity.id == subject.quantity }
        guard
            let need = needs.first(where: { $0.scope == subject.scope }) ?? (subject.scope.isEmpty ? needs.first : nil)
        else { return nil }
        let reach = try await reportReach(of: reader)
        let own = try await reportPlaces(in: year)
        // Without a place in the address it is the one that the reader enters for.
        let order = need.quantity.debtor == .city ? [city] : own + [city]
        let seen = order.filter { reach.right(to: need, in: $0) != .none }
        guard let place = subject.place.map({ id in seen.first { $0.id == id } }) ?? seen.first else { return nil }
        var building: Building.ID?
        if let code = subject.building {
            building = try await registerCodes()[code]
            let stands = try await places(.all).first { $0.id == building }
            guard need.quantity.level == .building, let stands, stands.jurisdiction == place.id else { return nil }
        }
        let key = ReportKey(
            quantity: need.quantity.id,
            scope: need.scope,
            jurisdiction: place.id,
            building: building,
            year: year
        )
        return FoundReport(need: need, place: place, key: key, right: reach.right(to: need, in: place))
    }
}
