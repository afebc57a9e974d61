import Carbon
import Foundation
import Testing
import Units

@Suite("Plausibility")
struct PlausibilityTests {
    private func breaches(_ row: String) throws -> [PlausibilityBreach] {
        let file = try FactorFile(json: Data("{\"factors\": [], \"entries\": [\(row)]}".utf8))
        return try shippedRules().breaches(by: file.entries + file.factors.map(CatalogueEntry.init))
    }

    private func factor(_ kind: String, _ carrier: String, _ value: String, _ unit: String) throws -> [String] {
        let row = """
            {"id": "own.1", "kind": "\(kind)", "carrier": "\(carrier)", "name": "本市", "english_name": "Own",
            "value": "\(value)", "unit": "\(unit)", "region": "320000", "document": "Letter", "confidence": "high"}
            """
        let file = try FactorFile(json: Data("{\"factors\": [\(row)]}".utf8))
        return try shippedRules().breaches(by: file.factors.map(CatalogueEntry.init)).map(\.rule.id)
    }

    @Test("nothing that ships breaks a rule")
    func shipped() throws {
        #expect(try shippedRules().breaches(by: shippedCatalogue().entries).map(\.entry.id) == [])
        let ids = try shippedRules().rules.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test(
        "copies that go round are caught",
        arguments: [
            ("heat", "heat", "0.0396", "kgCO2/MJ", "heat.kilowattHours"),
            ("heat", "heat", "0.011", "kgCO2/MJ", "heat.kilowattHours"),
            ("heat", "heat", "110", "kgCO2/MJ", "heat.range"), ("heat", "heat", "0.01", "kgCO2/MJ", "heat.unusual"),
            ("fuel", "gas", "0.2162", "kgCO2/m3", "gas.tenThousand"),
            ("fuel", "gas", "21.62", "kgCO2/m3", "gas.tenThousand"),
            ("grid_average", "electricity", "582.7", "kgCO2/kWh", "grid.grid_average"),
            ("grid_residual", "electricity", "5.827", "kgCO2/kWh", "grid.grid_residual"),
            ("coal_equivalent", "electricity", "0.302", "kgce/kWh", "coal.electricity"),
        ]
    )
    func knownCopies(kind: String, carrier: String, value: String, unit: String, rule: String) throws {
        #expect(try factor(kind, carrier, value, unit) == [rule])
    }

    @Test(
        "what is right is let in",
        arguments: [
            ("heat", "heat", "0.11", "kgCO2/MJ"), ("heat", "heat", "0.06", "kgCO2/MJ"),
            ("fuel", "gas", "2.1622", "kgCO2/m3"), ("fuel", "gas", "2.184", "kgCO2/m3"),
            ("grid_average", "electricity", "0.2113", "kgCO2/kWh"),
        ]
    )
    func right(kind: String, carrier: String, value: String, unit: String) throws {
        #expect(try factor(kind, carrier, value, unit) == [])
    }

    @Test(
        "materials: a lost decimal point, tonnes for kilograms",
        arguments: [
            ("铝木复合窗", "1225", "kgCO2e/m2", ["window.decimalPoint"]),
            ("铝塑共挤窗", "1295", "kgCO2e/m2", ["window.decimalPoint"]),
            ("铝木复合窗", "122.5", "kgCO2e/m2", []), ("C30混凝土", "0.295", "kgCO2e/m3", ["concrete.range"]),
            ("热轧钢筋", "2.34", "kgCO2e/t", ["steel.range"]), ("水泥", "735", "kgCO2e/t", []),
        ]
    )
    func materials(name: String, value: String, unit: String, rules: [String]) throws {
        let found = try breaches(
            """
            {"id": "own.2", "category": "material", "name": "\(name)", "english_name": "Own", "value": "\(value)",
            "unit": "\(unit)", "region": "CN", "document": "EPD", "confidence": "medium"}
            """
        )
        #expect(found.map(\.rule.id) == rules)
        #expect(found.allSatisfy { $0.entry.id == "own.2" && $0.rule.severity == .error && !$0.rule.reason.zh.isEmpty })
    }

    @Test("an unusual factor is let in, and whoever uses it is told")
    func unusualTravels() throws {
        let own = EmissionFactor.fixture(
            "own.heat",
            kind: .heat,
            carrier: .heat,
            value: 0,
            region: "CN",
            verifiedBy: "节能处"
        )
        let library = FactorLibrary(
            factors: [own],
            regions: [FactorRegion(code: "CN", name: "全国", englishName: "China", parent: nil)],
            plausibility: try shippedRules()
        )
        let choice = try #require(library.choose(.heat, for: .heat, region: "320000", year: CivilYear(2023)))
        #expect(choice.rules == ["carbon.factor.implausible"])
    }

    @Test(
        "units of other values are checked as well",
        arguments: [
            ("material", "kgCO2e/piece"), ("transport", "kgCO2e/t"), ("gwp", "kgCO2e/kg"),
            ("machine_shift", "kWh/shift"),
            ("nonsense", "1"),
        ]
    )
    func units(category: String, unit: String) {
        // The third lacks its set of potentials, the fourth its carrier.
        let row = """
            {"entries": [{"id": "own.3", "category": "\(category)", "name": "x", "english_name": "x", "value": "1",
            "unit": "\(unit)", "region": "CN", "document": "EPD", "confidence": "medium"}]}
            """
        let error = #expect(throws: DecodingError.self) { try FactorFile(json: Data(row.utf8)) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.debugDescription.contains("own.3"))
    }
}
