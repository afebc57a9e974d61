import ArgumentParser
import Texts
import Units
import Web
import Workflows

/// `tanfeng user …`: accounts and roles, for whoever sits at the machine.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "管理账号与角色 · Manage accounts and roles",
        subcommands: [Add.self, Disable.self, Enable.self, Reset.self, List.self, Grant.self]
    )

    /// `tanfeng user add LOGIN --name NAME`, asked of the running server where there is one.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "建账号，给出设口令的一次性链接 · Make an account and the one-time link to choose its password"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "登录名 · Login") var login: String
        @Option(help: "姓名 · Name") var name: String
        @Option(help: "邮箱 · Mail address") var email: String?

        func run() async throws {
            try await UserDesk(common).run(.add(login: login, name: name, email: email))
        }
    }

    /// `tanfeng user disable LOGIN`, asked of the running server where there is one.
    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "停用账号，会话立即结束 · Close an account; its sessions end at once"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "登录名 · Login") var login: String

        func run() async throws { try await UserDesk(common).run(.disable(login)) }
    }

    /// `tanfeng user enable LOGIN`, asked of the running server where there is one.
    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "重新启用账号 · Open a closed account again"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "登录名 · Login") var login: String

        func run() async throws { try await UserDesk(common).run(.enable(login)) }
    }

    /// `tanfeng user reset LOGIN`, asked of the running server where there is one.
    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "重置口令和动态口令，给出一次性链接 · Take password and second factor away and make a one-time link"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "登录名 · Login") var login: String

        func run() async throws { try await UserDesk(common).run(.reset(login)) }
    }

    /// `tanfeng user list`, asked of the running server where there is one.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "列出账号：登录名、状态、角色、姓名 · List accounts: login, state, roles, name"
        )
        @OptionGroup var common: CommonOptions

        func run() async throws { try await UserDesk(common).run(.list) }
    }

    /// `tanfeng user grant LOGIN ROLE [BOUND]`, asked of the running server where there is one.
    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "授予角色 · Give a role",
            discussion: """
                角色 · Roles: system_administrator, security_administrator, audit_administrator, city_officer,
                district_officer, department_officer, operator_engineer, auditor, organisation, owner
                """
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "登录名 · Login") var login: String
        @Argument(help: "角色 · Role") var role: String
        @Argument(
            help: "范围：区划代码或名称、部门、单位或其信用代码、建筑编码 · Bound to: place, department, organisation, building"
        )
        var bound: String?

        func run() async throws { try await UserDesk(common).run(.grant(login: login, role: role, bound: bound)) }
    }
}

/// Asks for a command about people and prints its answer.
private struct UserDesk {
    let settings: Settings
    let texts: Localizer

    init(_ common: CommonOptions) async throws {
        settings = try await common.settings()
        texts = try ResourceDirectory(override: settings.resources).localizer(settings.language)
    }

    func run(_ command: PeopleCommand) async throws {
        // Before the first start too: an account may be made ahead.
        let desk = try await Desk(settings, isCreating: true)
        guard case .people(let answer) = try await desk.ask(.people(command)) else { throw ControlError.failed }
        switch answer {
        case .done: print(texts["cli.user.done"])
        case .link(let link):
            print(texts["cli.user.link", Instant(seconds: link.expires).description])
            print(settings.address(of: link.path))
        case .list(let people):
            for person in people {
                let roles = person.roles.map { texts[TextKey("role." + $0)] }.joined(separator: " ")
                print([person.login, person.state, roles.isEmpty ? "—" : roles, person.name].joined(separator: "\t"))
            }
        case .refused(let name):
            printError(texts[TextKey("people.refusal." + name)])
            throw ExitCode.failure
        case .unknown(let word):
            printError(texts["cli.user.unknown", word])
            throw ExitCode.failure
        }
    }
}

extension Settings {
    /// The address at which people reach a page of the server.
    ///
    /// The server may have got another port than that of the settings.
    func address(of path: String, port actual: Int? = nil) -> String {
        let own = host.contains(":") ? "[\(host)]" : host
        return (publicAddress?.origin ?? "http://\(own):\(actual ?? port)") + path
    }
}
