import Access
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Texts
import Units
import Workflows

/// One request with all that answering it needs.
struct Exchange: Sendable {
    let site: Site
    let request: Request
    let context: WebContext
    let principal: Principal
    /// How far the roles that the route asks for reach.
    let scope: Scope
    /// Keeps a rendered page for the next reader; `nil` where pages move on by themselves.
    var keep: (@Sendable (ByteBuffer) -> Void)?
    /// How many work items the reader owes, for the rail; `nil` where no frame is shown.
    var owed: (open: Int, overdue: Int)?

    var language: Language { context.language }
    var texts: Localizer { site.texts(language) }

    /// Who writes, for the audit log.
    var actor: Actor {
        let kind: Actor.Kind =
            switch principal.proof {
            case .none: .anonymous
            case .session: .person
            case .token, .source: .token
            case .console: .console
            }
        return Actor(kind: kind, person: principal.person, address: context.address, requestID: context.requestID)
    }

    // MARK: - reading the address

    /// A parameter of the path.
    func path(_ name: String) throws -> String {
        guard let raw = context.parameters.get(name), let value = raw.removingPercentEncoding, !value.isEmpty else {
            throw WebError.notFound
        }
        return value
    }

    /// A number in the path; anything else is an unknown address.
    func number(_ name: String) throws -> Int64 {
        guard let value = Int64(try path(name)) else { throw WebError.notFound }
        return value
    }

    /// A parameter of the query; an empty one counts as absent, because forms send those.
    func query(_ name: String) -> String? {
        // Forms write a blank as "+"; a plus sign itself arrives as "%2B".
        let raw = (request.uri.query ?? "").replacing("+", with: "%20")
        let pairs = raw.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
        guard let value = pairs.last(where: { $0.first == name[...] }), value.count == 2,
            let text = String(value[1]).removingPercentEncoding
        else { return nil }
        let trimmed = text.drop { $0.isWhitespace }
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// A whole number in the query.
    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = query(name) else { return nil }
        guard let value = Int(text), range.contains(value) else { throw WebError.badParameter(name) }
        return value
    }

    // MARK: - reading a form

    /// The fields of a form, as browsers send them without files; ``Admission`` has bounded the body.
    func form() async throws -> FormFields {
        let body = try await request.body.collect(upTo: Route.formLimit)
        return FormFields(String(buffer: body))
    }

    /// Leads on to a page after a form; only to an address of our own.
    func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: display.link(path)])
    }

    /// The year asked for.
    func year() throws -> CivilYear? { try integer("year", in: 1990...2100).map(CivilYear.init) }

    /// How many rows an API page holds.
    func limit() throws -> Int { try integer("limit", in: 1...1_000) ?? 100 }

    // MARK: - answering

    func page(_ template: String, _ model: some Sendable, status: HTTPResponse.Status = .ok) throws -> Response {
        let html = ByteBuffer(string: try site.templates.render(template, model, language: language))
        if status == .ok { keep?(html) }
        return Self.page(html, status: status)
    }

    /// A page that has been rendered.
    static func page(_ html: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: html)
        )
    }

    func json(_ body: some Encodable, type: String = "application/json") throws -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONText.encode(body)))
        )
    }

    /// Answers 304 where the reader already has this generation of the data.
    func conditional(_ body: () async throws -> Response) async throws -> Response {
        let generation = try await site.platform.generation()
        // The reader belongs to it: whoever signs in next at the same browser must not be told that nothing changed.
        let reader = String(fingerprint("\(principal.person?.rawValue ?? 0) \(scope.canonicalText)".utf8), radix: 16)
        let eTag = "\"\(site.version)-\(generation)-\(language.tag)-\(reader)\""
        var headers: HTTPFields = [.eTag: eTag, .cacheControl: "private, no-cache"]
        if request.headers[.ifNoneMatch] == eTag { return Response(status: .notModified, headers: headers) }
        var response = try await body()
        headers.append(contentsOf: response.headers)
        response.headers = headers
        return response
    }
}

extension Scope {
    /// The same text for equal scopes, whichever process writes it.
    fileprivate var canonicalText: String {
        func list(_ ids: some Sequence<Int64>) -> String { ids.sorted().map(String.init).joined(separator: ",") }
        let places = jurisdictions.map { list($0.map(\.rawValue)) } ?? "all"
        return "\(places);\(list(organisations.map(\.rawValue)));\(list(buildings))"
    }
}

/// JSON as the API writes it: sorted keys in snake case.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
