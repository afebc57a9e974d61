import Access
import Texts

/// Signing in, accounts, people, organisations and departments, as part of ``Routes``.
enum PeopleRoutes {
    static let all = entrance + account + people + grants + organisations

    // MARK: - before the door; whoever waits for a second factor is nobody yet

    private static let entrance: [Route] = [
        .page("signIn", "/sign-in", .none, [.query("next")], roles: .everyone, SignInController.page),
        .form("signInSubmit", "/sign-in", roles: .everyone, SignInController.submit),
        .page("signInCode", "/sign-in/code", .none, [.query("next")], roles: .everyone, SignInController.codePage),
        .form("signInCodeSubmit", "/sign-in/code", roles: .everyone, SignInController.submitCode),
        .form("signOut", "/sign-out", roles: .everyone, SignInController.signOut),
        .page("first", "/first/{token}", .none, [token], roles: .everyone, LinkController.first),
        .form("firstSubmit", "/first/{token}", .none, [token], roles: .everyone, LinkController.makeFirst),
        .page("welcome", "/welcome/{token}", .none, [token], roles: .everyone, LinkController.welcome),
        .form("welcomeSubmit", "/welcome/{token}", .none, [token], roles: .everyone, LinkController.choosePassword),
    ]

    // MARK: - one's own account; also for those who have no role yet, which the handlers see to

    private static let account: [Route] = [
        .page("account", "/account", .none, [done], roles: .everyone, AccountController.page),
        .form("accountSave", "/account", roles: .everyone, AccountController.save),
        .page("password", "/account/password", .none, [], roles: .everyone, PasswordController.page),
        .form("passwordChange", "/account/password", roles: .everyone, PasswordController.change),
        .form("factorStart", "/account/second-factor", roles: .everyone, SecondFactorController.start),
        .form("factorConfirm", "/account/second-factor/confirm", roles: .everyone, SecondFactorController.confirm),
        .form("factorRemove", "/account/second-factor/remove", roles: .everyone, SecondFactorController.remove),
        .form("sessionEnd", "/account/sessions/end", roles: .everyone, AccountController.endSession),
        .form("sessionsEnd", "/account/sessions/others/end", roles: .everyone, AccountController.endOtherSessions),
        .form("tokenMake", "/account/tokens", roles: .everyone, TokenController.make),
        .form("tokenRevoke", "/account/tokens/{id}/revoke", .none, [id], roles: .everyone, TokenController.revoke),
        .form("delegationSet", "/account/delegations", roles: .workers, DelegationController.set),
        .form(
            "delegationWithdraw",
            "/account/delegations/{id}/withdraw",
            .none,
            [id],
            roles: .workers,
            DelegationController.withdraw
        ),
    ]

    // MARK: - people

    private static let people: [Route] = [
        .page(
            "people",
            "/people",
            .none,
            [
                .query("q"), .query("state", .choice(Person.State.allCases.map(\.rawValue))),
                .query("role", .choice(Role.allCases.map(\.rawValue))), .cursor, .changed, done,
            ],
            roles: .peopleReaders,
            PeopleController.list
        ),
        .page("personNew", "/people/new", .none, [], roles: .accountKeepers, PeopleController.new),
        .form("personMake", "/people", roles: .accountKeepers, PeopleController.make),
        .page("person", "/people/{id}", .none, [id, done], roles: .peopleReaders, PersonController.page),
        .form("personSave", "/people/{id}", .none, [id], roles: .accountKeepers, PersonController.save),
        .form("personDisable", "/people/{id}/disable", .none, [id], roles: .accountKeepers, PersonController.disable),
        .form("personEnable", "/people/{id}/enable", .none, [id], roles: .accountKeepers, PersonController.enable),
        .form("personErase", "/people/{id}/erase", .none, [id], roles: .accountKeepers, PersonController.erase),
    ]

    private static let grants: [Route] = [
        .form("personReset", "/people/{id}/reset", .none, [id], roles: .securityKeepers, PersonController.reset),
        .form("personUnlock", "/people/{id}/unlock", .none, [id], roles: .securityKeepers, PersonController.unlock),
        .form(
            "personRequirePassword",
            "/people/{id}/require-password",
            .none,
            [id],
            roles: .securityKeepers,
            PersonController.requireNewPassword
        ),
        .form(
            "personSessionsEnd",
            "/people/{id}/sessions/end",
            .none,
            [id],
            roles: .securityKeepers,
            PersonController.endSessions
        ),
        .form(
            "personSessionEnd",
            "/people/{id}/sessions/end-one",
            .none,
            [id],
            roles: .securityKeepers,
            PersonController.endSession
        ),
        .form(
            "personTokenRevoke",
            "/people/{id}/tokens/{token}/revoke",
            .none,
            [id, .path("token", .integer(1...Int.max))],
            roles: .securityKeepers,
            PersonController.revokeToken
        ),
        .form("personGrant", "/people/{id}/grants", .none, [id], roles: .securityKeepers, GrantController.add),
        .form(
            "personGrantEnd",
            "/people/{id}/grants/{grant}/end",
            .none,
            [id, .path("grant", .integer(1...Int.max))],
            roles: .securityKeepers,
            GrantController.end
        ),
    ]

    // MARK: - organisations, departments, the index

    private static let organisations: [Route] = [
        .page("admin", "/admin", .none, [], roles: .adminReaders, AdminController.page),
        .page(
            "organisations",
            "/organisations",
            .none,
            [.query("q"), .cursor, .changed, done],
            roles: .organisationReaders,
            OrganisationController.list
        ),
        .page("organisationNew", "/organisations/new", .none, [], roles: .accountKeepers, OrganisationController.new),
        .form("organisationMake", "/organisations", roles: .accountKeepers, OrganisationController.make),
        .page(
            "organisation",
            "/organisations/{id}",
            .ofSubject,
            [id, done],
            roles: .organisationReaders,
            OrganisationController.page
        ),
        .form(
            "organisationSave",
            "/organisations/{id}",
            .none,
            [id],
            roles: .accountKeepers,
            OrganisationController.save
        ),
        .form(
            "capacityAdd",
            "/organisations/{id}/capacities",
            .none,
            [id],
            roles: .accountKeepers,
            OrganisationController.addCapacity
        ),
        .form(
            "capacityEnd",
            "/organisations/{id}/capacities/end",
            .none,
            [id],
            roles: .accountKeepers,
            OrganisationController.endCapacity
        ),
        .form(
            "partyAdd",
            "/organisations/{id}/parties",
            .none,
            [id],
            roles: .accountKeepers,
            OrganisationController.addParty
        ),
        .form(
            "partyEnd",
            "/organisations/{id}/parties/end",
            .none,
            [id],
            roles: .accountKeepers,
            OrganisationController.endParty
        ),
        .page("departments", "/departments", .none, [done], roles: .organisationReaders, DepartmentController.list),
        .form("departmentAdd", "/departments", roles: .accountKeepers, DepartmentController.add),
        .form(
            "departmentsFromPlan",
            "/departments/from-plan",
            roles: .accountKeepers,
            DepartmentController.addFromPlan
        ),
    ]

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let token = RouteParameter.path("token")
    private static let done = RouteParameter.query("done", .choice(Done.allCases.map(\.rawValue)))
}
