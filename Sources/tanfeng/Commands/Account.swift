import ArgumentParser
import Foundation
import Texts
import Workflows

/// `tanfeng account --year 2026`: the operational account of the city or a building.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "运行碳账：全市或一栋建筑 · Operational carbon account of the city or a building"
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "年份 · Year") var year: Int
    @Option(help: "建筑编码或编号 · Register code or number of a building") var building: String?
    @Flag(help: "输出 JSON · Print JSON") var json = false

    func run() async throws {
        let settings = try await common.settings()
        guard (1990...2100).contains(year) else {
            throw ValidationError("年份应在 1990 至 2100 之间 · The year must lie between 1990 and 2100")
        }
        guard case .account(let report) = try await Desk(settings).ask(.account(year: year, building: building)) else {
            throw ControlError.failed
        }
        guard let report else {
            throw ValidationError("没有这栋建筑或还没有数据 · No such building, or no data yet")
        }
        if json {
            try printJSON(report)
        } else {
            let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
            for line in AccountText(report: report, texts: texts).lines { print(line) }
        }
    }
}

/// An account in words and columns.
private struct AccountText {
    let report: AccountReport
    let texts: Localizer

    var lines: [String] {
        let name = texts.language == .zhHans ? report.name : report.english_name
        var lines = [texts["cli.account.title", name, String(report.year)]]
        if report.is_synthetic { lines.append(texts["cli.account.synthetic"]) }
        lines += [
            row("cli.account.carbon", report.carbon_kgco2 / 1_000, "t CO2"),
            row("cli.account.direct", report.carbon_direct_kgco2 / 1_000, "t CO2"),
            row("cli.account.electricity", report.carbon_electricity_kgco2 / 1_000, "t CO2"),
            row("cli.account.heat", report.carbon_heat_kgco2 / 1_000, "t CO2"),
            row("cli.account.coal", report.coal_equivalent_kgce / 1_000, "tce"),
            row("cli.account.area", report.floor_area_m2, "m2"),
        ]
        if let intensity = report.carbon_intensity_kgco2_m2 {
            lines.append(row("cli.account.intensity", intensity, "kg CO2/m2"))
        }
        let percent = { (share: Double) in grouped(share * 100, decimals: 1) }
        lines.append(
            texts[
                "cli.account.share",
                percent(report.share_measured),
                percent(report.share_estimated),
                percent(report.share_missing)
            ]
        )
        lines += report.lines.map { line in
            let factor = line.factor_value.map { " × \($0) \(line.factor_unit ?? "")" } ?? ""
            let carrier = texts[TextKey("carrier." + line.carrier)]
            return "  \(carrier): \(grouped(line.amount, decimals: 1)) \(line.unit)\(factor)"
                + " = \(grouped(line.carbon_kgco2 / 1_000, decimals: 3)) t CO2"
        }
        lines += report.findings.map { "  ! " + texts.text(TextKey("finding." + $0.rule), $0.evidence) }
        return lines
    }

    private func row(_ key: TextKey, _ value: Double, _ unit: String) -> String {
        "  \(texts[key]): \(grouped(value, decimals: 1)) \(unit)"
    }
}
