import Access
import Buildings
import Foundation
import HTTPTypes
import Metering
import Testing
import Units
import Workflows

@testable import Web

/// Readings that come in by themselves, from the token to the reading store.
@Suite("Readings from sources")
struct IngestTests {
    private static let buildings = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code
        B-1,Alder House,A,10000,320706
        B-2,Birch House,A,20000,320703
        """
    private static let meters = """
        meter,building,item,kind,unit,decimals,digits,valid_from
        E-1,B-1,01000,register,kWh,2,9,2026-01-01
        E-2,B-2,01000,register,kWh,2,9,2026-01-01
        """

    private struct Side {
        let city: TestCity
        let client: TestClient
        let source: Int64
        let headers: HTTPFields

        func send(
            _ json: String,
            _ more: HTTPFields = [:],
            path: String = "/api/v1/readings"
        ) async throws
            -> TestClient.Answer
        {
            var all = headers
            for field in more { all.append(field) }
            return try await client.send(.post, path, all, body: json)
        }

        func stored(_ meter: Int64 = 1) async throws -> [Reading] {
            let found = try await city.platform.exportedMeters(
                ReadingQuery(meter: "E-\(meter)", days: CivilDay(number: 20_000)..<CivilDay(number: 30_000)),
                scope: .all
            )
            let exported = try #require(found?.first)
            return try await city.platform.readings(
                of: exported,
                in: CivilDay(number: 20_000)..<CivilDay(number: 30_000)
            )
        }
    }

    private static func side(_ reach: IngestSource.Reach? = nil) async throws -> Side {
        let city = try await TestCity.of([(.importBuildings, buildings), (.importMeters, meters)])
        let building = try await city.platform.buildings(BuildingQuery(text: "B-1"), scope: .all).rows[0]
        let made = try await city.platform.addIngestSource(
            IngestSourceRequest(
                name: "网关 1",
                kind: .gateway,
                reach: reach ?? .building(building.id.rawValue),
                days: 30
            ),
            actor: .console
        )
        return Side(
            city: city,
            client: city.client.as(nil),
            source: made.id,
            headers: [.authorization: "Bearer \(made.token)", .contentType: "application/json"]
        )
    }

    private static let row = "{\"meter\":\"E-1\",\"time\":\"2026-06-01T00:15:00+08:00\",\"value\":12.34}"

    @Test("are stored before the answer, good rows kept and bad ones listed")
    func send() async throws {
        let side = try await Self.side()
        let other = "{\"meter\":\"E-2\",\"time\":1780243200,\"value\":1}"
        let answer = try await side.send(
            "{\"readings\":[\(Self.row),\(other),{\"meter\":\"E-1\",\"time\":1780243200,\"value\":1.234}]}"
        )
        #expect(answer.status == .ok)
        let receipt: ReadingReceiptResponse = try answer.decoded()
        #expect(receipt.accepted == 1 && receipt.inserted == 1 && receipt.refused == 2)
        #expect(receipt.problems.map(\.rule) == ["import.meter.unknown", "import.reading.decimals"])
        #expect(receipt.problems.map(\.row) == [2, 3])
        #expect(try await side.stored().map(\.counts) == [1_234])
        // A meter of another building looks like one that is not there.
        #expect(try await side.stored(2) == [])
    }

    @Test("the brief answer is the JSON that a full one would be")
    func brief() async throws {
        let side = try await Self.side()
        let answer = try await side.send("[\(Self.row)]")
        let receipt: ReadingReceiptResponse = try answer.decoded()
        #expect(answer.body == String(decoding: try JSONText.encode(receipt), as: UTF8.self))
    }

    @Test("answer no success where every row is refused")
    func allRefused() async throws {
        let side = try await Self.side()
        let answer = try await side.send("[{\"m\":\"none\",\"t\":1780243200,\"v\":1}]")
        #expect(answer.status == .unprocessableContent)
        let receipt: ReadingReceiptResponse = try answer.decoded()
        #expect(receipt.refused == 1)
    }

    @Test("say at which byte a body is broken")
    func broken() async throws {
        let side = try await Self.side()
        let answer = try await side.send("{\"readings\":[{\"m\":01}]}", [.acceptLanguage: "en"])
        #expect(answer.status == .badRequest)
        let problem: Problem = try answer.decoded()
        #expect(problem.type == "urn:tanfeng:problem:unreadable")
        #expect(problem.title.contains("20"), "\(problem.title)")
        #expect(try await side.stored() == [])
    }

    @Test("a batch that is sent again under its key is stored once")
    func key() async throws {
        let side = try await Self.side()
        let key: HTTPFields = [HTTPField.Name.idempotencyKey: "batch-1"]
        let first: ReadingReceiptResponse = try await side.send("[\(Self.row)]", key).decoded()
        let again: ReadingReceiptResponse = try await side.send("[\(Self.row)]", key).decoded()
        #expect(first.inserted == 1 && again.inserted == 1)
        let unkeyed: ReadingReceiptResponse = try await side.send("[\(Self.row)]").decoded()
        #expect(unkeyed.inserted == 0 && unkeyed.unchanged == 1)
        let other = try await side.send("[\(Self.row.replacing("12.34", with: "12.35"))]", key)
        #expect(other.status == .unprocessableContent)
        #expect(try await side.stored().map(\.counts) == [1_234])
    }

    @Test("packed bodies are unpacked, within bounds")
    func packed() async throws {
        let side = try await Self.side()
        var headers = side.headers
        headers[.contentEncoding] = "gzip"
        // `printf 'e,meter=E-1 value=1.5 1780243200\n' | gzip -n`
        let bytes = try #require(
            Data(base64Encoded: "H4sIAAAAAAACA0vVyU0tSS2yddU1VChLzClNtTXUM1UwNLcwMDIxNjIw4AIAlk2ejCEAAAA=")
        )
        let answer = try await side.client.send(.post, "/api/v1/write?precision=s", headers, bytes: Array(bytes))
        #expect(answer.status == .noContent, "\(answer.body)")
        headers[.contentEncoding] = "br"
        let unknown = try await side.client.send(.post, "/api/v1/readings", headers, body: "x")
        #expect(unknown.status == .unsupportedMediaType)
        headers[.contentEncoding] = nil
        headers[.contentLength] = "\(IngestBody.mostPacked + 1)"
        let large = try await side.client.send(.post, "/api/v1/readings", headers, body: "[]")
        #expect(large.status == .contentTooLarge)
    }

    @Test("lines are answered as clients of InfluxDB expect", arguments: ["Bearer", "Token", "Basic"])
    func lines(scheme: String) async throws {
        let side = try await Self.side()
        var headers = side.headers
        let token = String((headers[.authorization] ?? "").dropFirst("Bearer ".count))
        switch scheme {
        case "Token": headers[.authorization] = "Token tanfeng:\(token)"
        case "Basic": headers[.authorization] = "Basic \(Data("tanfeng:\(token)".utf8).base64EncodedString())"
        default: break
        }
        let path = "/api/v1/write?db=energy&precision=s"
        let good = try await side.client.send(.post, path, headers, body: "e,meter=E-1 value=1.5 1780243200\n")
        #expect(good.status == .noContent && good.body.isEmpty)
        let part = "e,meter=E-1 value=2.5 1780244100\ne,meter=E-2 value=1 1780243200\ne,meter=E-1 value=t\n"
        headers[.acceptLanguage] = "en"
        let some = try await side.client.send(.post, path, headers, body: part)
        #expect(some.status == .badRequest)
        #expect(some.body.hasPrefix("{\"error\":\"partial write: unable to parse 'e,meter=E-2"))
        #expect(some.body.hasSuffix(" dropped=2\"}"))
        #expect(try await side.stored().map(\.counts) == [150, 250])
        let wrong = try await side.client.send(.post, "/api/v1/write?precision=y", headers, body: part)
        #expect(wrong.status == .badRequest && wrong.body.hasPrefix("{\"error\":"))
        headers[.authorization] = "Token \(token)x"
        let stranger = try await side.client.send(.post, path, headers, body: part)
        #expect(stranger.status == .unauthorized && stranger.body.hasPrefix("{\"error\":"))
    }

    @Test("only a source sends, and it sees nothing")
    func doors() async throws {
        let side = try await Self.side()
        for role in Role.allCases where role != .public {
            let answer = try await side.city.client.as(.of(role)).send(
                .post,
                "/api/v1/readings",
                [.fetchSite: "same-origin"],
                body: "[\(Self.row)]"
            )
            #expect(answer.status == .forbidden, "\(role)")
        }
        #expect(
            try await side.client.send(.post, "/api/v1/readings", [.fetchSite: "none"], body: "[]").status
                == .unauthorized
        )
        for path in ["/api/v1/readings?from=2026-06-01&to=2026-06-01", "/api/v1/buildings", "/", "/api/v1/sources"] {
            let answer = try await side.client.get(path, side.headers)
            #expect([401, 403].contains(answer.status.code) || answer.status == .seeOther, "\(path) \(answer.status)")
        }
    }

    @Test("a closed source sends no more; a renewed token works, and the one before it for another day")
    func tokens() async throws {
        let side = try await Self.side()
        let platform = side.city.platform
        let renewed = try await platform.renewToken(ofSource: side.source, days: 10, actor: .console)
        #expect(try await side.send("[\(Self.row)]").status == .ok)
        let new: HTTPFields = [.authorization: "Bearer \(renewed.token)"]
        #expect(try await side.client.send(.post, "/api/v1/readings", new, body: "[\(Self.row)]").status == .ok)
        try await platform.closeIngestSource(side.source, actor: .console)
        #expect(try await side.send("[\(Self.row)]").status == .unauthorized)
        #expect(try await side.client.send(.post, "/api/v1/readings", new, body: "[]").status == .unauthorized)
        await #expect(throws: PeopleRefusal.state) {
            _ = try await platform.renewToken(ofSource: side.source, days: 10, actor: .console)
        }
    }

    @Test("what a source sent stands in its list and once a minute in the audit log")
    func record() async throws {
        let side = try await Self.side()
        let platform = side.city.platform
        _ = try await side.send("[\(Self.row),{\"m\":\"none\",\"t\":1,\"v\":1}]")
        #expect(try await platform.ingestSources().first?.readings == 1)
        try await platform.recordIngest()
        try await platform.recordIngest()
        let view = try #require(await platform.ingestSources().first)
        #expect(view.readings == 1 && view.refused == 1 && view.lastAt == TestCity.now)
        let page = try await side.city.client.as(.of(.auditAdministrator)).get("/audit?action=source.send&lang=en")
        #expect(page.body.contains("A source sent readings"))
        let figures = try await platform.intakeFigures()
        #expect(figures.statistics.acceptedReadings >= 1 && figures.refused == 1)
        #expect(figures.pendingChanges > 0)
        try await platform.deriveConsumption()
        #expect(try await platform.intakeFigures().pendingChanges == 0)
    }

    @Test("an administrator registers a source in the browser and by the API; nobody else does")
    func register() async throws {
        let side = try await Self.side()
        let admin = side.city.client.as(.of(.systemAdministrator, person: nil))
        let form = "name=%E7%BD%91%E5%85%B3+2&kind=gateway&days=30&subject=B-2"
        let made = try await admin.send(.post, "/api/v1/sources", [.fetchSite: "same-origin"], body: form)
        #expect(made.status == .ok)
        let token: IngestTokenResponse = try made.decoded()
        #expect(token.token.hasPrefix("tfs_"))
        let again = try await admin.send(.post, "/api/v1/sources", [.fetchSite: "same-origin"], body: form)
        #expect(again.status == .conflict || again.status == .unprocessableContent, "\(again.status)")
        let unknown = try await admin.send(
            .post,
            "/sources",
            [.fetchSite: "same-origin"],
            body: "name=x&kind=gateway&days=30&subject=none"
        )
        #expect(unknown.status == .unprocessableContent)
        let page = try await admin.get("/sources?lang=en")
        #expect(page.status == .ok && page.body.contains("网关 2") && page.body.contains("Birch House"))
        let list: IngestSourcesResponse = try await side.city.client.as(.of(.operatorEngineer)).get("/api/v1/sources")
            .decoded()
        #expect(list.items.count == 2)
        let engineer = side.city.client.as(.of(.operatorEngineer))
        #expect(
            try await engineer.send(.post, "/sources", [.fetchSite: "same-origin"], body: form).status == .forbidden
        )
    }
}
