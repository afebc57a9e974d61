public import Access
import Store
import Units

extension Platform {
    /// Tries a login with a password.
    ///
    /// Whether there is such an account is told neither by the answer nor by the time it takes.
    public func signIn(login: String, password: String, visit: Visit) async throws -> SignInResult {
        let login = PersonWords.trimmed(login).lowercased()
        let rule = entrance.settings.lockout
        let known = try await store.credential(login: login)
        let lock =
            known.map { rule.lock($0.lockout, now: now().seconds) }
            ?? entrance.strangers.lock(login, rule: rule, now: now())
        if let lock { return .locked(until: Instant(seconds: lock)) }
        let usable = known.flatMap { $0.person.state == .active ? $0.password : nil }
        let isRight: Bool
        do {
            // A book is not a password: it is cut off rather than hashed.
            let tried = String(password.prefix(PasswordRules.longest))
            isRight = try await entrance.hasher.matches(tried, usable)
        } catch PeopleRefusal.busy {
            return .busy
        }
        guard let known else { return try await refuseStranger(login, visit) }
        guard isRight, let hash = usable else {
            return try await refuse(known.person.id, "session.open", visit)
        }
        let isComplete = known.secondFactor == nil
        let token = OpenToken()
        let session = sessionDraft(token, isComplete ? .complete : .password, visit)
        let rehashed =
            entrance.hasher.needsRehash(hash) ? try? await entrance.hasher.hash(password) : nil
        let end = try await store.signIn(
            known,
            session: session,
            rehashed: rehashed,
            rule: rule,
            by: visit.actor(known.person.id),
            now: now()
        )
        let opened = OpenedSession(
            token: token.text,
            expires: session.expires,
            mustChangePassword: known.mustChange
        )
        switch end {
        case .opened: return isComplete ? .complete(opened) : .secondFactor(opened)
        case .locked(let until): return .locked(until: Instant(seconds: until))
        case .refused: return .refused
        }
    }

    /// Tries a code under the session that a right password has opened; a new session takes its place.
    public func confirmSecondFactor(
        session token: String,
        code: String,
        visit: Visit
    ) async throws -> SignInResult {
        let hash = OpenToken.hash(of: token)
        let settings = entrance.settings
        guard let waiting = try await store.session(hash: hash, idleSeconds: settings.codeSeconds, now: now()),
            waiting.stage == .password, let known = try await store.credential(of: waiting.person),
            let factor = known.secondFactor
        else { return .refused }
        let actor = visit.actor(known.person.id)
        if let until = settings.lockout.lock(known.lockout, now: now().seconds) {
            return .locked(until: Instant(seconds: until))
        }
        guard let step = factor.step(of: code, now: now().seconds, after: known.lastStep) else {
            return try await refuse(known.person.id, "session.code", visit)
        }
        let new = OpenToken()
        let session = sessionDraft(new, .complete, visit)
        let end = try await changingPeople {
            try await store.completeSignIn(
                waiting: hash,
                of: known.person.id,
                step: step,
                session: session,
                rule: settings.lockout,
                by: actor,
                now: now()
            )
        }
        switch end {
        case .opened:
            return .complete(
                OpenedSession(token: new.text, expires: session.expires, mustChangePassword: known.mustChange)
            )
        case .locked(let until): return .locked(until: Instant(seconds: until))
        case .refused: return .refused
        }
    }

    /// Ends a session.
    public func signOut(session token: String, actor: Actor) async throws {
        try await changingPeople {
            try await store.endSession(hash: OpenToken.hash(of: token), by: actor, now: now())
        }
    }

    /// A session that is to be stored for a token.
    func sessionDraft(_ token: OpenToken, _ stage: SessionDraft.Stage, _ visit: Visit) -> SessionDraft {
        let lasts = stage == .complete ? entrance.settings.absoluteSeconds : entrance.settings.codeSeconds
        return SessionDraft(
            hash: token.hash,
            stage: stage,
            expires: now().adding(seconds: lasts),
            address: visit.address,
            agent: visit.agent.map { String($0.prefix(200)) }
        )
    }

    private func refuse(_ id: Person.ID, _ action: String, _ visit: Visit) async throws -> SignInResult {
        let until = try await store.countFailure(
            action,
            of: id,
            rule: entrance.settings.lockout,
            by: visit.actor(id),
            now: now()
        )
        return until.map { .locked(until: Instant(seconds: $0)) } ?? .refused
    }

    /// The login is not kept: people type their password there by mistake.
    private func refuseStranger(_ login: String, _ visit: Visit) async throws -> SignInResult {
        let event = AuditEvent(visit.actor(nil), "session.open", outcome: .refused)
        try await keepRefusal(event)
        let until = entrance.strangers.countFailure(login, rule: entrance.settings.lockout, now: now())
        return until.map { .locked(until: Instant(seconds: $0)) } ?? .refused
    }
}
