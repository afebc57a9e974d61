import Access
import Buildings
import DemoCity
import PeakPlanning
import Store
import Units

extension Platform {
    /// Makes invented people, one for each kind of role, without passwords; those who are there already stay.
    func addDemoPeople() async throws {
        let people = try DemoPerson.all(json: resources.bytes("DemoCity", "people.json"))
        _ = try await addPlanDepartments(actor: .system)
        let buildings = try await store.buildings(BuildingFilter(), after: nil, limit: 1, scope: .all).rows
        guard let city = try await city(), let first = buildings.first?.id else { return }
        let stands = Set(try await places(.all).compactMap(\.jurisdiction))
        let districts = try await jurisdictions(scope: .all).filter { $0.kind == .district && stands.contains($0.id) }
        let departments = try await store.departments().filter { $0.jurisdiction == city.id }
        let parties = try await store.parties(of: first, scope: .all).filter { $0.validTo == nil }
        for person in people {
            guard try await store.person(login: person.login) == nil, let role = Role(rawValue: person.role) else {
                continue
            }
            let id = try await store.addPerson(
                PersonDraft(login: person.login, name: person.name, email: nil),
                link: nil,
                by: .system,
                now: now()
            )
            var request = GrantRequest(person: id, role: role)
            switch role.bound {
            case .nothing: break
            case .jurisdiction:
                request.jurisdiction = person.district.flatMap { $0 < districts.count ? districts[$0].id : nil }
            case .department:
                let known = departments.first { person.departments?.contains($0.name) ?? false } ?? departments.first
                request.department = known?.id
            case .organisation:
                let party = parties.first { $0.role.rawValue == person.party }
                request.organisation = party?.organisation.id
                if let party, let capacity = person.capacity.flatMap(Organisation.Capacity.init(rawValue:)) {
                    try await allow(capacity, of: party.organisation.id)
                }
            case .building: request.building = first.rawValue
            }
            do {
                _ = try await grant(request, actor: .system)
            } catch PeopleRefusal.grant(.bound) {
                // A demo of few buildings has one district only; its second officer stays without a role.
            }
        }
    }

    private func allow(_ capacity: Organisation.Capacity, of id: Organisation.ID) async throws {
        guard try await store.organisation(id, now: now())?.capacities.contains(capacity) == false else { return }
        try await addCapacity(capacity, of: id, actor: .system)
    }
}
