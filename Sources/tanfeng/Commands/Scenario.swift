import ArgumentParser
import Foundation
import Scenarios
import Texts
import Workflows

/// `tanfeng scenario run|check|compare`.
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "达峰情景：计算、检查、比较 · Scenarios of the peak: run, check, compare",
        subcommands: [RunScenario.self, CheckScenario.self, CompareScenarios.self]
    )
}

struct RunScenario: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "计算情景：路径、措施贡献、目标核对，可加达峰概率 · Compute a scenario: pathway, measures, targets, odds of the peak"
    )
    @Argument(help: "情景文件 .yaml，或内置情景名 · A file .yaml, or the name of one that ships") var scenario: String
    @Option(help: "抽样次数，默认 0 不抽样 · Number of draws; 0 by default, none") var draws = 0
    @Option(help: "随机种子；同一种子结果相同 · Seed; the same seed gives the same answer") var seed: UInt64 = 1
    @Option(help: "线程数，结果与之无关 · Threads; the answer does not depend on them") var threads = 1
    @Flag(help: "寻找达峰概率 90% 的最小努力 · Search the least effort for odds of 90 %") var leastEffort = false
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (0...1_000_000).contains(draws), (1...64).contains(threads) else {
            throw ValidationError("抽样次数 0 到 100 万，线程 1 到 64 · 0 to 1,000,000 draws, 1 to 64 threads")
        }
        if leastEffort, draws == 0 {
            throw ValidationError("寻找最小努力需要 --draws · The least effort needs --draws")
        }
    }

    func run() async throws {
        let desk = try await ScenarioDesk(common)
        let program = ScenarioProgram(try await desk.scenario(scenario))
        var odds: OddsReport?
        if draws > 0 {
            odds = try await OddsReport(
                program,
                draws: draws,
                seed: seed,
                threads: threads,
                closed: ClosedYears(historyOf: program.scenario),
                isSearching: leastEffort
            )
        }
        let report = ScenarioReport(program, odds: odds)
        if json { return try printJSON(report) }
        for line in ScenarioText(report: report, texts: desk.texts).lines { print(line) }
    }
}

struct CheckScenario: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查情景文件：单位、范围、出处、份额、守恒 · Check a file: units, ranges, sources, shares, conservation"
    )
    @Argument(help: "情景文件 .yaml，或内置情景名 · A file .yaml, or the name of one that ships") var scenario: String
    @Flag(help: "列出全部假设 · List all assumptions") var assumptions = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let desk = try await ScenarioDesk(common)
        let scenario = try await desk.scenario(scenario)
        let balance = ScenarioBalance(ScenarioProgram(scenario).run())
        let assumed = scenario.parameters.filter { $0.source.contains("assumption") }
        let texts = desk.texts
        print(texts["cli.scenario.checked", scenario.id, "\(scenario.parameters.count)", "\(assumed.count)"])
        let drawn = scenario.parameters.count { $0.range != nil }
        print(texts["cli.scenario.drawn", "\(drawn)", "\(scenario.measures.count)"])
        let area = max(balance.area, balance.classes)
        print(texts["cli.scenario.balance", "\(area)", "\(balance.shares)", "\(balance.carbon)"])
        if assumptions { for item in assumed { print("  \(item.file):\(item.line)  \(item.key)  \(item.source)") } }
        guard balance.holds else { throw ExitCode.failure }
    }
}

struct CompareScenarios: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "比较两个情景 · Compare two scenarios"
    )
    @Argument(help: "情景 A · Scenario A") var first: String
    @Argument(help: "情景 B · Scenario B") var second: String
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let desk = try await ScenarioDesk(common)
        var reports: [ScenarioReport] = []
        for name in [first, second] { reports.append(ScenarioReport(ScenarioProgram(try await desk.scenario(name)))) }
        if json { return try printJSON(reports) }
        for line in ScenarioComparison(reports[0], reports[1], texts: desk.texts).lines { print(line) }
    }
}

/// Reads scenarios and says what is wrong with them.
private struct ScenarioDesk {
    let texts: Localizer
    private let library: ScenarioLibrary
    private let settings: Settings

    init(_ common: CommonOptions) async throws {
        settings = try await common.settings()
        let resources = ResourceDirectory(override: settings.resources)
        texts = try resources.localizer(settings.language)
        library = ScenarioLibrary(resources)
    }

    func scenario(_ name: String) async throws -> Scenario {
        do {
            return try await library.scenario(name) { queries in
                // Only a file that asks for measured values needs a data folder.
                guard case .measured(let answers) = try await Desk(settings).ask(.measured(queries)) else {
                    throw ControlError.failed
                }
                return answers
            }
        } catch let refusal as ScenarioRefusal {
            for problem in refusal.problems {
                let words = texts.text(TextKey("scenario.problem.\(problem.code.rawValue)"), problem.details)
                printError("\(problem.file):\(problem.line)  \(problem.key)  \(words)")
            }
            throw ExitCode.failure
        }
    }
}
