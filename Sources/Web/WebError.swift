import HTTPTypes
import Texts

/// A request that is answered with an error page or problem document.
enum WebError: Error, Equatable {
    /// Nothing is at this address, or not within the reader's scope.
    case notFound
    /// A parameter of the address is not of its form.
    case badParameter(String)
    /// The role may not do this.
    case forbidden
    /// A form came from another site.
    case crossOrigin
    /// The request names a host that this server is not.
    case misdirected
    /// The body is larger than any form of ours.
    case tooLarge
    /// The address exists, but not for this method.
    case methodNotAllowed
    /// Something broke; the log knows what.
    case failed

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .badParameter: .badRequest
        case .forbidden, .crossOrigin: .forbidden
        case .misdirected: .misdirectedRequest
        case .tooLarge: .contentTooLarge
        case .methodNotAllowed: .methodNotAllowed
        case .failed: .internalServerError
        }
    }

    /// The stable name, part of text keys and of the problem type.
    var name: String {
        switch self {
        case .notFound: "notFound"
        case .badParameter: "badParameter"
        case .forbidden: "forbidden"
        case .crossOrigin: "crossOrigin"
        case .misdirected: "misdirected"
        case .tooLarge: "tooLarge"
        case .methodNotAllowed: "methodNotAllowed"
        case .failed: "failed"
        }
    }

    var arguments: [String] {
        if case .badParameter(let name) = self { [name] } else { [] }
    }

    func title(_ texts: Localizer) -> String { texts.text("error.\(name).title", arguments) }
    func advice(_ texts: Localizer) -> String { texts.text("error.\(name).advice", arguments) }
}
