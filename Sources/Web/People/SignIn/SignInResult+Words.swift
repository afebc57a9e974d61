import HTTPTypes
import Texts
import Units
import Workflows

extension SignInResult {
    /// Why it did not work; `nil` where it did.
    func words(_ texts: Localizer) -> String? {
        switch self {
        case .complete, .secondFactor: nil
        case .refused: texts["signIn.refused"]
        case .locked(let until): texts["signIn.locked", texts.dates.minute(until)]
        case .busy: texts["signIn.busy"]
        }
    }

    /// A form that was understood and not accepted; the reader may try again, unless too many do.
    var status: HTTPResponse.Status {
        switch self {
        case .busy, .locked: .tooManyRequests
        default: .unprocessableContent
        }
    }
}

extension ReturnPath {
    /// The address as a query of the next page before the door.
    var query: String { "?next=\(path.percentEncoded)" }
}
