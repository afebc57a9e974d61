import Carbon
import Foundation
import Testing
import Units

@Suite("Shipped factors")
struct ShippedFactorsTests {
    @Test("every id stands for one factor")
    func uniqueIDs() throws {
        let ids = try shippedFactors().factors.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.count > 150)
    }

    @Test("every factor holds in a known region, and every region leads to the nation")
    func regions() throws {
        let file = try shippedFactors()
        let parents = Dictionary(uniqueKeysWithValues: file.regions.map { ($0.code, $0.parent) })
        #expect(file.factors.allSatisfy { parents[$0.region] != nil })
        for region in file.regions where region.code != FactorRegion.nation {
            var code = region.code
            for _ in 0..<3 { code = (parents[code] ?? nil) ?? code }
            #expect(code == FactorRegion.nation, "\(region.code)")
        }
    }

    // Announcements of the ministry and the statistics bureau; 2021, 2022 and 2023 data years. [kg/(kW·h)]
    @Test(
        "grid factors are those announced",
        arguments: [
            ("320000", 2021, "0.6451"), ("320000", 2022, "0.5978"), ("320000", 2023, "0.5827"),
            ("120000", 2021, "0.7355"),
            ("120000", 2022, "0.7041"), ("120000", 2023, "0.6796"), ("CN", 2021, "0.5568"), ("CN", 2022, "0.5366"),
            ("CN", 2023, "0.5306"), ("grid-north", 2023, "0.6361"), ("grid-east", 2022, "0.5617"),
            ("grid-east", 2023, "0.5500"), ("grid-south", 2021, "0.4326"), ("grid-northwest", 2022, "0.5857"),
            ("grid-central", 2023, "0.5271"), ("grid-northeast", 2023, "0.5122"), ("grid-southwest", 2023, "0.2472"),
        ]
    )
    func gridFactors(region: String, year: Int, value: String) throws {
        let choice = try #require(
            shippedLibrary().choose(.gridAverage, for: .electricity, region: region, year: CivilYear(year))
        )
        #expect(choice.factor.value.doubleValue == Double(value))
        #expect(choice.factor.region == region)
        #expect(choice.findings.isEmpty)
    }

    @Test(
        "fuel, heat and standard coal factors are those of the guidelines",
        arguments: [
            (.fuel, .gas, 2.1622), (.fuel, .liquefiedPetroleumGas, 3.1013), (.fuel, .gasoline, 2.9251),
            (.fuel, .diesel, 3.0959),
            (.fuel, .kerosene, 3.0334), (.fuel, .coal, 1.9003), (.heat, .heat, 0.11),
            (.coalEquivalent, .electricity, 0.1229),
            (.coalEquivalent, .gas, 1.33), (.coalEquivalent, .heat, 0.03412),
            (.coalEquivalent, .liquefiedPetroleumGas, 1.7143),
            (.coalEquivalent, .gasoline, 1.4714), (.coalEquivalent, .diesel, 1.4571), (.coalEquivalent, .coal, 0.7143),
        ] as [(EmissionFactor.Kind, EnergyCarrier, Double)]
    )
    func otherFactors(kind: EmissionFactor.Kind, carrier: EnergyCarrier, value: Double) throws {
        let choice = try #require(shippedLibrary().choose(kind, for: carrier, region: "320000", year: CivilYear(2023)))
        #expect(choice.factor.value.doubleValue == value)
    }

    @Test(
        "no factor is off by a power of ten",
        arguments: [
            (.gridAverage, .electricity, 0.05...1.5), (.fuel, .gas, 1.8...2.4), (.heat, .heat, 0.03...0.2),
            (.fuel, .liquefiedPetroleumGas, 2.8...3.3), (.fuel, .gasoline, 2.8...3.2), (.fuel, .diesel, 2.9...3.3),
            (.fuel, .kerosene, 2.9...3.3), (.fuel, .coal, 1.5...3), (.fuel, .manufacturedGas, 0.3...1.2),
            (.coalEquivalent, .electricity, 0.12...0.13), (.coalEquivalent, .gas, 1.1...1.4),
            (.coalEquivalent, .heat, 0.03...0.04), (.coalEquivalent, .cooling, 0.03...0.04),
            (.coalEquivalent, .coal, 0.4...1), (.coalEquivalent, .diesel, 1.4...1.5),
            (.coalEquivalent, .gasoline, 1.4...1.5),
            (.gridResidual, .electricity, 0.5...0.7), (.gridFossil, .electricity, 0.8...0.9),
            (.gridEmissionsTrading, .electricity, 0.5...0.7), (.gridFootprint, .electricity, 0.5...0.7),
            (.coalEquivalent, .kerosene, 1.4...1.5), (.coalEquivalent, .liquefiedPetroleumGas, 1.6...1.8),
        ] as [(EmissionFactor.Kind, EnergyCarrier, ClosedRange<Double>)]
    )
    func unitSlips(kind: EmissionFactor.Kind, carrier: EnergyCarrier, range: ClosedRange<Double>) throws {
        let factors = try shippedFactors().factors.filter { $0.kind == kind && $0.carrier == carrier }
        #expect(!factors.isEmpty)
        #expect(factors.filter { !range.contains($0.value.doubleValue) }.map(\.id) == [])
    }

    @Test("every kind and carrier in the file has its range above")
    func allKindsCovered() throws {
        #expect(Set(try shippedFactors().factors.map { "\($0.kind) \($0.carrier)" }).count == 22)
    }

    // Announcements of the ministry; the five kinds of one year differ by up to half. [kg/(kW·h)]
    @Test(
        "five kinds of grid factor answer each for itself",
        arguments: [
            (.gridAverage, 2021, 0.5568), (.gridAverage, 2022, 0.5366), (.gridAverage, 2023, 0.5306),
            (.gridResidual, 2021, 0.5942), (.gridResidual, 2022, 0.5856), (.gridResidual, 2023, 0.6096),
            (.gridFossil, 2021, 0.8426), (.gridFossil, 2022, 0.8325), (.gridFossil, 2023, 0.8273),
            (.gridEmissionsTrading, 2015, 0.6101), (.gridEmissionsTrading, 2021, 0.581),
            (.gridEmissionsTrading, 2022, 0.5703), (.gridFootprint, 2023, 0.6205),
        ] as [(EmissionFactor.Kind, Int, Double)]
    )
    func fiveKinds(kind: EmissionFactor.Kind, year: Int, value: Double) throws {
        let choice = try #require(
            shippedLibrary().choose(kind, for: .electricity, region: "CN", year: CivilYear(year))
        )
        #expect(choice.factor.kind == kind)
        #expect(choice.factor.value.doubleValue == value)
        #expect(choice.factor.gases == (kind == .gridFootprint ? .equivalent(nil) : .carbonDioxide))
    }

    @Test(
        "a province without a residual factor gets the nation's residual one, never its own average",
        arguments: ["320000", "120000", "540000"]
    )
    func residualOfProvince(region: String) throws {
        let choice = try #require(
            shippedLibrary().choose(.gridResidual, for: .electricity, region: region, year: CivilYear(2023))
        )
        #expect(choice.factor.id == "grid.CN.excl_market_nonfossil.2023")
        #expect(choice.rules == ["carbon.factor.national"])
    }

    @Test("thirty provinces have factors of their own for 2021 to 2023", arguments: 2021...2023)
    func provinces(year: Int) throws {
        let own = try shippedFactors().factors.filter {
            $0.kind == .gridAverage && $0.source.year == year && $0.region.hasSuffix("0000")
        }
        #expect(own.count == 30)
    }

    @Test("Tibet has none and takes the southwest grid's, saying so", arguments: [(2022, "0.2268"), (2023, "0.2472")])
    func tibet(year: Int, value: String) throws {
        let choice = try #require(
            shippedLibrary().choose(.gridAverage, for: .electricity, region: "540000", year: CivilYear(year))
        )
        #expect(choice.factor.value.description == value)
        #expect(choice.factor.region == "grid-southwest")
        #expect(choice.rules == ["carbon.factor.parentRegion"])
        #expect(choice.findings.first?.evidence == ["西藏", "西南区域电网"])
    }

    @Test("the current year uses the latest factor and says of which year it is", arguments: [2024, 2025, 2026, 2040])
    func currentYear(year: Int) throws {
        let choice = try #require(
            shippedLibrary().choose(.gridAverage, for: .electricity, region: "320000", year: CivilYear(year))
        )
        #expect(choice.factor.source.year == 2023)
        #expect(choice.findings.map(\.evidence) == [["\(year)", "2023"]])
    }

    @Test("a year between two uncertain ones warns of both")
    func uncertainYear() throws {
        let choice = try #require(
            shippedLibrary().choose(.gridAverage, for: .electricity, region: "320000", year: CivilYear(2017))
        )
        #expect(choice.factor.source.year == 2018)
        #expect(choice.rules == ["carbon.factor.otherYear", "carbon.factor.lowConfidence"])
    }
}

