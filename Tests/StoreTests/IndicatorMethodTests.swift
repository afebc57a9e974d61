import Testing
import Units

@testable import Store

/// The expected numbers were worked out by hand; where a standard prints an example it is named.
@Suite("Methods of the shipped indicators")
struct IndicatorMethodTests {
    private let haizhou = IndicatorCity.haizhou
    private let lianyun = IndicatorCity.lianyun

    /// Shares of two quantities: indicator, variant, counted, whole.
    static let shares: [(String, String?, part: String, whole: String)] = [
        ("two-star-public-coverage", nil, "floor_area.new_gov_public_two_star", "floor_area.new_gov_public"),
        ("residential-standard-coverage", nil, "floor_area.new_residential_75", "floor_area.new_residential"),
        ("general-code-execution", nil, "floor_area.new_civil_gb55015", "floor_area.new_civil"),
        ("forest-coverage", nil, "forest.area", "land.area"),
        ("park-service-coverage", "radius", "park.served_by_radius", "residential_land.area"),
        ("park-service-coverage", "walk", "park.served_by_walk", "residential_land.area"),
        ("garden-waste-used", nil, "garden_waste.utilised", "garden_waste.generated"),
        ("prefabricated-state-land", "eligible", "floor_area.state_land_prefab", "floor_area.state_land_eligible"),
        ("prefabricated-state-land", "all", "floor_area.state_land_prefab", "floor_area.state_land_civil"),
        ("green-materials-coverage", nil, "floor_area.new_star_green_materials", "floor_area.new_star"),
        ("wastewater-reuse", "of_treated", "wastewater.reused", "wastewater.treated"),
        ("wastewater-reuse", "of_discharged", "wastewater.reused", "wastewater.discharged"),
        ("efficient-lighting", "count", "lighting.led", "lighting.total"),
        ("efficient-lighting", "power", "lighting.led_power", "lighting.total_power"),
        ("inefficient-public-retrofit", "inventory", "inefficient_public.retrofitted", "inefficient_public.total"),
    ]

    // 30 of 40 and 10 of 60: 40 of 100, not the mean of 75 % and 16.7 %.
    @Test("a share is of the sums, by the variant's quantities", arguments: shares)
    func share(id: String, variant: String?, part: String, whole: String) async throws {
        let city = try IndicatorCity()
        try await city.report(whole, 2025, [haizhou: 40, lianyun: 60])
        #expect(try await city.value(id, 2025, variant: variant) == .noData)
        try await city.report(part, 2025, [haizhou: 30])
        let half = try await city.value(id, 2025, variant: variant)
        #expect(half.value == 75 && half.share == DataShare(statistical: 0.5))
        try await city.report(part, 2025, [lianyun: 10])
        let value = try await city.value(id, 2025, variant: variant)
        #expect(value.value == 40 && value.numerator == 40 && value.denominator == 100 && value.share.known == 1)
        #expect(try await city.rows(id, 2025, variant: variant).map(\.contribution) == [30, 10])
    }

    // An example worked by hand after CJJ 92-2016 (2018): 120 million m³ supplied, 104.4 authorised, 70 % metered at each
    // home, 1000 km of mains, 0.38 MPa, frost of 0.6 m. R_WL = 13; R1 = 8 × 0.7 = 5.6; A = 1000 ÷ 12 000 = 0.08333, R2 =
    // 99 × (0.08333 − 0.0693) = 1.3893; R3 = 0.5; R4 = 0; R_BL = 13 − 7.4893 = 5.5107.
    @Test("leakage before and after the four corrections")
    func leakage() async throws {
        let city = try IndicatorCity()
        try await city.report("water.supplied", 2025, [haizhou: 120e6])
        try await city.report("water.authorised", 2025, [haizhou: 104.4e6])
        #expect(try await city.value("water-leakage", 2025).value == 13)
        #expect(try await city.value("water-leakage", 2025, variant: "r_bl") == .noData)
        try await city.report("water.household_metered", 2025, [haizhou: 84e6])
        try await city.report("water.pipe_length", 2025, [haizhou: 1e6])
        try await city.report("water.outlet_pressure", 2025, [haizhou: 380])
        try await city.report("water.frost_depth", 2025, [haizhou: 60])
        let corrected = try #require(try await city.value("water-leakage", 2025, variant: "r_bl").value)
        #expect(abs(corrected - 5.5107) < 1e-9)
        // Three times the mains: R2 stops at 3. More pressure, deeper frost: R3 = 2, R4 = 1. 13 − 5.6 − 3 − 2 − 1 = 1.4.
        try await city.report("water.pipe_length", 2025, [haizhou: 3e6])
        try await city.report("water.outlet_pressure", 2025, [haizhou: 760])
        try await city.report("water.frost_depth", 2025, [haizhou: 150])
        let most = try #require(try await city.value("water-leakage", 2025, variant: "r_bl").value)
        #expect(abs(most - 1.4) < 1e-9)
    }

