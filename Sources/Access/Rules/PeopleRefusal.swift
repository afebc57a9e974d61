/// Why something about people and organisations is not done (不予办理的原因): input to be put right, never a fault.
public enum PeopleRefusal: Error, Hashable, Sendable {
    /// The login is taken.
    case loginTaken
    /// A login is 3 to 64 letters, digits, dots, dashes, underscores or a mail address.
    case loginMalformed
    /// A name is missing, too long or holds control characters.
    case name
    /// The mail address is not one.
    case email
    /// Somebody else changed it in between.
    case stale
    /// There is no such person, grant, token, organisation, department or building.
    case notFound
    /// The account is not in a state in which this can be done.
    case state
    /// Nobody closes, resets or erases their own account.
    case oneself
    /// The link is unknown, used, too old, or was replaced by a newer one.
    case link
    /// The password given is wrong.
    case wrongPassword
    /// The code given is wrong or was used already.
    case wrongCode
    /// Nothing is tried until then. [Unix s]
    case locked(until: Int64)
    /// Too many passwords are being checked at once.
    case busy
    /// The password is not taken.
    case password(PasswordRules.Refusal)
    /// The grant is not given or not ended.
    case grant(GrantRules.Refusal)
    /// An API token has roles its person does not have, or none.
    case tokenRoles
    /// An API token ends within a year, not before tomorrow.
    case tokenExpiry
    /// The unified social credit code is wrong.
    case creditCode
    /// The unified social credit code is another organisation's.
    case creditCodeTaken
    /// A department of this name is there already.
    case departmentTaken
    /// The dates do not follow one another.
    case dates
    /// It is there already.
    case held

    /// The last part of its text key, after `people.refusal.`.
    public var name: String {
        switch self {
        case .loginTaken: "loginTaken"
        case .loginMalformed: "loginMalformed"
        case .name: "name"
        case .email: "email"
        case .stale: "stale"
        case .notFound: "notFound"
        case .state: "state"
        case .oneself: "oneself"
        case .link: "link"
        case .wrongPassword: "wrongPassword"
        case .wrongCode: "wrongCode"
        case .locked: "locked"
        case .busy: "busy"
        case .password(let refusal): "password." + refusal.rawValue
        case .grant(let refusal): "grant." + refusal.rawValue
        case .tokenRoles: "tokenRoles"
        case .tokenExpiry: "tokenExpiry"
        case .creditCode: "creditCode"
        case .creditCodeTaken: "creditCodeTaken"
        case .departmentTaken: "departmentTaken"
        case .dates: "dates"
        case .held: "held"
        }
    }
}
