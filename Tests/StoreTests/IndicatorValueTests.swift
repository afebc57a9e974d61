import Buildings
import GRDB
import Testing
import Units

@testable import Store

@Suite("Values of the shipped indicators")
struct IndicatorValueTests {
    private let haizhou = IndicatorCity.haizhou
    private let lianyun = IndicatorCity.lianyun
    private let zone = IndicatorCity.zone

    @Test("a share counts districts that reported both numbers, and says how many did")
    func share() async throws {
        let city = try IndicatorCity()
        #expect(try await city.value("green-communities", 2024) == .noData)
        try await city.report("community.total", 2024, [haizhou: 30, lianyun: 10])
        try await city.report("community.green", 2024, [haizhou: 18])
        // 18 ÷ 30; the other district has not said how many of its ten are green.
        let half = try await city.value("green-communities", 2024)
        #expect(half.numerator == 18 && half.denominator == 30 && half.value == 60)
        #expect(half.share == DataShare(statistical: 0.5))
        try await city.report("community.green", 2024, [lianyun: 2])
        let whole = try await city.value("green-communities", 2024)
        #expect(whole.value == 50 && whole.share == DataShare(statistical: 1))
        #expect(
            try await city.rows("green-communities", 2024) == [
                IndicatorRow(kind: .jurisdiction, subject: "2", contribution: 18, weight: 30),
                IndicatorRow(kind: .jurisdiction, subject: "3", contribution: 2, weight: 10),
            ]
        )
        #expect(try await city.value("green-communities", 2024, in: haizhou).value == 60)
    }

    @Test("the latest report of a district counts, the earlier ones stay")
    func revisions() async throws {
        let city = try IndicatorCity()
        try await city.report("lighting.total", 2024, [haizhou: 100])
        for count in [10.0, 80, 85] { try await city.report("lighting.led", 2024, [haizhou: count]) }
        #expect(try await city.value("efficient-lighting", 2024).value == 85)
    }

    @Test("a functional zone overlaps districts: it is never added to them and can be asked for by itself")
    func functionalZone() async throws {
        let city = try IndicatorCity()
        try await city.report("community.total", 2024, [haizhou: 30, lianyun: 10, zone: 8])
        try await city.report("community.green", 2024, [haizhou: 18, lianyun: 2, zone: 6])
        #expect(try await city.value("green-communities", 2024).value == 50)
        #expect(try await city.rows("green-communities", 2024).map(\.subject) == ["2", "3"])
        let own = try await city.value("green-communities", 2024, in: zone)
        #expect(own.value == 75 && own.share.known == 1)
    }

    @Test("a report for the whole city stands for its districts")
    func wholeCity() async throws {
        let city = try IndicatorCity()
        try await city.report("travel.total", 2024, [haizhou: 100, IndicatorCity.city: 1_000])
        try await city.report("travel.green", 2024, [haizhou: 10, IndicatorCity.city: 750])
        let value = try await city.value("green-travel", 2024)
        #expect(value.value == 75 && value.share.known == 1)
        #expect(try await city.value("green-travel", 2024, in: haizhou).value == 10)
    }

    @Test("a district is expected to report as long as it exists")
    func abolished() async throws {
        let city = try IndicatorCity()
        for year in [2013, 2014] {
            try await city.report("community.total", year, [haizhou: 10])
            try await city.report("community.green", year, [haizhou: 5])
        }
        // Three districts until New Year 2014, two from then on.
        #expect(abs(try await city.value("green-communities", 2013).share.statistical - 1.0 / 3) < 1e-12)
        #expect(try await city.value("green-communities", 2014).share.statistical == 0.5)
    }

    @Test("units are the plan's")
    func units() async throws {
        let city = try IndicatorCity()
        // 6 000 t on 200 000 m² are 300 t on 10 000 m².
        try await city.report("waste.construction_site", 2025, [haizhou: 6_000])
        try await city.report("floor_area.new_construction", 2025, [haizhou: 200_000])
        let waste = try await city.value("construction-waste-intensity", 2025)
        #expect(waste.value == 300 && waste.numerator == 6_000 && waste.denominator == 20)
        // 1.55 km² for 100 000 people are 15.5 m² each.
        try await city.report("park.area", 2025, [haizhou: 1_550_000])
        try await city.report("population.urban", 2025, [haizhou: 100_000])
        #expect(try await city.value("park-area-per-person", 2025).value == 15.5)
        // Of 1 000 m³ supplied 910 m³ arrive.
        try await city.report("water.supplied", 2025, [haizhou: 1_000])
        try await city.report("water.authorised", 2025, [haizhou: 910])
        #expect(try await city.value("water-leakage", 2025).value == 9)
    }

    @Test("what a plan counts from 2021 on is summed, in its unit")
    func cumulative() async throws {
        let city = try IndicatorCity()
        try await city.report("heat_network.renewed", 2020, [haizhou: 99_000])
        try await city.report("heat_network.renewed", 2021, [haizhou: 1_500])
        try await city.report("heat_network.renewed", 2023, [haizhou: 2_500, lianyun: 1_000])
        let value = try await city.value("heat-network-renewal", 2023)
        #expect(value.value == 5 && value.numerator == 5 && value.denominator == nil)
        // 2021: one of two districts; 2022: none; 2023: both.
        #expect(value.share.statistical == 0.5)
        #expect(try await city.value("heat-network-renewal", 2022) == .noData)
        #expect(try await city.value("heat-network-renewal", 2020) == .noData)
        #expect(try await city.rows("heat-network-renewal", 2023).map(\.contribution) == [4, 1])
        try await city.report("ultra_low_energy.floor_area", 2021, [haizhou: 1_250_000])
        try await city.report("ultra_low_energy.floor_area", 2022, [haizhou: 250_000])
        #expect(try await city.value("ultra-low-energy-area", 2022).value == 150)
        #expect(try await city.value("ultra-low-energy-area", 2021).value == 125)
    }

    @Test("growth is against 2023, of single years")
    func growth() async throws {
        let city = try IndicatorCity()
        for (year, area) in [(2022, 50.0), (2023, 100), (2024, 90), (2025, 110)] {
            try await city.report("retrofit.floor_area", year, [haizhou: area])
        }
        #expect(try await city.value("retrofit-growth", 2022) == .noData)
        #expect(try await city.value("retrofit-growth", 2023).value == 0)
        #expect(try await city.value("retrofit-growth", 2024).value == -10)
        #expect(try await city.value("retrofit-growth", 2025).value == 10)
    }

    @Test("roofs: buildings and the district's factories, against the usable or the whole roof")
    func roofs() async throws {
        let city = try IndicatorCity()
        try await city.store.writer.write { try $0.execute(sql: "INSERT INTO building VALUES (7, 0)") }
        let source = try await city.store.syntheticSource(name: "test", now: IndicatorCity.now)
        let areas = [("roof.pv_area", 60.0, 40.0), ("roof.usable_area", 100, 100), ("roof.total_area", 200, 200)]
        for (quantity, building, factories) in areas {
            let reports = [
                ReportedValue(
                    quantity: quantity,
                    jurisdiction: haizhou,
                    building: .init(rawValue: 7),
                    year: 2025,
                    value: building,
                    reporter: "业主"
                ),
                ReportedValue(
                    quantity: quantity,
                    jurisdiction: haizhou,
                    year: 2025,
                    value: factories,
                    reporter: "区发改委"
                ),
            ]
            try await city.store.report(reports, source: source, now: IndicatorCity.now)
        }
        let usable = try await city.value("roof-pv-coverage", 2025)
        #expect(usable.value == 50 && usable.denominator == 200 && usable.share.statistical == 0.5)
        #expect(try await city.value("roof-pv-coverage", 2025, variant: "whole").value == 25)
        #expect(
            try await city.rows("roof-pv-coverage", 2025) == [
                IndicatorRow(kind: .jurisdiction, subject: "2", contribution: 40, weight: 100),
                IndicatorRow(kind: .building, subject: "7", contribution: 60, weight: 100),
            ]
        )
    }

    @Test("a building of which only the whole is reported counts as nothing of it, where the district reports the part")
    func buildingsWithout() async throws {
        let city = try IndicatorCity()
        let source = try await city.store.syntheticSource(name: "test", now: IndicatorCity.now)
        try await city.store.writer.write { db in
            for id in 1...10 { try db.execute(sql: "INSERT INTO building VALUES (?, 0)", arguments: [id]) }
        }
        func report(_ quantity: String, _ buildings: ClosedRange<Int64>) async throws {
            let reports = buildings.map { building in
                ReportedValue(
                    quantity: quantity,
                    jurisdiction: haizhou,
                    building: .init(rawValue: building),
                    year: 2025,
                    value: 1_000,
                    reporter: "区住建局"
                )
            }
            try await city.store.report(reports, source: source, now: IndicatorCity.now)
        }
        try await report("floor_area.new_gov_public", 1...10)
        #expect(try await city.value("two-star-public-coverage", 2025) == .noData)
        try await report("floor_area.new_gov_public_two_star", 1...3)
        let value = try await city.value("two-star-public-coverage", 2025)
        #expect(value.value == 30 && value.denominator == 10_000 && value.share == DataShare(statistical: 0.5))
        let rows = try await city.rows("two-star-public-coverage", 2025)
        #expect(rows.count == 10 && rows.count { $0.contribution == 0 } == 7)
    }

    @Test("variants read their own population")
    func scopes() async throws {
        let city = try IndicatorCity()
        for (scope, share) in [("new_buildings", 8.0), ("urban_buildings", 5)] {
            try await city.report("energy.renewable_substituted", scope: scope, 2025, [haizhou: share])
            try await city.report("energy.building_total", scope: scope, 2025, [haizhou: 100])
        }
        #expect(try await city.value("renewable-substitution", 2025).value == 8)
        #expect(try await city.value("renewable-substitution", 2025, variant: "urban_buildings").value == 5)
    }

    @Test("the peak is the first year of the highest emissions inside the boundary")
    func peak() async throws {
        let city = try IndicatorCity()
        #expect(try await city.value("sector-peak", 2023) == .noData)
        #expect(try await city.rows("sector-peak", 2023) == [])
        // Direct emissions fall from 2019 on; with electricity 2021 and 2022 are the highest.
        for (year, gas, electricity) in [(2019, 3.0, 2.0), (2020, 2.5, 3), (2021, 2, 5), (2022, 2, 5), (2023, 1, 5)] {
            try await city.emit(haizhou, year, "urban_home", "gas", scope: "direct", carbon: gas * 1e7)
            try await city.emit(
                haizhou,
                year,
                "municipal",
                "electricity",
                scope: "electricity",
                carbon: electricity * 1e7
            )
        }
        let direct = try await city.value("sector-peak", 2023, variant: "direct")
        #expect(direct.value == 2_019 && direct.numerator == 3 && direct.denominator == nil)
        let sector = try await city.value("sector-peak", 2023, variant: "sector")
        #expect(sector.value == 2_021 && sector.numerator == 7 && sector.share.statistical == 0.5)
        #expect(try await city.value("sector-peak", 2020, variant: "sector").value == 2_020)
        #expect(
            try await city.rows("sector-peak", 2023, variant: "sector") == [
                IndicatorRow(kind: .segment, subject: "municipal", contribution: 5, weight: nil),
                IndicatorRow(kind: .segment, subject: "urban_home", contribution: 2, weight: nil),
            ]
        )
        // Nothing is known of 2024 yet.
        #expect(try await city.value("sector-peak", 2024) == .noData)
        #expect(try await city.rows("sector-peak", 2024) == [])
    }

    @Test("electricity of homes and public buildings as coal equivalent; other segments stay out")
    func electricityShare() async throws {
        let city = try IndicatorCity()
        try await city.emit(haizhou, 2025, "urban_home", "electricity", scope: "electricity", coalEquivalent: 400)
        try await city.emit(haizhou, 2025, "urban_home", "gas", scope: "direct", coalEquivalent: 300)
        try await city.emit(haizhou, 2025, "rural_home", "coal", scope: "direct", coalEquivalent: 50)
        try await city.emit(lianyun, 2025, "public_building", "electricity", scope: "electricity", coalEquivalent: 250)
        try await city.emit(lianyun, 2025, "municipal", "electricity", scope: "electricity", coalEquivalent: 9_999)
        let value = try await city.value("electricity-share", 2025, variant: "calorific")
        #expect(value.value == 65 && value.denominator == 1_000 && value.share.statistical == 1)
        let rows = try await city.rows("electricity-share", 2025, variant: "calorific")
        #expect(rows.map(\.contribution) == [250, 0, 400])
    }

    @Test("for every shipped indicator the parts sum to the number, for every place, year and variant")
    func contributions() async throws {
        let city = try IndicatorCity()
        try await city.fill(seed: 7)
        for indicator in try IndicatorCity.shippedCatalogue().definitions {
            for variant in indicator.variants.isEmpty ? [nil] : indicator.variants.map(Optional.some) {
                for place in [IndicatorCity.city, haizhou] {
                    for year in 2023...2025 {
                        let value = try await city.value(indicator.id, year, in: place, variant: variant?.id)
                        let rows = try await city.rows(indicator.id, year, in: place, variant: variant?.id)
                        let sum = rows.reduce(0) { $0 + $1.contribution }
                        let numerator = try #require(value.numerator, "\(indicator.id) \(year)")
                        #expect(abs(sum - numerator) <= 1e-9 * abs(numerator), "\(indicator.id) \(year)")
                        #expect(value.share.known > 0.999, "\(indicator.id) \(year)")
                        guard let denominator = value.denominator else { continue }
                        let weights = rows.reduce(0) { $0 + ($1.weight ?? 0) }
                        #expect(abs(weights - denominator) <= 1e-9 * denominator, "\(indicator.id) \(year)")
                    }
                }
            }
        }
    }

    @Test("districts sum to the city, and a functional zone to nothing but itself")
    func conservation() async throws {
        let city = try IndicatorCity()
        try await city.fill(seed: 11)
        for indicator in try IndicatorCity.shippedCatalogue().definitions where indicator.isAdditive {
            for variant in indicator.variants.isEmpty ? [nil] : indicator.variants.map(Optional.some) {
                let whole = try await city.value(indicator.id, 2025, variant: variant?.id)
                var numerator = 0.0
                var denominator = 0.0
                for place in [haizhou, lianyun] {
                    let part = try await city.value(indicator.id, 2025, in: place, variant: variant?.id)
                    numerator += try #require(part.numerator, "\(indicator.id)")
                    denominator += part.denominator ?? 0
                }
                let expected = try #require(whole.numerator)
                #expect(abs(numerator - expected) <= 1e-9 * abs(expected), "\(indicator.id)")
                #expect(abs(denominator - (whole.denominator ?? 0)) <= 1e-9 * denominator, "\(indicator.id)")
                let zone = try await city.value(indicator.id, 2025, in: zone, variant: variant?.id)
                #expect(zone.value == nil, "\(indicator.id)")
            }
        }
    }
}

