public import Access
import Store
import Units

extension Platform {
    /// The account page of a person; `nil` where there is none.
    ///
    /// The session that asks is marked among the others.
    public func account(_ id: Person.ID, session token: String?) async throws -> AccountView? {
        guard let detail = try await person(id, session: token) else { return nil }
        let stored = try await store.person(id, now: now())
        return AccountView(
            person: detail.summary.person,
            grants: detail.summary.grants,
            hasSecondFactor: detail.summary.hasSecondFactor,
            wantsMail: stored?.wantsMail ?? false,
            passwordChangedAt: detail.passwordChangedAt,
            sessions: detail.sessions,
            tokens: detail.tokens
        )
    }

    /// Changes one's own name and address; the login stays.
    public func editOwnAccount(
        _ id: Person.ID,
        name: String,
        email: String?,
        wantsMail: Bool,
        revision: Int,
        actor: Actor
    ) async throws {
        guard let known = try await store.person(id, now: now()) else { throw PeopleRefusal.notFound }
        let draft = PersonDraft(
            login: known.person.login,
            name: try PersonWords.name(name),
            email: try PersonWords.email(email)
        )
        try await changingPeople {
            try await store.editPerson(
                id,
                revision: revision,
                draft,
                wantsMail: wantsMail,
                by: actor,
                now: now()
            )
        }
    }

    /// Chooses another password: the session gets a new token, every other one ends.
    public func changePassword(
        session token: String,
        current: String,
        new: String,
        visit: Visit
    ) async throws -> OpenedSession {
        let known = try await ownCredential(session: token)
        try await prove(current, known, "password.change", visit)
        guard current != new else { throw PeopleRefusal.password(.unchanged) }
        let person = known.person
        let hash = try await newHash(
            new,
            of: PersonDraft(login: person.login, name: person.name, email: person.email)
        )
        let opened = OpenToken()
        let session = sessionDraft(opened, .complete, visit)
        try await changingPeople {
            try await store.changePassword(
                of: person.id,
                to: hash,
                session: session,
                by: visit.actor(person.id),
                now: now()
            )
        }
        return OpenedSession(token: opened.text, expires: session.expires, mustChangePassword: false)
    }

    /// Begins to set up a second factor: it counts once a code of it was given.
    ///
    /// Apps show the issuer beside the code: the name of the platform.
    public func startSecondFactor(
        person id: Person.ID,
        issuer: String,
        actor: Actor
    ) async throws -> SecondFactorSetup {
        guard let known = try await store.credential(of: id) else { throw PeopleRefusal.notFound }
        let factor = TOTP()
        try await store.startSecondFactor(factor, of: id, by: actor, now: now())
        return SecondFactorSetup(
            secret: factor.secretText,
            uri: factor.uri(issuer: issuer, account: known.person.login)
        )
    }

    /// Turns the second factor on with its first code: the session gets a new token, every other one ends.
    public func confirmSecondFactorSetup(
        session token: String,
        code: String,
        visit: Visit
    ) async throws -> OpenedSession {
        let known = try await ownCredential(session: token)
        guard let factor = known.unconfirmed,
            let step = factor.step(of: code, now: now().seconds, after: known.lastStep)
        else { throw PeopleRefusal.wrongCode }
        let opened = OpenToken()
        let session = sessionDraft(opened, .complete, visit)
        try await changingPeople {
            try await store.confirmSecondFactor(
                of: known.person.id,
                step: step,
                session: session,
                by: visit.actor(known.person.id),
                now: now()
            )
        }
        return OpenedSession(token: opened.text, expires: session.expires, mustChangePassword: known.mustChange)
    }

    /// Turns the second factor off, with the password.
    public func removeSecondFactor(session token: String, password: String, visit: Visit) async throws {
        let known = try await ownCredential(session: token)
        try await prove(password, known, "second_factor.remove", visit)
        try await changingPeople {
            try await store.removeSecondFactor(of: known.person.id, by: visit.actor(known.person.id), now: now())
        }
    }

    /// Makes an API token; its text is handed out here and never again.
    public func addToken(
        _ request: TokenRequest,
        person id: Person.ID,
        actor: Actor
    ) async throws -> (token: String, view: TokenView) {
        guard (1...366).contains(request.days) else { throw PeopleRefusal.tokenExpiry }
        let token = OpenToken(prefix: OpenToken.apiPrefix)
        let draft = TokenDraft(
            hash: token.hash,
            name: try PersonWords.name(request.name),
            roles: request.roles,
            isReadOnly: request.isReadOnly,
            expires: now().adding(seconds: Int64(request.days) * 86_400)
        )
        let stored = try await store.addToken(draft, of: id, by: actor, now: now())
        return (token.text, TokenView(stored))
    }

    /// Takes an API token back; it opens nothing from now on.
    public func revokeToken(_ id: Int64, of person: Person.ID, actor: Actor) async throws {
        try await changingPeople { try await store.revokeToken(id, of: person, by: actor, now: now()) }
    }

    /// Ends one session of a person.
    ///
    /// The session is named as in ``SessionView/id``.
    public func endSession(_ id: String, of person: Person.ID, actor: Actor) async throws {
        let open = try await store.sessions(of: person, idleSeconds: entrance.settings.idleSeconds, now: now())
        guard let session = open.first(where: { $0.name == id }) else { throw PeopleRefusal.notFound }
        try await changingPeople { try await store.endSession(hash: session.hash, by: actor, now: now()) }
    }

    /// Ends the sessions of a person, but for one.
    public func endSessions(of person: Person.ID, except token: String?, actor: Actor) async throws {
        try await changingPeople {
            try await store.endSessions(of: person, except: token.map(OpenToken.hash(of:)), by: actor, now: now())
        }
    }

    private func ownCredential(session token: String) async throws -> Credential {
        let hash = OpenToken.hash(of: token)
        let idle = entrance.settings.idleSeconds
        guard let session = try await store.session(hash: hash, idleSeconds: idle, now: now()),
            session.stage == .complete, let known = try await store.credential(of: session.person)
        else { throw PeopleRefusal.notFound }
        return known
    }

    /// Whoever found a browser open must not guess the password there either: failures count like those at the door.
    private func prove(_ password: String, _ known: Credential, _ action: String, _ visit: Visit) async throws {
        let rule = entrance.settings.lockout
        if let until = rule.lock(known.lockout, now: now().seconds) { throw PeopleRefusal.locked(until: until) }
        let tried = String(password.prefix(PasswordRules.longest))
        guard try await !entrance.hasher.matches(tried, known.password) else { return }
        let until = try await store.countFailure(
            action,
            of: known.person.id,
            rule: rule,
            by: visit.actor(known.person.id),
            now: now()
        )
        throw until.map { PeopleRefusal.locked(until: $0) } ?? .wrongPassword
    }
}

extension SessionRecord {
    /// What pages call the session; its hash would open nothing, but need not be shown.
    var name: String { hash.prefix(8).hexadecimal }
}

extension TokenView {
    init(_ stored: TokenRecord) {
        self.init(
            id: stored.id,
            name: stored.name,
            roles: stored.roles,
            isReadOnly: stored.isReadOnly,
            createdAt: stored.createdAt,
            expires: stored.expires,
            lastUsedAt: stored.lastUsedAt
        )
    }
}
