import Access
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Routes")
struct RouteTests {
    /// Addresses with something behind them; a route without parameters stands for itself.
    private static let april = "from=2026-04-14&to=2026-04-16"
    static let samples: [String: String] = [
        "/api/v1/readings": "/api/v1/readings?\(april)", "/api/v1/readings.csv": "/api/v1/readings.csv?\(april)",
        "/api/v1/consumption": "/api/v1/consumption?\(april)&by=hour",
        "/api/v1/consumption.csv": "/api/v1/consumption.csv?\(april)",
        "/api/v1/readings.xlsx": "/api/v1/readings.xlsx?\(april)",
        "/api/v1/consumption.xlsx": "/api/v1/consumption.xlsx?\(april)&by=hour",
        "/api/v1/metering/gaps": "/api/v1/metering/gaps?day=2026-04-14",
        "/api/v1/meters/{id}/comparison": "/api/v1/meters/1/comparison",
        "/api/v1/energy": "/api/v1/energy?\(april)&by=district,kind,item,day",
        "/api/v1/energy.csv": "/api/v1/energy.csv?\(april)&by=building,meter",
        "/sources/{id}/token": "/sources/9999/token", "/sources/{id}/close": "/sources/9999/close",
        "/api/v1/sources/{id}/token": "/api/v1/sources/9999/token",
        "/api/v1/sources/{id}/close": "/api/v1/sources/9999/close",
        "/buildings/{id}": "/buildings/1", "/metering/{id}": "/metering/1", "/jobs/{id}": "/jobs/1",
        "/explain/buildings/{id}/{period}": "/explain/buildings/1/2026",
        "/plan/tasks/{id}": "/plan/tasks/14", "/api/v1/plan/tasks/{id}": "/api/v1/plan/tasks/14",
        "/explain/indicators/{id}": "/explain/indicators/sponge-city",
        "/explain/indicators/{id}/{year}": "/explain/indicators/sponge-city/2025",
        "/api/v1/explanations/indicators/{id}/{year}": "/api/v1/explanations/indicators/sponge-city/2025",
        "/explain/sector/{year}": "/explain/sector/2025",
        "/api/v1/explanations/sector/{year}": "/api/v1/explanations/sector/2025",
        "/explain/jurisdictions/{id}/{period}": "", "/static/**": "/static/css/tokens.css",
        "/assets/**": "/assets/none.js",
        "/api/v1/buildings/{id}": "/api/v1/buildings/1", "/api/v1/buildings/{id}/energy": "/api/v1/buildings/1/energy",
        "/api/v1/buildings/{id}/account": "/api/v1/buildings/1/account", "/api/v1/meters/{id}": "/api/v1/meters/1",
        "/api/v1/meters/{id}/days": "/api/v1/meters/1/days", "/api/v1/meters/{id}/repairs": "/api/v1/meters/1/repairs",
        "/metering/{id}/repair": "/metering/1/repair", "/metering/{id}/repairs": "/metering/1/repairs",
        "/metering/{id}/repairs/undo": "/metering/1/repairs/undo",
        "/api/v1/explanations/buildings/{id}/{period}": "/api/v1/explanations/buildings/1/2026-05",
        "/api/v1/explanations/jurisdictions/{id}/{period}": "", "/api/v1/jobs/{id}": "/api/v1/jobs/1",
        "/api/v1/jobs/{id}/rejected.csv": "/api/v1/jobs/1/rejected.csv",
        "/api/v1/jobs/{id}/cancel": "/api/v1/jobs/1/cancel", "/jobs/{id}/cancel": "/jobs/1/cancel",
        "/reports/{quantity}": "/reports/community.green",
        "/reports/uploads/{id}/rejected.csv": "/reports/uploads/9999/rejected.csv",
        "/decisions/{id}": "/decisions/1", "/decisions/{id}/approve": "/decisions/1/approve",
        "/decisions/{id}/refuse": "/decisions/1/refuse", "/decisions/{id}/withdraw": "/decisions/1/withdraw",
        "/published/{id}": "/published/1", "/published/{id}/evidence.json": "/published/1/evidence.json",
        "/audit/sample.csv": "/audit/sample.csv?seed=7&each=2",
        "/first/{token}": "/first/none", "/welcome/{token}": "/welcome/none",
        "/account/tokens/{id}/revoke": "/account/tokens/9999/revoke",
        "/people/{id}": "/people/1", "/people/{id}/disable": "/people/9999/disable",
        "/people/{id}/enable": "/people/9999/enable", "/people/{id}/erase": "/people/9999/erase",
        "/people/{id}/reset": "/people/9999/reset", "/people/{id}/unlock": "/people/9999/unlock",
        "/people/{id}/require-password": "/people/9999/require-password",
        "/people/{id}/sessions/end": "/people/9999/sessions/end",
        "/people/{id}/sessions/end-one": "/people/9999/sessions/end-one",
        "/people/{id}/tokens/{token}/revoke": "/people/9999/tokens/9999/revoke",
        "/people/{id}/grants": "/people/9999/grants", "/people/{id}/grants/{grant}/end": "/people/9999/grants/9999/end",
        "/inbox/{id}": "/inbox/9999", "/account/delegations/{id}/withdraw": "/account/delegations/9999/withdraw",
        "/api/v1/work-items/{id}": "/api/v1/work-items/1",
        "/api/v1/work-items/{id}/close": "/api/v1/work-items/9999/close",
        "/api/v1/scenarios/{id}/pathway": "/api/v1/scenarios/china/pathway",
        "/scenarios/runs/{id}": "/scenarios/runs/9999", "/scenarios/runs/{id}/repeat": "/scenarios/runs/9999/repeat",
        "/scenarios/runs/{id}/cancel": "/scenarios/runs/9999/cancel",
        "/api/v1/scenarios/runs/{id}": "/api/v1/scenarios/runs/9999",
        "/api/v1/scenarios/runs/{id}/years.csv": "/api/v1/scenarios/runs/9999/years.csv",
        "/organisations/{id}": "/organisations/1", "/organisations/{id}/capacities": "/organisations/1/capacities",
        "/organisations/{id}/capacities/end": "/organisations/9999/capacities/end",
        "/organisations/{id}/parties": "/organisations/1/parties",
        "/organisations/{id}/parties/end": "/organisations/9999/parties/end",
    ]

