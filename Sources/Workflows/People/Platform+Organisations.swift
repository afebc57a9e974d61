public import Access
public import Buildings
import PeakPlanning
import Store
public import Units

extension Platform {
    /// Organisations in the order in which they became known; the cursor is the number of the last one shown.
    ///
    /// Who sees a part of the city sees those that have or had to do with a building in it.
    public func organisations(
        text: String?,
        only: Set<Int64>? = nil,
        after: String?,
        limit: Int,
        scope: Scope
    ) async throws -> Page<OrganisationSummary> {
        let limit = min(max(limit, 1), 1_000)
        let found = try await store.organisations(
            text: text,
            only: only,
            after: after.flatMap { Int64($0) },
            limit: limit + 1,
            scope: scope,
            now: now()
        )
        let shown = found.rows.prefix(limit)
        var rows: [OrganisationSummary] = []
        for stored in shown { rows.append(try await summary(of: stored, scope: scope)) }
        return Page(
            rows: rows,
            next: found.rows.count > limit ? shown.last.map { String($0.organisation.id.rawValue) } : nil,
            total: found.total
        )
    }

    /// The buildings of an organisation are counted as far as the reader sees them.
    private func summary(of stored: OrganisationRecord, scope: Scope) async throws -> OrganisationSummary {
        guard scope != .all else { return OrganisationSummary(stored, buildingCount: stored.buildingCount) }
        let visible = try await store.parties(of: stored.organisation.id, scope: scope).map(PartyView.init(_:))
        let today = Set(visible.filter { $0.validTo == nil }.map(\.building.id))
        return OrganisationSummary(stored, buildingCount: today.count)
    }

    /// One organisation with its history, its buildings as far as the reader sees them.
    ///
    /// `showsPeople` for those who may know who acts for it. `nil` where there is none, or none of its buildings is the
    /// reader's to see.
    public func organisation(
        _ id: Organisation.ID,
        scope: Scope,
        showsPeople: Bool
    ) async throws -> OrganisationDetail? {
        guard let stored = try await store.organisation(id, now: now()) else { return nil }
        let parties = try await store.parties(of: id, scope: scope).map(PartyView.init(_:))
        guard scope == .all || !parties.isEmpty else { return nil }
        return OrganisationDetail(
            summary: try await summary(of: stored, scope: scope),
            capacities: try await store.capacities(of: id).map {
                DatedCapacity(capacity: $0.capacity, validFrom: $0.validFrom, validTo: $0.validTo)
            },
            parties: parties,
            people: showsPeople ? try await store.people(of: id, now: now()) : []
        )
    }

    /// Makes an organisation.
    public func addOrganisation(
        name: String,
        creditCode: String?,
        capacities: Set<Organisation.Capacity>,
        actor: Actor
    ) async throws -> Organisation.ID {
        try await store.addOrganisation(
            name: try PersonWords.name(name),
            creditCode: try Self.creditCode(creditCode),
            capacities: capacities,
            by: actor,
            now: now()
        )
    }

    /// Changes name and unified social credit code.
    public func editOrganisation(
        _ id: Organisation.ID,
        name: String,
        creditCode: String?,
        actor: Actor
    ) async throws {
        try await store.editOrganisation(
            id,
            name: try PersonWords.name(name),
            creditCode: try Self.creditCode(creditCode),
            by: actor,
            now: now()
        )
    }

    /// Lets an organisation act as something from today on.
    public func addCapacity(
        _ capacity: Organisation.Capacity,
        of id: Organisation.ID,
        actor: Actor
    ) async throws {
        try await store.setCapacity(capacity, of: id, holds: true, by: actor, now: now())
    }

    /// Lets an organisation act as something no longer.
    public func endCapacity(
        _ capacity: Organisation.Capacity,
        of id: Organisation.ID,
        actor: Actor
    ) async throws {
        try await store.setCapacity(capacity, of: id, holds: false, by: actor, now: now())
    }

    /// Owner, user and responsible party of a building within a scope, those of today first.
    public func parties(of building: Building.ID, scope: Scope) async throws -> [PartyView] {
        try await store.parties(of: building, scope: scope).map(PartyView.init(_:))
    }

    /// Gives a building another owner, user or responsible party, or none.
    ///
    /// It holds from today on where no first day is given. Who takes one away says which: another that has come since
    /// stays.
    public func setParty(
        _ role: BuildingPartyRole,
        of building: Building.ID,
        organisation: Organisation.ID?,
        from day: CivilDay?,
        replacing expected: Organisation.ID? = nil,
        actor: Actor
    ) async throws {
        // What an organisation's people see follows from its buildings.
        try await changingPeople {
            try await store.setParty(
                role,
                of: building,
                organisation: organisation,
                from: day ?? CivilDay(containing: now()),
                replacing: expected,
                by: actor,
                now: now()
            )
        }
    }

    /// The departments by place and name.
    public func departments() async throws -> [Department] { try await store.departments() }

    /// Makes a department.
    public func addDepartment(
        name: String,
        englishName: String?,
        jurisdiction: Jurisdiction.ID,
        actor: Actor
    ) async throws -> Department.ID {
        let english = englishName.map(PersonWords.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        guard try await allJurisdictions()[jurisdiction] != nil else { throw PeopleRefusal.notFound }
        let draft = DepartmentDraft(
            name: try PersonWords.name(name),
            englishName: try english.map { try PersonWords.name($0) },
            jurisdiction: jurisdiction
        )
        guard let id = try await store.addDepartments([draft], by: actor, now: now()).first else {
            throw PeopleRefusal.departmentTaken
        }
        return id
    }

    /// Makes the departments that the plan in force names and that are not there yet; returns how many.
    public func addPlanDepartments(actor: Actor) async throws -> Int {
        guard let city = try await city(), let plan = try await currentPlan()?.plan else { return 0 }
        let names = plan.departments.sorted()
        let drafts = names.map { DepartmentDraft(name: $0, englishName: nil, jurisdiction: city.id) }
        return try await store.addDepartments(drafts, by: actor, now: now()).count
    }

    private static func creditCode(_ text: String?) throws(PeopleRefusal) -> UnifiedSocialCreditCode? {
        guard let text = text.map(PersonWords.trimmed), !text.isEmpty else { return nil }
        guard let code = UnifiedSocialCreditCode(text) else { throw .creditCode }
        return code
    }
}

extension OrganisationSummary {
    fileprivate init(_ stored: OrganisationRecord, buildingCount: Int) {
        self.init(
            organisation: stored.organisation,
            creditCode: stored.creditCode,
            capacities: stored.capacities,
            buildingCount: buildingCount
        )
    }
}

extension PartyView {
    fileprivate init(_ stored: PartyRecord) {
        self.init(
            building: BuildingName(id: stored.building, code: stored.buildingCode, name: stored.buildingName),
            role: stored.role,
            organisation: stored.organisation,
            validFrom: stored.validFrom,
            validTo: stored.validTo
        )
    }
}
