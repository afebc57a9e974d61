import Access
import Testing
import Units

@Suite("Who may hold which roles together")
struct GrantRulesTests {
    private static let person = Person.ID(rawValue: 7)
    private let security = Actor(kind: .person, person: Person.ID(rawValue: 1))

    private func refusal(
        _ role: Role,
        held: Set<Role> = [],
        state: Person.State = .active,
        by actor: Actor? = nil,
        _ change: (inout GrantRequest) -> Void = { _ in }
    ) -> GrantRules.Refusal? {
        var request = GrantRequest(person: Self.person, role: role)
        switch role.bound {
        case .nothing: break
        case .jurisdiction: request.jurisdiction = Jurisdiction.ID(rawValue: 2)
        case .department: request.department = Department.ID(rawValue: 3)
        case .organisation: request.organisation = Organisation.ID(rawValue: 4)
        case .building: request.building = 5
        }
        change(&request)
        do {
            try GrantRules.check(request, state: state, held: held, by: actor ?? security)
            return nil
        } catch {
            return error
        }
    }

    @Test("every role but that of the public can be granted with what it is bound to, and with nothing else")
    func bounds() {
        for role in Role.allCases where role != .public {
            #expect(refusal(role) == nil, "\(role)")
            #expect(refusal(role) { $0.building = role.bound == .building ? nil : 5 } == .bound, "\(role)")
        }
        #expect(refusal(.public) == .publicRole)
        #expect(refusal(.districtOfficer) { $0.jurisdiction = nil } == .bound)
        #expect(refusal(.cityOfficer) { $0.jurisdiction = Jurisdiction.ID(rawValue: 2) } == .bound)
    }

    @Test("no two of the three administrations are one person's", arguments: Role.administrations)
    func separation(role: Role) {
        for other in Role.administrations.subtracting([role]) {
            #expect(refusal(role, held: [other]) == .separation)
        }
    }

    @Test("who administers the audit log writes nothing else; reading is allowed")
    func auditAlone() {
        #expect(refusal(.auditAdministrator, held: [.auditor]) == nil)
        #expect(refusal(.auditor, held: [.auditAdministrator]) == nil)
        for role in Role.allCases where ![.public, .auditor].contains(role) && !role.isAdministration {
            #expect(refusal(.auditAdministrator, held: [role]) == .auditAlone, "\(role)")
            #expect(refusal(role, held: [.auditAdministrator]) == .auditAlone, "\(role)")
        }
        #expect(refusal(.securityAdministrator, held: [.cityOfficer]) == nil)
    }

    @Test("nobody grants to themselves, closed accounts get nothing, and what is handed over goes to who has signed in")
    func persons() {
        #expect(refusal(.auditor, by: Actor(kind: .person, person: Self.person)) == .oneself)
        #expect(refusal(.auditor, by: .console) == nil)
        #expect(refusal(.auditor, state: .disabled) == .state)
        #expect(refusal(.auditor, state: .erased) == .state)
        #expect(refusal(.auditor, state: .invited) == nil)
        #expect(refusal(.securityAdministrator, state: .invited) == .state)
        #expect(refusal(.auditAdministrator, state: .invited) == .state)
    }

    @Test("a grant ends after it begins")
    func dates() throws {
        let day = try #require(CivilDay("2026-07-01"))
        #expect(
            refusal(.auditor) {
                $0.validFrom = day
                $0.validTo = day
            } == .dates
        )
    }
}
