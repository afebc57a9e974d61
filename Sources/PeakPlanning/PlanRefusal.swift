/// Why a text is no plan that can be followed (不予导入的原因).
public enum PlanRefusal: String, Error, Sendable, CaseIterable {
    /// Nothing but blanks.
    case empty
    /// More than ``PlanReader/sizeLimit`` bytes.
    case tooLarge
    /// Bytes that are no text.
    case notText
    /// No title such as 实施方案 and no numbered task.
    case notAPlan
    /// No task names who is responsible, so nobody could be asked.
    case noDepartments
}