extension IndicatorDefinition {
    /// Years and what is measured against the place's own past are no sums.
    fileprivate var isAdditive: Bool {
        !["sector-peak", "residential-standard-issued", "material-loss-fall"].contains(id)
    }
}

extension IndicatorCity {
    /// Reports every quantity for both districts and all years, and puts emissions in place.
    fileprivate func fill(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let quantities = Set(try Self.shippedCatalogue().definitions.flatMap(\.quantities)).sorted()
        for quantity in quantities {
            let scopes = quantity.hasPrefix("energy.") ? ["new_buildings", "urban_buildings"] : [""]
            for scope in scopes {
                for year in 2020...2025 {
                    if let known = Self.ofTheCity[quantity] {
                        try await report(quantity, year, [Self.city: known, Self.haizhou: known, Self.lianyun: known])
                        continue
                    }
                    let values = [Self.haizhou, Self.lianyun].map {
                        ($0, Double.random(in: 1...1e6, using: &generator))
                    }
                    try await report(quantity, scope: scope, year, Dictionary(uniqueKeysWithValues: values))
                }
            }
        }
        try await fillBuildings()
        for year in 2019...2025 {
            for place in [Self.haizhou, Self.lianyun] {
                for segment in ["urban_home", "rural_home", "public_building", "construction", "municipal"] {
                    for (carrier, scope) in [("electricity", "electricity"), ("gas", "direct"), ("heat", "heat")] {
                        let carbon = Double.random(in: 1...1e8, using: &generator)
                        try await emit(
                            place,
                            year,
                            segment,
                            carrier,
                            scope: scope,
                            carbon: carbon,
                            coalEquivalent: carbon / 2
                        )
                    }
                }
            }
        }
    }

