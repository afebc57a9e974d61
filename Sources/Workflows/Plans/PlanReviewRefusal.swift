public import PeakPlanning

/// A reason why something about a plan's items is not kept (校对不予保存).
public enum PlanReviewRefusal: Error, Hashable {
    /// There is no such item or task.
    case notFound
    /// Somebody else has decided since.
    case changed
    /// Another text has been imported since.
    case textReplaced
    /// A person must say why.
    case noReason
    /// More words than are kept.
    case reasonTooLong(limit: Int)
    /// It says what was read.
    case nothingChanged
    /// What was decided has been taken back already, or nothing was.
    case nothingToWithdraw
    /// Fields that cannot be as they are.
    case fields([PlanStatement.Field: FieldProblem])

    /// What is wrong with a field.
    public enum FieldProblem: String, Sendable, Hashable, CaseIterable {
        /// It must be filled in.
        case missing
        /// It must be empty for this kind of statement.
        case unwanted
        /// It is no number.
        case notNumber
        /// It is no year from 1990 to 2100.
        case notYear
        /// It is not larger than the lower end.
        case notLarger
        /// The words do not stand in the task's text.
        case notInText
        /// It is longer than is kept.
        case tooLong
        /// It is none of the answers.
        case unknown
    }

    /// The stable name, part of the text's key.
    public var name: String {
        switch self {
        case .notFound: "notFound"
        case .changed: "changed"
        case .textReplaced: "textReplaced"
        case .noReason: "noReason"
        case .reasonTooLong: "reasonTooLong"
        case .nothingChanged: "nothingChanged"
        case .nothingToWithdraw: "nothingToWithdraw"
        case .fields: "fields"
        }
    }
}
