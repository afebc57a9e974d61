import Access
import Testing
import Texts
import Workflows

@testable import Web

@Suite("The words of the audit log")
struct AuditWordsPageTests {
    @Test("puts fields, codes and numbers into words, and keeps what is stored at hand")
    func words() async throws {
        let (city, admin) = try await TestCity.claimed()
        let (_, id) = try await admin.invite("li.na", in: city)
        try await admin.open("/people/\(id)")
        try await admin.submit("/people/\(id)/grants", ["role": "operator_engineer"])
        try await admin.open("/audit?object=person:\(id)&lang=zh")
        #expect(admin.body.contains("<span class=\"muted\" title=\"role\">角色</span> 值班工程师"))
        #expect(admin.body.contains("title=\"person:\(id)\">人员 Name of li.na</a>"))
        #expect(!admin.body.contains(">role<") && !admin.body.contains("</span> operator_engineer"))
        try await admin.open("/audit?object=person:\(id)&lang=en")
        #expect(admin.body.contains("title=\"role\">Role</span> Duty engineer"))
        let export = try await admin.open("/audit/export.csv?object=person:\(id)").body
        #expect(export.contains("role:  → operator_engineer"))
    }

    @Test("has words for every route, as refused attempts name them", arguments: Language.allCases)
    func routes(language: Language) async throws {
        let json = try TestCity.empty().platform.resources.bytes("Texts", language.fileName)
        let texts = try Localizer(language: language, json: [UInt8](json))
        let display = Display(texts: texts, isWall: false)
        for route in Routes.all { #expect(display.words(ofAction: route.id) != route.id, "\(route.id)") }
    }

    @Test("shows what it has no words for as it is stored")
    func unknown() async throws {
        let city = try TestCity.empty()
        let json = try city.platform.resources.bytes("Texts", Language.zhHans.fileName)
        let texts = try Localizer(language: .zhHans, json: [UInt8](json))
        let words = AuditWords(
            names: try await city.platform.auditNames(of: []),
            display: Display(texts: texts, isWall: false)
        )
        #expect(words.field("spin") == "spin")
        #expect(words.value("left", of: "spin", objectKind: nil) == "left")
        #expect(words.value("astronaut", of: "role", objectKind: "person") == "astronaut")
        #expect(words.value("a.b", of: "action", objectKind: nil) == "a.b")
        #expect(words.object("quark", "3") == "quark 3")
        #expect(words.value("7", of: "person", objectKind: nil) == "7 号（资料已删除）")
    }
}
