/// A reason why a notice did not arrive.
package enum NoticeFailure: Error, Hashable {
    /// An address, subject or secret holds a line break or something else that does not belong there.
    case badField(String)
    /// The other side answered and said no; its status.
    case refused(status: Int)
    /// The other side took too long.
    case timedOut
    /// The other side could not be reached, or is not who it should be; the words of libcurl.
    case unreachable(String)
}

extension NoticeFailure: CustomStringConvertible {
    /// A short line for logs and the database; it holds no address, text or secret.
    package var description: String {
        switch self {
        case .badField(let name): "bad \(name)"
        case .refused(let status): "refused \(status)"
        case .timedOut: "timed out"
        case .unreachable(let reason): reason
        }
    }
}
