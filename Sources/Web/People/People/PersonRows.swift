import Access
import Texts
import Units
import Workflows

/// A role somebody holds or held, as tables print it (授权行).
struct GrantRow: Sendable {
    let role: String
    let reach: String
    let from: String
    let to: String
    let isPast: Bool
    let endAddress: String?

    /// Takes the address where a form ends the grant; `nil` where the reader may not.
    init(_ view: GrantView, endAddress: String? = nil, isPast: Bool = false, _ display: Display) {
        role = display.name(view.grant.role)
        reach = display.reach(view)
        from = view.grant.validFrom.map { "\($0)" } ?? NumberStyle.none
        to = view.grant.validTo.map { "\($0)" } ?? NumberStyle.none
        self.isPast = isPast
        self.endAddress = isPast ? nil : endAddress
    }
}

/// An open session, as tables print it (会话行).
struct SessionRow: Sendable {
    let address: String
    let agent: String
    let since: String
    let seen: String
    let isOwn: Bool
    /// What a form ends it by; `nil` where the reader may not, or it is the one that asks.
    let endID: String?

    init(_ view: SessionView, mayEnd: Bool, _ display: Display) {
        address = view.address ?? NumberStyle.none
        agent = BrowserName(view.agent ?? "").text ?? NumberStyle.none
        since = display.dates.minute(view.createdAt)
        seen = display.dates.minute(view.seenAt)
        isOwn = view.isOwn
        endID = mayEnd && !view.isOwn ? view.id : nil
    }
}

/// An API token, as tables print it (令牌行).
struct TokenRow: Sendable {
    let name: String
    let roles: String
    let access: String
    let expires: String
    let used: String
    let revokeAddress: String?

    init(_ view: TokenView, revokeAddress: String?, _ display: Display) {
        name = view.name
        let ordered = Role.allCases.filter(view.roles.contains)
        roles = display.joined(ordered.map(display.name))
        access = display.texts[view.isReadOnly ? "token.readOnly" : "token.readWrite"]
        expires = "\(CivilDay(containing: view.expires))"
        used = view.lastUsedAt.map { display.dates.minute($0) } ?? display.texts["token.never"]
        self.revokeAddress = revokeAddress
    }
}

extension Display {
    /// The name of a role.
    func name(_ role: Role) -> String { texts[TextKey("role.\(role.rawValue)")] }

    /// A department's name.
    func name(_ department: Department) -> String { name(department.name, department.englishName ?? "") }

    /// How far a grant reaches, in words.
    func reach(_ view: GrantView) -> String {
        switch view.grant.role.bound {
        case .nothing: texts[view.grant.role.isAdministration ? "reach.none" : "reach.city"]
        case .jurisdiction: view.jurisdiction.map(name) ?? NumberStyle.none
        case .department: view.department.map(name) ?? NumberStyle.none
        case .organisation: view.organisation?.name ?? NumberStyle.none
        case .building: view.building.map { "\($0.name) \($0.code)" } ?? NumberStyle.none
        }
    }

    /// Roles with their reach, for a line of a list.
    func roles(_ grants: [GrantView]) -> String {
        joined(
            grants.map { view in
                view.grant.role.bound == .nothing
                    ? name(view.grant.role) : texts["role.within", name(view.grant.role), reach(view)]
            }
        )
    }
}

/// Browser and system out of what a browser calls itself (浏览器名称).
struct BrowserName {
    private static let browsers = [
        ("Edg/", "Edge"), ("MicroMessenger", "WeChat"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "Python"),
    ]
    private static let systems = [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"),
        ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    /// Such as `Chrome · Windows`; the beginning of the text where nothing in it is known, `nil` where it is empty.
    let text: String?

    init(_ agent: String) {
        let names = [Self.browsers, Self.systems].compactMap { known in known.first { agent.contains($0.0) }?.1 }
        text = agent.isEmpty ? nil : names.isEmpty ? String(agent.prefix(40)) : names.joined(separator: " · ")
    }
}
