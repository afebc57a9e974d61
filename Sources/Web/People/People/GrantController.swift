import Access
import Buildings
import Hummingbird
import Texts
import Units
import Workflows

/// Granting and ending roles (授权).
enum GrantController {
    static func add(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var drafts = PersonDrafts(exchange)
        drafts.grant.typed = form
        drafts.grant.require("role")
        let from = drafts.grant.day("from")
        let to = drafts.grant.day("to")
        let building = try await exchange.site.platform.building(code: form["building"])
        if form["building"] != nil, building == nil {
            drafts.grant.problems["building"] = exchange.texts["organisation.building.unknown"]
        }
        guard !drafts.grant.hasProblems, let role = form["role"].flatMap(Role.init(rawValue:)) else {
            return try await PersonController.show(exchange, drafts, status: .unprocessableContent)
        }
        let person = try exchange.personID()
        do {
            _ = try await exchange.site.platform.grant(
                GrantRequest(
                    person: person,
                    role: role,
                    jurisdiction: form.id("jurisdiction").map(Jurisdiction.ID.init(rawValue:)),
                    department: form.id("department").map(Department.ID.init(rawValue:)),
                    organisation: form.id("organisation").map(Organisation.ID.init(rawValue:)),
                    building: building?.rawValue,
                    validFrom: from,
                    validTo: to
                ),
                actor: exchange.actor
            )
            return exchange.seeOther(PersonController.address(person), .granted)
        } catch PeopleRefusal.notFound {
            throw WebError.notFound
        } catch let refusal as PeopleRefusal {
            drafts.grant.refuse(refusal)
            return try await PersonController.show(exchange, drafts, status: refusal.status)
        }
    }

    static func end(_ exchange: Exchange) async throws -> Response {
        let person = try exchange.personID()
        do {
            try await exchange.site.platform.endGrant(try exchange.number("grant"), actor: exchange.actor)
            return exchange.seeOther(PersonController.address(person), .grantEnded)
        } catch PeopleRefusal.notFound {
            throw WebError.notFound
        } catch let refusal as PeopleRefusal {
            let notice = Notice.problem(refusal.words(exchange.texts))
            return try await PersonController.show(exchange, PersonDrafts(exchange), notice, status: refusal.status)
        }
    }
}

/// What a grant may be bound to, for the form (授权范围).
struct GrantBounds: Sendable {
    let jurisdictions: [Jurisdiction]
    let departments: [Department]
    let organisations: [Organisation]

    static let none = GrantBounds(jurisdictions: [], departments: [], organisations: [])
}

extension Exchange {
    /// What the form offers; nothing for those who grant nothing.
    func grantBounds() async throws -> GrantBounds {
        guard may(.security) else { return .none }
        let platform = site.platform
        let places = try await platform.jurisdictions(scope: .all)
        return GrantBounds(
            jurisdictions: Array(places.dropFirst()),
            departments: try await platform.departments(),
            organisations: try await platform.organisations(text: nil, after: nil, limit: 500, scope: .all).rows
                .map(\.organisation)
        )
    }
}

extension FormFields {
    /// A number that a choice of ours holds.
    func id(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
}

extension Platform {
    /// The building of a register code; `nil` where there is none.
    func building(code: String?) async throws -> Building.ID? {
        guard let code else { return nil }
        let found = try await buildings(BuildingQuery(text: code, limit: 50), scope: .all).rows
        return found.first { $0.registration.code == code }?.id
    }
}
