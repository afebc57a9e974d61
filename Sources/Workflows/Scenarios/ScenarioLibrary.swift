import Documents
import Foundation
public import Scenarios

/// Scenarios that ship with the program and those in files (情景库).
public struct ScenarioLibrary: Sendable {
    /// Names of those that ship, sorted.
    public static let shipped = [
        "china", "china-known", "lianyungang-baseline", "lianyungang-deep", "lianyungang-plan", "tianjin-baseline",
        "tianjin-deep",
        "tianjin-plan",
    ]

    private let resources: ResourceDirectory

    /// Creates a library.
    public init(_ resources: ResourceDirectory) { self.resources = resources }

    /// A scenario with all that it inherits.
    ///
    /// A name that ends in `.yaml` is a file, beside the file that inherits from it; any other is one that ships.
    ///
    /// - Parameters:
    ///   - name: what is asked for.
    ///   - measure: answers what it asks to have measured.
    /// - Returns: the scenario.
    /// - Throws: `ScenarioRefusal` with file, line and key of all that is wrong, or what `measure` throws.
    public func scenario(
        _ name: String,
        measure: ([MeasuredQuery]) async throws -> [MeasuredAnswer]
    ) async throws -> Scenario {
        let tree = try ScenarioNode.assembled(name) { name, child in
            guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return try shipped(name) }
            return try file(name, child: child)
        }
        let queries = try tree.measuredQueries()
        let answers = queries.isEmpty ? [] : try await measure(queries)
        return try Scenario(tree.answered(answers.byQuery))
    }

    private func shipped(_ name: String) throws -> ScenarioNode? {
        guard Self.shipped.contains(name) else { return nil }
        let bytes = try resources.bytes("Scenarios", name + ".yaml")
        return try ScenarioYAML.tree(String(decoding: bytes, as: UTF8.self), file: name)
    }

    private func file(_ name: String, child: String?) throws -> ScenarioNode? {
        // What a shipped scenario inherits ships as well, so a child that names a file is one.
        let folder = URL(fileURLWithPath: child ?? ".").deletingLastPathComponent()
        let url = child == nil ? URL(fileURLWithPath: name) : URL(fileURLWithPath: name, relativeTo: folder)
        let path = child == nil ? name : url.standardizedFileURL.path
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        let bytes = try handle.read(upToCount: ScenarioYAML.limit + 1) ?? Data()
        guard bytes.count <= ScenarioYAML.limit, let text = String(data: bytes, encoding: .utf8) else {
            throw ScenarioRefusal([ScenarioProblem(.syntax, file: path, line: 1, key: "", details: ["UTF-8, 4 MiB"])])
        }
        return try ScenarioYAML.tree(text, file: path)
    }
}
