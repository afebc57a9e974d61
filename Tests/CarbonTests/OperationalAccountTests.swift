import Carbon
import Testing
import Units

@Suite("Operational account")
struct OperationalAccountTests {
    private func account(
        _ activities: CarrierActivity...,
        region: String = "320000",
        year: Int = 2023
    ) throws -> OperationalAccount {
        try shippedLibrary().operationalAccount(of: activities, region: region, year: CivilYear(year))
    }

    @Test("ten thousand cubic metres of gas are 21.622 t of carbon and 13.3 t of coal")
    func gas() throws {
        let account = try account(.measured(.gas, 10_000))
        #expect(agree(account.total.tonnes, 21.622))
        #expect(agree(account.emissions(.direct).kilograms, 21_622))
        #expect(agree(account.coalEquivalent.tonnes, 13.3))
        // Worked out by the guideline's formula with the heating value unrounded.
        #expect(abs(account.total.tonnes - 21.62188809) < 0.001)
    }

    @Test(
        "electricity takes the factor of its place and year",
        arguments: [
            ("120000", 2021, 735_500.0), ("120000", 2022, 704_100), ("120000", 2023, 679_600),
            ("320000", 2023, 582_700),
            ("540000", 2023, 247_200),
        ]
    )
    func electricity(region: String, year: Int, kilograms: Double) throws {
        let account = try account(.measured(.electricity, 1_000_000), region: region, year: year)
        #expect(agree(account.emissions(.electricity).kilograms, kilograms))
        #expect(agree(account.coalEquivalent.kilograms, 122_900))
    }

    @Test("six thousand gigajoules of heat are 660 t of carbon and 204.72 t of coal")
    func heat() throws {
        let account = try account(.measured(.heat, 6_000_000))
        #expect(agree(account.emissions(.heat).tonnes, 660))
        #expect(agree(account.coalEquivalent.tonnes, 204.72))
    }

    @Test("a kilowatt-hour of heat is 0.396 kg, ten times the slip that is going round")
    func heatSlip() throws {
        #expect(agree(try account(.measured(.heat, micro: 3_600_000)).total.kilograms, 0.396))
    }

    @Test(
        "fuels burnt in the building are direct emissions",
        arguments: [
            (.liquefiedPetroleumGas, 100, 310.13), (.diesel, 1_000, 3_095.9), (.gasoline, 10, 29.251),
            (.coal, 2_000, 3_800.6),
            (.kerosene, 5, 15.167),
        ] as [(EnergyCarrier, Int64, Double)]
    )
    func fuels(carrier: EnergyCarrier, amount: Int64, kilograms: Double) throws {
        let account = try account(.measured(carrier, amount))
        #expect(agree(account.emissions(.direct).kilograms, kilograms))
        #expect(account.emissions(.electricity) == .zero)
    }

    @Test("an office with electricity, gas and water sums up as on paper")
    func office() throws {
        // 123 456.78 × 0.5827 = 71 938.265706 kg; 2 345.678 × 2.1622 = 5 071.8249716 kg.
        let account = try account(
            .measured(.water, 987),
            .measured(.gas, micro: 2_345_678_000),
            .measured(.electricity, micro: 123_456_780_000)
        )
        #expect(account.lines.map(\.activity.carrier) == [.electricity, .water, .gas])
        #expect(agree(account.emissions(.electricity).kilograms, 71_938.265_706))
        #expect(agree(account.emissions(.direct).kilograms, 5_071.824_971_6))
        #expect(agree(account.total.kilograms, 77_010.090_677_6))
        // 123 456.78 × 0.1229 + 2 345.678 × 1.33.
        #expect(agree(account.coalEquivalent.kilograms, 18_292.590_002))
        #expect(account.amount(.water) == Amount(micro: 987_000_000))
    }

    @Test(
        "water and renewables are listed and emit nothing, without a reservation",
        arguments: [EnergyCarrier.water, .renewable]
    )
    func noEmissions(carrier: EnergyCarrier) throws {
        let account = try account(.measured(carrier, 1_000))
        #expect(account.lines.count == 1)
        #expect(account.lines.first?.scope == nil)
        #expect(account.lines.first?.factor == nil)
        #expect(account.total == .zero)
        #expect(account.findings.isEmpty)
    }

