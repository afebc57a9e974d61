import Access
import Texts
import Units
import Workflows

/// What a person's page shows (人员页).
struct PersonPage: Sendable {
    /// A line of the account's plate.
    struct Line: Sendable {
        let name: String
        let value: String
    }

    let title: String
    let address: String
    let notice: Notice?
    let status: String
    let state: String
    let locked: String?
    let facts: [Line]
    let data: DataForm?
    let grants: [GrantRow]
    let mayEnd: Bool
    let newGrant: GrantForm?
    /// Why there is no form to grant with.
    let isOneself: Bool
    let access: AccessPlate
    let endSessionAddress: String
    let sessions: [SessionRow]
    let mayEndSessions: Bool
    let tokens: [TokenRow]
    let auditAddress: String?

    /// Login, name and mail address.
    struct DataForm: Sendable {
        let problem: FormProblem?
        let revision: String
        let fields: [Field]
        /// Whether the form is folded out.
        let isOpen: Bool
    }

    /// A role to be granted.
    struct GrantForm: Sendable {
        let problem: FormProblem?
        let role: ChoiceField
        let bounds: [ChoiceField]
        let building: Field
        let from: Field
        let to: Field
        let isOpen: Bool
    }

    /// What may be done about the account.
    struct AccessPlate: Sendable {
        let mayReset: Bool
        let isInvited: Bool
        let mayUnlock: Bool
        let mayDisable: Bool
        let mayEnable: Bool
        /// The field to type the login into; `nil` where nothing may be erased.
        let confirm: Field?
        let confirmLabel: String
        let isErasing: Bool
        let isEmpty: Bool
    }
}

extension PersonPage {
    init(_ detail: PersonDetail, drafts: PersonDrafts, notice: Notice?, bounds: GrantBounds, exchange: Exchange) {
        let display = exchange.display
        let texts = exchange.texts
        let summary = detail.summary
        let person = summary.person
        let isErased = person.state == .erased
        let isOneself = person.id == exchange.principal.person
        let keepsAccounts = exchange.may(.accounts) && !isErased
        let keepsSecurity = exchange.may(.security) && !isErased
        title = display.name(person)
        address = PersonController.address(person.id)
        self.notice = notice
        status = person.state.status
        state = texts[TextKey("person.state.\(person.state.rawValue)")]
        let lock = summary.lockedUntil.flatMap { $0 > exchange.site.now() ? $0 : nil }
        locked = lock.map { texts["people.locked", display.dates.minute($0)] }
        facts = Self.facts(detail, display)
        data =
            keepsAccounts
            ? DataForm(
                problem: drafts.data.problem,
                revision: "\(person.revision)",
                fields: drafts.data.personFields(person),
                isOpen: drafts.data.hasProblems
            ) : nil
        mayEnd = keepsSecurity && !isOneself
        let today = CivilDay(containing: exchange.site.now())
        grants = detail.grants.map { view in
            GrantRow(
                view,
                endAddress: keepsSecurity && !isOneself ? "\(Self.path(person))/grants/\(view.id)/end" : nil,
                isPast: view.grant.validTo.map { $0 <= today } ?? false,
                display
            )
        }
        newGrant = keepsSecurity && !isOneself ? GrantForm(drafts.grant, bounds, display) : nil
        self.isOneself = isOneself && keepsSecurity
        access = AccessPlate(person, isLocked: lock != nil, drafts.erase, keepsAccounts, keepsSecurity, isOneself)
        endSessionAddress = "\(Self.path(person))/sessions/end-one"
        sessions = detail.sessions.map { SessionRow($0, mayEnd: keepsSecurity, display) }
        mayEndSessions = keepsSecurity && !sessions.isEmpty
        tokens = detail.tokens.map { token in
            let revoke = keepsSecurity ? "\(Self.path(person))/tokens/\(token.id)/revoke" : nil
            return TokenRow(token, revokeAddress: revoke, display)
        }
        auditAddress =
            Routes.admits(exchange.principal, to: "/audit")
            ? display.link("/audit?person=\(person.id.rawValue)") : nil
    }

    private static func path(_ person: Person) -> String { PersonController.address(person.id) }

    private static func facts(_ detail: PersonDetail, _ display: Display) -> [Line] {
        let texts = display.texts
        let person = detail.summary.person
        let isErased = person.state == .erased
        let values: [(TextKey, String?)] = [
            ("people.login", isErased ? nil : person.login),
            ("field.email", isErased ? nil : person.email),
            ("people.factor", texts[detail.summary.hasSecondFactor ? "account.factor.on" : "account.factor.off"]),
            ("person.changed", detail.passwordChangedAt.map { display.dates.minute($0) }),
            ("people.seen", detail.summary.lastSeen.map { display.dates.minute($0) }),
            ("person.made", display.dates.minute(detail.createdAt)),
            ("person.link", detail.linkExpires.map { texts["person.link.until", display.dates.minute($0)] }),
        ]
        return values.filter { $0.0 != "person.link" || $0.1 != nil }
            .map { Line(name: texts[$0.0], value: $0.1 ?? NumberStyle.none) }
    }
}

extension PersonPage.GrantForm {
    init(_ draft: FormDraft, _ bounds: GrantBounds, _ display: Display) {
        problem = draft.problem
        let roles = Role.allCases.filter { $0 != .public }
        role = draft.choice(
            "role",
            "field.role",
            roles.map { ($0.rawValue, display.name($0)) },
            none: "field.choose"
        )
        let choices: [(String, TextKey, [(value: String, text: String)])] = [
            (
                "jurisdiction", "field.jurisdiction",
                bounds.jurisdictions.map { ("\($0.id.rawValue)", display.name($0)) }
            ),
            ("department", "field.department", bounds.departments.map { ("\($0.id.rawValue)", display.name($0)) }),
            ("organisation", "field.organisation", bounds.organisations.map { ("\($0.id.rawValue)", $0.name) }),
        ]
        self.bounds = choices.filter { !$0.2.isEmpty }.map { draft.choice($0.0, $0.1, $0.2, none: "field.none") }
        building = draft.field("building", "field.building")
        from = draft.field("from", "field.from", type: "date", hint: "field.from.hint")
        to = draft.field("to", "field.to", type: "date", hint: "field.to.hint")
        isOpen = draft.hasProblems
    }
}

extension PersonPage.AccessPlate {
    init(
        _ person: Person,
        isLocked: Bool,
        _ erase: FormDraft,
        _ keepsAccounts: Bool,
        _ keepsSecurity: Bool,
        _ isOneself: Bool
    ) {
        isInvited = person.state == .invited
        mayReset = keepsSecurity && person.state != .disabled && !isOneself
        mayUnlock = keepsSecurity && isLocked
        mayDisable = keepsAccounts && !isOneself && [.active, .invited].contains(person.state)
        mayEnable = keepsAccounts && person.state == .disabled
        let mayErase = keepsAccounts && !isOneself && person.state == .disabled
        confirmLabel = erase.texts["person.erase.confirm", person.login]
        confirm = mayErase ? erase.field("confirm", "field.login", isRequired: true) : nil
        isErasing = erase.hasProblems
        isEmpty = !mayReset && !mayUnlock && !mayDisable && !mayEnable && !mayErase
    }
}
