import Access
import ArgumentParser
import Foundation
import Texts
import Units
import Workflows

/// `tanfeng audit verify|export|pack`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "审计日志：校验、导出、证据包 · Audit log: verify, export, evidence packs",
        subcommands: [VerifyAudit.self, ExportAudit.self, PackEvidence.self]
    )
}

struct VerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "校验审计链，指出被改、被删、被插入的记录 · Check the chain; names changed, removed and inserted entries"
    )

    @Option(
        help: "系统日志中的锚点，序号:哈希 或整行，可多次 · Anchor from the system log, SEQ:HASH or the whole line, repeatable"
    )
    var anchor: [String] = []

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let anchors = try anchor.map { text in
            guard let anchor = AuditAnchor(text) else {
                throw ValidationError("不是锚点：\(text) · Not an anchor: \(text)")
            }
            return KeptAnchor(anchor, source: "syslog")
        }
        let settings = try await common.settings()
        guard case .audit(.verification(let result)) = try await Desk(settings).ask(.audit(.verify(anchors))) else {
            throw ControlError.failed
        }
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        for problem in result.problems {
            let time = problem.at.map { "\(Instant(seconds: $0))" } ?? "—"
            let detail = problem.source ?? problem.action ?? "—"
            let numbers = problem.first == problem.last ? "\(problem.first)" : "\(problem.first)…\(problem.last)"
            print(texts.text(TextKey("audit.problem.\(problem.kind.rawValue)"), [numbers, time, detail]))
        }
        if result.unnamed > 0 { print(texts.text("audit.problem.more", ["\(result.unnamed)"])) }
        for restoration in result.restorations { print(texts.restoration(restoration)) }
        let counts = ["\(result.entries)", "\(result.anchors)", "\(result.problems.count + result.unnamed)"]
        print(texts.text(result.isWhole ? "cli.audit.whole" : "cli.audit.broken", counts))
        if result.anchors == 0 { print(texts["cli.audit.noAnchor"]) }
        if let head = result.head { print("seq=\(head.sequence) hash=\(head.hash)") }
        if !result.isWhole { throw ExitCode.failure }
    }
}

struct ExportAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "导出审计日志；.csv 供阅读，其他为 JSON 行（含哈希） · Export the log: .csv to read, else JSON lines with hashes"
    )
    @Argument(help: "写入的文件 · File to write") var file: String
    @Option(help: "起始日 2026-11-01 · First day") var from: String?
    @Option(help: "截止日 · Last day") var to: String?
    @Option(help: "动作前缀，如 person. · What actions begin with") var action: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        var filter = AuditFilter()
        filter.action = action
        filter.from = try day(from)?.number
        filter.to = try day(to)?.number
        let settings = try await common.settings()
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        switch try await Desk(settings).ask(.audit(.export(path: path, filter))) {
        case .audit(.exported(let count)): print(texts["cli.audit.exported", "\(count)", path])
        case .audit(.unusable(let path)): throw unusable(path)
        default: throw ControlError.failed
        }
    }

    private func day(_ text: String?) throws -> CivilDay? {
        guard let text else { return nil }
        guard let day = CivilDay(text) else { throw ValidationError("不是日期：\(text) · Not a date: \(text)") }
        return day
    }
}

struct PackEvidence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "封存或核验发布数的证据包 · Seal or check the evidence of a published figure"
    )
    @Option(help: "发布数编号 · Number of the published figure") var figure: Int64?
    @Option(help: "写入的文件 · File to write") var output: String?
    @Option(help: "核验这个文件 · Check this file") var verify: String?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (figure == nil) != (verify == nil) else {
            throw ValidationError("给出 --figure 或 --verify 之一 · Give either --figure or --verify")
        }
    }

    func run() async throws {
        let settings = try await common.settings()
        let texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
        let desk = try await Desk(settings)
        if let verify {
            let path = URL(fileURLWithPath: verify).standardizedFileURL.path
            switch try await desk.ask(.audit(.check(path: path))) {
            case .audit(.checked(let check)):
                for problem in check.problems {
                    let key = TextKey("pack.problem.\(problem.first ?? "unreadable")")
                    print(texts.text(key, Array(problem.dropFirst())))
                }
                guard check.problems.isEmpty else { throw ExitCode.failure }
                print(texts["cli.audit.pack.sound", "\(check.figure ?? 0)", check.digest])
            case .audit(.unusable(let path)): throw unusable(path)
            default: throw ControlError.failed
            }
        } else if let figure {
            let path = URL(fileURLWithPath: output ?? "tanfeng-evidence-\(figure).json").standardizedFileURL.path
            switch try await desk.ask(.audit(.pack(figure: figure, path: path))) {
            case .audit(.packed(let digest?)): print(texts["cli.audit.packed", path, digest])
            case .audit(.packed(nil)):
                throw ValidationError("没有编号为 \(figure) 的发布数 · There is no published figure \(figure)")
            case .audit(.unusable(let path)): throw unusable(path)
            default: throw ControlError.failed
            }
        }
    }
}

extension Localizer {
    /// What a restore of a backup did to the log.
    fileprivate func restoration(_ restoration: AuditChain.Restoration) -> String {
        let actor = self[TextKey("audit.actor.\(restoration.actor)")]
        let who = restoration.person.map { "\(actor) \($0)" } ?? actor
        return text(
            TextKey("audit.restoration.\(restoration.word)"),
            [
                restoration.numbers, "\(Instant(seconds: restoration.at))", who, restoration.backup,
                "\(restoration.sequence)", "\(restoration.anchors)",
            ]
        )
    }
}

private func unusable(_ path: String) -> ValidationError {
    ValidationError("文件不能读写：\(path) · The file cannot be read or written: \(path)")
}
