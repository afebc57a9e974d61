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
        let leader = try await currentPlan()?.plan.secondLeader
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
                request.department = departments.first { $0.name == leader }?.id ?? departments.first?.id
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

extension Plan {
    /// The department that leads the most tasks after the bureau that leads the plan as a whole.
    ///
    /// Of several it is the one that answers for more targets.
    var secondLeader: String? {
        var led: [String: (tasks: Int, targets: Int)] = [:]
        for task in tasks {
            guard let leader = task.departments.first else { continue }
            led[leader.name, default: (0, 0)].tasks += 1
            led[leader.name, default: (0, 0)].targets += task.indicators.count(where: \.isTracked)
        }
        let sorted = led.sorted {
            ($1.value.tasks, $1.value.targets, $0.key) < ($0.value.tasks, $0.value.targets, $1.key)
        }
        return sorted.dropFirst().first?.key
    }
}
