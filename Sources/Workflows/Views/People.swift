public import Access
public import Buildings
public import Units

/// Where a request comes from (访问来源), as sessions and the audit log keep it.
public struct Visit: Hashable, Sendable {
    /// The address of the client.
    public let address: String?
    /// What the browser calls itself.
    public let agent: String?
    /// The id that pages and logs show for the request.
    public let requestID: String?

    /// Creates a visit.
    public init(address: String? = nil, agent: String? = nil, requestID: String? = nil) {
        self.address = address
        self.agent = agent
        self.requestID = requestID
    }

    /// Somebody of this visit.
    public func actor(_ person: Person.ID?) -> Actor {
        Actor(kind: person == nil ? .anonymous : .person, person: person, address: address, requestID: requestID)
    }
}

/// A session that was just opened (会话): its token goes into the cookie and nowhere else.
public struct OpenedSession: Sendable {
    /// The token.
    public let token: String
    /// When it ends at the latest.
    public let expires: Instant
    /// Whether a password must be chosen before anything else.
    public let mustChangePassword: Bool
}

/// What became of an attempt to sign in.
public enum SignInResult: Sendable {
    /// Signed in.
    case complete(OpenedSession)
    /// The password was right; the code of the second factor is wanted under this session.
    case secondFactor(OpenedSession)
    /// Login, password or code is wrong: it is not said which, nor whether there is such an account.
    case refused
    /// Too many failures: nothing is tried until then.
    case locked(until: Instant)
    /// Too many passwords are being checked at once.
    case busy
}

/// A one-time link as its page needs it (一次性链接).
public struct LinkView: Sendable {
    /// What a link is for.
    public enum Kind: String, Sendable, CaseIterable {
        /// Making the first administrator.
        case first
        /// Choosing the first password.
        case invitation
        /// Choosing a new password.
        case reset
    }

    /// What it is for.
    public let kind: Kind
    /// Whose it is; `nil` for the first administrator's.
    public let person: Person?
    /// When it ends.
    public let expires: Instant
}

/// A one-time link that was just made; its text cannot be had again.
public struct IssuedLink: Codable, Sendable {
    /// The person's number; `nil` for the first administrator's.
    public let person: Int64?
    /// The path, such as `/welcome/…`, to be put behind the address of the server.
    public let path: String
    /// When it ends. [Unix s]
    public let expires: Int64
}

/// A grant in words (授权).
public struct GrantView: Sendable, Identifiable {
    /// The grant.
    public let grant: RoleGrant
    /// The place it is bound to.
    public let jurisdiction: Jurisdiction?
    /// The department it is bound to.
    public let department: Department?
    /// The organisation it is bound to.
    public let organisation: Organisation?
    /// The building it is bound to.
    public let building: BuildingName?
    /// Whether it holds today.
    public let isCurrent: Bool

    /// The number of the grant.
    public var id: Int64 { grant.id }
}

/// A building by its number, code and name.
public struct BuildingName: Hashable, Sendable, Identifiable {
    /// The register number.
    public let id: Building.ID
    /// The register code.
    public let code: String
    /// The name.
    public let name: String
}

/// Which people a page lists.
public struct PeopleQuery: Sendable {
    /// Part of login, name or mail address.
    public var text: String?
    /// Only those in this state; `nil` for all but the erased.
    public var state: Person.State?
    /// Only those who hold this role today.
    public var role: Role?
    /// Only those with these numbers; `nil` for all.
    public var only: Set<Int64>?
    /// The cursor of the page before.
    public var after: String?
    /// The most rows.
    public var limit: Int

    /// Creates a query.
    public init(
        text: String? = nil,
        state: Person.State? = nil,
        role: Role? = nil,
        after: String? = nil,
        limit: Int = 50
    ) {
        self.text = text
        self.state = state
        self.role = role
        self.after = after
        self.limit = limit
    }
}

/// One person in a list.
public struct PersonSummary: Sendable, Identifiable {
    /// The person.
    public let person: Person
    /// The grants that hold today.
    public let grants: [GrantView]
    /// Whether codes of an app are asked for.
    public let hasSecondFactor: Bool
    /// When a session of theirs was last in use; `nil` where none is known.
    public let lastSeen: Instant?
    /// Until when the account is shut after failures.
    public let lockedUntil: Instant?

    /// The person's number.
    public var id: Person.ID { person.id }
}

/// One person with everything administrators see.
public struct PersonDetail: Sendable {
    /// The person as in the list; its grants are those of today.
    public let summary: PersonSummary
    /// All grants, the ended ones included, newest first.
    public let grants: [GrantView]
    /// The sessions that are open.
    public let sessions: [SessionView]
    /// The API tokens that were not revoked and have not ended.
    public let tokens: [TokenView]
    /// When the account was made.
    public let createdAt: Instant
    /// When the password was last chosen; `nil` while there is none.
    public let passwordChangedAt: Instant?
    /// When the open invitation or reset link ends; `nil` where there is none.
    public let linkExpires: Instant?
}

/// An open session as its owner sees it.
public struct SessionView: Sendable, Identifiable {
    /// Names it without opening it: the first 16 hexadecimal digits of its hash.
    public let id: String
    /// When it was opened.
    public let createdAt: Instant
    /// When it was last in use, to the minute.
    public let seenAt: Instant
    /// When it ends at the latest.
    public let expires: Instant
    /// Where from.
    public let address: String?
    /// By what browser.
    public let agent: String?
    /// Whether it is the one that asks.
    public let isOwn: Bool
}

/// An API token as its owner sees it; the text itself is not kept.
public struct TokenView: Sendable, Identifiable {
    /// Its number.
    public let id: Int64
    /// What its owner calls it.
    public let name: String
    /// The roles it acts with.
    public let roles: Set<Role>
    /// Whether it may change nothing.
    public let isReadOnly: Bool
    /// When it was made.
    public let createdAt: Instant
    /// When it ends.
    public let expires: Instant
    /// When it was last used, to the minute; `nil` where never.
    public let lastUsedAt: Instant?
}

/// An API token to be made (接口令牌).
public struct TokenRequest: Sendable {
    /// What its owner calls it.
    public var name: String
    /// The roles it acts with, some of its person's.
    public var roles: Set<Role>
    /// Whether it may change nothing.
    public var isReadOnly: Bool
    /// Days until it ends, 1 to 366.
    public var days: Int

    /// Creates a request.
    public init(name: String, roles: Set<Role>, isReadOnly: Bool, days: Int) {
        self.name = name
        self.roles = roles
        self.isReadOnly = isReadOnly
        self.days = days
    }
}

/// A second factor that is being set up; it counts once a code of it was given.
public struct SecondFactorSetup: Sendable {
    /// The secret as one types it.
    public let secret: String
    /// The address that apps read from a picture.
    public let uri: String
}

/// The account page of the person who asks.
public struct AccountView: Sendable {
    /// The person.
    public let person: Person
    /// The grants that hold today.
    public let grants: [GrantView]
    /// Whether codes of an app are asked for.
    public let hasSecondFactor: Bool
    /// Whether notices go out by mail.
    public let wantsMail: Bool
    /// When the password was last chosen.
    public let passwordChangedAt: Instant?
    /// The sessions that are open.
    public let sessions: [SessionView]
    /// The API tokens.
    public let tokens: [TokenView]
}
