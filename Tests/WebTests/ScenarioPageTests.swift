import Access
import Foundation
import HTTPTypes
import Scenarios
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Scenarios on pages and in the API")
struct ScenarioPageTests {
    /// A city small enough that a debug build runs it in seconds.
    static let own = """
        scenario: ours
        name: {zh: 我市情景, en: Our scenario}
        place: "000000"
        years: {from: 2020, to: 2035}
        boundary: sector
        interpolation: linear
        source: assumption
        population: {unit: million persons, path: {2020: 2, 2035: 2.1}, range: {low: 90 %, high: 110 %, from: 2020, full: 2035}}
        urban_share: {unit: "%", value: 60}
        grid_factor: {unit: kgCO2/kWh, path: {2020: 0.7, 2035: 0.4}, range: {low: 80 %, high: 120 %, shape: uniform, from: 2020, full: 2030}}
        factors: {unit: tCO2/TJ, natural_gas: 55.54}
        survivals: {all: {family: weibull, shape: 3, life: {unit: a, value: 50}}}
        kinds:
          homes:
            use: urban_homes
            per: urban_population
            area: {unit: m2/person, path: {2020: 30, 2035: 40}}
            survival: all
            standing: {unit: "%", 1985: 40, 2010: 60}
            classes: {unit: "1", all: {from: 1900}, renewed: {demand: {lighting_appliances: 0.8}}}
            retrofits: {renewal: {from: all, to: renewed, area: {unit: Mm2, value: 0.5}}}
            uses:
              lighting_appliances:
                intensity: {unit: kWh/m2, path: {2020: 20, 2035: 30}}
                shares: {unit: "%", electricity: 80, natural_gas: 20}
                efficiencies: {unit: "1", electricity: 1, natural_gas: 0.9}
        districts:
          unit: "%"
          "320703": {name: {zh: 连云区, en: Lianyun}, urban_share: {path: {2020: 60, 2035: 50}}, rural_share: {value: 30}}
          "320706": {name: {zh: 海州区, en: Haizhou}, urban_share: {path: {2020: 40, 2035: 50}}, rural_share: {value: 70}}
        measures:
          electric:
            name: {zh: 电气化, en: Electrification}
            start: 2022
            ramp: 4
            strength: 1
            range: {low: 50 %, high: 120 %}
            changes: {kinds.homes.uses.lighting_appliances.shares.electricity: {to: 95, unit: "%"}}
          less:
            name: {zh: 节能, en: Savings}
            start: 2021
            ramp: 2
            strength: 0.5
            changes: {kinds.homes.uses.lighting_appliances.intensity: {multiply: 0.8}}
        targets:
          share: {indicator: electricity_share, comparator: ">=", goal: {unit: "%", value: 85}, year: 2030}
          peak: {indicator: peak_year, comparator: "<=", goal: 2029, year: 2029}
        """

    /// A city without data: scenarios need none.
    struct Desk {
        let platform: Platform
        let client: TestClient

        init() throws {
            let city = try TestCity.empty()
            (platform, client) = (city.platform, city.client)
        }

        func post(
            _ path: String,
            _ body: String = "",
            as principal: Principal = .cityOfficer
        ) async throws
            -> TestClient.Answer
        {
            try await client.as(principal).send(.post, path, [.fetchSite: "same-origin"], body: body)
        }

        func send(_ yaml: String, name: String = "ours.yaml") async throws -> TestClient.Answer {
            let parts = [
                "--b", "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"", "", yaml, "--b--", "",
            ]
            let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=b", .fetchSite: "same-origin"]
            let body = parts.joined(separator: "\r\n")
            return try await client.send(.post, "/scenarios/files", headers, body: body)
        }

        /// Runs a scenario to its end.
        func run(_ query: String) async throws -> Int64 {
            let answer = try await post("/api/v1/scenarios/runs?\(query)")
            #expect(answer.status == .accepted, "\(answer.body)")
            let run = try answer.decoded(as: ScenarioRunResponse.self)
            #expect(answer.headers[.location] == "/api/v1/scenarios/runs/\(run.id)" && run.status == "queued")
            while try await platform.runJob() {}
            return run.id
        }
    }

