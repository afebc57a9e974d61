import Buildings
import DemoCity
import Foundation
import Metering
import Testing

@Suite("Templates")
struct TemplateTests {
    private func template(kinds: (String, String) = ("", ""), city: (String, String) = ("", "")) throws {
        func changed(_ path: String, _ change: (String, String)) throws -> Data {
            let data = try Bundled.data("DemoCity/Resources/\(path).json")
            guard !change.0.isEmpty else { return data }
            let text = try #require(String(bytes: data, encoding: .utf8))
            #expect(text.contains(change.0))
            return Data(text.replacing(change.0, with: change.1, maxReplacements: 1).utf8)
        }
        _ = try DemoTemplate(
            kinds: changed("kinds", kinds),
            lianyungang: changed("lianyungang", city),
            tianjin: changed("tianjin", ("", ""))
        )
    }

    @Test("the bundled ones are sound")
    func bundled() throws { try template() }

    @Test(
        "kinds that make no sense are refused",
        arguments: [
            ("\"kind\": \"office\"", "\"kind\": \"castle\""), ("\"item\": \"01A00\"", "\"item\": \"99A00\""),
            ("\"workday\": [", "\"workday\": [7, "), ("\"season\": \"flat\"", "\"season\": \"monsoon\""),
            ("\"area\": [3000, 52000]", "\"area\": [52000, 3000]"), ("\"water\"", "\"wine\""),
        ]
    )
    func kinds(old: String, new: String) {
        #expect(throws: DecodingError.self) { try template(kinds: (old, new)) }
    }

    @Test(
        "cities that make no sense are refused",
        arguments: [
            ("\"temperature\": [1.0, ", "\"temperature\": ["), ("\"code\": \"320703\"", "\"code\": \"320706\""),
            ("\"of\": \"energy.building_total\"", "\"of\": \"energy.total\""),
            ("\"carrier\": \"gas\"", "\"carrier\": \"peat\""),
            ("\"covered\": [0.12", "\"covered\": [1.12"), ("\"covered\": [0.12, ", "\"covered\": ["),
            ("\"district\": \"320724\"", "\"district\": \"120101\""),
            ("\"weight\": \"urban\"", "\"weight\": \"orbital\""),
        ]
    )
    func cities(old: String, new: String) {
        #expect(throws: DecodingError.self) { try template(city: (old, new)) }
    }
}
