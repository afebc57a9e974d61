import ArgumentParser
import Foundation
import Units
import Workflows

/// `tanfeng demo`: generated data, labelled synthetic, imported the way any data is.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "生成合成数据并导入 · Make synthetic data and import it"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "建筑数 · Number of buildings") var buildings = 20
    @Option(help: "天数 · Number of days") var days = 60
    @Option(help: "最后一天，默认昨天 · Last day, yesterday by default") var until: String?

    func run() async throws {
        let settings = try await common.settings()
        guard (1...500).contains(buildings), (1...800).contains(days) else {
            throw ValidationError("建筑数 1–500，天数 1–800 · 1–500 buildings, 1–800 days")
        }
        let yesterday = CivilDay(containing: Instant(seconds: Int64(Date().timeIntervalSince1970))).adding(days: -1)
        guard let last = until.map({ CivilDay($0) }) ?? yesterday else {
            throw ValidationError("日期写作 2026-06-15 · Write the day as 2026-06-15")
        }
        let folder = settings.data + "/synthetic"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let city = SampleCity(buildings: buildings, days: last.adding(days: 1 - days)..<last.adding(days: 1))
        let desk = try await Desk(settings, isCreating: true)
        for (kind, name) in [
            (Job.Kind.importBuildings, "buildings.csv"), (.importMeters, "meters.csv"),
            (.importReadings, "readings.csv"),
        ] {
            let path = folder + "/" + name
            try city.write(kind, to: path)
            try await runImport(
                ImportRequest(kind: kind, path: path, language: settings.language, isSynthetic: true),
                at: desk,
                settings
            )
        }
    }
}
