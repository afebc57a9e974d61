import Foundation
import Testing

@Suite("Carbon on the command line")
struct CarbonCommandTests {
    private static let example = PlanCommandTests.root.appendingPathComponent("docs/examples/office-whole-life.json")

    @Test("the example project is computed, each figure with its formula, and nothing is stored")
    func wholeLife() throws {
        let line = try CommandLine()
        let printed = try line.run("carbon", "whole-life", Self.example.path, "--lang", "en")
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(printed.output.contains("Total\t29,928.38\t598,567.6\t2,494.03\t49.881"))
        #expect(
            printed.output.contains("operation/photovoltaics/0/all = 112000 kWh/a  ← renewable.photovoltaics(I = 1400;")
        )
        #expect(printed.output.contains("The design document has no design life; 50 years are used"))
        let json = try line.run("carbon", "whole-life", Self.example.path, "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: Double])
        #expect(Set(total.keys) == ["total_tco2e", "annual_kgco2e", "life_kgco2e_m2", "annual_kgco2e_m2"])
        #expect(abs((total["life_kgco2e_m2"] ?? 0) - 2_494.031623789) < 0.001)
        #expect(!FileManager.default.fileExists(atPath: line.data))
    }

    @Test("a project with errors is refused with each place, in either language")
    func refused() throws {
        let line = try CommandLine()
        let text = try String(contentsOf: Self.example, encoding: .utf8)
            .replacingOccurrences(of: "\"floor_area_m2\": 12000", with: "\"floor_area_m2\": -1")
        let broken = try line.run("carbon", "whole-life", try line.file("broken.json", text), "--lang", "en")
        #expect(broken.status == 1)
        #expect(broken.output.isEmpty)
        #expect(broken.errors.contains("floor_area_m2: -1.0 must be more than 0"))
        let concrete = try String(contentsOf: Self.example, encoding: .utf8)
            .replacingOccurrences(
                of: "\"quantity\": 5200, \"unit\": \"m3\"",
                with: "\"quantity\": 12480, \"unit\": \"t\""
            )
        let tonnes = try line.run("carbon", "whole-life", try line.file("tonnes.json", concrete))
        #expect(tonnes.status == 1)
        #expect(tonnes.errors.contains("materials[0].density_t_per_unit: 没有单位质量，t 不能换算"))
        #expect(try line.run("carbon", "whole-life", "/nowhere.json").status == 1)
    }

    @Test("every formula is listed, and each is computed by name")
    func formulas() throws {
        let line = try CommandLine()
        let list = try line.run("carbon", "formula", "list", "--lang", "en")
        #expect(list.status == 0)
        #expect(list.output.contains("renewable.photovoltaics  [kWh/a]"))
        #expect(list.output.contains("After: GB/T 51366-2019 4.2.7 (confidence medium)"))
        let listed = try line.run("carbon", "formula", "list", "--json")
        let all = try #require(JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
        #expect(all.count == 49)
        let one = try line.run(
            "carbon",
            "formula",
            "operation.refrigerant",
            "n=4",
            "m_r=300",
            "y_e=20",
            "GWP_r=1430",
            "--lang",
            "en"
        )
        #expect(one.output.contains("Result: 85.8 tCO2e/a"))
        #expect(one.output.contains("m_r = 300 [kg]  charge of a unit (0 or more)"))
        let json = try line.run("carbon", "formula", "carbon.emissions.v1", "AD_i=10000", "EF_i=2.1622", "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["value"] as? Double == 21_622)
        #expect(object["formula"] as? String == "carbon.emissions.v1")
    }

    @Test(
        "a formula says which symbol it cannot use",
        arguments: [
            (["operation.refrigerant", "n=4"], "m_r is missing"), (["nonsense"], "There is no formula nonsense"),
            (["renewable.windArea", "D=x"], "x for D is no number"), (["renewable.windArea", "D=-1"], "D = -1 is not"),
            (["renewable.windArea", "D"], "Write name=value"),
        ]
    )
    func formulaErrors(arguments: [String], words: String) throws {
        let line = try CommandLine()
        var command = ["carbon", "formula"] + arguments
        command += ["--lang", "en"]
        let outcome = try line.run(command)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test("factors are listed by category, region and year, the bureau's own first")
    func factors() throws {
        let line = try CommandLine()
        let tianjin = try line.run(
            "carbon",
            "factors",
            "--category",
            "grid_average",
            "--region",
            "120000",
            "--year",
            "2023",
            "--json"
        )
        let rows = try #require(JSONSerialization.jsonObject(with: Data(tianjin.output.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["value"] as? String } == ["0.6796"])
        #expect(rows.first?["number"] as? String == "2025 年第 47 号")
        #expect(try line.run("carbon", "factors", "--lang", "en").output.hasSuffix("822 entries\n"))
        #expect(
            try line.run("carbon", "factors", "--category", "x", "--lang", "en").errors.contains(
                "There is no category x"
            )
        )
        try own(line, "2100")
        let rebar = try line.run("carbon", "factors", "--category", "material")
        #expect(rebar.output.contains("mat.rebar\t钢筋\t2100 kgCO2e/t"))
        try own(line, "2.1")
        let slip = try line.run("carbon", "factors")
        #expect(slip.status != 0)
        #expect(slip.errors.contains("mat.rebar") && slip.errors.contains("steel.range"))
    }

    /// Writes the bureau's own factor of rebar into the data folder.
    private func own(_ line: CommandLine, _ value: String) throws {
        try FileManager.default.createDirectory(atPath: line.data, withIntermediateDirectories: true)
        let row = """
            {"entries": [{"id": "mat.rebar", "category": "material", "name": "钢筋", "english_name": "Rebar",
            "value": "\(value)", "unit": "kgCO2e/t", "region": "CN", "document": "EPD", "confidence": "medium",
            "verified_by": "节能处"}]}
            """
        try Data(row.utf8).write(to: URL(fileURLWithPath: line.data + "/factors.json"))
    }
}
