public import ArgumentParser
import Foundation
public import PeakPlanning
import Texts
import Units
import Workflows

/// `tanfeng plan parse|import FILE`.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "碳达峰实施方案：解析、导入、目标 · Peak plans: parse, import, targets",
        subcommands: [ParsePlan.self, ImportPlan.self, PlanTargets.self, PlanForecast.self]
    )
}

struct ParsePlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "解析任何方案文稿，不写入 · Parse any plan's document, store nothing"
    )
    @Argument(help: ".docx、.pdf、网页、Markdown 或文本文件；- 为标准输入的文本 · Document; - for text from standard input")
    var file: String
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let resources = ResourceDirectory(override: settings.resources)
        let texts = try resources.localizer(settings.language)
        let plan =
            if file == "-" {
                // What is beyond the largest plan is not read to its end.
                try PlanFile.read(
                    pasted: String(decoding: FileHandle.standardInput.readData(ofLength: 8 << 20), as: UTF8.self),
                    resources: resources
                )
            } else {
                try PlanFile.read(path: file, resources: resources)
            }
        switch plan {
        case .failure(let failure): try fail(failure.words, texts)
        case .success(let plan) where json:
            let lexicon = try Lexicon(json: resources.bytes("PeakPlanning", "lexicon.json"))
            print(String(decoding: try plan.json(lexicon), as: UTF8.self))
        case .success(let plan): for line in PlanText(plan: plan, texts: texts).lines { print(line) }
        }
    }
}

struct ImportPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入方案文稿；不是方案的文稿不导入 · Import a plan's document; refuses what is no plan"
    )
    @Argument(help: ".docx、.pdf、网页、Markdown 或文本文件 · Document: .docx, .pdf, HTML, Markdown or text") var file: String
    @Option(
        help: "correction 为现行方案的更正文本，next 为下一期方案；不写则看标题 · What it is to the plan in force; by its title if left out"
    )
    var `as`: PlanPlace?
    @Flag(help: "断号、重号确为原文如此 · Broken numbering is the published text's own") var asPublished = false
    @Option(help: "别处的方案只用于对照：写明地区名 · Keep the plan of another place for comparison: the place's name")
    var reference: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let desk = try await Desk(settings, isCreating: true)
        let request =
            reference.map { ControlRequest.importReference(path: path, place: $0) }
            ?? .importPlan(path: path, choices: PlanChoices(isAsPublished: asPublished, place: `as`))
        guard case .plan(let result) = try await desk.ask(request) else { throw ControlError.failed }
        guard result.failure.isEmpty else { return try fail(result.failure, texts) }
        if let reference {
            let key: TextKey = result.isNew ? "cli.plan.reference.kept" : "cli.plan.reference.unchanged"
            return print(texts[key, result.title, reference, "\(result.tasks)", "\(result.targets)"])
        }
        for finding in result.findings {
            printError(texts.text(TextKey("finding." + finding[0]), Array(finding.dropFirst())))
        }
        print(
            result.isNew
                ? texts[
                    "cli.plan.imported",
                    result.title,
                    "\(result.revision)",
                    "\(result.tasks)",
                    "\(result.targets)"
                ] : texts["cli.plan.unchanged", result.title, "\(result.revision)"]
        )
    }
}

extension PlanPlace: ExpressibleByArgument {}

struct PlanTargets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "方案的目标、现值和由谁填报 · The plan's targets, their values and who reports them"
    )
    @OptionGroup var common: CommonOptions
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @Flag(help: "输出不含现值的 Markdown 表 · Print a Markdown table without values") var markdown = false

    func run() async throws {
        let settings = try await common.settings()
        guard case .targets(let report) = try await Desk(settings).ask(.targets) else { throw ControlError.failed }
        guard let report else {
            throw ValidationError("还没有导入方案 · No plan has been imported")
        }
        if json {
            return try printJSON(report)
        }
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let lines = TargetText(report: report, texts: texts)
        for line in markdown ? lines.markdown : lines.plain { print(line) }
    }
}

struct PlanForecast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "留存本月一轮预测（每月一轮） · Keep this month's round of forecasts, one a month"
    )
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        guard case .forecasts(let report) = try await Desk(settings).ask(.keepForecasts) else {
            throw ControlError.failed
        }
        guard let day = report.day else { return print(texts["cli.forecast.nothing"]) }
        let key: TextKey = report.isNew ? "cli.forecast.kept" : "cli.forecast.known"
        print(texts[key, "\(day)", texts.numbers.integer(report.count)])
    }
}

/// The targets of a plan as lines of text.
private struct TargetText {
    let report: TargetReport
    let texts: Localizer

