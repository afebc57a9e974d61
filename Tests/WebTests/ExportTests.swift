import Access
import Buildings
import Carbon
import Documents
import Foundation
import HTTPTypes
import Metering
import Testing
import Units
import Workflows

@testable import Web

/// Readings, consumption and sums on their way out.
@Suite("Ways out")
struct ExportTests {
    private static let april = "from=2026-04-01&to=2026-04-30"

    private static func meter(_ city: TestCity) async throws -> String {
        let page = try await city.platform.meters(
            building: nil,
            year: nil,
            after: nil,
            limit: 1,
            worstFirst: false,
            scope: .all
        )
        return try #require(page.rows.first).code
    }

    @Test("pages of readings join to what one page holds, and to the file")
    func paging() async throws {
        let city = try await TestCity.sample()
        let code = try await Self.meter(city)
        let base = "/api/v1/readings?from=2026-04-01&to=2026-04-03&meter=\(code)"
        let whole: ReadingsResponse = try await city.client.get(base).decoded()
        #expect(whole.readings.count > 250 && whole.nextCursor.value == nil)
        var joined: [String] = []
        var cursor: String?
        repeat {
            let part: ReadingsResponse = try await city.client.get(
                "\(base)&limit=97\(cursor.map { "&cursor=\($0)" } ?? "")"
            )
            .decoded()
            joined += part.readings.map { "\($0.time) \($0.value)" }
            cursor = part.nextCursor.value
        } while cursor != nil
        #expect(joined == whole.readings.map { "\($0.time) \($0.value)" })
        let file = try await city.client.get(base.replacing("readings?", with: "readings.csv?"))
        #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(file.body.split(separator: "\r\n").count == whole.readings.count + 1)
    }

    @Test("what goes out as CSV comes in again unchanged")
    func roundTrip() async throws {
        let city = try await TestCity.of([
            (
                .importBuildings,
                "building_code,building_name,building_kind,gross_floor_area_m2,division_code\nB,House,A,1,320706\n"
            ),
            (
                .importMeters,
                "meter,building,item,kind,unit,decimals,digits,valid_from\n\"E,1\",B,01000,register,kWh,3,9,2026-01-01\n"
            ),
            (.importReadings, "meter,time,value\n\"E,1\",2026-04-01 00:15,1.250\n\"E,1\",2026-04-02 24:00,7\n"),
        ])
        let file = try await city.client.get("/api/v1/readings.csv?\(Self.april)")
        #expect(file.body.hasSuffix("\"E,1\",2026-04-01 00:15:00,1.250,0\r\n\"E,1\",2026-04-03 00:00:00,7.000,0\r\n"))
        let path = "\(city.platform.dataDirectory)/again.csv"
        try Array(file.body.utf8).withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
        let id = try await city.platform.submit(ImportRequest(kind: .importReadings, path: path), by: .console)
        #expect(try await city.platform.runJob(id))
        let job = try #require(await city.platform.job(id))
        #expect(job.unchanged == 2 && job.accepted == 0 && job.rejected == 0)
    }

