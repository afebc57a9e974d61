import Carbon
import Foundation
import Testing
import Units

@Suite("Catalogue")
struct CatalogueTests {
    @Test("every file in the folder is read, and every id stands for one value")
    func files() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Sources/Carbon/Resources/Catalogue"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == FactorCatalogue.files)
        let rows = try FactorCatalogue.files.flatMap {
            try FactorFile(json: repositoryFile("Sources/Carbon/Resources/Catalogue/\($0)")).entries
        }
        let factors = try shippedFactors().factors
        #expect(rows.count == 643)
        #expect(factors.count == 179)
        #expect(Set(rows.map(\.id) + factors.map(\.id)).count == rows.count + factors.count)
    }

    @Test("every value has names in both languages, a document and a confidence; what was recalled says so")
    func provenance() throws {
        for entry in try shippedCatalogue().entries {
            #expect(!entry.name.zh.isEmpty && !entry.name.en.isEmpty, "\(entry.id)")
            #expect(!entry.source.document.isEmpty && !entry.source.englishDocument.isEmpty, "\(entry.id)")
            if entry.source.confidence == .low {
                #expect(entry.reservations.map(\.rule) == ["carbon.factor.lowConfidence"])
            }
        }
        let concrete = try #require(shippedCatalogue().entry("mat.concrete_c30", .material))
        #expect(concrete.source.number == "GB/T 51366-2019")
        #expect(concrete.source.clause == "D.0.1")
        #expect(concrete.source.publisher?.zh == "住房和城乡建设部")
        #expect(concrete.source.confidence == .high)
        #expect(concrete.gases == .equivalent(nil))
        #expect(try shippedCatalogue()["gwp.R134a.AR5"]?.gases == .equivalent(.ar5))
    }

    @Test("a row that another one replaces names one that is there")
    func superseded() throws {
        let catalogue = try shippedCatalogue()
        let replaced = catalogue.entries.compactMap(\.supersededBy)
        #expect(!replaced.isEmpty)
        #expect(replaced.allSatisfy { catalogue[$0] != nil })
    }

    // Sums of the values, added up by an independent program over the same documents.
    @Test(
        "nothing was lost on the way into the files",
        arguments: [
            (.material, 69, "161799.638"), (.transport, 16, "1.625"), (.machineShift, 72, "6506.49"),
            (.gwp, 51, "121787.491"), (.fuelEnergy, 23, "1824.31"), (.sink, 15, "122.79"),
        ] as [(CatalogueEntry.Category, Int, String)]
    )
    func sums(category: CatalogueEntry.Category, count: Int, sum: String) throws {
        let values = try shippedCatalogue().entries(category).map(\.value)
        #expect(values.count == count)
        let thousandths = try values.reduce(Int64(0)) { try $0 + #require($1.mantissa(atExponent: -4)) }
        #expect(FixedPoint(mantissa: thousandths, exponent: -4) == FixedPoint(sum))
    }

    // GB/T 51366-2019 appendix D and E, and values that are known to be copied wrongly.
    @Test(
        "values are those of the appendices",
        arguments: [
            ("mat.cement_opc", "735"), ("mat.concrete_c30", "295"), ("mat.concrete_c50", "385"), ("mat.rebar", "2340"),
            ("mat.steel_eaf", "3030"), ("mat.glass_flat", "1130"), ("mat.window_al_wood_73", "122.5"),
            ("mat.window_al_pvc", "129.5"), ("mat.tap_water", "0.168"), ("mat.pipe_pvcu", "7.93"),
            ("trans.truck_diesel_18t", "0.129"), ("trans.rail_avg", "0.010"), ("gwp.R410A.AR4", "2088"),
            ("gwp.R410A.AR6", "2256"), ("fuel_tj.natural_gas", "55.54"), ("sink_pi.tree", "0.375"),
        ]
    )
    func values(id: String, value: String) throws {
        #expect(try shippedCatalogue()[id]?.value == FixedPoint(value))
    }

    @Test("a fuel's factor is carbon content × oxidation × 44/12, in every row")
    func fuelIdentity() throws {
        let rows = try shippedCatalogue().entries(.fuelEnergy)
        #expect(rows.count == 23)
        for row in rows {
            let carbon = try #require(row.properties["carbon_content"])
            let oxidation = try #require(row.properties["oxidation"])
            let factor = try Formulas.fuelPerHeat(Given(carbon.doubleValue), Given(oxidation.doubleValue)).value
            #expect(abs(factor - row.value.doubleValue) <= 0.005 + 1e-9, "\(row.id)")
        }
    }

    @Test("a fuel's factor by mass is that by heat times the heat value, in every row that says it")
    func fuelMassIdentity() throws {
        let rows = try shippedCatalogue().entries(.fuelMass).filter { $0.properties["oxidation"] != nil }
        #expect(rows.count == 9)
        for row in rows {
            let factor = try Formulas.fuelPerAmount(
                Given(try #require(row.properties["net_calorific_value"]).doubleValue),
                Given(try #require(row.properties["carbon_content"]).doubleValue),
                Given(try #require(row.properties["oxidation"]).doubleValue)
            ).value
            #expect(abs(factor - row.value.doubleValue) <= 0.000_05 + 1e-9, "\(row.id)")
        }
    }

    @Test("standard coal is heat ÷ 29,307.6 in every row but that of electricity, which is printed as 0.1229")
    func coalIdentity() throws {
        let rows = try shippedCatalogue().entries(.standardCoal).filter { $0.properties["heat"] != nil }
        #expect(rows.count == 23)
        for row in rows {
            let heat = try #require(row.properties["heat"]).doubleValue / 1_000
            let coefficient = try Formulas.coalOfHeatValue(Given(heat)).value
            // One unit of the last place: the table rounds coal tar up.
            #expect(abs(coefficient - row.value.doubleValue) < 0.000_1, "\(row.id)")
        }
        #expect(try shippedCatalogue()["kgce.electricity_equal"]?.value == FixedPoint("0.1229"))
    }

    @Test("the 40-year table of greenery is divided by forty")
    func sinkIdentity() throws {
        let rows = try shippedCatalogue().entries(.sink).filter { $0.properties["forty_years"] != nil }
        #expect(rows.count == 12)
        for row in rows {
            let years = try #require(row.properties["forty_years"]).doubleValue
            #expect(abs(years / 40 - row.value.doubleValue) <= 0.005 + 1e-9, "\(row.id)")
        }
    }

    @Test("asking for one category never answers with another")
    func categories() throws {
        let catalogue = try shippedCatalogue()
        #expect(catalogue.entry("mat.rebar", .transport) == nil)
        #expect(catalogue.entry("grid.CN.2023", .gridResidual) == nil)
        #expect(catalogue.entry("grid.CN.2023", .gridAverage) != nil)
        #expect(catalogue.entries(.gridFootprint).allSatisfy { $0.unit == "kgCO2e/kWh" })
        #expect(catalogue.entries(.gridAverage, region: "120000", year: 2023).map(\.id) == ["grid.prov.Tianjin.2023"])
    }

    @Test("the bureau's own value stands before the one that ships under the same id")
    func ownFirst() throws {
        let own = CatalogueEntry(
            id: "mat.rebar",
            category: .material,
            name: Bilingual(zh: "钢筋", en: "Rebar"),
            value: FixedPoint(mantissa: 2_100),
            unit: "kgCO2e/t",
            source: Citation(document: "EPD", year: 2026, confidence: .high),
            verifiedBy: "节能处"
        )
        let catalogue = FactorCatalogue(entries: [own] + (try shippedCatalogue().entries))
        #expect(catalogue["mat.rebar"]?.value == FixedPoint("2100"))
        #expect(catalogue.entries(.material).count == 69)
    }
}