    /// What the city decides for its districts, and a value of the right size.
    private static let ofTheCity = ["power.coal_rate": 300.0, "standard.residential_issued_year": 2_021]

    /// An old office in each district, retrofitted and commissioned every year, with two meters.
    private func fillBuildings() async throws {
        let source = try await store.syntheticSource(name: "test", now: Self.now)
        for (building, place) in [(7, Self.haizhou), (8, Self.lianyun)] {
            try await addBuilding(building, in: place, completed: 2_000, area: 1_000)
            for year in 2021...2025 {
                try await store.writer.write { db in
                    for month in 0..<12 {
                        try db.execute(
                            sql: "INSERT INTO energy_month VALUES (?, ?, '01B00', ?, 0, 0, 0)",
                            arguments: [building, (year - 1_970) * 12 + month, (3_000 - year) * 1_000_000]
                        )
                    }
                }
                let values = [
                    ("inefficient_public.building_retrofitted", 1_000.0), ("commissioning.energy_before", 100),
                    ("commissioning.energy_after", 90),
                ]
                let reports = values.map { quantity, value in
                    ReportedValue(
                        quantity: quantity,
                        jurisdiction: place,
                        building: .init(rawValue: Int64(building)),
                        year: year,
                        value: value,
                        reporter: "业主"
                    )
                }
                try await store.report(reports, source: source, now: Self.now)
            }
        }
    }
}
