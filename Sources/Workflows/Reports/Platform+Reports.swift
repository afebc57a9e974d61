public import Access
import Buildings
import PeakPlanning
import Store
import Units

extension Platform {
    /// The values that targets of the plan need for a year, as far as they are the reader's; those missing first.
    ///
    /// - Returns: the list; `nil` before a plan was imported.
    public func reports(_ query: ReportQuery, of reader: Principal) async throws -> ReportList? {
        guard let plan = try await currentPlan()?.plan, let city = try await city() else { return nil }
        let year = query.year ?? currentYear - 1
        let reach = try await reportReach(of: reader)
        let known = try await reportState(years: year - 1...year)
        let places = try await reportPlaces(in: year)
        let all = try await reportNeeds().flatMap { need in
            Self.debtors(of: need, city: city, places: places, known: known, year: year).compactMap { place in
                let right = reach.right(to: need, in: place)
                return right == .none ? nil : (need: need, place: place, right: right)
            }
        }
        let lines = all.filter { query.takes($0.need, $0.place) }.map {
            line($0.need, in: $0.place, year: year, known, city: city, mayWrite: $0.right == .write)
        }
        let shown = query.isMissingOnly ? lines.filter { $0.state == .missing } : lines
        let leads = Set(all.flatMap { $0.need.targets.compactMap(\.lead) })
        let tasks = Set(all.flatMap { $0.need.targets.map(\.task) })
        let visible = Set(all.map(\.place.id))
        return ReportList(
            year: year,
            years: Array((2020...max(2020, currentYear)).reversed()),
            lines: Self.missingFirst(shown),
            missing: lines.count { $0.state == .missing },
            owed: lines.count,
            departments: leads.sorted(),
            places: ([city] + places).filter { visible.contains($0.id) },
            tasks: plan.tasks.map(\.id).filter(tasks.contains),
            mayWrite: all.contains { $0.right == .write },
            mayAsk: reader.grants.contains { $0.role == .cityOfficer }
        )
    }

    /// The districts that report for a year: those that exist at its end.
    func reportPlaces(in year: Int) async throws -> [Jurisdiction] {
        guard let city = try await city() else { return [] }
        let last = CivilYear(year).days.upperBound.adding(days: -1)
        return try await allJurisdictions().values
            .filter { $0.parent == city.id && $0.kind == .district && $0.isValid(on: last) }
            .sorted { ($0.divisionCode ?? "", $0.id) < ($1.divisionCode ?? "", $1.id) }
    }

    /// What was reported over some years of what the plan needs.
    func reportState(years: ClosedRange<Int>) async throws -> ReportState {
        let needs = try await reportNeeds()
        let names = Set(needs.flatMap { [$0.quantity.id, $0.quantity.whole].compactMap(\.self) })
        // What holds once and for all may have been reported long ago.
        let since = needs.contains { $0.quantity.isOnce } ? min(1990, years.lowerBound) : years.lowerBound
        let reports = try await store.reports(of: names, years: since...years.upperBound)
        let people = try await store.names(of: Set(reports.compactMap(\.person)))
        return ReportState(reports, names: people)
    }

    /// The places that a line is shown for: the city where it owes or has reported, else each district.
    private static func debtors(
        of need: ReportNeed,
        city: Jurisdiction,
        places: [Jurisdiction],
        known: ReportState,
        year: Int
    ) -> [Jurisdiction] {
        guard need.quantity.debtor == .district else { return [city] }
        return (known.own(need, city.id, year) == nil ? [] : [city]) + places
    }

    /// A value that is owed, with what was reported.
    func line(
        _ need: ReportNeed,
        in place: Jurisdiction,
        year: Int,
        _ known: ReportState,
        city: Jurisdiction,
        mayWrite: Bool
    ) -> ReportLine {
        let value = known.value(need, place.id, year, city: city.id)
        let covers = place.id != city.id && known.own(need, city.id, year) != nil
        return ReportLine(
            quantity: quantity(need.quantity.id),
            meaning: Bilingual(zh: need.quantity.meaning, en: need.quantity.englishMeaning),
            isByBuilding: need.quantity.level == .building,
            scope: need.scope,
            scopeName: need.scopeName,
            place: place,
            year: year,
            state: value != nil ? .reported : covers ? .covered : .missing,
            value: value,
            before: known.value(need, place.id, year - 1, city: city.id),
            latest: known.latest(need, place.id, year).map { ReportRevision($0, known.names) },
            buildings: known.buildings(need, place.id, year).count,
            targets: need.targets,
            mayWrite: mayWrite
        )
    }

