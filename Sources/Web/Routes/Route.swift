import Access
import HTTPTypes
import Hummingbird
import Texts

/// One thing that the server can be asked: the source of router, authorization and OpenAPI document alike.
struct Route: Sendable {
    /// How far a role's jurisdiction limits the route.
    enum JurisdictionRule: String, Sendable {
        /// The answer does not depend on a place.
        case none
        /// The subject in the path must lie within the scope.
        case ofSubject = "of_subject"
        /// The answer is cut to the scope, and to the place asked for.
        case ofQuery = "of_query"
    }

    /// What the audit log keeps of a request.
    enum AuditRule: String, Sendable { case none, read, write }

    /// What comes back.
    enum Answer: Sendable {
        case page
        case json(Schema)
        /// Work that goes on after the answer: 202 with the address of its job.
        case accepted(Schema)
        /// Nothing: 204.
        case nothing
        case csv
        case workbook
        case geoJSON
        case file
        /// Server-sent events, for as long as the stream lasts.
        case events
        case redirect
    }

    typealias Handler = @Sendable (Exchange) async throws -> Response

    let id: String
    let method: HTTPRequest.Method
    let path: String
    let roles: Set<Role>
    let jurisdiction: JurisdictionRule
    let audit: AuditRule
    let parameters: [RouteParameter]
    let answer: Answer
    /// How large a body may be; beyond ``formLimit`` the handler takes it as it comes. [B]
    var bodyLimit = Route.formLimit
    /// What a body holds, where the API takes one.
    var body = Body.none
    /// Refusals that only this route knows.
    var refusals: [WebError] = []
    /// Whether the machine itself may ask without signing in.
    var isOpenToMachine = false
    /// Whether it is for sources of readings, which no person is.
    var isForSources = false
    let handler: Handler

    /// What any form of ours fits into. [B]
    static let formLimit = 64 * 1_024

    /// The same route with a body of another size, for files: sessions then send their form token as a header.
    func taking(bytes: Int) -> Route {
        var route = self
        route.bodyLimit = bytes
        return route
    }

    /// The text that says what the route answers.
    var summary: TextKey { TextKey("route.\(id)") }
    var isAPI: Bool { path.hasPrefix("/api/") }
    /// Whether its pages hold for a generation of the data; those of people, work and the house itself move on.
    var isKept: Bool {
        // Forms that are about one plan or meter stand among its pages, and are made anew for everyone.
        let isForm = ["/plan/review", "/plan/import", "/metering/{id}/repair"].contains(path)
        guard case .page = answer, !isForm else { return false }
        let first = path.split(separator: "/").first ?? ""
        return ["", "plan", "indicators", "buildings", "metering", "carbon", "explain"].contains(first)
    }

    /// A page for people.
    static func page(
        _ id: String,
        _ path: String,
        _ jurisdiction: JurisdictionRule = .ofQuery,
        _ parameters: [RouteParameter] = [],
        roles: Set<Role> = .staff,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: .get,
            path: path,
            roles: roles,
            jurisdiction: jurisdiction,
            audit: .none,
            parameters: parameters,
            answer: .page,
            handler: handler
        )
    }

    /// A JSON resource.
    static func json<Body: APIResponse>(
        _ id: String,
        _ path: String,
        _ body: Body.Type,
        _ jurisdiction: JurisdictionRule = .ofQuery,
        _ parameters: [RouteParameter] = [],
        roles: Set<Role> = .staff,
        _ handler: @escaping @Sendable (Exchange) async throws -> Body
    ) -> Route {
        Route(
            id: id,
            method: .get,
            path: "/api/v1\(path)",
            roles: roles,
            jurisdiction: jurisdiction,
            audit: .none,
            parameters: parameters,
            answer: .json(Schema(of: Body.self)),
            handler: { exchange in
                try await exchange.conditional { try exchange.json(try await handler(exchange)) }
            }
        )
    }

    /// A form of a page: it changes something and leads on to another page.
    static func form(
        _ id: String,
        _ path: String,
        _ jurisdiction: JurisdictionRule = .none,
        _ parameters: [RouteParameter] = [],
        roles: Set<Role>,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: .post,
            path: path,
            roles: roles,
            jurisdiction: jurisdiction,
            audit: .write,
            parameters: parameters,
            answer: .redirect,
            handler: handler
        )
    }

    /// Anything else; what does not depend on a place.
    static func other(
        _ id: String,
        _ path: String,
        _ parameters: [RouteParameter] = [],
        method: HTTPRequest.Method = .get,
        audit: AuditRule = .none,
        roles: Set<Role> = .staff,
        answer: Answer,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            id: id,
            method: method,
            path: path,
            roles: roles,
            jurisdiction: .none,
            audit: audit,
            parameters: parameters,
            answer: answer,
            handler: handler
        )
    }
}

/// A parameter of a route with its form.
struct RouteParameter: Sendable {
    enum Place: String, Sendable { case path, query }
    enum Form: Sendable {
        case text
        case integer(ClosedRange<Int>)
        case choice([String])
    }

    let name: String
    let place: Place
    let form: Form
    var isRequired: Bool

    var summary: TextKey { TextKey("parameter.\(name)") }

    static func path(_ name: String, _ form: Form = .text) -> RouteParameter {
        RouteParameter(name: name, place: .path, form: form, isRequired: true)
    }
    static func query(_ name: String, _ form: Form = .text, isRequired: Bool = false) -> RouteParameter {
        RouteParameter(name: name, place: .query, form: form, isRequired: isRequired)
    }

    static let year = query("year", .integer(1990...2100))
    static let limit = query("limit", .integer(1...1_000))
    static let cursor = query("cursor")
    /// Only what has changed since the reader's last look.
    static let changed = query("changed", .choice(["1"]))
}
