import Access
import ArgumentParser
import Foundation
import Texts
import Units
import Workflows

/// `tanfeng restore BACKUP`: puts a backup back.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "从备份恢复数据目录；先校验，后替换 · Restore the data folder from a backup; checked first, then put in place"
    )

    @Argument(help: "备份的目录 · Folder of the backup") var backup: String
    @Flag(help: "数据目录里已有数据时，把它移到一旁再恢复 · Move data that is already there aside") var force = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        do {
            let restore = try Restore(of: backup, to: settings.data, isReplacing: force)
            // Held until this process ends, so that no server starts on data that is about to go.
            if FileManager.default.fileExists(atPath: restore.target) { _ = try DataFolder(restore.target) }
            try restore.prepare()
            let report: RestoreReport
            do {
                report = try await bringUpToDate(restore, settings)
            } catch {
                restore.abandon()
                throw error
            }
            let aside = try restore.finish(now: Instant(seconds: Int64(Date().timeIntervalSince1970)))
            for line in lines(of: report, restore, aside, texts) { print(line) }
            if !report.auditProblems.isEmpty { throw ExitCode.failure }
        } catch let failure as BackupFailure {
            printError(texts.backupFailure(failure.words))
            throw ExitCode.failure
        }
    }

    /// The platform is closed again when this returns: an open database must not be moved.
    private func bringUpToDate(_ restore: Restore, _ settings: Settings) async throws -> RestoreReport {
        let platform = try DataFolder.open(restore.prepared, settings)
        return try await platform.finishRestore(restore, actor: .console)
    }

    private func lines(of report: RestoreReport, _ restore: Restore, _ aside: String?, _ texts: Localizer) -> [String] {
        let manifest = restore.backup.manifest
        var lines = [
            texts["cli.restore.done", restore.target, "\(manifest.time)"],
            texts[
                "cli.restore.rows",
                "\(report.rows)",
                "\(report.buildings)",
                "\(report.meters)",
                "\(report.readings)"
            ],
            texts["cli.restore.replayed", "\(report.replayed)"],
        ]
        if let emissions = report.emissions {
            lines.append(
                texts["cli.restore.figure", "\(emissions.year)", grouped(emissions.kilograms / 1_000, decimals: 3)]
            )
        }
        if let head = report.head { lines.append(texts["cli.restore.head", "\(head.sequence)", head.hash]) }
        if case .ends(let ends) = report.replaced, let end = ends.first {
            lines.append(texts["cli.restore.replaced", "\(end.sequence)", end.hash])
        }
        if !report.auditProblems.isEmpty { lines.append(texts["cli.restore.audit", "\(report.auditProblems.count)"]) }
        if let aside { lines.append(texts["cli.restore.aside", aside]) }
        return lines
    }
}
