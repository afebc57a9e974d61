import ArgumentParser
import Configuration
import Foundation
import Texts

/// Options every command takes; what is not given comes from `TANFENG_…`, then `tanfeng.yaml`, then defaults.
struct CommonOptions: ParsableArguments {
    @Option(help: "数据目录，默认 ./tanfeng-data · Folder of data, ./tanfeng-data by default")
    var data: String?

    @Option(help: "界面语言 zh 或 en，默认 zh · Language zh or en, zh by default")
    var lang: String?

    /// Looks every setting up in its order of precedence.
    func settings() async throws -> Settings {
        let given: [(String, String?)] = [("data", data), ("lang", lang)]
        return try await Settings(
            given: Dictionary(given.compactMap { key, value in value.map { (key, $0) } }) { first, _ in first }
        )
    }
}

/// The settings of this run: command line → environment (`TANFENG_…`) → `tanfeng.yaml` → defaults.
struct Settings: Sendable {
    /// Folder of data, absolute.
    let data: String
    /// Language of the command line.
    let language: Language
    /// Address and port of the web server.
    let host: String
    let port: Int
    /// How many readings an import collects before it stores them. [readings]
    let importBatch: Int
    /// Folder of third-party web files.
    let assets: String?
    /// Folder of the program's own data files, where it is not beside the program.
    let resources: String?

    init(given: [String: String]) async throws {
        let environment = ProcessInfo.processInfo.environment
        let own = environment.filter { $0.key.hasPrefix("TANFENG_") }.map { (String($0.key.dropFirst(8)), $0.value) }
        let file = environment["TANFENG_CONFIG"] ?? "tanfeng.yaml"
        let locate = ConfigReader(
            provider: InMemoryProvider(values: ["filePath": .init(stringLiteral: file), "allowMissing": true])
        )
        let config = ConfigReader(providers: [
            EnvironmentVariablesProvider(
                environmentVariables: given.reduce(into: [:]) { $0[$1.key.uppercased()] = $1.value }
            ),
            EnvironmentVariablesProvider(environmentVariables: Dictionary(own) { first, _ in first }),
            try await FileProvider<YAMLSnapshot>(config: locate),
        ])
        data = URL(fileURLWithPath: config.string(forKey: "data", default: "tanfeng-data")).standardizedFileURL.path
        guard let language = Language(code: config.string(forKey: "lang", default: "zh")) else {
            throw ValidationError("语言只有 zh 和 en · The language is zh or en")
        }
        self.language = language
        host = config.string(forKey: "host", default: "127.0.0.1")
        port = config.int(forKey: "port", default: 8080)
        importBatch = max(1, config.int(forKey: "import.batch", default: 2_000_000))
        assets = config.string(forKey: "assets").map { URL(fileURLWithPath: $0).path }
        resources = config.string(forKey: "resources")
    }
}
