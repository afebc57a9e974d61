public import Access
import Buildings
import Store
import Units

extension Platform {
    /// People by login.
    public func people(_ query: PeopleQuery) async throws -> Page<PersonSummary> {
        let limit = min(max(query.limit, 1), 1_000)
        let found = try await store.people(
            PeopleFilter(text: query.text, state: query.state, role: query.role, only: query.only),
            after: query.after,
            limit: limit + 1,
            now: now()
        )
        let shown = Array(found.rows.prefix(limit))
        let grants = try await store.currentGrants(of: shown.map(\.person.id), now: now())
        let words = try await grantWords()
        return Page(
            rows: shown.map { summary($0, grants[$0.person.id] ?? [], words) },
            next: found.rows.count > limit ? shown.last?.person.login : nil,
            total: found.total
        )
    }

    /// One person with everything administrators see; `nil` where there is none.
    public func person(_ id: Person.ID) async throws -> PersonDetail? { try await person(id, session: nil) }

    func person(_ id: Person.ID, session token: String?) async throws -> PersonDetail? {
        let now = now()
        guard let stored = try await store.person(id, now: now) else { return nil }
        let grants = try await store.grants(of: id, now: now)
        let words = try await grantWords()
        let today = CivilDay(containing: now)
        let own = token.map(OpenToken.hash(of:))
        return PersonDetail(
            summary: summary(stored, grants.filter { $0.grant.isValid(on: today) }, words),
            grants: grants.map { words.view($0, on: today) },
            sessions: try await store.sessions(of: id, idleSeconds: entrance.settings.idleSeconds, now: now).map {
                SessionView($0, isOwn: $0.hash == own)
            },
            tokens: try await store.tokens(of: id, now: now).map(TokenView.init(_:)),
            createdAt: stored.createdAt,
            passwordChangedAt: stored.passwordChangedAt,
            linkExpires: stored.linkExpires
        )
    }

    private func summary(_ stored: PersonRecord, _ grants: [GrantRecord], _ words: GrantWords) -> PersonSummary {
        let today = CivilDay(containing: now())
        let lock = entrance.settings.lockout.lock(stored.lockout, now: now().seconds)
        return PersonSummary(
            person: stored.person,
            grants: grants.map { words.view($0, on: today) },
            hasSecondFactor: stored.hasSecondFactor,
            lastSeen: stored.lastSeen,
            lockedUntil: lock.map(Instant.init(seconds:))
        )
    }

    private func grantWords() async throws -> GrantWords {
        GrantWords(
            jurisdictions: try await allJurisdictions(),
            departments: Dictionary(uniqueKeysWithValues: try await store.departments().map { ($0.id, $0) })
        )
    }

    /// Makes an account and the link by which its owner chooses a password.
    public func addPerson(
        login: String,
        name: String,
        email: String?,
        actor: Actor
    ) async throws -> IssuedLink {
        let draft = try PersonWords.draft(login: login, name: name, email: email)
        let (link, stored) = newLink(lasting: entrance.settings.linkSeconds)
        let id = try await changingPeople {
            try await store.addPerson(draft, link: stored, by: actor, now: now())
        }
        return IssuedLink(person: id.rawValue, path: "/welcome/\(link.text)", expires: stored.expires.seconds)
    }

    /// Changes login, name and address; refused where somebody else changed them in between.
    public func editPerson(
        _ id: Person.ID,
        revision: Int,
        login: String,
        name: String,
        email: String?,
        actor: Actor
    ) async throws {
        let draft = try PersonWords.draft(login: login, name: name, email: email)
        try await changingPeople {
            try await store.editPerson(id, revision: revision, draft, by: actor, now: now())
        }
    }

    /// Takes password, second factor and sessions away and makes the link to choose a new password; renews an invitation.
    public func resetPerson(_ id: Person.ID, actor: Actor) async throws -> IssuedLink {
        guard actor.person != id else { throw PeopleRefusal.oneself }
        let (link, stored) = newLink(lasting: entrance.settings.linkSeconds)
        try await changingPeople { try await store.resetPerson(id, link: stored, by: actor, now: now()) }
        return IssuedLink(person: id.rawValue, path: "/welcome/\(link.text)", expires: stored.expires.seconds)
    }

    /// Closes an account; whoever is signed in with it is out at once.
    public func disablePerson(_ id: Person.ID, actor: Actor) async throws {
        guard actor.person != id else { throw PeopleRefusal.oneself }
        try await changingPeople { try await store.disablePerson(id, by: actor, now: now()) }
    }

    /// Opens a closed account again.
    public func enablePerson(_ id: Person.ID, actor: Actor) async throws {
        try await changingPeople { try await store.enablePerson(id, by: actor, now: now()) }
    }

    /// Makes a person's data unreadable for good; what they did stays under their number.
    public func erasePerson(_ id: Person.ID, actor: Actor) async throws {
        guard actor.person != id else { throw PeopleRefusal.oneself }
        try await changingPeople { try await store.erasePerson(id, by: actor, now: now()) }
    }

    /// Opens an account that failures have shut.
    public func unlockPerson(_ id: Person.ID, actor: Actor) async throws {
        try await changingPeople { try await store.unlockPerson(id, by: actor, now: now()) }
    }

    /// Makes a person choose another password before anything else.
    public func requireNewPassword(_ id: Person.ID, actor: Actor) async throws {
        try await changingPeople { try await store.requireNewPassword(id, by: actor, now: now()) }
    }

    /// Gives a role; the security and audit administrations leave the set-up account with it (三员分立).
    public func grant(_ request: GrantRequest, actor: Actor) async throws -> Int64 {
        try await changingPeople { try await store.grant(request, by: actor, now: now()) }
    }

    /// Ends a grant today.
    public func endGrant(_ id: Int64, actor: Actor) async throws {
        try await changingPeople { try await store.endGrant(id, by: actor, now: now()) }
    }
}

/// The names that grants are shown with.
private struct GrantWords {
    let jurisdictions: [Jurisdiction.ID: Jurisdiction]
    let departments: [Department.ID: Department]

    func view(_ stored: GrantRecord, on today: CivilDay) -> GrantView {
        let grant = stored.grant
        return GrantView(
            grant: grant,
            jurisdiction: grant.jurisdiction.flatMap { jurisdictions[$0] },
            department: grant.department.flatMap { departments[$0] },
            organisation: grant.organisation.map { Organisation(id: $0, name: stored.organisationName ?? "") },
            building: grant.building.map {
                BuildingName(
                    id: Building.ID(rawValue: $0),
                    code: stored.buildingCode ?? "",
                    name: stored.buildingName ?? ""
                )
            },
            isCurrent: grant.isValid(on: today)
        )
    }
}

extension SessionView {
    init(_ stored: SessionRecord, isOwn: Bool) {
        self.init(
            id: stored.name,
            createdAt: stored.createdAt,
            seenAt: stored.seenAt,
            expires: stored.expires,
            address: stored.address,
            agent: stored.agent,
            isOwn: isOwn
        )
    }
}
