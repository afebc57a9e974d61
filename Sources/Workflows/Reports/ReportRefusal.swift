/// A reason why a reported value is not kept (填报不予保存).
public enum ReportRefusal: Error, Hashable {
    /// There is no such quantity, place or building, or it is not the reader's.
    case notFound
    /// The reader may look at it only.
    case notYours
    /// The year has not begun, or is too long ago.
    case year
    /// It is no number.
    case notNumber
    /// What is counted here cannot be less than nothing.
    case negative
    /// It is no number that anything here is as large as.
    case tooLarge
    /// Nobody is named who reports.
    case noReporter
    /// No document is named.
    case noEvidence
    /// A text is longer than is kept. [characters]
    case tooLong(Field, limit: Int)
    /// There is no such building in the place.
    case unknownBuilding
    /// Another value stands there, and nothing says why it should not.
    case noReason
    /// The same stands there already.
    case unchanged
    /// Somebody else has reported since.
    case changed
    /// It looks wrong, and nobody says that it is right.
    case doubtful([ReportDoubt])

    /// A text of the form.
    public enum Field: String, Sendable { case reporter, evidence, reason }

    /// The stable name, part of the text's key.
    public var name: String {
        switch self {
        case .notFound: "notFound"
        case .notYours: "notYours"
        case .year: "year"
        case .notNumber: "notNumber"
        case .negative: "negative"
        case .tooLarge: "tooLarge"
        case .noReporter: "noReporter"
        case .noEvidence: "noEvidence"
        case .tooLong: "tooLong"
        case .unknownBuilding: "unknownBuilding"
        case .noReason: "noReason"
        case .unchanged: "unchanged"
        case .changed: "changed"
        case .doubtful: "doubtful"
        }
    }
}
