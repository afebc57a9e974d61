/// Who writes, for the audit log (操作者).
public struct Actor: Hashable, Sendable {
    /// What kind of actor it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A person in a browser.
        case person
        /// A program with a person's API token.
        case token
        /// The command line on the machine.
        case console
        /// The platform itself: schedules and jobs.
        case system
        /// Somebody who has not signed in.
        case anonymous
    }

    /// What kind of actor it is.
    public let kind: Kind
    /// The account; `nil` for console, system and anonymous.
    public let person: Person.ID?
    /// Where the request came from; `nil` for console and system.
    public let address: String?
    /// The id that pages and logs show for the request.
    public let requestID: String?

    /// Creates an actor.
    public init(kind: Kind, person: Person.ID? = nil, address: String? = nil, requestID: String? = nil) {
        self.kind = kind
        self.person = person
        self.address = address
        self.requestID = requestID
    }

    /// The platform itself.
    public static let system = Actor(kind: .system)
    /// The command line on the machine.
    public static let console = Actor(kind: .console)
}
