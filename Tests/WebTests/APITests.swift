import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("API")
struct APITests {
    @Test("walks every building once, whatever the page size", arguments: [1, 2, 3, 1_000])
    func cursorWalk(limit: Int) async throws {
        let client = try await TestCity.sample().client
        var seen: [Int64] = []
        var cursor: String?
        repeat {
            let more = cursor.map { "&cursor=\($0.percentEncoded)" } ?? ""
            let page: BuildingsResponse = try await client.get("/api/v1/buildings?limit=\(limit)\(more)").decoded()
            #expect(page.items.count <= limit && page.total == 7)
            seen += page.items.map(\.id)
            cursor = page.nextCursor.value
        } while cursor != nil && seen.count < 100
        #expect(seen.count == 7 && Set(seen).count == 7)
    }

    @Test("writes null at the end of a list, and sorted snake-case keys")
    func keys() async throws {
        let body = try await TestCity.sample().client.get("/api/v1/buildings?limit=1000").body
        #expect(body.contains("\"next_cursor\":null"))
        #expect(body.hasPrefix("{\"items\":[{\"account\":{\"carbon_intensity_kgco2_per_m2\":"))
        #expect(!body.contains("floorArea"))
    }

    @Test("answers 304 to who has this generation, in this language")
    func conditional() async throws {
        let client = try await TestCity.sample().client
        let tag = try #require(try await client.get("/api/v1/overview").headers[.eTag])
        let again = try await client.get("/api/v1/overview", [.ifNoneMatch: tag])
        #expect(again.status == .notModified && again.body.isEmpty)
        #expect(try await client.get("/api/v1/overview?lang=en", [.ifNoneMatch: tag]).status == .ok)
    }

    @Test("sums scopes to the total, months to the year, districts to the city")
    func sums() async throws {
        let client = try await TestCity.sample().client
        let overview: OverviewResponse = try await client.get("/api/v1/overview").decoded()
        let account = try #require(overview.account)
        let parts = account.directKgco2 + account.electricityKgco2 + account.heatKgco2
        #expect(abs(parts - account.carbonKgco2) < 1e-6 * account.carbonKgco2)
        let months = overview.scopes.flatMap(\.carbonKgco2).compactMap(\.self).reduce(0, +)
        #expect(abs(months - account.carbonKgco2) < 1e-6 * account.carbonKgco2)
        let districts = overview.districts.reduce(0) { $0 + $1.account.carbonKgco2 }
        #expect(abs(districts - account.carbonKgco2) < 1e-6 * account.carbonKgco2)
        #expect(overview.months.count == 12 && overview.months.first == "2026-01")
    }

    @Test("shows each item of a building, and what none of them metered, up to the metered total")
    func items() async throws {
        let client = try await TestCity.sample().client
        let energy: BuildingEnergyResponse = try await client.get("/api/v1/buildings/1/energy").decoded()
        for month in energy.months.indices {
            guard let total = energy.totalKwh[month] else { continue }
            let sum = energy.items.reduce(0) { $0 + ($1.energyKwh[month] ?? 0) }
            #expect(abs(sum - total) < 1e-6 * max(1, total))
        }
        #expect(energy.totalKwh.compactMap(\.self).count == 2)
    }

    @Test("explains a figure by the parts it is the sum of")
    func explanation() async throws {
        let client = try await TestCity.sample().client
        let year: ExplanationResponse = try await client.get("/api/v1/explanations/buildings/1/2026").decoded()
        let parts = year.parts.reduce(0) { $0 + $1.carbonKgco2 }
        #expect(abs(parts - year.carbonKgco2) < 1e-6 * year.carbonKgco2)
        let part = try #require(year.parts.first)
        let month: ExplanationResponse = try await client.get(part.path).decoded()
        #expect(month.carbonKgco2 == part.carbonKgco2 && !month.meters.isEmpty && month.readingCount ?? 0 > 0)
    }

    @Test("finds buildings by name, code, district and kind")
    func filters() async throws {
        let client = try await TestCity.sample().client
        let all: BuildingsResponse = try await client.get("/api/v1/buildings").decoded()
        let first = try #require(all.items.first)
        let byCode: BuildingsResponse = try await client.get("/api/v1/buildings?q=\(first.code)").decoded()
        #expect(byCode.items.map(\.id) == [first.id])
        let byKind: BuildingsResponse = try await client.get("/api/v1/buildings?kind=\(first.kind)").decoded()
        #expect(!byKind.items.isEmpty && byKind.items.allSatisfy { $0.kind == first.kind })
        let place = try #require(first.jurisdiction)
        let byPlace: BuildingsResponse = try await client.get("/api/v1/buildings?district=\(place.id)").decoded()
        #expect(!byPlace.items.isEmpty && byPlace.items.allSatisfy { $0.jurisdiction?.id == place.id })
        let none: BuildingsResponse = try await client.get("/api/v1/buildings?q=%E6%97%A0").decoded()
        #expect(none.items.isEmpty && none.total == 0)
    }
}

@Suite("Schemas")
struct SchemaTests {
    private struct Inner: APIResponse {
        let name: String
        let areaM2: Double?
    }

    private struct Sample: APIResponse {
        let id: Int64
        let isReal: Bool
        let values: [Double?]
        let inner: Inner
        let list: [Inner]
        let next: Nullable<String>
    }

    @Test("are read off the type")
    func reads() {
        let inner = Schema.object(
            name: "Inner",
            fields: [
                .init(name: "name", schema: .string, isOptional: false),
                .init(name: "area_m2", schema: .number, isOptional: true),
            ]
        )
        let expected: [Schema.Field] = [
            .init(name: "id", schema: .integer, isOptional: false),
            .init(name: "is_real", schema: .boolean, isOptional: false),
            .init(name: "values", schema: .array(.nullable(.number)), isOptional: false),
            .init(name: "inner", schema: inner, isOptional: false),
            .init(name: "list", schema: .array(inner), isOptional: false),
            .init(name: "next", schema: .nullable(.string), isOptional: false),
        ]
        #expect(Schema(of: Sample.self) == .object(name: "Sample", fields: expected))
    }

    @Test(
        "name keys as the encoder writes them",
        arguments: ["floorAreaM2", "carbonKgco2", "id", "isSynthetic", "coalKgce"]
    )
    func names(name: String) throws {
        let data = try JSONEncoder.snakeCased.encode([CodedName(name): 1])
        #expect(String(decoding: data, as: UTF8.self).contains("\"\(snakeCase(name))\""))
    }

    private struct CodedName: CodingKey, Hashable, Encodable, CodingKeyRepresentable {
        let stringValue: String
        let intValue: Int? = nil
        var codingKey: any CodingKey { self }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        init?(codingKey: some CodingKey) { stringValue = codingKey.stringValue }
    }
}

extension JSONEncoder {
    fileprivate static var snakeCased: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return encoder
    }
}
