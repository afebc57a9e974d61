import Access
import Buildings
import HTTPTypes
import Metering
import Testing
import Units
import Workflows

@testable import Web

@Suite("A meter's page, its repairs, and what counts")
struct RepairPageTests {
    private static let buildings = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code
        320706A001,市政大楼,A,10000,320706
        320703B002,海滨商场,B,20000,320703

        """
    private static let meters = """
        meter,building,item,kind,unit,decimals,digits,valid_from,interval_minutes
        E1,320706A001,01000,register,kWh,2,9,2026-04-01,1440
        E1,320706A001,01000,register,kWh,2,9,2026-04-10 12:00,1440
        E1A,320706A001,01A00,register,kWh,2,9,2026-04-01,1440
        E2,320703B002,01000,register,kWh,2,9,2026-04-01,1440

        """
    private static let structure = """
        meter,valid_from,formula,building,item,purpose,counted
        V1,2026-04-01,[E1] - [E1A],320706A001,01B00,,
        E1A,2026-04-03,,,,ev_charging,no

        """
    private static let readings =
        "time,E1,E1A,E2\n"
        + (1...20).map { day in
            let register = day < 11 ? 1_000 + day * 100 : 50 + (day - 11) * 100
            return "2026-04-\(day < 10 ? "0" : "")\(day),\(register),\(day * 30),\(day * 10)\n"
        }.joined()

    private func city() async throws -> TestCity {
        try await TestCity.of([
            (.importBuildings, Self.buildings), (.importMeters, Self.meters), (.importStructure, Self.structure),
            (.importReadings, Self.readings),
        ])
    }

    private func meter(_ code: String, _ city: TestCity) async throws -> Int64 {
        let all = try await city.platform.meters(
            building: nil,
            year: nil,
            after: nil,
            limit: 10,
            worstFirst: false,
            scope: .all
        )
        return try #require(all.rows.first { $0.code == code }).id.rawValue
    }

    private func send(
        _ client: TestClient,
        _ path: String,
        _ body: String
    ) async throws -> TestClient.Answer {
        try await client.send(.post, path, [.fetchSite: "same-origin"], body: body)
    }

    @Test("a swap is repaired from its finding, the figure names it, and it is taken back", arguments: ["zh", "en"])
    func swap(language: String) async throws {
        let city = try await city()
        let id = try await meter("E1", city)
        let page = try await city.client.get("/metering/\(id)?month=2026-04&lang=\(language)").body
        #expect(page.contains("act=swap&amp;from=2026-04-10%2012%3A00%3A00"))
        #expect(
            page.contains("<svg class=\"tl\"") && page.contains("class=\"s\"") && page.contains("class=\"m-warning\"")
        )
        let form = try await city.client.get("/metering/\(id)/repair?act=swap&from=2026-04-10%2012%3A00%3A00").body
        #expect(form.contains("<option value=\"2026-04-10 12:00:00\" selected"))
        let fields = "action=swap&from=2026-04-10+12%3A00%3A00&value=2050&start=0"
        let refused = try await send(city.client, "/metering/\(id)/repairs", fields)
        #expect(refused.status == .unprocessableContent && refused.body.contains("value=\"2050\""))
        let done = try await send(city.client, "/metering/\(id)/repairs", fields + "&reason=slip+17")
        #expect(done.status == .seeOther && done.headers[.location] == "/metering/\(id)/repair?done=repaired")
        let again = try await send(city.client, "/metering/\(id)/repairs", fields + "&reason=slip+17")
        #expect(again.status == .conflict)
        let listed = try await city.client.get("/api/v1/meters/\(id)/repairs")
            .decoded(as: MeterRepairsResponse.self).repairs
        #expect(listed.map(\.action) == ["swap"] && listed[0].counts == 205_000 && listed[0].undoneAt == nil)
        let building = try #require(
            try await city.platform.buildings(BuildingQuery(text: "320706A001"), scope: .all).rows.first
        )
        let explanation = try await city.client.get("/explain/buildings/\(building.id.rawValue)/2026-04").body
        #expect(explanation.contains("slip 17") && explanation.contains("/metering/\(id)#repairs"))
        let shown = try await city.client.get("/metering/\(id)?month=2026-04").body
        #expect(shown.contains("class=\"r on\"") && shown.contains("slip 17"))
        let undone = try await send(
            city.client,
            "/metering/\(id)/repairs/undo",
            "repair=\(listed[0].id)&reason=wrong+meter"
        )
        #expect(undone.headers[.location] == "/metering/\(id)/repair?done=repairUndone")
        let after = try await city.client.get("/metering/\(id)?month=2026-04").body
        #expect(after.contains("class=\"r off\"") && after.contains("wrong meter"))
    }

    @Test("only who answers for the place may repair, and sees the way to it")
    func roles() async throws {
        let city = try await city()
        let id = try await meter("E1", city)
        let places = try await city.platform.jurisdictions(scope: .all)
        func scope(_ code: String) throws -> Scope {
            Scope(jurisdictions: [try #require(places.first { $0.divisionCode == code }).id])
        }
        let own = city.client.as(.of(.districtOfficer, scope: try scope("320706")))
        let other = city.client.as(.of(.districtOfficer, scope: try scope("320703")))
        let auditor = city.client.as(.of(.auditor))
        #expect(try await own.get("/metering/\(id)").body.contains("/metering/\(id)/repair"))
        #expect(try await !auditor.get("/metering/\(id)").body.contains("/metering/\(id)/repair"))
        #expect(try await auditor.get("/metering/\(id)/repair").status == .forbidden)
        #expect(try await other.get("/metering/\(id)/repair").status == .notFound)
        let fields = "action=invalid&from=2026-04-03&to=2026-04-04&reason=x"
        #expect(try await send(other, "/metering/\(id)/repairs", fields).status == .notFound)
        #expect(try await send(auditor, "/metering/\(id)/repairs", fields).status == .forbidden)
        #expect(try await send(own, "/metering/\(id)/repairs", fields).status == .seeOther)
    }

    @Test("what counts for the total and why stands on the building's page and the meter's", arguments: ["zh", "en"])
    func counts(language: String) async throws {
        let city = try await city()
        let building = try #require(
            try await city.platform.buildings(BuildingQuery(text: "320706A001"), scope: .all).rows.first
        )
        let page = try await city.client.get("/buildings/\(building.id.rawValue)?lang=\(language)").body
        for words in ["id=\"structure\"", language == "en" ? "EV charging" : "充电桩", "= [E1] - [E1A]", "2026-04-03"] {
            let day = words == "2026-04-03" ? (language == "en" ? "3 April 2026" : "2026年4月3日") : words
            #expect(page.contains(day), "\(words)")
        }
        let branch = try await city.client.get("/metering/\(meter("E1A", city))?lang=\(language)").body
        #expect(branch.contains(language == "en" ? "left out, and taken off E1" : "不计入，从 E1 中扣除"))
        let computed = try await city.client.get("/metering/\(meter("V1", city))?month=2026-04&lang=\(language)").body
        #expect(computed.contains("[E1] - [E1A]") && computed.contains("<svg class=\"tl\""))
    }

    @Test(
        "any period up to 400 days is drawn: quarters, hours and days",
        arguments: ["2026-04-05", "2026-04-12", "2026-05-31"]
    )
    func periods(to: String) async throws {
        let city = try await city()
        let id = try await meter("E1", city)
        let answer = try await city.client.get("/metering/\(id)?from=2026-04-05&to=\(to)")
        #expect(answer.status == .ok && answer.body.contains("class=\"c"))
        #expect(answer.body.contains("/api/v1/readings.csv?from=2026-04-05&amp;to=\(to)&amp;meter=E1"))
        #expect(try await city.client.get("/metering/\(id)?from=2020-01-01&to=2026-01-01").status == .badRequest)
        #expect(try await city.client.get("/metering/\(id)?from=2026-04-05").status == .badRequest)
    }
}