@Suite("Factor file")
struct FactorFileTests {
    private static let entry: [String: String] = [
        "id": "\"own.1\"", "kind": "\"grid_average\"", "carrier": "\"electricity\"", "name": "\"本市\"",
        "english_name": "\"Own\"", "value": "\"0.5\"", "unit": "\"kgCO2/kWh\"", "region": "\"320000\"", "year": "2024",
        "document": "\"Letter\"", "confidence": "\"high\"", "verified_by": "\"节能处\"",
    ]

    private func file(_ changes: [String: String?] = [:]) throws -> FactorFile {
        var entry = Self.entry
        for (field, value) in changes { entry[field] = value }
        let fields = entry.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return try FactorFile(json: Data("{\"factors\": [{\(fields)}]}".utf8))
    }

    @Test("a bureau's own file has factors and no regions")
    func ownFile() throws {
        let file = try file()
        #expect(file.regions.isEmpty)
        let factor = try #require(file.factors.first)
        #expect(factor.id == "own.1")
        #expect(factor.verifiedBy == "节能处")
        #expect(factor.source == Citation(document: "Letter", year: 2024, confidence: .high))
        #expect(factor.value == FixedPoint("0.5"))
    }

    @Test("year and verifier may be left out")
    func optionalFields() throws {
        let factor = try #require(file(["year": nil, "verified_by": nil]).factors.first)
        #expect(factor.source.year == nil)
        #expect(factor.verifiedBy == nil)
    }

