import Access
import ArgumentParser
import Foundation
import Texts
import Units
import Workflows

/// `tanfeng backup`: makes, lists and checks backups.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "备份：制作、列出、校验 · Backups: make, list, verify",
        subcommands: [MakeBackup.self, ListBackups.self, VerifyBackup.self],
        defaultSubcommand: MakeBackup.self
    )
}

struct MakeBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "备份整个数据目录，服务运行时也可以 · Back the data folder up, also while a server runs"
    )

    @Option(help: "放在哪个目录，默认 数据目录/backups · Folder to put it into, DATA/backups by default")
    var to: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let target = to.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        guard case .backup(let result) = try await Desk(settings).ask(.backUp(directory: target)) else {
            throw ControlError.failed
        }
        guard result.failure.isEmpty, let path = result.path else {
            printError(texts.backupFailure(result.failure))
            throw ExitCode.failure
        }
        print(texts["cli.backup.done", path, megabytes(result.packedBytes), megabytes(result.bytes)])
    }
}

struct ListBackups: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "列出备份 · List backups"
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let backups = BackupDirectory(settings.backups).backups()
        for backup in backups {
            let manifest = backup.manifest
            let fields = [
                "\(manifest.time)", texts[TextKey("backup.cause." + manifest.cause.rawValue)],
                "\(megabytes(manifest.packedBytes)) MB", manifest.auditHead.map { "\($0.sequence):\($0.hash)" } ?? "—",
                backup.path,
            ]
            print(fields.joined(separator: "\t"))
        }
        if backups.isEmpty { print(texts["cli.backup.none", settings.backups]) }
    }
}

struct VerifyBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "校验一个备份：解开、比对校验和、检查数据库 · Check a backup: unpack it, compare checksums, check its databases"
    )

    @Argument(help: "备份的目录 · Folder of the backup") var path: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        do throws(BackupFailure) {
            let backup = try Backup(at: URL(fileURLWithPath: path).standardizedFileURL.path)
            try backup.verify()
            print(texts["cli.backup.verified", "\(backup.manifest.files.count)", megabytes(backup.manifest.bytes)])
        } catch {
            printError(texts.backupFailure(error.words))
            throw ExitCode.failure
        }
    }
}

/// Bytes as megabytes with one decimal.
func megabytes(_ bytes: Int64) -> String { grouped(Double(bytes) / 1e6, decimals: 1) }

extension Localizer {
    /// The words of a ``BackupFailure``.
    func backupFailure(_ words: [String]) -> String {
        text(TextKey("backup.failure." + (words.first ?? "database")), Array(words.dropFirst()))
    }
}
