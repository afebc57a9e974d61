import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Indicator pages")
struct IndicatorPageTests {
    /// Every indicator with a value for some year.
    static func known() async throws -> [IndicatorExplanation] {
        let platform = try await TestCity.sample().platform
        var found: [IndicatorExplanation] = []
        for facts in try await platform.indicators(scope: .all).indicators {
            let view = try await platform.indicator(facts.id, year: nil, jurisdiction: nil, variant: nil, scope: .all)
            if let view, view.value != nil { found.append(view) }
        }
        return found
    }

    @Test("list every indicator with a link that leads to it")
    func catalogue() async throws {
        let city = try await TestCity.sample()
        let list = try await city.platform.indicators(scope: .all)
        let body = try await city.client.get("/indicators").body
        #expect(list.indicators.count > 10)
        for facts in list.indicators {
            #expect(body.contains("href=\"/explain/indicators/\(facts.id)\""))
            let page = try await city.client.get("/explain/indicators/\(facts.id)?lang=en")
            #expect(page.status == .ok, "\(facts.id)")
            #expect(page.body.matches(of: /<h1[ >]/).count == 1 && !page.body.contains("{{"), "\(facts.id)")
        }
    }

    @Test("explain a value by inputs, parts, years and the statement")
    func explanation() async throws {
        let city = try await TestCity.sample()
        let known = try await Self.known()
        #expect(known.count > 5)
        for view in known {
            let path = "/explain/indicators/\(view.indicator.id)/\(view.year)"
            let body = try await city.client.get(path).body
            for entry in view.series {
                #expect(body.contains("/explain/indicators/\(view.indicator.id)/\(entry.year)"))
            }
            #expect(body.contains("SELECT") || body.contains("WITH"), "\(path)")
            for input in view.inputs { #expect(body.contains(input.quantity.name.zh), "\(path)") }
        }
    }

    @Test("show a division that comes out")
    func division() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await Self.known().first { $0.indicator.id == "household-waste-recycled" })
        let numerator = try #require(view.numerator)
        let denominator = try #require(view.denominator)
        #expect(abs(numerator / denominator * 100 - (view.value ?? 0)) < 1e-9)
        let body = try await city.client.get("/explain/indicators/household-waste-recycled/\(view.year)").body
        #expect(body.contains("× 100 ="))
    }

    @Test("say who must report what where there is no value")
    func noData() async throws {
        let client = try await TestCity.sample().client
        let body = try await client.get("/explain/indicators/sponge-city/1995?lang=en").body
        #expect(body.contains("These quantities must be reported") && body.contains("No data"))
    }

    @Test("name the districts that did not report, where others did")
    func silentDistricts() async throws {
        let city = try await TestCity.sample()
        let places = try await city.platform.jurisdictions(scope: .all)
        let view = try #require(
            try await Self.known().first { view in
                view.parts.contains { if case .jurisdiction = $0.subject { true } else { false } }
            }
        )
        let reported = Set(view.parts.map(\.name.zh))
        let expected = places.filter { $0.kind == .district && !reported.contains($0.name) }.map(\.name)
        #expect(view.silentPlaces(among: places).map(\.name) == expected)
    }

    @Test("give the same as data")
    func api() async throws {
        let client = try await TestCity.sample().client
        let list: IndicatorsResponse = try await client.get("/api/v1/indicators").decoded()
        #expect(list.indicators.contains { $0.id == "sponge-city" && $0.targetCount == 2 })
        for view in try await Self.known() {
            let path = "/api/v1/explanations/indicators/\(view.indicator.id)/\(view.year)"
            let response: IndicatorExplanationResponse = try await client.get(path).decoded()
            #expect(response.value == view.value && response.series.count == view.series.count)
            #expect(response.isSynthetic == view.isSynthetic)
        }
    }
}
