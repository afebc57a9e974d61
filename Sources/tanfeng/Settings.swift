import ArgumentParser
import Configuration
import Foundation
import Logging
import Texts
import Web
import Workflows

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
    /// Under which address people reach the server from elsewhere; `nil` where only this machine does.
    let publicAddress: PublicAddress?
    /// Proxies that are believed about where a request comes from.
    let trustedProxies: Set<String>
    /// How many readings an import collects before it stores them. [readings]
    let importBatch: Int
    /// Folder that backups are kept in.
    let backups: String
    /// When the nightly backup is made, in minutes after midnight.
    let backupMinute: Int
    /// Folder of third-party web files.
    let assets: String?
    /// Folder of the program's own data files, where it is not beside the program.
    let resources: String?
    /// How notices of work items go out.
    let notices: NoticeSettings
    /// How strict the door is.
    let people: PeopleSettings
    /// How a line of the log looks, and what is worth one.
    let logFormat: LineLogHandler.Format
    let logLevel: Logger.Level
    /// How large a file may be that is sent. [MB]
    let maxUpload: Int

    init(given: [String: String]) async throws {
        let environment = ProcessInfo.processInfo.environment
        let own = environment.filter { $0.key.hasPrefix("TANFENG_") }.map { (String($0.key.dropFirst(8)), $0.value) }
        let file = environment["TANFENG_CONFIG"] ?? Self.fileNearby
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
        publicAddress = try config.string(forKey: "public_url").map { url in
            guard let address = PublicAddress(url) else {
                throw ValidationError(
                    "public_url 写作 https://carbon.example.gov.cn · Write public_url as https://carbon.example.gov.cn"
                )
            }
            return address
        }
        // A proxy stands in front only where there is a public address; else its header is somebody's invention.
        let proxies = config.string(forKey: "trusted_proxy", default: publicAddress == nil ? "" : "127.0.0.1,::1")
        trustedProxies = Set(
            proxies.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        )
        importBatch = max(1, config.int(forKey: "import_batch", default: 2_000_000))
        resources = config.string(forKey: "resources")
        notices = try NoticeSettings(config)
        let shipped = try? ResourceDirectory(override: resources).directory("assets")
        assets = config.string(forKey: "assets").map { URL(fileURLWithPath: $0).path } ?? shipped
        backups =
            config.string(forKey: "backups").map { URL(fileURLWithPath: $0).standardizedFileURL.path }
            ?? data + "/backups"
        guard let minute = Self.minute(config.string(forKey: "backup_hour", default: "02:30")) else {
            throw ValidationError("backup_hour 写作 02:30 · Write backup_hour as 02:30")
        }
        backupMinute = minute
        people = try PeopleSettings(config)
        let format = config.string(forKey: "log_format", default: isTerminal ? "text" : "json")
        guard let logFormat = LineLogHandler.Format(rawValue: format) else {
            throw ValidationError("log_format 只能是 json 或 text · log_format is json or text")
        }
        self.logFormat = logFormat
        guard let logLevel = Logger.Level(rawValue: config.string(forKey: "log_level", default: "info")) else {
            throw ValidationError(
                "log_level 只能是 trace、debug、info、notice、warning、error 或 critical · "
                    + "log_level is trace, debug, info, notice, warning, error or critical"
            )
        }
        self.logLevel = logLevel
        maxUpload = config.int(forKey: "max_upload_mb", default: 2_048)
        guard (1...100_000).contains(maxUpload) else {
            throw ValidationError("max_upload_mb 应在 1 到 100000 之间 · max_upload_mb lies between 1 and 100000")
        }
    }

    /// The minutes after midnight of `02:30` or `2`.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(parts.count), let hour = parts[0], (0..<24).contains(hour) else { return nil }
        guard parts.count == 2 else { return hour * 60 }
        guard let minute = parts[1], (0..<60).contains(minute) else { return nil }
        return hour * 60 + minute
    }

    /// The file of settings: in this folder, or that of an installation.
    private static var fileNearby: String {
        let installed = "/etc/tanfeng/tanfeng.yaml"
        guard !FileManager.default.fileExists(atPath: "tanfeng.yaml") else { return "tanfeng.yaml" }
        return FileManager.default.isReadableFile(atPath: installed) ? installed : "tanfeng.yaml"
    }
}