    /// The address that shows a route at work; `nil` where it must be made up from the city.
    static func sample(of route: Route) -> String? {
        if let known = samples[route.path] { return known.isEmpty ? nil : known }
        return route.path.contains("{") ? nil : route.path
    }

    @Test("have unique ids and paths, roles, and a summary", arguments: Routes.all.map(\.id))
    func wellFormed(id: String) throws {
        let matching = Routes.all.filter { $0.id == id }
        #expect(matching.count == 1)
        let route = try #require(matching.first)
        #expect(Routes.all.filter { $0.path == route.path && $0.method == route.method }.count == 1)
        #expect(route.roles.isEmpty == route.isForSources)
        let named = route.path.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) }
        #expect(route.parameters.filter { $0.place == .path }.map(\.name) == named)
    }

    @Test("all answer, without an error of ours", arguments: Routes.all.map(\.id))
    func answer(id: String) async throws {
        let city = try await TestCity.sample()
        let route = try #require(Routes.all.first { $0.id == id })
        var path = Self.samples[route.path] ?? route.path
        if path.isEmpty {
            let place = try #require(try await city.platform.dataState(scope: .all).city).id.rawValue
            path = route.path.replacing("{id}", with: "\(place)").replacing("{period}", with: "2026")
        }
        // Whoever may: the public, else an officer of the city, else the first role of the list.
        let asker: Principal? =
            route.roles.contains(.public)
            ? nil
            : route.roles.contains(.cityOfficer)
                ? .cityOfficer : Role.allCases.first(where: route.roles.contains).map { .of($0) }
        let answer = try await city.client.as(asker).send(route.method, path, [.fetchSite: "same-origin"])
        #expect(answer.status.code < 500)
        guard !path.hasSuffix("/none") || route.method != .get else { return #expect(answer.status == .gone) }
        let isMissing =
            path.hasSuffix("none.js") || path.hasSuffix("rejected.csv")
            || path.contains("/scenarios/runs/9999")
        // What a form is sent without its fields may refuse, but not break.
        let limit = route.method == .get ? 400 : 500
        #expect(isMissing ? answer.status == .notFound : answer.status.code < limit, "\(path)")
        #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.requestID] == "test-request")
        #expect(answer.headers[.cacheControl] != nil)
    }

    @Test("refuse a role that they do not list")
    func roles() async throws {
        let jobs = try #require(Routes.all.first { $0.id == "api.jobCancel" })
        #expect(!jobs.roles.contains(.public) && !jobs.roles.contains(.auditor))
        #expect(jobs.audit == .write)
        #expect(Routes.all.allSatisfy { $0.method == .get || $0.audit == .write })
    }

    @Test("stand in the OpenAPI document, and nothing else does")
    func openAPI() async throws {
        let answer = try await TestCity.sample().client.get("/api/v1/openapi.json?lang=en")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        #expect((document["openapi"] as? String)?.hasPrefix("3.1") == true)
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let expected = Routes.all.filter(\.isAPI).map { "\($0.method.rawValue.lowercased()) \($0.path)" }
        let found = paths.flatMap { path, operations in operations.keys.map { "\($0) \(path)" } }
        #expect(found.sorted() == expected.sorted())
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: [String: Any]])
        for match in answer.body.matches(of: /#\/components\/schemas\/([A-Za-z]+)/) {
            #expect(schemas[String(match.output.1)] != nil, "\(match.output.1)")
        }
        let building = try #require(schemas["BuildingResponse"]?["properties"] as? [String: Any])
        #expect(building["floor_area_m2"] != nil)
        #expect((building["floor_area_m2"] as? [String: String])?["type"] == "number")
        #expect(!answer.body.contains("\"route."))
        #expect(!answer.body.contains("\"parameter."))
    }
}