    @Test("the workbook has the rows of the CSV file, and comes in again unchanged")
    func workbook() async throws {
        let city = try await TestCity.of([
            (
                .importBuildings,
                "building_code,building_name,building_kind,gross_floor_area_m2,division_code\nB,House,A,1,320706\n"
            ),
            (
                .importMeters,
                "meter,building,item,kind,unit,decimals,digits,valid_from\n\"E,1\",B,01000,register,kWh,3,9,2026-01-01\n"
            ),
            (.importReadings, "meter,time,value\n\"E,1\",2026-04-01 00:15,1.250\n\"E,1\",2026-04-02 24:00,7.001\n"),
        ])
        let answer = try await city.client.get("/api/v1/readings.xlsx?\(Self.april)")
        #expect(answer.headers[.contentType] == WorkbookFile.mediaType)
        #expect(answer.headers[.contentDisposition]?.hasSuffix("readings-2026-04-01_2026-04-30.xlsx\"") == true)
        let path = "\(city.platform.dataDirectory)/again.xlsx"
        try Data(answer.bytes).write(to: URL(filePath: path))
        let rows = path + ".csv"
        let sheet = try Workbook.writeRows(of: path, to: rows)
        #expect(sheet?.name == "数据" && sheet?.others == ["说明"])
        let text = try String(contentsOf: URL(filePath: rows), encoding: .utf8)
        #expect(
            text.hasSuffix(
                "\"E,1\",2026-04-01 00:15:00,1.25,0\n\"E,1\",2026-04-03,7.001,0\n"
            )
        )
        let id = try await city.platform.submit(ImportRequest(kind: .importReadings, path: path), by: .console)
        #expect(try await city.platform.runJob(id))
        let job = try #require(await city.platform.job(id))
        #expect(job.unchanged == 2 && job.accepted == 0 && job.rejected == 0)
        #expect(job.findings.map(\.rule).contains("import.workbook.sheets"))
        let days = try await city.client.get("/api/v1/consumption.xlsx?\(Self.april)&by=day")
        #expect(days.status == .ok && days.bytes.starts(with: [0x50, 0x4B]))
    }

    @Test("quarters and hours sum to the days that every account uses")
    func steps() async throws {
        let city = try await TestCity.sample()
        let code = try await Self.meter(city)
        var sums: [String: Int64] = [:]
        for step in ConsumptionStep.allCases {
            let page: ConsumptionResponse = try await city.client.get(
                "/api/v1/consumption?\(Self.april)&meter=\(code)&by=\(step.rawValue)&limit=10000"
            ).decoded()
            #expect(!page.consumption.isEmpty && page.nextCursor.value == nil)
            sums[step.rawValue] = page.consumption.reduce(0) { $0 + Int64(($1.amount * 1e6).rounded()) }
        }
        #expect(Set(sums.values).count == 1, "\(sums)")
    }

    @Test(
        "sums by any dimension are parts of the same whole",
        arguments: ["building", "district", "kind", "month", "building,day", "district,kind"]
    )
    func dimensions(by: String) async throws {
        let city = try await TestCity.sample()
        func total(_ by: String, _ days: String) async throws -> [String: Int64] {
            let page: EnergyResponse = try await city.client.get("/api/v1/energy?\(days)&by=\(by)&limit=1000").decoded()
            #expect(page.nextCursor.value == nil && page.total == page.items.count)
            return Dictionary(page.items.map { ($0.carrier, Int64(($0.amount * 1e6).rounded())) }) { $0 + $1 }
        }
        // From the middle of a month to the middle of the next: neither is kept as a sum.
        let days = "from=2026-04-10&to=2026-05-20"
        let whole = try await total("district", days)
        // Outside the heating season a heat meter stands still.
        #expect(whole.values.allSatisfy { $0 >= 0 } && whole["electricity", default: 0] > 0)
        #expect(try await total(by, days) == whole)
    }

    @Test("a whole month is what the building's page shows")
    func agrees() async throws {
        let city = try await TestCity.sample()
        let building = try #require(await city.platform.buildings(BuildingQuery(limit: 1), scope: .all).rows.first)
        let page: EnergyResponse = try await city.client.get(
            "/api/v1/energy?\(Self.april)&by=building&building=\(building.id.rawValue)"
        ).decoded()
        let detail = try #require(await city.platform.building(building.id, year: CivilYear(2026), scope: .all))
        let april = try #require(detail.months.first { $0.month == CivilMonth(year: 2026, month: 4) })
        #expect(!page.items.isEmpty)
        for item in page.items {
            let carrier = try #require(EnergyCarrier(rawValue: item.carrier))
            #expect(item.amount == april.account.amount(carrier).value, "\(item.carrier)")
        }
        let items: EnergyResponse = try await city.client.get(
            "/api/v1/energy?\(Self.april)&by=item&building=\(building.id.rawValue)"
        ).decoded()
        #expect(items.items.allSatisfy { $0.item.value != nil && $0.building.value == nil })
    }

    @Test(
        "refuse what cannot be asked",
        arguments: [
            "/api/v1/readings", "/api/v1/readings?from=2026-04-02&to=2026-04-01",
            "/api/v1/consumption?from=2026-04-01&to=2026-04-02&by=week",
            "/api/v1/energy?from=2026-04-01&to=2026-04-02&by=day,day",
            "/api/v1/readings?from=2026-04-01&to=2026-04-02&cursor=x",
        ]
    )
    func refused(path: String) async throws {
        let city = try await TestCity.sample()
        #expect(try await city.client.get(path).status == .badRequest)
    }
}
