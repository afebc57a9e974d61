public import Units

/// Somebody with an account (人员).
public struct Person: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number, which has no meaning but makes output stable.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where the account stands.
    public enum State: String, Sendable, CaseIterable {
        /// Made, but no password chosen yet.
        case invited
        /// In use.
        case active
        /// Closed; it keeps its history.
        case disabled
        /// Closed and its personal data made unreadable.
        case erased
    }

    /// The internal id.
    public let id: ID
    /// What the person signs in with.
    public let login: String
    /// The person's name.
    public let name: String
    /// Where notices go; `nil` where none was given.
    public let email: String?
    /// Where the account stands.
    public let state: State
    /// Rises with every change, for optimistic writes.
    public let revision: Int

    /// Creates a person.
    public init(id: ID, login: String, name: String, email: String?, state: State, revision: Int) {
        self.id = id
        self.login = login
        self.name = name
        self.email = email
        self.state = state
        self.revision = revision
    }
}

/// A department of the city (部门), such as 市城市管理委.
public struct Department: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes.
    public struct ID: Hashable, Sendable, RawRepresentable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// The internal id.
    public let id: ID
    /// The name, as plans write it.
    public let name: String
    /// The English name, where there is one.
    public let englishName: String?
    /// The place it works for.
    public let jurisdiction: Jurisdiction.ID

    /// Creates a department.
    public init(id: ID, name: String, englishName: String?, jurisdiction: Jurisdiction.ID) {
        self.id = id
        self.name = name
        self.englishName = englishName
        self.jurisdiction = jurisdiction
    }
}