    @Test(
        "a carrier without a factor stays in the account with zero and an error",
        arguments: [EnergyCarrier.cooling, .other]
    )
    func missingFactor(carrier: EnergyCarrier) throws {
        let account = try account(.measured(carrier, 1_000), .measured(.electricity, 1))
        let line = try #require(account.lines.first { $0.activity.carrier == carrier })
        #expect(line.emissions == .zero)
        #expect(line.factor == nil)
        #expect(line.activity.amount.value == 1_000)
        let missing = DataFinding(rule: "carbon.factor.missing", severity: .error, subject: carrier.rawValue)
        #expect(account.findings.contains(missing))
    }

    @Test(
        "a carrier without a coal factor is counted as carbon and missing as coal, which is said",
        arguments: [(.manufacturedGas, true), (.other, true), (.gas, false), (.cooling, false), (.water, false)]
            as [(EnergyCarrier, Bool)]
    )
    func missingCoal(carrier: EnergyCarrier, isMissing: Bool) throws {
        let account = try account(.measured(carrier, 1_000))
        #expect(account.findings.contains { $0.rule == "carbon.coalEquivalent.missing" } == isMissing)
        if isMissing { #expect(account.coalEquivalent == .zero) }
    }

    @Test("the reservations of every factor travel with the account")
    func findings() throws {
        let account = try account(
            .measured(.electricity, 1),
            .measured(.gas, 1),
            .measured(.manufacturedGas, 1),
            year: 2025
        )
        #expect(
            account.findings.map { "\($0.subject) \($0.rule)" } == [
                "electricity carbon.factor.otherYear", "gas carbon.factor.guidanceDefault",
                "manufactured_gas carbon.factor.guidanceDefault", "manufactured_gas carbon.factor.lowConfidence",
                "manufactured_gas carbon.coalEquivalent.missing",
            ]
        )
    }

    @Test("each line names its factor, so that the product can be done again")
    func lines() throws {
        for line in try account(.measured(.electricity, 77), .measured(.gas, 33), .measured(.heat, 11)).lines {
            let factor = try #require(line.factor)
            #expect(agree(line.emissions.kilograms, line.activity.amount.value * factor.value.doubleValue))
            let coal = try #require(line.coalFactor)
            #expect(agree(line.coalEquivalent.kilograms, line.activity.amount.value * coal.value.doubleValue))
            #expect(factor.unit.hasSuffix("/" + line.activity.carrier.unit.rawValue))
        }
    }

    @Test("nothing consumed is an empty account")
    func empty() throws {
        #expect(try account().lines.isEmpty)
        #expect(try account().total == .zero)
        #expect(try account().share.missing == 1)
    }

