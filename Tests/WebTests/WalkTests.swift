import Access
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

/// Walks every route as every role: what the table says is what happens, and nothing of another's shines through.
///
/// A new route whose path has parameters needs an address in `RouteTests.samples`. One whose subject lies in a place
/// (`.ofSubject`) needs an own, another's and an unknown subject in `subject(of:in:)` below.
@Suite("Every route as every role")
struct WalkTests {
    /// What a path's `{id}` may stand for.
    private struct Subject {
        let own: Int64
        let other: Int64
        let unknown: Int64 = 999_999_999
    }

    private static func subject(of route: Route, in city: WalkCity) -> Subject? {
        let own = city.own
        let other = city.other
        if route.path.contains("buildings/{id}") { return Subject(own: own.building, other: other.building) }
        if route.path.contains("metering/{id}") || route.path.contains("meters/{id}") {
            return Subject(own: own.meter, other: other.meter)
        }
        if route.path.contains("decisions/{id}") { return Subject(own: own.decision, other: other.decision) }
        if route.path.contains("published/{id}") { return Subject(own: own.figure, other: other.figure) }
        if route.path.contains("jurisdictions/{id}") {
            return Subject(own: own.district.rawValue, other: other.district.rawValue)
        }
        if route.path.contains("organisations/{id}") {
            return Subject(own: own.organisation.rawValue, other: other.organisation.rawValue)
        }
        return nil
    }

    private static func address(of route: Route, id: Int64) -> String {
        route.path.replacing("{id}", with: "\(id)").replacing("{period}", with: "2026")
            .replacing("{year}", with: "2026")
    }

    /// The address that shows a route at work; `nil` where nobody has said one.
    private static func sample(of route: Route, in city: WalkCity) -> String? {
        if route.jurisdiction == .ofSubject {
            return subject(of: route, in: city).map { address(of: route, id: $0.own) }
        }
        if let known = RouteTests.samples[route.path], !known.isEmpty { return known }
        return route.path.contains("{") ? nil : route.path
    }

    @Test("knows every route")
    func knowsAll() async throws {
        let city = try await WalkCity.shared()
        for route in Routes.all where Self.sample(of: route, in: city) == nil {
            let place =
                route.jurisdiction == .ofSubject
                ? "WalkTests.subject(of:in:): an own and another's subject" : "RouteTests.samples: an address"
            Issue.record("The walk does not know \(route.id) (\(route.path)). Add to \(place).")
        }
    }

    @Test("refuses whom the table does not list, and nobody else", arguments: Role.allCases)
    func roles(role: Role) async throws {
        let city = try await WalkCity.shared()
        let principal = city.principal(role)
        let client = city.city.client.as(role == .public ? nil : principal)
        for route in Routes.all {
            guard let path = Self.sample(of: route, in: city) else { continue }
            let isOpen = principal.scope(for: route.roles) != nil
            // Whoever may write is not made to: the walk looks only.
            guard !isOpen || route.method == .get else { continue }
            let answer = try await client.send(route.method, path, [.fetchSite: "same-origin"])
            let comment = Comment(rawValue: "\(role) \(route.method) \(path): \(answer.status)")
            if isOpen {
                // One's own account asks for a session, which the walk has not.
                guard !path.hasPrefix("/account") else { continue }
                #expect(![401, 403].contains(answer.status.code) && answer.status.code < 500, comment)
            } else if role != .public {
                #expect(answer.status == .forbidden, comment)
            } else if route.isAPI {
                #expect(answer.status == .unauthorized, comment)
                #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true, comment)
            } else {
                let leadsToSignIn =
                    answer.status == .seeOther && answer.headers[.location]?.hasPrefix("/sign-in") == true
                // What watches the machine has no hands to sign in with.
                #expect(leadsToSignIn || answer.status == .unauthorized, comment)
            }
        }
    }

    @Test(
        "answers for another's subject exactly as for one that does not exist",
        arguments: [Role.districtOfficer, .organisation, .owner]
    )
    func subjects(role: Role) async throws {
        let city = try await WalkCity.shared()
        let principal = city.principal(role)
        let client = city.city.client.as(principal)
        for route in Routes.all where route.jurisdiction == .ofSubject && route.method == .get {
            guard principal.scope(for: route.roles) != nil, let subject = Self.subject(of: route, in: city) else {
                continue
            }
            let own = try await client.get(Self.address(of: route, id: subject.own))
            #expect(own.status == .ok, "\(role) \(route.id): \(own.status)")
            let other = try await answer(client, route, subject.other)
            let unknown = try await answer(client, route, subject.unknown)
            #expect(other.status == .notFound && other == unknown, "\(role) \(route.id): \(other.status)")
        }
    }

