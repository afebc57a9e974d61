import Carbon
import Testing
import Units

@Suite("Electricity share")
struct ElectricityShareTests {
    private let amounts: [EnergyCarrier: Amount] = [
        .electricity: Amount(micro: 1_000_000_000), .gas: Amount(micro: 100_000_000),
        .heat: Amount(micro: 2_000_000_000),
        .water: Amount(micro: 5_000_000_000),
    ]

    private func share(_ basis: String) throws -> Explained<Double> {
        let catalogue = try shippedCatalogue()
        let entry = try #require(catalogue[basis])
        let basis = try #require(ElectricityBasis(entry))
        return try shippedLibrary().electricityShare(
            of: amounts,
            basis: basis,
            catalogue: catalogue,
            region: "320000",
            year: CivilYear(2021)
        )
    }

    @Test("on both bases, gas with the heat value of its carbon")
    func bothBases() throws {
        // 1000 kW·h, 100 m³ × 38.931 ÷ 29.3076, 2000 MJ × 0.03412
        let others = 100 * 38.931 / 29.3076 + 2_000 * 0.03412
        #expect(agree(try share("kgce.electricity_equal").value, 122.9 / (122.9 + others)))
        #expect(agree(try share("kgce.electricity_supply.2021").value, 302.5 / (302.5 + others)))
    }

    @Test("the share says on which basis it is, and that the coal rate was recalled")
    func explained() throws {
        let share = try share("kgce.electricity_supply.2021")
        #expect(share.inputs.map(\.key).contains("kgce.electricity_supply.2021"))
        #expect(share.inputs.map(\.key).contains("ncv.gas"))
        #expect(share.findings.contains { $0.rule == "carbon.factor.lowConfidence" })
    }

    @Test("what is no basis is none, and without energy there is no share")
    func refusals() throws {
        let catalogue = try shippedCatalogue()
        #expect(ElectricityBasis(try #require(catalogue["grid.CN.2023"])) == nil)
        #expect(ElectricityBasis(try #require(catalogue["kgce.heat"])) == nil)
        let entry = try #require(catalogue["kgce.electricity_equal"])
        let basis = try #require(ElectricityBasis(entry))
        #expect(throws: FormulaError.noResult("carbon.analysis.electricityShare.v1")) {
            try shippedLibrary().electricityShare(
                of: [:],
                basis: basis,
                catalogue: catalogue,
                region: "320000",
                year: CivilYear(2021)
            )
        }
        #expect(throws: FormulaError.missingArgument("p_i: manufactured_gas")) {
            try shippedLibrary().electricityShare(
                of: [.manufacturedGas: Amount(micro: 1)],
                basis: basis,
                catalogue: catalogue,
                region: "320000",
                year: CivilYear(2021)
            )
        }
    }

    @Test("gas in standard coal: 1.3284 with the heat value of its carbon, 1.33 as printed")
    func gas() throws {
        let coefficient = try shippedLibrary().coalCoefficient(
            of: .gas,
            catalogue: shippedCatalogue(),
            region: "CN",
            year: CivilYear(2023)
        )
        #expect(agree(coefficient.number, 1.328_358_515))
    }
}

@Suite("Decoupling")
struct DecouplingTests {
    // One point in each field of Tapio's plane.
    @Test(
        "eight states",
        arguments: [
            (104, 110, .weakDecoupling), (96, 110, .strongDecoupling), (85, 90, .recessiveDecoupling),
            (110, 110, .expansiveCoupling), (90, 90, .recessiveCoupling), (115, 110, .expansiveNegativeDecoupling),
            (105, 90, .strongNegativeDecoupling), (96, 90, .weakNegativeDecoupling), (100, 110, .weakDecoupling),
            (108, 110, .expansiveCoupling), (112, 110, .expansiveCoupling),
        ] as [(Double, Double, Decoupling.State)]
    )
    func states(carbon: Double, driver: Double, state: Decoupling.State) throws {
        let decoupling = try Decoupling(carbon: (100, carbon), driver: (100, driver))
        #expect(decoupling.state == state, "\(decoupling.elasticity.value)")
    }

    @Test("the elasticity is the ratio of the two changes")
    func elasticity() throws {
        #expect(agree(try Decoupling(carbon: (100, 104), driver: (200, 220)).elasticity.value, 0.4))
    }

    @Test("where the driver stands still there is none")
    func standstill() {
        #expect(throws: FormulaError.noResult("carbon.analysis.decoupling.v1")) {
            try Decoupling(carbon: (100, 104), driver: (200, 200))
        }
    }
}
