import Access
import Store
import Units

extension Platform {
    /// Makes the link for the first administrator; `nil` once somebody can sign in.
    ///
    /// Links made before it end.
    public func firstAdministratorLink() async throws -> IssuedLink? {
        let (link, draft) = newLink(lasting: entrance.settings.firstLinkSeconds)
        guard try await store.issueFirstLink(draft, now: now()) else { return nil }
        return IssuedLink(person: nil, path: "/first/\(link.text)", expires: draft.expires.seconds)
    }

    /// A one-time link as long as it can be used; looking at it does not use it up.
    public func link(_ token: String) async throws -> LinkView? {
        try await store.openLink(hash: OpenToken.hash(of: token), now: now()).flatMap { link in
            LinkView.Kind(rawValue: link.kind).map { LinkView(kind: $0, person: link.person, expires: link.expires) }
        }
    }

    /// Makes the first administrator, who holds every administration and the city's business until handing over.
    ///
    /// - Throws: ``PeopleRefusal`` for a link that cannot be used, or words that cannot be taken.
    public func useFirstLink(
        _ token: String,
        login: String,
        name: String,
        email: String?,
        password: String,
        visit: Visit
    ) async throws -> OpenedSession {
        guard try await link(token)?.kind == .first else { throw PeopleRefusal.link }
        let draft = try PersonWords.draft(login: login, name: name, email: email)
        let hash = try await newHash(password, of: draft)
        let opened = OpenToken()
        let session = sessionDraft(opened, .complete, visit)
        _ = try await changingPeople {
            try await store.redeemFirstLink(
                hash: OpenToken.hash(of: token),
                draft,
                password: hash,
                session: session,
                address: visit.address,
                requestID: visit.requestID,
                now: now()
            )
        }
        return OpenedSession(token: opened.text, expires: session.expires, mustChangePassword: false)
    }

    /// Chooses a password by an invitation or reset link, and signs in.
    ///
    /// - Throws: ``PeopleRefusal`` for a link that cannot be used, or a password that is not taken.
    public func useWelcomeLink(_ token: String, password: String, visit: Visit) async throws -> OpenedSession {
        guard let person = try await link(token)?.person else { throw PeopleRefusal.link }
        let hash = try await newHash(
            password,
            of: PersonDraft(login: person.login, name: person.name, email: person.email)
        )
        let opened = OpenToken()
        let session = sessionDraft(opened, .complete, visit)
        _ = try await changingPeople {
            try await store.redeemWelcomeLink(
                hash: OpenToken.hash(of: token),
                password: hash,
                session: session,
                address: visit.address,
                requestID: visit.requestID,
                now: now()
            )
        }
        return OpenedSession(token: opened.text, expires: session.expires, mustChangePassword: false)
    }

    /// Draws a link and what is stored of it.
    func newLink(lasting seconds: Int64) -> (link: OpenToken, draft: LinkDraft) {
        let link = OpenToken()
        return (link, LinkDraft(hash: link.hash, expires: now().adding(seconds: seconds)))
    }

    /// Hashes a password that the rules take.
    func newHash(_ password: String, of person: PersonDraft) async throws -> PasswordHash {
        do {
            try PasswordRules.check(password, personal: [person.login, person.name] + [person.email].compactMap { $0 })
        } catch {
            throw PeopleRefusal.password(error)
        }
        return try await entrance.hasher.hash(password)
    }
}
