public import ArgumentParser
public import DemoCity
import Foundation
import Synchronization
import Texts
import Units
import Workflows

/// `tanfeng demo --city lianyungang`: a generated city with the real plan, labelled synthetic.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "生成一座合成城市，方案是真的 · Make a synthetic city around a real plan"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "城市 lianyungang 或 tianjin · City lianyungang or tianjin")
    var city: DemoCity.City = .lianyungang
    @Option(help: "建筑数 · Number of buildings") var buildings = 120
    @Option(help: "天数 · Number of days") var days = 400
    @Option(help: "最后一天，默认昨天 · Last day, yesterday by default") var until: String?

    func validate() throws {
        guard (1...2_000).contains(buildings), (1...1_500).contains(days) else {
            throw ValidationError("建筑数 1–2000，天数 1–1500 · 1–2000 buildings, 1–1500 days")
        }
        guard let until else { return }
        guard let day = CivilDay(until), (1995...2100).contains(day.year.number) else {
            throw ValidationError("日期写作 2026-06-15 · Write the day as 2026-06-15")
        }
    }

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let yesterday = CivilDay(containing: Instant(seconds: Int64(Date().timeIntervalSince1970))).adding(days: -1)
        let last = until.flatMap { CivilDay($0) } ?? yesterday
        let request = DemoRequest(
            city: city,
            buildings: buildings,
            days: last.adding(days: 1 - days)..<last.adding(days: 1)
        )
        let platform = try DataFolder(settings.data).platform(settings)
        let bar = DemoBar(texts: texts)
        do {
            try await StorageRefusal.named(in: settings.data) { try await platform.buildDemo(request) { bar.show($0) } }
        } catch let error as DemoError {
            clearProgress()
            switch error {
            case .holdsOtherData: printError(texts["cli.demo.otherData", settings.data])
            case .holdsOtherDemo(let other): printError(texts["cli.demo.otherDemo", settings.data, other])
            }
            throw ExitCode.failure
        }
        clearProgress()
        let state = try await platform.dataState(scope: .all)
        print(
            texts[
                "cli.demo.done",
                "\(state.buildingCount)",
                "\(state.meterCount)",
                "\(state.planTargetCount)",
                bar.seconds
            ]
        )
    }
}

extension DemoCity.City: ExpressibleByArgument {}

/// Says how far a demo is: one line redrawn on a terminal, a line per stage elsewhere.
private final class DemoBar: Sendable {
    private let texts: Localizer
    private let start = ContinuousClock.now
    private let stage = Mutex<DemoProgress.Stage?>(nil)

    init(texts: Localizer) { self.texts = texts }

    /// Seconds since the beginning.
    var seconds: String {
        let passed = (ContinuousClock.now - start).components
        return grouped(Double(passed.seconds) + Double(passed.attoseconds) / 1e18, decimals: 1)
    }

    func show(_ progress: DemoProgress) {
        let name = texts[TextKey("cli.demo." + progress.stage.rawValue)]
        let isNew = stage.withLock { known in
            defer { known = progress.stage }
            return known != progress.stage
        }
        if isTerminal {
            let percent = progress.total > 0 ? min(100, progress.done * 100 / progress.total) : 0
            printError("\r\(name) \(percent)% · \(seconds) s\u{1B}[K", terminator: "")
        } else if isNew {
            printError("\(name) · \(seconds) s")
        }
    }
}