    @Test("everything that a scenario can say has words in both languages", arguments: [Language.zhHans, .en])
    func words(language: Language) throws {
        let site = try Site(platform: TestCity.empty().platform, settings: .patient(), now: { TestCity.now })
        let texts = site.texts(language)
        let keys =
            ScenarioProblem.Code.allCases.map { "scenario.problem.\($0.rawValue)" }
            + EmissionBoundary.allCases.map { "scenario.boundary.\($0.rawValue)" }
            + EmissionScope.allCases.map { "scenario.scope.\($0.rawValue)" }
            + Pathway.Driver.allCases.map { "scenarios.driver.\($0.rawValue)" }
            + Anchoring.Basis.allCases.map { "scenarios.basis.\($0.rawValue)" }
            + ["sound", "rough", "collapsed"].map { "scenarios.standing.\($0)" }
            + ["accounts", "file"].map { "scenarios.closed.\($0)" }
        #expect(keys.filter { !texts.contains(TextKey($0)) } == [])
    }

    @Test("the page draws the pathway, and follows strengths in its address without script")
    func page() async throws {
        let desk = try Desk()
        let page = try await desk.client.get("/scenarios?file=lianyungang-plan&lang=en")
        #expect(page.status == .ok && page.body.contains("class=\"l-now\"") && page.body.contains("type=\"range\""))
        #expect(page.body.contains("action=\"/scenarios/runs\"") && page.body.contains("href=\"/scenarios\""))
        let data = try await desk.client.get("/api/v1/scenarios/lianyungang-plan/pathway")
        let pathway = try data.decoded(as: ScenarioPathwayResponse.self)
        #expect(page.body.contains("highest in \(pathway.peakYear)"))
        let none = pathway.measures.map { "\($0.id):0" }.joined(separator: ",")
        let without = try await desk.client.get("/api/v1/scenarios/lianyungang-plan/pathway?strengths=\(none)")
            .decoded(as: ScenarioPathwayResponse.self)
        #expect(without.emissionsKtco2 == pathway.withoutMeasuresKtco2)
        #expect(without.emissionsKtco2 != pathway.emissionsKtco2)
        let fields = pathway.measures.map { "s.\($0.id)=0" }.joined(separator: "&")
        let moved = try await desk.client.get("/scenarios?file=lianyungang-plan&lang=en&\(fields)")
        #expect(moved.body.contains("highest in \(without.peakYear)") && moved.body.contains("As the file says"))
        for path in ["?file=nowhere", "?file=..%2Fchina"] {
            #expect(try await desk.client.get("/scenarios\(path)").status == .notFound)
        }
        for query in [
            "strengths=none:1", "strengths=x", "strengths=electrification:-1", "strengths=electrification:nan",
        ] {
            let answer = try await desk.client.get("/api/v1/scenarios/lianyungang-plan/pathway?\(query)")
            #expect(answer.status == .badRequest, "\(query)")
        }
    }

    @Test("staff read them, city officers run them")
    func roles() async throws {
        let desk = try Desk()
        for role in [Role.districtOfficer, .auditor] {
            let page = try await desk.client.as(.of(role)).get("/scenarios")
            #expect(page.status == .ok && !page.body.contains("action=\"/scenarios/runs\""))
            #expect(try await desk.post("/scenarios/runs", "file=china&draws=100", as: .of(role)).status == .forbidden)
        }
        #expect(try await desk.client.as(.of(.owner)).get("/scenarios").status == .forbidden)
        #expect(try await desk.client.as(.of(.public)).get("/api/v1/scenarios").status == .unauthorized)
    }

