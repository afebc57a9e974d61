public import ArgumentParser
import Foundation
import Metering
import Texts
import Workflows

/// `tanfeng import places|buildings|meters|structure|readings|repairs|temperature|boundaries|reports FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "导入辖区、建筑、计量点、读数、气温、填报值（CSV、.xlsx）或区划边界（GeoJSON） · Import places, buildings, meters, readings, temperatures, reports (CSV, .xlsx) or boundaries (GeoJSON)",
        subcommands: [
            ImportPlaces.self, ImportBuildings.self, ImportMeters.self, ImportStructure.self, ImportReadings.self,
            ImportRepairs.self, ImportTemperatures.self, ImportBoundaries.self,
            ImportReports.self,
        ]
    )
}

struct ImportPlaces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "导入城市及其区县、功能板块 · Import a city with its districts and functional zones"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importPlaces, file: file, common) }
}

struct ImportBuildings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "buildings",
        abstract: "导入建筑台账 · Import the building register"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importBuildings, file: file, common) }
}

struct ImportMeters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meters",
        abstract: "导入计量点台账 · Import meters"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importMeters, file: file, common) }
}

struct ImportStructure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "structure",
        abstract: "导入计量结构：上级表、用途、是否计入、虚拟表 · Import which meter stands below which, what counts, virtual meters"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importStructure, file: file, common) }
}

struct ImportRepairs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repairs",
        abstract: "导入修复：作废、补录、采用估算、撤销 · Import repairs of readings, or take them back"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importRepairs, file: file, common) }
}

struct ImportReadings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readings",
        abstract: "导入读数，长表或宽表 · Import readings, long or wide"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @Option(help: "区间值的时间是结束 end 还是开始 start · Whether an interval's stamp names its end or its start")
    var stamp: IntervalStamp = .end
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importReadings, file: file, stamp: stamp, common) }
}

struct ImportTemperatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "temperature",
        abstract: "导入气象站的逐时或逐日气温 · Import hourly or daily temperatures of weather stations"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importTemperatures, file: file, common) }
}

struct ImportBoundaries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boundaries",
        abstract: "导入区县边界，地图改用它们 · Import boundaries of districts, which the map then shows"
    )
    @Argument(
        help:
            "GeoJSON 文件，每个要素用 code 或 name 写明区县 · GeoJSON file, each feature names its district by code or name"
    )
    var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importBoundaries, file: file, common) }
}

struct ImportReports: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "导入填报值 · Import what departments and districts report"
    )
    @Argument(help: "CSV 或 .xlsx 文件 · CSV or .xlsx file") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws { try await runImport(.importReports, file: file, common) }
}

extension IntervalStamp: ExpressibleByArgument {}

/// Runs an import and tells how it went.
private func runImport(
    _ kind: Job.Kind,
    file: String,
    stamp: IntervalStamp = .end,
    _ common: CommonOptions
) async throws {
    let settings = try await common.settings()
    let request = ImportRequest(
        kind: kind,
        path: URL(fileURLWithPath: file).standardizedFileURL.path,
        stamp: stamp,
        language: settings.language
    )
    try await runImport(request, at: Desk(settings, isCreating: true), settings)
}

/// Runs an import and tells how it went, in the words of the settings' language.
func runImport(_ request: ImportRequest, at desk: Desk, _ settings: Settings) async throws {
    let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
    let bar = ProgressBar(texts: texts)
    let status = try await desk.run(request) { bar.show($0) }
    clearProgress()
    for finding in status.findings.prefix(20) {
        printError(texts.text(TextKey("finding." + finding[0]), Array(finding.dropFirst())))
    }
    if let key = status.failure.first {
        printError(texts.text(TextKey("job.failure." + key), Array(status.failure.dropFirst())))
        throw ExitCode.failure
    }
    if status.state == Job.State.cancelled.rawValue {
        printError(texts["cli.import.cancelled"])
        throw ExitCode.failure
    }
    print(texts["cli.import.done", String(status.accepted), String(status.unchanged), String(status.rejected)])
    if let path = status.rejectedFile { print(texts["cli.import.rejectedFile", path]) }
}

/// A line that is redrawn while an import runs.
private struct ProgressBar: Sendable {
    let texts: Localizer
    private let start = ContinuousClock.now

    init(texts: Localizer) { self.texts = texts }

    func show(_ status: JobStatus) {
        guard isTerminal, status.total > 0 else { return }
        let share = min(1, Double(status.done) / Double(status.total))
        let filled = Int(share * 30)
        let elapsed = ContinuousClock.now - start
        let left = share > 0.02 ? Int(Double(elapsed.components.seconds) * (1 - share) / share) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        let text = texts[
            "cli.import.progress",
            "\(Int(share * 100))",
            "\(status.accepted)",
            "\(status.rejected)",
            "\(left)"
        ]
        printError("\r\(bar) \(text)\u{1B}[K", terminator: "")
    }
}
