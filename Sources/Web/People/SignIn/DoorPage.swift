import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Texts
import Workflows

/// A form before the door: a password to choose, the first administrator's account (门前表单).
struct DoorForm: Sendable {
    let lead: String
    let notice: Notice?
    let problem: FormProblem?
    let address: String
    let fields: [Field]
    let act: String
    let rules: [String]
    /// Where to go instead; `nil` where there is no other way.
    let back: Link?
}

/// A page before the door that only says something.
struct DoorNote: Sendable {
    let happened: String
    let next: String
    let commands: [String]
}

extension Exchange {
    /// A page of one's own or with a form: made anew for everyone, and never kept.
    ///
    /// - Parameters:
    ///   - template: its template.
    ///   - head: what it tells the frame.
    ///   - content: its model.
    ///   - status: what the answer says of the form.
    ///   - path: the address to read it at, for a page that answers a form sent elsewhere.
    /// - Returns: the page.
    /// - Throws: a database error, or one where the template fails.
    func freshPage(
        _ template: String,
        _ head: PageHead,
        _ content: some Sendable,
        status: HTTPResponse.Status = .ok,
        at path: String? = nil
    ) async throws -> Response {
        var head = head
        if request.method == .post { head.address = path }
        let state = try await site.platform.dataState(scope: scope)
        let model = PageModel(layout: Layout(head, state: state, exchange: self), page: content)
        let html = try site.templates.render(template, model, language: language)
        return Self.page(ByteBuffer(string: html), status: status)
    }

    /// A page before the door: no rail, and nothing of the data but the city's name.
    func doorPage(
        _ template: String,
        _ title: String,
        _ content: some Sendable,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let head = PageHead(section: nil, title: title)
        return try await freshPage(template, head, content, status: status)
    }
}

extension PasswordRules {
    /// The rules as a list for whoever chooses a password.
    static func lines(_ texts: Localizer) -> [String] {
        [
            texts["password.rule.length", texts.numbers.integer(shortest)],
            texts["password.rule.personal"],
            texts["password.rule.common"],
        ]
    }
}
