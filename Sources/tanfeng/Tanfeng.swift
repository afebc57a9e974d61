import ArgumentParser

/// The command line: `tanfeng serve`, `tanfeng import readings …`.
@main
struct Tanfeng: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tanfeng",
        abstract: "碳峰：城乡建设领域碳达峰平台 · Tanfeng: measure and explain the carbon of a city's buildings",
        subcommands: [
            Serve.self, Import.self, Account.self, CarbonCommand.self, PlanCommand.self, ScenarioCommand.self,
            Verify.self,
            AuditCommand.self, Demo.self, User.self,
            BackupCommand.self, RestoreCommand.self,
        ]
    )
}
