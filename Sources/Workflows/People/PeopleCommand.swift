import Access
import Buildings
import Store
import Units

/// What the command line asks about people (人员命令).
public enum PeopleCommand: Codable, Sendable {
    /// Make an account.
    case add(login: String, name: String, email: String?)
    /// Close an account.
    case disable(String)
    /// Open a closed account again.
    case enable(String)
    /// Make a link to choose a new password.
    case reset(String)
    /// Who has an account.
    case list
    /// Give a role.
    case grant(login: String, role: String, bound: String?)
}

/// The answer to a ``PeopleCommand``.
public enum PeopleAnswer: Codable, Sendable {
    /// It is done.
    case done
    /// It is done; the link is to be handed over.
    case link(IssuedLink)
    /// The people by login.
    case list([PersonLine])
    /// It is not done; the last part of the text key after `people.refusal.`.
    case refused(String)
    /// There is no such role, or none with this word for what it is bound to.
    case unknown(String)
}

/// One person for the command line.
public struct PersonLine: Codable, Sendable {
    /// What they sign in with.
    public let login: String
    /// Their name.
    public let name: String
    /// Where the account stands.
    public let state: String
    /// The roles they hold today.
    public let roles: [String]
}

extension Platform {
    /// Does what the command line on the machine asks.
    func answer(_ command: PeopleCommand) async throws -> PeopleAnswer {
        do {
            switch command {
            case .add(let login, let name, let email):
                return .link(try await addPerson(login: login, name: name, email: email, actor: .console))
            case .disable(let login): try await disablePerson(try await known(login), actor: .console)
            case .enable(let login): try await enablePerson(try await known(login), actor: .console)
            case .reset(let login):
                return .link(try await resetPerson(try await known(login), actor: .console))
            case .list: return .list(try await personLines())
            case .grant(let login, let role, let bound):
                guard let request = try await request(try await known(login), role, bound) else {
                    return .unknown(bound ?? role)
                }
                _ = try await grant(request, actor: .console)
            }
            return .done
        } catch let refusal as PeopleRefusal {
            return .refused(refusal.name)
        }
    }

    private func known(_ login: String) async throws -> Person.ID {
        guard let person = try await store.person(login: login) else { throw PeopleRefusal.notFound }
        return person.id
    }

    private func personLines() async throws -> [PersonLine] {
        var lines: [PersonLine] = []
        var cursor: String?
        repeat {
            let page = try await people(PeopleQuery(after: cursor, limit: 1_000))
            lines += page.rows.map { row in
                PersonLine(
                    login: row.person.login,
                    name: row.person.name,
                    state: row.person.state.rawValue,
                    roles: Set(row.grants.map(\.grant.role.rawValue)).sorted()
                )
            }
            cursor = page.next
        } while cursor != nil
        return lines
    }

    /// The grant that two words mean; `nil` where there is no such role, or nothing of that name for it to be bound to.
    private func request(_ person: Person.ID, _ role: String, _ word: String?) async throws -> GrantRequest? {
        guard let role = Role(rawValue: role) else { return nil }
        var request = GrantRequest(person: person, role: role)
        guard let word else { return request }
        switch role.bound {
        case .nothing: return nil
        case .jurisdiction:
            let today = CivilDay(containing: now())
            request.jurisdiction = try await allJurisdictions().values.filter { $0.isValid(on: today) }
                .sorted { $0.id < $1.id }
                .first { [$0.divisionCode, $0.name, $0.englishName].contains(word) }?.id
            return request.jurisdiction.map { _ in request }
        case .department:
            request.department = try await departments().first { $0.name == word }?.id
            return request.department.map { _ in request }
        case .organisation:
            let found = try await store.organisations(text: word, after: nil, limit: 100, scope: .all, now: now()).rows
            request.organisation =
                found.first { $0.organisation.name == word || $0.creditCode?.text == word.uppercased() }?.organisation
                .id
            return request.organisation.map { _ in request }
        case .building:
            request.building = try await store.buildingIDs()[word]?.rawValue
            return request.building.map { _ in request }
        }
    }
}
