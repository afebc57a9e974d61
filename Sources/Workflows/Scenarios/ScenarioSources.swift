import Crypto
import Documents
import Foundation
import Scenarios
import Store
import Units

/// The files that make a scenario (情景来源): the one asked for, then those that it inherits from.
struct ScenarioSources: Sendable {
    struct File: Sendable {
        let name: String
        let text: String
        let sha256: String

        init(name: String, text: String) {
            self.name = name
            self.text = text
            sha256 = SHA256.hash(data: Data(text.utf8)).hexadecimal
        }
    }

    let files: [File]
    /// What was measured where they ask for it.
    var measured: [MeasuredAnswer] = []

    /// What names all texts and measured values together.
    var key: String { files.map { "\($0.name) \($0.sha256)" }.joined(separator: "\n") + "\n\(measured)" }
}

extension Platform {
    /// Looks up the files of a scenario; there are none where the name is unknown.
    ///
    /// - Parameters:
    ///   - name: of a scenario that ships, or of a file of the bureau's own, which ends in `.yaml`.
    ///   - draft: a file that is not kept yet, in the place of one of its name.
    /// - Returns: the files in the order of inheritance.
    /// - Throws: `ScenarioRefusal` where a text is no YAML, or a database error.
    func scenarioSources(_ name: String, with draft: ScenarioSources.File? = nil) async throws -> ScenarioSources {
        var files: [ScenarioSources.File] = []
        var wanted: String? = name
        while let name = wanted, !files.contains(where: { $0.name == name }),
            let file = try await scenarioFile(name, draft)
        {
            files.append(file)
            wanted = try tree(of: file).parent
        }
        var sources = ScenarioSources(files: files)
        guard !files.isEmpty else { return sources }
        let queries = try assembled(sources).measuredQueries()
        if !queries.isEmpty { sources.measured = try await measuredIntensities(queries) }
        return sources
    }

    private func scenarioFile(
        _ name: String,
        _ draft: ScenarioSources.File?
    ) async throws -> ScenarioSources.File? {
        if let draft, draft.name == name { return draft }
        if ScenarioLibrary.shipped.contains(name) {
            let bytes = try resources.bytes("Scenarios", name + ".yaml")
            return ScenarioSources.File(name: name, text: String(decoding: bytes, as: UTF8.self))
        }
        return try await store.scenarioText(named: name).map { ScenarioSources.File(name: name, text: $0.text) }
    }

    private func tree(of file: ScenarioSources.File) throws -> ScenarioNode {
        try kept("tree \(file.name) \(file.sha256)") { try ScenarioYAML.tree(file.text, file: file.name) }
    }

    /// The scenario that files make.
    ///
    /// - Throws: `ScenarioRefusal` with file, line and key of all that is wrong.
    func program(of sources: ScenarioSources) throws -> ScenarioProgram {
        try kept("program \(sources.key)") {
            ScenarioProgram(try Scenario(assembled(sources).answered(sources.measured.byQuery)))
        }
    }

    private func assembled(_ sources: ScenarioSources) throws -> ScenarioNode {
        try ScenarioNode.assembled(sources.files.first?.name ?? "") { name, _ in
            try sources.files.first { $0.name == name }.map(tree(of:))
        }
    }

    private func kept<Value: Sendable>(_ key: String, _ make: () throws -> Value) throws -> Value {
        if let known: Value = scenarios.value(key, generation: 0) { return known }
        let value = try make()
        scenarios.keep(value, key, generation: 0)
        return value
    }
}
