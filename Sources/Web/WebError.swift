import Access
import HTTPTypes
import Metering
import Scenarios
import Texts

/// A request that is answered with an error page or problem document.
enum WebError: Error, Equatable {
    /// Nothing is at this address, or not within the reader's scope.
    case notFound
    /// A parameter of the address is not of its form.
    case badParameter(String)
    /// Only who has signed in may see this.
    case signInNeeded
    /// The session waits for its second factor.
    case secondFactorNeeded
    /// A password must be chosen before anything else.
    case passwordChangeNeeded
    /// The API token is unknown, expired or withdrawn.
    case badCredential
    /// The role may not do this.
    case forbidden
    /// The API token may only read.
    case readOnlyToken
    /// The form was made for another session, or for none.
    case staleForm
    /// Somebody asks too often; after how many seconds one may ask again. [s]
    case tooManyRequests(Int)
    /// A form came from another site.
    case crossOrigin
    /// The request names a host that this server is not.
    case misdirected
    /// The body is larger than any form of ours.
    case tooLarge
    /// The address exists, but not for this method.
    case methodNotAllowed
    /// A form with a file is not whole.
    case malformedForm
    /// A file that was sent holds something else than it should; a stable code of what was seen.
    case wrongContent(String)
    /// A file that was sent is larger than the setting allows. [MB]
    case uploadTooLarge(megabytes: Int)
    /// The disk is full.
    case noRoom
    /// The disk is read-only or fails.
    case unwritable
    /// The job has ended and cannot be stopped.
    case jobEnded
    /// The thing has changed since the caller read it.
    case changedSince
    /// The same request is being answered.
    case keyInProgress
    /// The key of the request belongs to another one.
    case keyReused
    /// A write names no revision of what it changes.
    case preconditionMissing
    /// The work item is done, or settled only by what it is about.
    case workItemClosed
    /// The reading store is behind and takes nothing for some seconds.
    case busy(seconds: Int)
    /// A body of readings is not of its form; why, and where.
    case unreadable(String, offset: Int)
    /// Readings of a month have left the store.
    case monthArchived(String)
    /// A scenario file cannot be used; what is wrong with it.
    case scenarioRefused([ScenarioProblem])
    /// Something about people and organisations was not done.
    case refused(PeopleRefusal)
    /// Something broke; the log knows what.
    case failed

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .badParameter: .badRequest
        case .signInNeeded, .secondFactorNeeded, .badCredential: .unauthorized
        case .forbidden, .crossOrigin, .readOnlyToken, .staleForm, .passwordChangeNeeded: .forbidden
        case .tooManyRequests, .busy: .tooManyRequests
        case .unreadable: .badRequest
        case .monthArchived: .conflict
        case .misdirected: .misdirectedRequest
        case .tooLarge: .contentTooLarge
        case .methodNotAllowed: .methodNotAllowed
        case .malformedForm: .badRequest
        case .wrongContent: .unsupportedMediaType
        case .uploadTooLarge: .contentTooLarge
        case .noRoom: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .unwritable: .serviceUnavailable
        case .jobEnded, .keyInProgress: .conflict
        case .changedSince: .preconditionFailed
        case .keyReused, .scenarioRefused: .unprocessableContent
        case .preconditionMissing: .preconditionRequired
        case .workItemClosed: .conflict
        case .refused(let refusal): refusal.status
        case .failed: .internalServerError
        }
    }

    /// The stable name, part of text keys and of the problem type.
    var name: String {
        switch self {
        case .notFound: "notFound"
        case .badParameter: "badParameter"
        case .signInNeeded: "signInNeeded"
        case .secondFactorNeeded: "secondFactorNeeded"
        case .passwordChangeNeeded: "passwordChangeNeeded"
        case .badCredential: "badCredential"
        case .forbidden: "forbidden"
        case .readOnlyToken: "readOnlyToken"
        case .staleForm: "staleForm"
        case .tooManyRequests: "tooManyRequests"
        case .crossOrigin: "crossOrigin"
        case .misdirected: "misdirected"
        case .tooLarge: "tooLarge"
        case .methodNotAllowed: "methodNotAllowed"
        case .malformedForm: "malformedForm"
        case .wrongContent: "wrongContent"
        case .uploadTooLarge: "uploadTooLarge"
        case .noRoom: "noRoom"
        case .unwritable: "unwritable"
        case .jobEnded: "jobEnded"
        case .changedSince: "changedSince"
        case .keyInProgress: "keyInProgress"
        case .keyReused: "keyReused"
        case .preconditionMissing: "preconditionMissing"
        case .workItemClosed: "workItemClosed"
        case .busy: "busy"
        case .unreadable: "unreadable"
        case .monthArchived: "monthArchived"
        case .scenarioRefused: "scenarioRefused"
        case .refused: "refused"
        case .failed: "failed"
        }
    }

    var arguments: [String] {
        switch self {
        case .badParameter(let name): [name]
        case .tooManyRequests(let seconds): [String(seconds)]
        case .uploadTooLarge(let megabytes): [String(megabytes)]
        case .busy(let seconds): [String(seconds)]
        case .unreadable(_, let offset): [String(offset)]
        case .monthArchived(let month): [month]
        default: []
        }
    }

    /// After how many seconds one may ask again; `nil` where that changes nothing. [s]
    var retryAfter: Int? {
        switch self {
        case .tooManyRequests(let seconds), .busy(let seconds): seconds
        default: nil
        }
    }

    /// The page where a person does what is missing; `nil` where an answer must do.
    func entrance(from address: String) -> String? {
        switch self {
        case .signInNeeded: ReturnPath.signIn(for: address)
        case .secondFactorNeeded: Entrance.secondFactor
        case .passwordChangeNeeded: Entrance.password
        default: nil
        }
    }

    func title(_ texts: Localizer) -> String {
        // What was seen has a name in each language.
        if case .wrongContent(let seen) = self { return texts["error.wrongContent.title", texts["content.\(seen)"]] }
        if case .unreadable(let reason, let offset) = self {
            return texts["error.unreadable.title", texts[TextKey("error.unreadable.\(reason)")], String(offset)]
        }
        if case .scenarioRefused(let problems) = self {
            return texts["error.scenarioRefused.title", problems.lines(texts).joined(separator: "; ")]
        }
        if case .refused(let refusal) = self { return texts["error.refused.title", refusal.words(texts)] }
        return texts.text("error.\(name).title", arguments)
    }
    func advice(_ texts: Localizer) -> String { texts.text("error.\(name).advice", arguments) }
}

extension WebError {
    /// What a refusal of the reading store means to whoever asked.
    init(_ error: ReadingStoreError) {
        self =
            switch error {
            case .busy(let seconds): .busy(seconds: seconds)
            case .keyConflict: .keyReused
            case .archived(let month): .monthArchived("\(month)")
            case .full: .noRoom
            case .readOnly, .broken, .unwritable: .unwritable
            case .damagedBlock, .stampOutOfRange, .badArchive, .notArchived: .failed
            }
    }
}
