import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Units
import Workflows

/// What a request must pass before the handler of its route sees it (准入).
struct Admission: Sendable {
    let site: Site
    let route: Route

    /// Checks stage, role, token and form, in this order, and reads the body as far as the route allows.
    ///
    /// - Returns: who asks, and how far the roles that the route asks for reach.
    func admit(_ request: inout Request, _ context: WebContext) async throws -> (principal: Principal, scope: Scope) {
        let principal = context.principal ?? .anonymous
        if let wait = context.wait, !isFile, !Entrance.isOpen(route, waiting: wait) {
            throw wait == .secondFactor ? WebError.secondFactorNeeded : WebError.passwordChangeNeeded
        }
        let reach = principal.scope(for: route.roles) ?? machineScope(request, context) ?? sourceScope(principal)
        guard let scope = reach else {
            throw principal.isSignedIn ? WebError.forbidden : WebError.signInNeeded
        }
        guard request.method != .get, request.method != .head else { return (principal, scope) }
        if case .token(_, isReadOnly: true) = principal.proof { throw WebError.readOnlyToken }
        try await readBody(&request)
        try await checkForm(request, principal, context)
        if Entrance.triesSecret(route) { try await checkAttempts(request, context) }
        return (principal, scope)
    }

    /// What whoever watches from the machine itself may see; a proxy on the machine asks for others.
    private func machineScope(_ request: Request, _ context: WebContext) -> Scope? {
        let isForwarded = request.headers.contains(.forwardedFor)
        let isMachine = AddressClass(context.address) == .machine
        return route.isOpenToMachine && isMachine && !isForwarded ? Scope.none : nil
    }

    /// A source sees nothing; what it may write to is looked up with its readings.
    private func sourceScope(_ principal: Principal) -> Scope? {
        guard route.isForSources, case .source = principal.proof else { return nil }
        return Scope.none
    }

    private var isFile: Bool { if case .file = route.answer { !route.isAPI } else { false } }

    /// Reads a body whole where it must be small; a larger one the handler takes as it comes, up to the route's limit.
    private func readBody(_ request: inout Request) async throws {
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard declared <= route.bodyLimit else { throw WebError.tooLarge }
        guard route.bodyLimit <= Route.formLimit else { return }
        do {
            _ = try await request.collectBody(upTo: route.bodyLimit)
        } catch {
            throw WebError.tooLarge
        }
    }

    /// Asks for the form token of the session, or before signing in of the browser's form cookie.
    private func checkForm(_ request: Request, _ principal: Principal, _ context: WebContext) async throws {
        switch principal.proof {
        case .token, .source, .console: return
        case .session, .none: break
        }
        // A form with a file carries its token before the file, where only its own reader comes by.
        if case .form = route.body { return }
        var given = request.headers[.formToken] ?? ""
        if given.isEmpty, route.bodyLimit <= Route.formLimit {
            let body = try await request.body.collect(upTo: route.bodyLimit)
            given = FormFields(String(buffer: body)).raw(Self.field)
        }
        guard !context.formToken.isEmpty, isEqualInConstantTime(given.utf8, context.formToken.utf8) else {
            throw WebError.staleForm
        }
    }

    /// Bounds guessing of secrets per address and per login; the account's own lock is the platform's.
    private func checkAttempts(_ request: Request, _ context: WebContext) async throws {
        var names: [String] = []
        if let address = context.address { names.append("sign-in from \(AddressBucket.of(address))") }
        let fields = FormFields(String(buffer: try await request.body.collect(upTo: route.bodyLimit)))
        if let login = fields["login"] { names.append("sign-in as \(login.lowercased().prefix(100))") }
        for name in names {
            guard let seconds = site.limiter.take(name, site.settings.limits.signIns) else { continue }
            throw WebError.tooManyRequests(seconds)
        }
    }

    /// The hidden field of every form.
    static let field = "form_token"
}

extension Exchange {
    /// Refuses a form with a file that is not of the page that this session was given; programs send no token.
    func admit(formToken given: some Collection<UInt8>) throws(WebError) {
        switch principal.proof {
        case .token, .source, .console: return
        case .session, .none: break
        }
        let expected = context.formToken
        guard !expected.isEmpty, isEqualInConstantTime(given, expected.utf8) else { throw .staleForm }
    }
}

extension HTTPField.Name {
    /// What scripts send in place of the hidden field.
    static let formToken = constant("X-Form-Token")
}