    // Σ R_i·Q_i ÷ Σ Q_i: 10 % of 300 and 20 % of 100 are 12.5 %.
    @Test("leakage of a region is weighted by the water supplied")
    func region() async throws {
        let city = try IndicatorCity()
        try await city.report("water.supplied", 2025, [haizhou: 300, lianyun: 100])
        try await city.report("water.authorised", 2025, [haizhou: 270, lianyun: 80])
        #expect(try await city.value("water-leakage", 2025).value == 12.5)
    }

    // Of the single year 110 against 100; summed from 2021 50 + 50 + 100 + 90 + 110 = 400 against 200.
    @Test("growth of the single year and of the sum since 2021")
    func growth() async throws {
        let city = try IndicatorCity()
        for (year, area) in [(2020, 999.0), (2021, 50), (2022, 50), (2023, 100), (2024, 90), (2025, 110)] {
            try await city.report("retrofit.floor_area", year, [haizhou: area])
        }
        #expect(try await city.value("retrofit-growth", 2025).value == 10)
        let sum = try await city.value("retrofit-growth", 2025, variant: "cumulative")
        #expect(sum.value == 100 && sum.numerator == 200 && sum.denominator == 200)
        #expect(try await city.value("retrofit-growth", 2023, variant: "cumulative").value == 0)
        #expect(try await city.value("retrofit-growth", 2022, variant: "cumulative") == .noData)
    }