    @Test("carbon may be told as CO₂ or as its equivalent", arguments: ["kgCO2/kWh", "kgCO2e/kWh"])
    func gases(unit: String) throws {
        #expect(try file(["unit": "\"\(unit)\""]).factors.first?.unit == unit)
    }

    @Test(
        "what is malformed is refused with the factor and the field",
        arguments: [
            ("kind", "\"grid\""), ("carrier", "\"power\""), ("value", "\"0,5\""), ("value", "\"abc\""),
            ("value", "\"\""),
            ("value", "\"-0.5\""), ("value", "\"1e-1\""), ("confidence", "\"sure\""), ("unit", "\"kgCO2/MWh\""),
            ("unit", "\"tCO2/kWh\""), ("unit", "\"gCO2/kWh\""), ("unit", "\"kgce/kWh\""), ("unit", "\"kWh\""),
        ]
    )
    func malformed(field: String, value: String) {
        let error = #expect(throws: DecodingError.self) { try file([field: value]) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription.contains("own.1"))
        #expect(context.debugDescription.contains(field))
    }

    @Test(
        "standard coal is told in kilograms of coal and in nothing else",
        arguments: [("kgce/kWh", true), ("kgCO2/kWh", false)]
    )
    func coalUnit(unit: String, isTaken: Bool) {
        let file = try? file(["kind": "\"coal_equivalent\"", "unit": "\"\(unit)\""])
        #expect((file != nil) == isTaken)
    }

    @Test(
        "what is missing is named",
        arguments: [
            "id", "kind", "carrier", "name", "english_name", "value", "unit", "region", "document", "confidence",
        ]
    )
    func missing(field: String) {
        let error = #expect(throws: DecodingError.self) { try file([field: nil]) }
        guard case .keyNotFound(let key, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(key.stringValue == field)
    }

    @Test("a value as a number is refused, since it has been through binary already")
    func numericValue() {
        let error = #expect(throws: DecodingError.self) { try file(["value": "0.5827"]) }
        guard case .typeMismatch(_, let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.last?.stringValue == "value")
    }

    @Test("what is no factor file at all is refused", arguments: ["", "[]", "{}", "{\"factors\": {}}", "not json"])
    func notAFile(text: String) {
        #expect(throws: DecodingError.self) { try FactorFile(json: Data(text.utf8)) }
    }
}