    @Test("a run shows odds, fan, wedges, drivers, targets and what it was made from, and can be repeated and compared")
    func run() async throws {
        let desk = try Desk()
        #expect(try await desk.send(Self.own).status == .seeOther)
        let id = try await desk.run("scenario=ours.yaml&draws=100&seed=3&effort=1")
        let page = try await desk.client.get("/scenarios/runs/\(id)?lang=en")
        for part in [
            "Peak years of draws", "b-fan", "Shapley", "Spearman", "class=\"hbar\"", "targets hold", "LMDI",
            "ours.yaml", "least effort", "When districts peak", "Haizhou", "Run the same once more", "years.csv",
        ] { #expect(page.body.contains(part), "\(part)") }
        let detail = try await desk.client.get("/api/v1/scenarios/runs/\(id)")
            .decoded(as: ScenarioRunDetailResponse.self)
        let result = try #require(detail.result.value)
        #expect(detail.run.status == "done" && abs(result.peakYears.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(result.years.count == 16 && result.fanKtco2.map(\.code) == ["p10", "p50", "p90"])
        #expect(result.changesKtco2.count == 5 && result.reductionsKtco2.allSatisfy { $0.values.count == 16 })
        let file = try await desk.client.get("/api/v1/scenarios/runs/\(id)/years.csv")
        #expect(file.status == .ok && file.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(file.body.split(whereSeparator: \.isNewline).count == 17 && file.body.contains("p50_ktco2"))

        let again = try await desk.post("/scenarios/runs/\(id)/repeat")
        #expect(again.status == .seeOther)
        while try await desk.platform.runJob() {}
        let second = try await desk.client.get(try #require(again.headers[.location]) + "?lang=en")
        #expect(second.body.contains("The same as run \(id), bit for bit."))
        let compared = try await desk.client.get("/scenarios/compare?lang=en")
        #expect(
            compared.status == .ok && compared.body.contains("l-seen") && compared.body.contains("Inputs are the same")
        )
        #expect(try await desk.client.get("/scenarios/runs/999").status == .notFound)
        #expect(try await desk.client.get("/scenarios/compare?a=999").status == .notFound)
        let list = try await desk.client.get("/api/v1/scenarios/runs?limit=1").decoded(as: ScenarioRunsResponse.self)
        #expect(list.items.map(\.repeats.value) == [id] && list.next.value == "\(id + 1)")
    }

    @Test("the form asks for a run, and notes what cannot be beside its field")
    func form() async throws {
        let desk = try Desk()
        let fields = "file=lianyungang-plan&strengths=electrification:0.5&basis=change&spread=5&correlation=50&seed=2"
        let answer = try await desk.post("/scenarios/runs", fields + "&draws=100")
        #expect(answer.status == .seeOther && answer.headers[.location] == "/scenarios/runs/1")
        let waiting = try await desk.client.get("/scenarios/runs/1?lang=en")
        #expect(waiting.body.contains("data-active=\"true\"") && waiting.body.contains("/scenarios/runs/1/cancel"))
        #expect(try await desk.post("/scenarios/runs/1/cancel").status == .seeOther)
        #expect(try await desk.platform.scenarioRun(1)?.state == .cancelled)
        let few = try await desk.post("/scenarios/runs?lang=en", fields + "&draws=7")
        #expect(few.status == .unprocessableContent && few.body.contains("A whole number from 100 to 100000"))
        #expect(try await desk.post("/scenarios/runs", fields.replacing("file=", with: "f=")).status == .badRequest)
    }

    @Test(
        "an uploaded file is checked, kept, chosen and run with its districts; one with faults is shown with file, line and key"
    )
    func upload() async throws {
        let desk = try Desk()
        let kept = try await desk.send(Self.own)
        #expect(kept.status == .seeOther && kept.headers[.location] == "/scenarios?file=ours.yaml&done=scenarioKept")
        #expect(try await desk.send(Self.own).headers[.location]?.hasSuffix("done=scenarioSame") == true)
        let page = try await desk.client.get("/scenarios?file=ours.yaml&lang=en")
        #expect(page.body.contains("Our scenario"))
        let faulty = try await desk.send(Self.own.replacing("million persons", with: "kWh"), name: "other.yaml")
        #expect(faulty.status == .unprocessableContent)
        #expect(faulty.body.contains("other.yaml:8  population"))
        #expect(try await !desk.platform.scenarioChoices().contains { $0.file == "other.yaml" })
        let byAPI = try await desk.client.send(
            .post,
            "/api/v1/scenarios/files?name=third",
            [.fetchSite: "same-origin", .contentType: "application/yaml"],
            body: "scenario: a\ninherits: nowhere"
        )
        #expect(byAPI.status == .unprocessableContent)
        #expect(try byAPI.decoded(as: Problem.self).title.contains("third.yaml:2  inherits"))
        #expect(
            try await desk.client.send(.post, "/scenarios/files", [.fetchSite: "same-origin"]).status == .badRequest
        )
    }
}
