import Carbon
import Testing
import Units

@Suite("Restatement")
struct RestatementTests {
    private func activity(
        _ subject: Int64,
        _ carrier: EnergyCarrier = .electricity,
        year: Int = 2024,
        region: String = "320000",
        value: Int64
    ) -> StoredActivity {
        StoredActivity(
            subject: subject,
            region: region,
            year: CivilYear(year),
            carrier: carrier,
            amount: Amount(micro: value * 1_000_000)
        )
    }

    private let old = FactorLibrary.fixture(.fixture("grid.2023", value: 5, year: 2023))
    private let new = FactorLibrary.fixture(
        .fixture("grid.2023", value: 5, year: 2023),
        .fixture("grid.2024", value: 4, year: 2024)
    )

    @Test("a factor for a past year restates that year, and says by how much and why")
    func pastYear() throws {
        let restatement = Restatement(
            of: [
                activity(1, value: 1_000), activity(2, value: 500), activity(1, value: 500),
                activity(1, year: 2023, value: 9_000),
            ],
            from: old,
            to: new
        )
        let line = try #require(restatement.lines.first)
        #expect(restatement.lines.count == 1)
        #expect(line.year == CivilYear(2024))
        #expect(line.before?.factor.id == "grid.2023")
        #expect(line.before?.rules == ["carbon.factor.otherYear"])
        #expect(line.after?.factor.id == "grid.2024")
        #expect(line.after?.rules == [])
        #expect(line.subjects == 2)
        #expect(agree(line.emissionsBefore.kilograms, 1_000))
        #expect(agree(line.emissionsAfter.kilograms, 800))
        #expect(agree(restatement.before.kilograms, 5_500))
        #expect(agree(restatement.after.kilograms, 5_300))
        #expect(agree(restatement.change.kilograms, -200))
    }

    @Test("the same library restates nothing")
    func nothing() {
        let restatement = Restatement(of: [activity(1, value: 1_000)], from: new, to: new)
        #expect(restatement.lines.isEmpty)
        #expect(restatement.change == .zero)
    }

    @Test("a carrier that gets its first factor, and one that loses it")
    func firstFactor() throws {
        let gas = FactorLibrary.fixture(.fixture("gas", kind: .fuel, carrier: .gas, value: 20, region: "CN", year: nil))
        let there = Restatement(of: [activity(1, .gas, value: 10), activity(1, .water, value: 5)], from: old, to: gas)
        #expect(there.lines.map(\.carrier) == [.gas])
        #expect(there.lines.first?.before == nil)
        #expect(agree(there.change.kilograms, 20))
        let back = Restatement(of: [activity(1, .gas, value: 10)], from: gas, to: old)
        #expect(agree(back.change.kilograms, -20))
    }

    @Test("the total after is what the account gives with the new library")
    func agreesWithAccount() throws {
        let library = try shippedLibrary()
        let activities = (1...20).map { activity(Int64($0), year: 2023, value: Int64($0 * 100)) }
        let restatement = Restatement(of: activities, from: old, to: library)
        let account = library.operationalAccount(
            of: [.measured(.electricity, activities.reduce(0) { $0 + $1.amount.micro } / 1_000_000)],
            region: "320000",
            year: CivilYear(2023)
        )
        #expect(agree(restatement.after.kilograms, account.total.kilograms))
    }

    @Test("a correction for the same year takes the place of what it corrects, a notice for another year does not")
    func superseded() throws {
        func factor(_ id: String, _ year: Int, _ by: String?) -> EmissionFactor {
            EmissionFactor(
                id: id,
                kind: .gridAverage,
                carrier: .electricity,
                name: id,
                englishName: id,
                value: FixedPoint(mantissa: 5, exponent: -1),
                unit: "kgCO2/kWh",
                region: "CN",
                source: Citation(document: id, year: year, confidence: .high),
                supersededBy: by
            )
        }
        let library = FactorLibrary.fixture(
            factor("a.first", 2023, "b.corrected"),
            factor("b.corrected", 2023, nil),
            factor("old", 2015, "a.first")
        )
        #expect(library.grid(2023, region: "CN")?.factor.id == "b.corrected")
        #expect(library.grid(2015, region: "CN")?.factor.id == "old")
    }
}

@Suite("Heat plants")
struct HeatPlantTests {
    private func plant(_ fuels: [EnergyCarrier: Int64], heat: Int64) -> HeatPlant {
        HeatPlant(
            name: Bilingual(zh: "城南热源厂", en: "South plant"),
            region: "120000",
            year: CivilYear(2023),
            fuels: fuels.mapValues { Amount(micro: $0 * 1_000_000) },
            heat: Amount(micro: heat * 1_000_000)
        )
    }

    @Test("a plant's factor is the carbon of its fuels over its heat, with a reference to each factor")
    func factor() throws {
        let factor = try plant([.coal: 1_000_000, .electricity: 50_000], heat: 18_000_000).factor(shippedLibrary())
        // (1,000,000 × 1.9003 + 50,000 × 0.6796) ÷ 18,000,000 MJ
        #expect(agree(factor.value, 1_934_280.0 / 18_000_000))
        #expect(factor.inputs.map(\.key) == ["grid.prov.Tianjin.2023", "fuel.raw_coal_provincial"])
    }

    @Test("a gas boiler at 0.92 has 0.0604, near Shanghai's 0.06")
    func gasBoiler() throws {
        let figure = try Formulas.heatPlantByEfficiency(55.54, 0.92)
        #expect(agree(figure.value, 0.060_369_565))
    }

    @Test("a plant without fuel, without heat, or that burns water has none")
    func refusals() throws {
        let library = try shippedLibrary()
        #expect(throws: HeatPlantError.noFuel) { try plant([:], heat: 1).factor(library) }
        #expect(throws: HeatPlantError.notAFuel(.water)) { try plant([.water: 1], heat: 1).factor(library) }
        #expect(throws: HeatPlantError.notAFuel(.heat)) { try plant([.heat: 1], heat: 1).factor(library) }
        #expect(throws: HeatPlantError.formula(.outOfBounds(symbol: "Q_h", value: 0, bounds: .positive))) {
            try plant([.gas: 1], heat: 0).factor(library)
        }
    }
}
