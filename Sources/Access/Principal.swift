public import Units

/// Who asks, as whom, and how far that reaches (当事人).
public struct Principal: Sendable {
    /// How somebody has shown who they are.
    public enum Proof: Hashable, Sendable {
        /// Nobody signed in.
        case none
        /// A browser's session; the text is bound to it and differs for each, as form tokens and caches need.
        case session(String)
        /// An API token, by its number; `isReadOnly` where it may change nothing.
        case token(Int64, isReadOnly: Bool)
        /// The token of a source of readings, by the source's number.
        case source(Int64)
        /// The command line on the machine itself.
        case console
    }

    /// The account; `nil` for the public and for the console.
    public let person: Person.ID?
    /// The name that pages show.
    public let name: String
    /// How the person has shown who they are.
    public let proof: Proof
    /// The grants that hold today.
    public let grants: [RoleGrant]
    /// Whether a password must be chosen before anything else.
    public let mustChangePassword: Bool

    /// Creates a principal.
    public init(
        person: Person.ID?,
        name: String,
        proof: Proof,
        grants: [RoleGrant],
        mustChangePassword: Bool = false
    ) {
        self.person = person
        self.name = name
        self.proof = proof
        self.grants = grants
        self.mustChangePassword = mustChangePassword
    }

    /// Whoever has not signed in.
    public static let anonymous = Principal(person: nil, name: "", proof: .none, grants: [])

    /// A source of readings: it sends them in and sees nothing.
    public init(source: IngestSource) {
        self.init(person: nil, name: source.name, proof: .source(source.id), grants: [])
    }

    /// Whether somebody signed in.
    public var isSignedIn: Bool { proof != .none }

    /// The roles, that of the public included.
    public var roles: Set<Role> { Set(grants.map(\.role)).union([.public]) }

    /// How far any of some roles reaches; `nil` where the principal has none of them.
    ///
    /// Only the grants of these roles count: an auditor of the city who is also an officer of a district writes in the
    /// district only.
    public func scope(for roles: Set<Role>) -> Scope? {
        let fitting = grants.filter { roles.contains($0.role) }
        guard let first = fitting.first else { return roles.contains(.public) ? Scope.none : nil }
        return fitting.dropFirst().reduce(first.scope) { $0.union($1.scope) }
    }
}
