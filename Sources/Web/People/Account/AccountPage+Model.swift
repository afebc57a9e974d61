import Access
import Texts
import Units
import Workflows

/// What the account page shows (账号页).
struct AccountPage: Sendable {
    /// A box to tick.
    struct Check: Sendable {
        let id: String
        let value: String
        let text: String
        let note: String
        let isOn: Bool
    }

    let notice: Notice?
    let grants: [GrantRow]
    let data: DataForm
    let passwordChanged: String
    let factor: FactorPlate
    let endSessionAddress = "/account/sessions/end"
    let sessions: [SessionRow]
    let hasOtherSessions: Bool
    let tokens: [TokenRow]
    let newToken: TokenForm
    /// `nil` for those who have no work of their own.
    var delegation: DelegationPlate?
    /// Whether no mail goes out at all, whatever is ticked.
    var isMailOff = false

    /// Name, mail address and notices.
    struct DataForm: Sendable {
        let problem: FormProblem?
        let revision: String
        let name: Field
        let email: Field
        let wantsMail: Bool
    }

    /// The second factor.
    struct FactorPlate: Sendable {
        let problem: FormProblem?
        let isOn: Bool
        let status: String
        let state: String
        let current: Field
        let isOpen: Bool
    }

    /// A token to be made.
    struct TokenForm: Sendable {
        let problem: FormProblem?
        let name: Field
        let expires: Field
        let roles: [Check]
        let rolesError: String?
        let isReadOnly: Bool
        /// Whether the form is folded out.
        let isOpen: Bool
        /// Whether there is a role to give it.
        let isPossible: Bool
    }
}

extension AccountPage {
    init(_ view: AccountView, drafts: AccountDrafts, exchange: Exchange) {
        let display = exchange.display
        let texts = exchange.texts
        notice = exchange.doneNotice
        grants = view.grants.map { GrantRow($0, display) }
        let data = drafts.data
        self.data = DataForm(
            problem: data.problem,
            revision: "\(view.person.revision)",
            name: data.field("name", "field.name", stored: view.person.name, autocomplete: "name", isRequired: true),
            email: data.field(
                "email",
                "field.email",
                stored: view.person.email ?? "",
                type: "email",
                hint: "field.email.hint",
                autocomplete: "email"
            ),
            wantsMail: data.typed.map { $0["wants_mail"] != nil } ?? view.wantsMail
        )
        passwordChanged =
            view.passwordChangedAt.map { texts["account.password.changed", display.dates.minute($0)] }
            ?? texts["account.password.never"]
        factor = FactorPlate(view.hasSecondFactor, drafts.factor)
        sessions = view.sessions.map { SessionRow($0, mayEnd: true, display) }
        hasOtherSessions = view.sessions.contains { !$0.isOwn }
        tokens = view.tokens.map { TokenRow($0, revokeAddress: "/account/tokens/\($0.id)/revoke", display) }
        newToken = TokenForm(drafts.token, roles: view.grants.map(\.grant.role), now: exchange.site.now(), display)
    }
}

extension AccountPage.FactorPlate {
    init(_ isOn: Bool, _ draft: FormDraft) {
        problem = draft.problem
        self.isOn = isOn
        status = isOn ? "st-done" : "st-none"
        state = draft.texts[isOn ? "account.factor.on" : "account.factor.off"]
        current = draft.field(
            "current",
            "password.current",
            type: "password",
            autocomplete: "current-password",
            isRequired: true
        )
        isOpen = draft.hasProblems
    }
}

extension AccountPage.TokenForm {
    init(_ draft: FormDraft, roles held: [Role], now: Instant, _ display: Display) {
        let texts = draft.texts
        let inNinetyDays = CivilDay(containing: now).adding(days: 90)
        problem = draft.problem
        name = draft.field("name", "token.name", hint: "token.name.hint", isRequired: true)
        expires = draft.field(
            "expires",
            "token.expires",
            stored: "\(inNinetyDays)",
            type: "date",
            hint: "token.expires.hint",
            isRequired: true
        )
        let chosen = draft.typed.map { Set($0.all("roles")) } ?? []
        roles = Role.allCases.filter(Set(held).contains).map { role in
            AccountPage.Check(
                id: "token-\(role.rawValue)",
                value: role.rawValue,
                text: display.name(role),
                note: texts[TextKey("role.\(role.rawValue).note")],
                isOn: chosen.contains(role.rawValue)
            )
        }
        rolesError = draft.problems["roles"]
        isReadOnly = draft.typed.map { $0["read_only"] != nil } ?? true
        isOpen = draft.hasProblems
        isPossible = !roles.isEmpty
    }
}
