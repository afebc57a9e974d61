import Access
import Foundation
import HTTPTypes
import Testing
import Texts
import Workflows

@testable import Web

@Suite("API contract")
struct ContractTests {
    /// The document as a program reads it.
    private static func operations() async throws -> [(path: String, method: String, operation: [String: Any])] {
        let answer = try await TestCity.sample().client.get("/api/v1/openapi.json?lang=en")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        return paths.flatMap { path, methods in methods.map { (path, $0.key, $0.value) } }
    }

    @Test("asks for a session or token wherever the public may not go")
    func security() async throws {
        for (path, _, operation) in try await Self.operations() {
            let security = try #require(operation["security"] as? [[String: [String]]])
            let roles = try #require(operation["x-roles"] as? [String])
            #expect(security.isEmpty == roles.contains("public"), "\(path)")
            // No person asks what no role may.
            let expected: Set<String> = roles.isEmpty ? ["source"] : ["session", "token"]
            if !security.isEmpty { #expect(Set(security.flatMap(\.keys)) == expected) }
        }
    }

    @Test("tells every way to be refused, each with a problem document")
    func refusals() async throws {
        for (path, method, operation) in try await Self.operations() {
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            let expected: Set<String> =
                method == "get"
                ? ["401", "403", "421", "429", "500"] : ["400", "401", "403", "409", "413", "422", "429"]
            #expect(expected.isSubset(of: responses.keys), "\(method) \(path)")
            #expect(responses.keys.contains { $0.hasPrefix("2") }, "\(method) \(path)")
            for (status, response) in responses where status >= "400" {
                let content = response["content"] as? [String: Any]
                let type = path == LinesController.path ? "application/json" : "application/problem+json"
                #expect(content?[type] != nil, "\(method) \(path) \(status)")
            }
            if path.contains("{") { #expect(responses["404"] != nil, "\(path)") }
        }
    }

    @Test("lets every write carry a key, and every version of a thing be named")
    func headers() async throws {
        for (path, method, operation) in try await Self.operations() {
            let parameters = operation["parameters"] as? [[String: Any]] ?? []
            let names = parameters.filter { $0["in"] as? String == "header" }.compactMap { $0["name"] as? String }
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            if method != "get" {
                #expect(names.contains("Idempotency-Key"), "\(path)")
                #expect(names.contains("If-Match") == (responses["412"] != nil), "\(path)")
            }
            #expect(names.contains("If-None-Match") == (responses["304"] != nil), "\(path)")
        }
    }

    @Test("has words for every type of problem", arguments: Language.allCases)
    func words(language: Language) async throws {
        let texts = try await TestCity.sample().platform.resources.localizer(language)
        for route in Routes.all {
            for error in route.allRefusals {
                for words in [error.title(texts), error.advice(texts)] {
                    #expect(!words.isEmpty && !words.hasPrefix("error."), "\(error.name)")
                }
            }
        }
    }

    @Test("describes elements that may be null")
    func nullableElements() {
        struct Body: APIResponse { let values: [Double?] }
        #expect(
            Schema(of: Body.self)
                == .object(
                    name: "Body",
                    fields: [.init(name: "values", schema: .array(.nullable(.number)), isOptional: false)]
                )
        )
    }
}