    private struct Bare: Equatable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: String
    }

    @Test("takes a form about another's subject or place exactly as one about nothing")
    func forms() async throws {
        let city = try await WalkCity.shared()
        let principal = city.principal(.districtOfficer)
        let client = city.city.client.as(principal)
        for route in Routes.all where route.jurisdiction == .ofSubject && route.isWrite {
            guard principal.scope(for: route.roles) != nil, let subject = Self.subject(of: route, in: city) else {
                continue
            }
            let other = try await answer(client, route, subject.other)
            let unknown = try await answer(client, route, subject.unknown)
            #expect(other.status == .notFound && other == unknown, "\(route.id): \(other.status)")
        }
        // Forms that name their place in a field.
        for (path, fields) in [
            ("/decisions", "kind=lock&period=2026-04&reason=x&jurisdiction="),
            ("/reports/park.area", "year=2025&value=1&reporter=x&evidence=x&reason=x&confirmed=1&seen=0&district="),
        ] {
            var answers: [String] = []
            for place in ["\(city.other.district.rawValue)", "999999999"] {
                let answer = try await client.send(.post, path, [.fetchSite: "same-origin"], body: fields + place)
                #expect(answer.status == .notFound, "\(path) \(answer.status)")
                answers.append(answer.body)
            }
            #expect(Set(answers).count == 1, "\(path)")
        }
    }

    /// An answer without the address that was asked for, which it may repeat.
    private func answer(_ client: TestClient, _ route: Route, _ id: Int64) async throws -> Bare {
        let path = Self.address(of: route, id: id)
        let answer = try await client.send(route.method, path, [.fetchSite: "same-origin"])
        var headers = answer.headers
        headers[.contentLength] = nil
        return Bare(status: answer.status, headers: headers, body: answer.body.replacing(path, with: "…"))
    }

    @Test(
        "gives nobody a name or code of what lies outside the scope",
        arguments: [Role.districtOfficer, .organisation, .owner, .public]
    )
    func names(role: Role) async throws {
        let city = try await WalkCity.shared()
        let principal = city.principal(role)
        let client = city.city.client.as(role == .public ? nil : principal)
        let hidden = city.hidden(from: principal)
        #expect(hidden.contains(WalkCity.otherName) && hidden.contains("METER-OTHER"))
        if role != .public { #expect(!hidden.contains(WalkCity.ownName)) }
        for route in Routes.all where route.method == .get {
            guard let path = Self.sample(of: route, in: city) else { continue }
            let asked = Self.questions(about: city.other, to: route)
                .map { path.contains("?") ? "\(path)&\($0)" : "\(path)?\($0)" }
            for address in [path] + asked + Self.numbered(route, city.other, role) {
                let answer = try await client.get(address)
                #expect(answer.status.code < 500, "\(role) \(address)")
                let body = answer.body.replacing(address, with: "")
                let found = hidden.filter(body.contains)
                #expect(found == [], "\(role) \(address) gives away \(found)")
            }
        }
    }

    /// Addresses with every number of the other side, whatever the route says that they stand for; and all tasks.
    private static func numbered(_ route: Route, _ side: WalkCity.Side, _ role: Role) -> [String] {
        guard route.path.contains("{id}") else { return [] }
        let ids = [
            side.building, side.meter, side.decision, side.figure, side.organisation.rawValue, side.district.rawValue,
        ]
        let tasks = role == .districtOfficer && route.path.contains("tasks/") ? Array(Int64(1)...20) : []
        return Set(ids + tasks).sorted().map { address(of: route, id: $0) }
    }

    /// Addresses that ask a list for the other side.
    private static func questions(about side: WalkCity.Side, to route: Route) -> [String] {
        let names = Set(route.parameters.filter { $0.place == .query }.map(\.name))
        return [
            ("district", "\(side.district.rawValue)"), ("jurisdiction", "\(side.district.rawValue)"),
            ("building", "\(side.building)"), ("meter", "METER-OTHER"), ("q", "OTHER"), ("cursor", "A"),
        ].filter { names.contains($0.0) }.map { "\($0.0)=\($0.1)" }
    }

    @Test("counts only what lies in the scope", arguments: [Role.districtOfficer, .organisation, .owner])
    func totals(role: Role) async throws {
        let city = try await WalkCity.shared()
        let client = city.city.client.as(city.principal(role))
        let found: BuildingsResponse = try await client.get("/api/v1/buildings?q=WALK-OTHER").decoded()
        #expect(found.total == 0 && found.items.isEmpty)
        let own: BuildingsResponse = try await client.get("/api/v1/buildings?q=WALK").decoded()
        #expect(own.total == 1 && own.items.map(\.name) == [WalkCity.ownName])
        let meters: MetersResponse = try await client.get("/api/v1/meters?building=\(city.other.building)").decoded()
        #expect(meters.total == 0)
        let days = "from=2026-04-01&to=2026-05-31"
        #expect(try await client.get("/api/v1/readings?\(days)&meter=METER-OTHER").status == .notFound)
        let readings: ReadingsResponse = try await client.get("/api/v1/readings?\(days)&building=\(city.own.building)")
            .decoded()
        #expect(readings.readings.map(\.meter) == ["METER-OWN", "METER-OWN"])
        let sums: EnergyResponse = try await client.get("/api/v1/energy?\(days)&by=building&limit=1000").decoded()
        #expect(sums.items.contains { $0.building.value == WalkCity.ownName })
        #expect(!sums.items.contains { $0.building.value == WalkCity.otherName })
        let findings: MeterFindingsResponse = try await client.get("/api/v1/metering/findings?limit=1000").decoded()
        #expect(findings.items.allSatisfy { $0.meterId != city.other.meter } && findings.total == findings.items.count)
        #expect(findings.items.contains { $0.meterId == city.own.meter })
        let whole: CompletenessResponse = try await city.city.client.get("/api/v1/metering/completeness").decoded()
        let part: CompletenessResponse = try await client.get("/api/v1/metering/completeness").decoded()
        #expect(whole.readingCount != nil && part.readingCount == nil)
        let expected = part.days.reduce(0) { $0 + $1.expectedS }
        #expect(expected > 0 && expected < whole.days.reduce(0) { $0 + $1.expectedS })
    }
}