    var plain: [String] {
        let title = [report.title] + (report.is_synthetic ? [texts["cli.account.synthetic"]] : [])
        return title
            + report.targets.map { target in
                let value = target.value.map { number($0, target.measured_unit) } ?? "—"
                let year = target.value_year.map { " (\($0))" } ?? ""
                return [
                    target.task, target.name, value + year, goal(target), target.year.map(String.init) ?? "—",
                    texts[TextKey("target.status." + target.status)],
                    reason(target) ?? answer(target),
                ].joined(separator: "\t")
            }
    }

    var markdown: [String] {
        ["## \(report.title)", "", "| 任务 | 目标 | 要求 | 年份 | 指标（口径） | 填报 |", "|---|---|---|---|---|---|"]
            + report.targets.map { target in
                let cells = [
                    target.task, target.name, goal(target), target.year.map(String.init) ?? "—", answer(target, "`"),
                    target.reporter ?? "—",
                ]
                return "| \(cells.map(Self.escaped).joined(separator: " | ")) |"
            } + ["", "### 指标：公式、依据、方法", ""] + report.indicators.flatMap(explained)
    }

    /// One indicator as a list entry.
    private func explained(_ indicator: TargetReport.Indicator) -> [String] {
        let variants = indicator.variants.map { "`\($0[0])` \($0[1])" }.joined(separator: "；")
        let quantities = indicator.quantities.map { "\($0[0])（\($0[1])）" }.joined(separator: "、")
        let parts: [(label: String, text: String?)] = [
            ("公式", indicator.formula), ("口径", variants), ("依据", indicator.clause), ("方法", indicator.method),
            ("填报", (quantities.isEmpty ? "" : quantities + "；") + indicator.reporter),
        ]
        return ["- `\(indicator.id)` **\(Self.escaped(indicator.name))**"]
            + parts.compactMap { part in
                part.text.flatMap { $0.isEmpty ? nil : "  - \(part.label)：\(Self.escaped($0))" }
            }
    }

    /// Words of a plan may hold what Markdown reads as its own.
    private static func escaped(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("&lt;=", with: "<=")
    }

    /// Counts stay whole; a year is a name, not an amount: 2024, not 2,024.0.
    private func number(_ value: Double, _ unit: String?) -> String {
        let whole = Int(exactly: value)
        if unit == "年", let whole { return "\(whole)" }
        return texts.numbers.decimal(value, decimals: whole == nil || unit == "%" ? 1 : 0)
    }

    private func goal(_ target: TargetReport.Target) -> String {
        let sign = target.comparator == "between" ? nil : target.comparator
        let value = target.goal.joined(separator: "–") + (target.unit ?? "")
        let coverage = target.measured_goal.map { "（覆盖率 \($0)\(target.measured_unit ?? "")）" } ?? ""
        return [target.qualifier, sign ?? "", value].filter { !$0.isEmpty }.joined(separator: " ") + coverage
    }

    /// Why there is no value: an indicator that failed, or somebody who has not reported.
    private func reason(_ target: TargetReport.Target) -> String? {
        if let key = target.failure.first { return texts.text(TextKey(key), Array(target.failure.dropFirst())) }
        return target.value == nil ? target.reporter : nil
    }

    /// The indicator that answers it, else who must report.
    private func answer(_ target: TargetReport.Target, _ quote: String = "") -> String {
        guard let indicator = target.indicator else { return target.reporter ?? "—" }
        return quote + indicator + (target.variant.map { " (\($0))" } ?? "") + quote
    }
}

/// Says why a file was refused and ends with a failure.
private func fail(_ failure: [String], _ texts: Localizer) throws {
    let key = failure.first ?? "other"
    // Here it is a flag or another command that says what a page asks.
    let isOurs = ["plan.numbering", "plan.otherCity", "plan.cityUnknown"].contains(key)
    printError(texts.text(TextKey(isOurs ? "cli.\(key)" : "job.failure.\(key)"), Array(failure.dropFirst())))
    throw ExitCode.failure
}

/// A plan as an outline of tasks with what was read from each.
private struct PlanText {
    let plan: Plan
    let texts: Localizer

    var lines: [String] {
        let facts = [plan.city, plan.date?.description].compactMap { $0 } + plan.issuers
        var lines = [plan.title, "  " + facts.joined(separator: " · ")]
        for task in plan.tasks {
            let departments = task.departments.map(\.name).joined(separator: "、")
            lines.append("\(task.id)  \(task.heading)\(departments.isEmpty ? "" : "（\(departments)）")")
            lines += task.indicators.map { "      \($0.kind.rawValue)  \($0.name)  \(goal($0))" }
        }
        return lines + plan.shownFindings.map { "! " + texts.text(TextKey("finding." + $0.rule), $0.evidence) }
    }

    private func goal(_ indicator: PlanIndicator) -> String {
        let value = [indicator.value, indicator.upperValue].compactMap { $0?.description }.joined(separator: "–")
        let sign = indicator.comparator == .between ? nil : indicator.comparator?.rawValue
        return [sign, value, indicator.unit, indicator.year.map { "@\($0)" }].compactMap { $0 }.joined(separator: " ")
    }
}
