import Access
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

/// A city whose every text is an attack: names of people, buildings, files, plans.
///
/// No page may show one as it is.
@Suite("Hostile names")
struct HostileTests {
    /// Markup, an end of an attribute and a tag of the templates, without a slash so that it fits a file's name too.
    static let hostile = "<img src=x onerror=alert(1)>\"'&{{x}}"
    /// What must never stand on a page: the beginning of the tag, and the quote that would end an attribute.
    private static let raw = ["<img src=x", ">\"'&{{x}}", "\"'&{{"]

    private static let made = Task { try await make() }

    private static let files: [(Job.Kind, String)] = {
        let quoted = "\"" + hostile.replacing("\"", with: "\"\"") + "\""
        return [
            (
                .importBuildings,
                """
                building_code,building_name,building_kind,gross_floor_area_m2,division_code,owner_name,user_name,responsible_name,address
                H-1,\(quoted),A,10000,320706,\(quoted),\(quoted),\(quoted),\(quoted)
                H-2,\(quoted),\(quoted),10000,320706,,,,
                """
            ),
            (
                .importMeters,
                "meter,building,item,kind,unit,decimals,digits,valid_from\nM-1,H-1,01000,register,kWh,2,9,2026-01-01\n"
            ),
            (.importReadings, "time,M-1\n2026-04-01 00:00,1000.00\n2026-04-15 12:00,900.25\n2026-05-31 00:00,5000.5\n"),
            (.importReadings, "no such table"),
        ]
    }()

    private static func make() async throws -> TestCity {
        let platform = try TestCity.platform()
        for (number, (kind, text)) in files.enumerated() {
            let path = "\(platform.dataDirectory)/\(number) \(hostile).csv"
            try Data(text.utf8).write(to: URL(filePath: path))
            _ = try await platform.submit(ImportRequest(kind: kind, path: path), by: .console)
            while try await platform.runJob() {}
        }
        let plan = String(
            decoding: try platform.resources.bytes("PeakPlanning", "Plans/lianyungang-2024.txt"),
            as: UTF8.self
        )
        let file = "\(platform.dataDirectory)/plan \(hostile).txt"
        // A sentence of every task begins with it, and every department's name holds it.
        let text = plan.replacing("。", with: "。\(hostile)").replacing("市城管局", with: "市城管局\(hostile)")
        try Data(text.utf8).write(to: URL(filePath: file))
        _ = try await platform.importPlan(path: file, choices: PlanChoices(isAsPublished: true), actor: .console)
        let place = try #require(try await platform.dataState(scope: .all).city?.id)
        let person = try await platform.addPerson(login: "hostile", name: hostile, email: nil, actor: .console)
        let id = person.person.map(Person.ID.init(rawValue:))
        _ = try await platform.addDepartment(name: hostile, englishName: hostile, jurisdiction: place, actor: .console)
        _ = try await platform.addOrganisation(name: hostile, creditCode: nil, capacities: [.utility], actor: .console)
        let request = DecisionRequest(
            kind: .publish,
            jurisdiction: place,
            period: .month(CivilMonth(year: 2026, month: 4)),
            reason: hostile
        )
        _ = try await platform.ask(request, actor: Actor(kind: .person, person: id), scope: .all)
        return try TestCity(platform)
    }

    /// Somebody who sees everything, with a name as bad as the others.
    private static let reader = Principal(
        person: Person.ID(rawValue: 1),
        name: hostile,
        proof: .console,
        grants: Role.allCases.filter { $0 != .public }.enumerated().map {
            RoleGrant(id: Int64($0.offset) + 1, role: $0.element, scope: .all)
        }
    )

    @Test("are text on every page, in both languages", arguments: ["zh", "en"])
    func pages(language: String) async throws {
        let client = try await Self.made.value.client.as(Self.reader)
        for route in Routes.all where route.method == .get {
            guard case .page = route.answer, let path = RouteTests.sample(of: route) else { continue }
            let names = Set(route.parameters.filter { $0.place == .query }.map(\.name))
            let questions = ["q", "department", "text", "search", "person", "next"].filter(names.contains)
                .map { "&\($0)=\(Self.hostile.percentEncoded)" }
            for address in [""] + questions {
                let answer = try await client.get("\(path)\(path.contains("?") ? "&" : "?")lang=\(language)\(address)")
                #expect(answer.status.code < 500, "\(path)")
                for raw in Self.raw { #expect(!answer.body.contains(raw), "\(path)\(address) holds \(raw)") }
            }
        }
    }

    @Test(
        "do arrive, as text",
        arguments: [
            "/buildings", "/buildings/1", "/plan/tasks/14", "/plan/text", "/jobs", "/jobs/1", "/people",
            "/organisations",
        ]
    )
    func arrive(path: String) async throws {
        let answer = try await Self.made.value.client.as(Self.reader).get(path)
        #expect(answer.status == .ok)
        #expect(answer.body.contains("&lt;img src=x"), "\(path)")
    }

    @Test("are no formulas in files for spreadsheets", arguments: ["=1+1", "+1+x", "-1+x", "@SUM(A1)", "\t=1"])
    func formulas(text: String) async throws {
        let platform = try TestCity.platform()
        let path = "\(platform.dataDirectory)/register.csv"
        let register = "building_code,building_name,building_kind,gross_floor_area_m2\nF-1,\(text),nonsense,10\n"
        try Data(register.utf8).write(to: URL(filePath: path))
        _ = try await platform.submit(ImportRequest(kind: .importBuildings, path: path), by: .console)
        while try await platform.runJob() {}
        let file = try await TestCity(platform).client.get("/api/v1/jobs/1/rejected.csv").body
        #expect(file.contains("F-1"))
        #expect(!file.contains(",\(text)"))
    }
}
