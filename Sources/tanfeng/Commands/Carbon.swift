import ArgumentParser
import Carbon
import Foundation
import Texts
import Units
import Workflows

/// `tanfeng carbon whole-life|formula|factors`.
struct CarbonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "carbon",
        abstract: "碳核算：全寿命期、公式、因子 · Carbon: whole life, formulas, factors",
        subcommands: [WholeLifeCommand.self, FormulaCommand.self, FactorsCommand.self]
    )
}

struct WholeLifeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whole-life",
        abstract: "项目全寿命期碳排放（GB/T 51366-2019），不写入 · Whole-life carbon of a project, stores nothing"
    )
    @Argument(help: "项目文件（JSON） · Project file (JSON)") var file: String
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let desk = try await CarbonDesk(common)
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw desk.failure([desk.texts["cli.wholeLife.unreadable", file]])
        }
        let account: WholeLifeAccount
        do throws(ProjectRefusal) {
            let project = try ProjectFile.read(json: bytes)
            account = try project.wholeLifeAccount(library: desk.reference.library, catalogue: desk.reference.catalogue)
        } catch {
            let title = desk.texts["cli.wholeLife.refused", "\(error.problems.count)"]
            throw desk.failure([title] + error.problems.map(desk.words))
        }
        if json { return try printJSON(WholeLifeReport(account)) }
        for line in WholeLifeText(account: account, desk: desk).lines { print(line) }
    }
}

struct FormulaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formula",
        abstract: "单个公式：list 列出，或 公式名 符号=数 … · One formula: list, or ID name=value …",
        discussion: "tanfeng carbon formula renewable.photovoltaics I=1400 K_E=0.2 K_s=0.2 A_p=500"
    )
    @Argument(help: "list 或公式名 · list, or a formula's id") var id: String
    @Argument(help: "符号=数；求和的符号写作 M_i=12,40.5 · name=value; lists as M_i=12,40.5") var arguments: [String] = []
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let desk = try await CarbonDesk(common)
        if id == "list" {
            if json { return try printJSON(Formulas.all.map(FormulaReport.init)) }
            for line in Formulas.all.flatMap(desk.describe) { print(line) }
            return
        }
        let pairs = try arguments.map { argument in
            guard let sign = argument.firstIndex(of: "=") else {
                throw ValidationError("应写作 符号=数：\(argument) · Write name=value: \(argument)")
            }
            return (symbol: String(argument[..<sign]), text: String(argument[argument.index(after: sign)...]))
        }
        do throws(FormulaError) {
            let formula = try Formulas.formula(id)
            let figure = try Formulas.evaluate(id, pairs)
            if json {
                try? printJSON(FigureReport(figure, unit: formula.unit))
            } else {
                for line in desk.describe(formula, figure) { print(line) }
            }
        } catch {
            var lines = [desk.words(error)]
            if let formula = try? Formulas.formula(id) { lines += desk.describe(formula) }
            throw desk.failure(lines)
        }
    }
}

struct FactorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "factors",
        abstract: "因子目录，含本市核定的因子 · The catalogue of factors, the bureau's own included"
    )
    @Option(help: "类别，如 material、grid_average · Category") var category: String?
    @Option(help: "区域，如 320000、grid-east、CN · Region") var region: String?
    @Option(help: "年份 · Year") var year: Int?
    @Flag(help: "输出 JSON · Print JSON") var json = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let desk = try await CarbonDesk(common)
        let wanted = CatalogueEntry.Category(rawValue: category ?? "")
        guard category == nil || wanted != nil else {
            let known = CatalogueEntry.Category.allCases.map(\.rawValue).joined(separator: ", ")
            throw desk.failure([desk.texts["cli.factors.unknownCategory", category ?? "", known]])
        }
        let entries = desk.reference.catalogue.entries(wanted, region: region, year: year)
        if json { return try printJSON(entries.map(FactorReport.init)) }
        guard !entries.isEmpty else { return print(desk.texts["cli.factors.none"]) }
        for entry in entries {
            let isChinese = desk.texts.language == .zhHans
            print(
                [
                    entry.id, isChinese ? entry.name.zh : entry.name.en, "\(entry.value) \(entry.unit)", entry.region,
                    entry.source.year.map(String.init) ?? NumberStyle.none,
                    isChinese ? entry.source.document : entry.source.englishDocument,
                    desk.texts[TextKey("confidence." + entry.source.confidence.rawValue)],
                ].joined(separator: "\t")
            )
        }
        print(desk.texts["cli.factors.count", "\(entries.count)"])
    }
}
