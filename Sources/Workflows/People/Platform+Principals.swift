public import Access
import Store
import Units

extension Platform {
    /// Who a browser's session stands for; `nil` where it is unknown, has ended, or still waits for a code.
    ///
    /// Cheap enough for every request.
    public func principal(session token: String) async throws -> Principal? {
        let hash = OpenToken.hash(of: token)
        let now = now()
        let (known, era) = entrance.sessions.principal(hash, now: now)
        if let known { return known }
        let idle = entrance.settings.idleSeconds
        guard let session = try await store.session(hash: hash, idleSeconds: idle, now: now),
            session.stage == .complete, let person = try await store.person(session.person, now: now)
        else { return nil }
        if now.seconds - session.seenAt.seconds >= 60 {
            // A full disk must not shut out who could make room on it.
            try? await store.touchSession(hash: hash, now: now)
        }
        let principal = Principal(
            person: session.person,
            name: person.person.name,
            proof: .session(OpenToken.formToken(session: token)),
            grants: try await currentGrants(of: session.person),
            mustChangePassword: person.mustChangePassword
        )
        entrance.sessions.keep(principal, hash, now: now, era: era)
        return principal
    }

    /// Whether a session waits for the code of a second factor.
    public func awaitsSecondFactor(session token: String) async throws -> Bool {
        let hash = OpenToken.hash(of: token)
        let session = try await store.session(hash: hash, idleSeconds: entrance.settings.codeSeconds, now: now())
        return session?.stage == .password
    }

    /// Who an API token stands for: its person with the token's roles among those held today; `nil` where it is unknown,
    /// has ended or was revoked.
    public func principal(apiToken token: String) async throws -> Principal? {
        guard token.hasPrefix(OpenToken.apiPrefix) else { return nil }
        let hash = OpenToken.hash(of: token)
        let now = now()
        let (known, era) = entrance.tokens.principal(hash, now: now)
        if let known { return known }
        guard let stored = try await store.token(hash: hash, now: now),
            let person = try await store.person(stored.person, now: now)
        else { return nil }
        if stored.lastUsedAt.map({ now.seconds - $0.seconds >= 60 }) ?? true {
            try? await store.touchToken(stored.id, now: now)
        }
        let principal = Principal(
            person: stored.person,
            name: person.person.name,
            proof: .token(stored.id, isReadOnly: stored.isReadOnly),
            grants: try await currentGrants(of: stored.person).filter { stored.roles.contains($0.role) },
            mustChangePassword: person.mustChangePassword
        )
        entrance.tokens.keep(principal, hash, now: now, era: era)
        return principal
    }

    /// Whether anybody can sign in; until then the first administrator is to be made.
    public func hasActivePerson() async throws -> Bool { try await store.hasActivePerson() }

    private func currentGrants(of id: Person.ID) async throws -> [RoleGrant] {
        try await store.currentGrants(of: [id], now: now())[id]?.map(\.grant) ?? []
    }

    /// Does something to people; whoever is known so far is looked up anew.
    func changingPeople<Value>(_ body: () async throws -> Value) async throws -> Value {
        // After a failed write too: part of it may have been done.
        defer { entrance.forget() }
        return try await body()
    }
}
