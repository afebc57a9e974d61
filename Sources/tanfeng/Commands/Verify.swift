import ArgumentParser
import Texts
import Workflows

/// `tanfeng verify`: integrity and conservation.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "校验数据完整与守恒 · Check integrity and conservation"
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        guard case .verification(let result) = try await Desk(settings).ask(.verify) else { throw ControlError.failed }
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        for problem in result.problems { print(texts.text(TextKey("finding." + problem.rule), problem.evidence)) }
        let counts = [String(result.readings), String(result.meters), String(result.problems.count)]
        print(texts.text(result.problems.isEmpty ? "cli.verify.clean" : "cli.verify.problems", counts))
        if !result.problems.isEmpty { throw ExitCode.failure }
    }
}