    /// Quantities with something missing before the others, each with its missing places first.
    private static func missingFirst(_ lines: [ReportLine]) -> [ReportLine] {
        func key(_ line: ReportLine) -> String { "\(line.quantity.id) \(line.scope)" }
        let open = Set(lines.filter { $0.state == .missing }.map(key))
        return lines.enumerated().sorted { left, right in
            let groups = (open.contains(key(left.element)), open.contains(key(right.element)))
            if groups.0 != groups.1 { return groups.0 }
            guard key(left.element) == key(right.element) else { return left.offset < right.offset }
            let missing = (left.element.state == .missing, right.element.state == .missing)
            return missing.0 == missing.1 ? left.offset < right.offset : missing.0
        }.map(\.element)
    }
}

extension ReportQuery {
    /// Whether a line is asked for.
    fileprivate func takes(_ need: ReportNeed, _ place: Jurisdiction) -> Bool {
        (department.map(need.concerns) ?? true) && (district == nil || district == place.id)
            && (task == nil || need.targets.contains { $0.task == task })
    }
}

/// What was reported, ready to be asked (填报现状).
struct ReportState: Sendable {
    let names: [Person.ID: String]
    private let byKey: [ReportKey: StoredReport]
    private let ofBuildings: [ReportKey: [StoredReport]]

    init(_ reports: [StoredReport], names: [Person.ID: String]) {
        self.names = names
        byKey = Dictionary(reports.map { ($0.key, $0) }) { $1 }
        ofBuildings = Dictionary(grouping: reports.filter { $0.key.building != nil }) { $0.key.ofPlace }
    }

    /// The value of exactly one place, building and year.
    func value(_ key: ReportKey) -> Double? { byKey[key]?.value }

    /// What a place reported for itself.
    func own(_ need: ReportNeed, _ place: Jurisdiction.ID, _ year: Int) -> StoredReport? {
        byKey[need.key(place, year)]
    }

    /// What was reported for buildings of a place one by one.
    func buildings(_ need: ReportNeed, _ place: Jurisdiction.ID, _ year: Int) -> [StoredReport] {
        ofBuildings[need.key(place, year)] ?? []
    }

    /// The report that was entered last for a place or a building in it.
    func latest(_ need: ReportNeed, _ place: Jurisdiction.ID, _ year: Int) -> StoredReport? {
        let all = buildings(need, place, year) + [own(need, place, year)].compactMap(\.self)
        return all.max { $0.time < $1.time } ?? (need.quantity.isOnce ? earlier(need, place, year) : nil)
    }

    /// The value of a place with its buildings; for the city, of its districts where it has not reported itself.
    func value(_ need: ReportNeed, _ place: Jurisdiction.ID, _ year: Int, city: Jurisdiction.ID) -> Double? {
        var parts = (buildings(need, place, year) + [own(need, place, year)].compactMap(\.self)).map(\.value)
        if parts.isEmpty, place == city, need.quantity.isSummed {
            parts = byKey.values.filter {
                $0.key.quantity == need.quantity.id && $0.key.scope == need.scope && $0.key.year == year
            }.map(\.value)
        }
        if parts.isEmpty, need.quantity.isOnce, let earlier = earlier(need, place, year) { parts = [earlier.value] }
        return parts.isEmpty ? nil : parts.reduce(0, +)
    }

    private func earlier(_ need: ReportNeed, _ place: Jurisdiction.ID, _ year: Int) -> StoredReport? {
        byKey.values.filter {
            $0.key.quantity == need.quantity.id && $0.key.scope == need.scope && $0.key.jurisdiction == place
                && $0.key.building == nil && $0.key.year < year
        }.max { $0.key.year < $1.key.year }
    }
}

extension ReportNeed {
    /// The value of a place, its buildings left aside.
    func key(_ place: Jurisdiction.ID, _ year: Int) -> ReportKey {
        ReportKey(quantity: quantity.id, scope: scope, jurisdiction: place, year: year)
    }
}

extension ReportKey {
    /// The place that a building's value is part of.
    fileprivate var ofPlace: ReportKey {
        ReportKey(quantity: quantity, scope: scope, jurisdiction: jurisdiction, year: year)
    }
}

extension ReportRevision {
    init(_ report: StoredReport, _ names: [Person.ID: String]) {
        number = report.revision
        value = report.value
        reporter = report.reporter
        evidence = report.evidence
        reason = report.reason
        author = report.person.map { PersonName(id: $0, name: names[$0]) }
        file = report.file
        time = report.time
        isSynthetic = report.isSynthetic
    }
}
