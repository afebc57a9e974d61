public import Access
import Store
import Units

/// Who owes which values of a year (填报责任).
struct OwedReports: Sendable {
    let duty: ReportDuty
    /// The place, or the department.
    let debtor: Debtor

    enum Debtor: Sendable {
        case place(Jurisdiction)
        case department(Department)
    }
}

extension Platform {
    /// How long somebody has who is asked for reports. [d]
    private static let reportDays = 30

    /// Asks districts and departments for the values of a year that they owe (催报), once each.
    ///
    /// - Returns: how many were asked.
    /// - Throws: ``ReportRefusal`` or a database error.
    public func askForReports(of year: Int, by actor: Actor, as reader: Principal) async throws -> Int {
        guard reader.grants.contains(where: { $0.role == .cityOfficer }) else { throw ReportRefusal.notYours }
        guard (1990...currentYear).contains(year) else { throw ReportRefusal.year }
        let due = CivilDay(containing: now()).adding(days: Self.reportDays)
        let asked = try await reportDuties(in: year).map { owed in
            (owed.duty, draft(for: owed, year: year, due: due, askedBy: actor.person))
        }
        return try await store.ask(for: asked, year: year, by: actor, now: now())
    }

    private func draft(
        for owed: OwedReports,
        year: Int,
        due: CivilDay,
        askedBy: Person.ID?
    ) -> WorkItemDraft {
        var draft = WorkItemDraft(
            kind: "reports.owed",
            object: owed.duty.object,
            evidence: ["\(year)", owed.debtor.name],
            due: due,
            askedBy: askedBy
        )
        switch owed.debtor {
        case .place(let place):
            draft.role = place.kind == .city ? .cityOfficer : .districtOfficer
            draft.jurisdiction = place.id
        case .department(let department):
            draft.role = .departmentOfficer
            draft.department = department.id
        }
        return draft
    }

    /// Closes what asks for reports that are complete or that the plan no longer needs, whatever the year.
    func settleReports(by actor: Actor) async throws {
        let years = try await store.openReportYears()
        guard !years.isEmpty else { return }
        var duties: [ReportDuty] = []
        for year in years { duties += try await reportDuties(in: year).map(\.duty) }
        try await store.settleReports(of: years, duties: duties, by: actor, now: now())
    }

    /// What values of some years may settle: those of a quantity that is reported once settle later years as well.
    func reportDuties(settledBy years: Set<Int>) async throws -> [ReportDuty] {
        var duties: [ReportDuty] = []
        for year in years.union(try await store.openReportYears()).sorted() {
            duties += try await reportDuties(in: year).map(\.duty)
        }
        return duties
    }

    /// What each district, and each department for the city, owes for a year.
    func reportDuties(in year: Int) async throws -> [OwedReports] {
        guard let city = try await city() else { return [] }
        let needs = try await reportNeeds()
        let once = Set(needs.filter(\.quantity.isOnce).map(\.quantity.id))
        let departments = try await store.departments().filter { $0.jurisdiction == city.id }
        func owed(_ debtor: OwedReports.Debtor, _ kind: String, _ id: Int64, _ keys: [ReportKey]) -> OwedReports? {
            guard !keys.isEmpty else { return nil }
            let object = (kind: kind, id: ReportDuty.object(of: id, year: year))
            return OwedReports(duty: ReportDuty(object: object, keys: keys, city: city.id, once: once), debtor: debtor)
        }
        let ofDistricts = needs.filter { $0.quantity.debtor == .district }
        var duties = try await reportPlaces(in: year).compactMap { place in
            owed(.place(place), "report", place.id.rawValue, ofDistricts.map { $0.key(place.id, year) })
        }
        let ofCity = needs.filter { $0.quantity.debtor == .city }
        var left = ofCity
        for department in departments {
            let own = ofCity.filter { $0.concerns(department: department.name) }
            left.removeAll { need in own.contains { $0.quantity.id == need.quantity.id && $0.scope == need.scope } }
            let keys = own.map { $0.key(city.id, year) }
            if let owed = owed(.department(department), "department_report", department.id.rawValue, keys) {
                duties.append(owed)
            }
        }
        // What no department answers for the city owes itself.
        let keys = left.map { $0.key(city.id, year) }
        return duties + [owed(.place(city), "report", city.id.rawValue, keys)].compactMap(\.self)
    }
}

extension OwedReports.Debtor {
    fileprivate var name: String {
        switch self {
        case .place(let place): place.name
        case .department(let department): department.name
        }
    }
}
