import Access
import HTTPTypes

/// What a route promises to programs beyond its address (接口约定).
extension Route {
    /// What a request's body holds.
    enum Body: Sendable {
        /// Nothing, or the fields of a form.
        case none
        /// A form with a file, which its own reader checks and stores.
        case form
        /// A file of one of some media types.
        case file([String])
        /// Readings, packed or not, in one of some media types.
        case readings([String])

        /// The media types that a body may have, where it is no form.
        var types: [String]? {
            switch self {
            case .file(let types), .readings(let types): types
            case .none, .form: nil
            }
        }
    }

    /// Larger than any file that the setting allows; the handler knows the setting. [B]
    private static let anyFile = 1 << 40

    /// The same route with a file as its body.
    func takingFile(_ types: String...) -> Route {
        var route = taking(bytes: Self.anyFile)
        route.body = .file(types)
        return route
    }

    /// The same route with a form that holds a file.
    func takingForm() -> Route {
        var route = taking(bytes: Self.anyFile)
        route.body = .form
        return route
    }

    /// The same route with refusals that only it knows.
    func refusing(_ errors: WebError...) -> Route {
        var route = self
        route.refusals = errors
        return route
    }

    /// The same route, also answered to whoever watches from the machine itself.
    func openToMachine() -> Route {
        var route = self
        route.isOpenToMachine = true
        return route
    }

    /// The same route with readings as its body, for sources.
    func takingReadings(_ types: String...) -> Route {
        var route = taking(bytes: IngestBody.mostPacked)
        route.body = .readings(types)
        route.isForSources = true
        return route
    }

    /// Whether a request changes something.
    var isWrite: Bool { method != .get && method != .head }

    /// Whether it answers with a mark of its version.
    var isTagged: Bool { if case .json = answer { method == .get } else { false } }

    /// Every refusal that the route may answer with, those of all routes included.
    var allRefusals: [WebError] {
        var errors: [WebError] = [.misdirected, .tooManyRequests(1), .failed]
        if !roles.contains(.public) {
            errors += [.signInNeeded, .secondFactorNeeded, .badCredential, .forbidden, .passwordChangeNeeded]
        }
        if !parameters.isEmpty { errors += [.badParameter(""), .notFound] }
        if isWrite {
            errors += [
                .badParameter(""), .tooLarge, .crossOrigin, .staleForm, .readOnlyToken, .keyInProgress, .keyReused,
                .noRoom, .unwritable,
            ]
        }
        if case .readings = body {
            errors += [.wrongContent("text"), .malformedForm, .unreadable("not_json", offset: 0), .monthArchived("")]
        }
        if case .file = body { errors += [.wrongContent("text"), .uploadTooLarge(megabytes: 1), .malformedForm] }
        return errors + refusals
    }
}

extension Routes {
    private static let ids = Dictionary(all.map { (Key(method: $0.method, path: $0.path), $0.id) }) { first, _ in first
    }

    private struct Key: Hashable {
        let method: HTTPRequest.Method
        let path: String
    }

    /// The id of the route that the router has found; `nil` for an unknown address.
    static func id(of method: HTTPRequest.Method, at path: String?) -> String? {
        guard let path else { return nil }
        return ids[Key(method: method == .head ? .get : method, path: path)]
    }
}