    // 1000 kWh are 122.9 kgce by calorific value, 287 by the coal rate of 2020; with 100 of gas and 50 of rural coal:
    // 122.9 ÷ 272.9, 287 ÷ 437, urban 122.9 ÷ 222.9 and 287 ÷ 387. From 2021 on the rate is carried on.
    @Test("electricity's share by four methods; a rate that is carried on is an estimate, a reported one is not")
    func electricity() async throws {
        let city = try IndicatorCity()
        for year in [2020, 2025] {
            try await city.emit(haizhou, year, "urban_home", "electricity", scope: "electricity", coalEquivalent: 122.9)
            try await city.emit(haizhou, year, "public_building", "gas", scope: "direct", coalEquivalent: 100)
            try await city.emit(haizhou, year, "rural_home", "coal", scope: "direct", coalEquivalent: 50)
        }
        let expected = [
            "coal_rate": 287.0 / 437, "calorific": 122.9 / 272.9, "urban_coal_rate": 287.0 / 387,
            "urban_calorific": 122.9 / 222.9,
        ]
        for (variant, share) in expected {
            let value = try #require(
                try await city.value("electricity-share", 2020, in: haizhou, variant: variant).value
            )
            #expect(abs(value - 100 * share) < 1e-9, "\(variant)")
        }
        let carried = try await city.value("electricity-share", 2025, in: haizhou)
        #expect(abs(carried.share.estimated - 287.0 / 437) < 1e-9 && abs(carried.share.known - 1) < 1e-9)
        try await city.report("power.coal_rate", 2025, [IndicatorCity.city: 300])
        let reported = try await city.value("electricity-share", 2025, in: haizhou)
        #expect(abs((reported.value ?? 0) - 100 * 300.0 / 450) < 1e-9 && reported.share == DataShare(statistical: 1))
        // Nothing is known of the coal rate before 2010.
        try await city.emit(haizhou, 2009, "urban_home", "gas", scope: "direct", coalEquivalent: 1)
        #expect(try await city.value("electricity-share", 2009, in: haizhou).value == nil)
    }

    // Loss of 5 % in 2020 (100 of 2000) and of 4 % (120 of 3000): a fifth less, 30 avoided of 150.
    @Test("material loss falls relative to the rate of 2020, weighted by value")
    func materialLoss() async throws {
        let city = try IndicatorCity()
        try await city.report("material.net_value", 2020, [haizhou: 1_000, lianyun: 1_000])
        try await city.report("material.lost_value", 2020, [haizhou: 40, lianyun: 60])
        try await city.report("material.net_value", 2025, [haizhou: 2_000, lianyun: 1_000])
        try await city.report("material.lost_value", 2025, [haizhou: 80, lianyun: 40])
        let value = try await city.value("material-loss-fall", 2025)
        #expect(abs((value.value ?? 0) - 20) < 1e-9 && abs((value.numerator ?? 0) - 30) < 1e-9)
        #expect(try await city.value("material-loss-fall", 2025, in: haizhou).value == 0)
        #expect(try await city.value("material-loss-fall", 2020).value == 0)
        #expect(try await city.value("material-loss-fall", 2024) == .noData)
    }

    // 500 tce before, 340 after: 32 % less.
    @Test("a gain in efficiency is the fall of energy")
    func ruralGain() async throws {
        let city = try IndicatorCity()
        try await city.report("rural.energy_before", 2025, [haizhou: 500])
        try await city.report("rural.energy_after", 2025, [haizhou: 340])
        let value = try await city.value("rural-home-gain", 2025)
        #expect(value.value == 32 && value.numerator == 160)
    }

    // 40 of 80 and 10 of 20 permeable; with 5 of water in each 60 of 100.
    @Test("permeable ground without and with water")
    func permeable() async throws {
        let city = try IndicatorCity()
        try await city.report("built_up.area", 2025, [haizhou: 80, lianyun: 20])
        try await city.report("permeable.area", 2025, [haizhou: 40, lianyun: 10])
        #expect(try await city.value("permeable-share", 2025).value == 50)
        #expect(try await city.value("permeable-share", 2025, variant: "with_water") == .noData)
        try await city.report("built_up.water_area", 2025, [haizhou: 5, lianyun: 5])
        #expect(try await city.value("permeable-share", 2025, variant: "with_water").value == 60)
        #expect(try await city.value("permeable-share", 2025).value == 50)
    }

    @Test("a standard's year, once known, holds for every year; a title is there or not")
    func states() async throws {
        let city = try IndicatorCity()
        #expect(try await city.value("residential-standard-issued", 2026) == .noData)
        try await city.report("standard.residential_issued_year", 2024, [IndicatorCity.city: 2_023])
        // Issued in 2023: so a goal of 2022 was missed, and no value of that year is missing.
        for year in [2022, 2023, 2026] {
            #expect(try await city.value("residential-standard-issued", year).value == 2_023)
        }
        // What is reported later corrects it, also towards a later year.
        try await city.report("standard.residential_issued_year", 2025, [IndicatorCity.city: 2_024])
        #expect(try await city.value("residential-standard-issued", 2026).value == 2_024)
        #expect(try await city.rows("residential-standard-issued", 2026).map(\.contribution) == [2_024])
        for (id, quantity) in [
            ("eco-garden-city", "title.eco_garden_city"), ("lighting-digital-system", "lighting.digital_system"),
        ] {
            try await city.report(quantity, 2025, [haizhou: 1, lianyun: 0])
            // One of two does not make it done.
            let value = try await city.value(id, 2025)
            #expect(value.value == 0 && value.numerator == 1 && value.share.known == 1)
            #expect(try await city.value(id, 2025, in: haizhou).value == 1)
            #expect(try await city.value(id, 2024) == .noData)
        }
    }

    @Test(
        "counts are summed from 2021",
        arguments: [
            ("green-villages", "village.green_demo"), ("smart-construction-bases", "smart_construction.base"),
        ]
    )
    func counts(id: String, quantity: String) async throws {
        let city = try IndicatorCity()
        for (year, count) in [(2020, 5.0), (2021, 0), (2022, 1), (2023, 1)] {
            try await city.report(quantity, year, [haizhou: count])
        }
        #expect(try await city.value(id, 2023).value == 2)
        #expect(try await city.value(id, 2021).value == 0)
    }

    // 1.5 km of trench hold 3 km of pipe.
    @Test("heat network by trench and by pipe")
    func heatNetwork() async throws {
        let city = try IndicatorCity()
        try await city.report("heat_network.renewed", 2021, [haizhou: 1_500])
        try await city.report("heat_network.renewed_pipe", 2021, [haizhou: 3_000])
        #expect(try await city.value("heat-network-renewal", 2021).value == 1.5)
        #expect(try await city.value("heat-network-renewal", 2021, variant: "pipe").value == 3)
    }
}