    @Test("every carrier has a scope, or is one of the two that emit nothing", arguments: EnergyCarrier.allCases)
    func scopes(carrier: EnergyCarrier) {
        #expect((carrier.scope == nil) == [.water, .renewable].contains(carrier))
        if carrier.scope == .direct { #expect(carrier.factorKind == .fuel) }
        if carrier.scope == .heat { #expect(carrier.factorKind == .heat) }
        if carrier.scope == .electricity { #expect(carrier.factorKind == .gridAverage) }
    }

    @Test("the share of a total weighs each emitting line by the time its meters should cover")
    func share() throws {
        let account = try account(
            CarrierActivity(
                carrier: .electricity,
                amount: .zero,
                expectedSeconds: 100,
                coveredSeconds: 80,
                estimatedSeconds: 30
            ),
            CarrierActivity(
                carrier: .gas,
                amount: .zero,
                expectedSeconds: 300,
                coveredSeconds: 120,
                estimatedSeconds: 20
            ),
            CarrierActivity(
                carrier: .water,
                amount: .zero,
                expectedSeconds: 1_000,
                coveredSeconds: 0,
                estimatedSeconds: 0
            )
        )
        #expect(abs(account.share.measured - 0.375) < 1e-12)
        #expect(abs(account.share.estimated - 0.125) < 1e-12)
        #expect(abs(account.share.missing - 0.5) < 1e-12)
    }
}

@Suite("Sums of accounts")
struct AccountSumTests {
    private func random(using generator: inout SplitMix64) throws -> OperationalAccount {
        let carriers = EnergyCarrier.allCases.filter { _ in Bool.random(using: &generator) }
        let activities = carriers.map { carrier in
            let expected = Int64.random(in: 1...1_000_000, using: &generator)
            let covered = Int64.random(in: 0...expected, using: &generator)
            return CarrierActivity(
                carrier: carrier,
                amount: Amount(micro: .random(in: 0...1_000_000_000_000, using: &generator)),
                expectedSeconds: expected,
                coveredSeconds: covered,
                estimatedSeconds: .random(in: 0...covered, using: &generator)
            )
        }
        let region = ["320000", "120000", "540000"].randomElement(using: &generator) ?? ""
        let year = CivilYear(.random(in: 2009...2026, using: &generator))
        return try shippedLibrary().operationalAccount(of: activities, region: region, year: year)
    }

    /// Whether two accounts say the same, but for the last digits of sums and the order of reservations.
    private func same(_ left: OperationalAccount, _ right: OperationalAccount) -> Bool {
        left.lines.map(\.activity) == right.lines.map(\.activity)
            && left.lines.map(\.factor) == right.lines.map(\.factor)
            && zip(left.lines, right.lines).allSatisfy {
                agree($0.emissions.kilograms, $1.emissions.kilograms)
                    && agree($0.coalEquivalent.kilograms, $1.coalEquivalent.kilograms)
            }
            && Set(left.findings) == Set(right.findings) && left.findings.count == right.findings.count
            && left.share == right.share && agree(left.total.kilograms, right.total.kilograms)
    }

    @Test("scopes sum to the total", arguments: UInt64(1)...30)
    func scopesSum(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let account = try random(using: &generator)
        let scopes = EmissionScope.allCases.reduce(CarbonMass.zero) { $0 + account.emissions($1) }
        #expect(agree(scopes.kilograms, account.total.kilograms), "seed \(seed)")
    }

    @Test("sums do not depend on how accounts are grouped or ordered", arguments: UInt64(31)...60)
    func grouping(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let accounts = try (0..<Int.random(in: 1...8, using: &generator)).map { _ in try random(using: &generator) }
        let whole = OperationalAccount.sum(of: accounts)
        let cut = Int.random(in: 0...accounts.count, using: &generator)
        #expect(same(.sum(of: Array(accounts[..<cut])) + .sum(of: Array(accounts[cut...])), whole), "seed \(seed)")
        #expect(same(.sum(of: accounts.shuffled(using: &generator)), whole), "seed \(seed)")
        #expect(same(accounts.reduce(OperationalAccount.sum(of: []), +), whole), "seed \(seed)")
        let parts = accounts.reduce(CarbonMass.zero) { $0 + $1.total }
        #expect(agree(whole.total.kilograms, parts.kilograms), "seed \(seed)")
    }

    @Test("twice the same doubles amounts and emissions and leaves the shares", arguments: UInt64(61)...80)
    func doubling(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let account = try random(using: &generator)
        let double = account + account
        #expect(double.total == account.total * 2, "seed \(seed)")
        #expect(double.coalEquivalent == account.coalEquivalent * 2, "seed \(seed)")
        #expect(double.findings == account.findings, "seed \(seed)")
        #expect(abs(double.share.measured - account.share.measured) < 1e-12, "seed \(seed)")
        for carrier in EnergyCarrier.allCases {
            #expect(double.amount(carrier) == account.amount(carrier) + account.amount(carrier), "seed \(seed)")
        }
    }

    @Test("lines of one carrier with different factors stay apart")
    func differentFactors() throws {
        let library = try shippedLibrary()
        let accounts = [2021, 2023].map { year in
            library.operationalAccount(of: [.measured(.electricity, 1_000)], region: "120000", year: CivilYear(year))
        }
        let sum = accounts[0] + accounts[1]
        #expect(sum.lines.map(\.factor?.source.year) == [2021, 2023])
        #expect(agree(sum.total.kilograms, 735.5 + 679.6))
        #expect(sum.amount(.electricity).value == 2_000)
    }

    @Test("the same energy on twice the floor area is half the intensity")
    func intensity() throws {
        let account = try shippedLibrary().operationalAccount(
            of: [.measured(.electricity, 1_600_000)],
            region: "320000",
            year: CivilYear(2023)
        )
        let single = account.total / FloorArea.squareMetres(20_000)
        let twice = account.total / FloorArea.squareMetres(40_000)
        #expect(agree(single.kilogramsPerSquareMetre, 46.616))
        #expect(agree(single.kilogramsPerSquareMetre, twice.kilogramsPerSquareMetre * 2))
    }
}
