import Foundation
import PeakPlanning
import Units

/// What a person types about an item (校对表单); every field as text, empty where nothing was typed.
public struct PlanStatementInput: Sendable, Hashable {
    /// The task's code.
    public var task = ""
    /// A code of ``PeakPlanning/PlanIndicator/Kind``.
    public var kind = ""
    /// What is measured.
    public var name = ""
    /// A code of ``PeakPlanning/PlanIndicator/Comparator``.
    public var comparator = ""
    /// The number.
    public var value = ""
    /// The upper end of a range.
    public var upperValue = ""
    /// The unit as printed.
    public var unit = ""
    /// By which year.
    public var year = ""
    /// The words that a relative change starts from.
    public var baseline = ""
    /// The year of those words.
    public var baselineYear = ""
    /// A code of ``PeakPlanning/PlanIndicator/Baseline/Direction``.
    public var baselineDirection = ""
    /// How binding it is.
    public var qualifier = ""
    /// To what it applies.
    public var scope = ""
    /// The words that it stands in.
    public var quote = ""

    /// Creates an empty form.
    public init() {}
}

extension PlanStatementInput {
    private typealias Problem = PlanReviewRefusal.FieldProblem

    /// The longest name, unit or scope. [characters]
    static let longestName = 200
    /// The longest quote. [characters]
    static let longestQuote = 2_000

    /// The statement that was typed.
    ///
    /// A quantity needs a comparison and a quantity is what targets, rules and past facts have; an aim has none. A year
    /// lies from 1990 to 2100, and so does a value in years. The quote stands in the task's text.
    ///
    /// - Throws: ``PlanReviewRefusal/fields(_:)`` with all that is wrong.
    func statement(in plan: Plan) throws(PlanReviewRefusal) -> PlanStatement {
        var problems: [PlanStatement.Field: Problem] = [:]
        let kind = PlanIndicator.Kind(rawValue: trimmed(self.kind))
        if kind == nil { problems[.kind] = .unknown }
        let task = plan.tasks.first { $0.id == trimmed(self.task) }
        if task == nil { problems[.task] = .unknown }
        var statement = PlanStatement(
            task: task?.id ?? "",
            heading: task?.heading ?? "",
            kind: kind ?? .target,
            name: trimmed(name),
            unit: trimmed(unit).isEmpty ? nil : trimmed(unit),
            qualifier: trimmed(qualifier),
            scope: trimmed(scope),
            quote: trimmed(quote)
        )
        readQuantity(into: &statement, &problems)
        statement.year = year(year, .year, &problems)
        readBaseline(into: &statement, &problems)
        statement.check(&problems)
        if let task, problems[.quote] == nil {
            if let words = task.words(of: statement.quote) {
                statement.quote = words
            } else {
                problems[.quote] = .notInText
            }
        }
        guard problems.isEmpty else { throw .fields(problems) }
        return statement
    }

    private func readQuantity(into statement: inout PlanStatement, _ problems: inout [PlanStatement.Field: Problem]) {
        let sign = trimmed(comparator)
        statement.comparator = PlanIndicator.Comparator(rawValue: sign)
        if !sign.isEmpty, statement.comparator == nil { problems[.comparator] = .unknown }
        statement.value = number(value, .value, &problems)
        statement.upperValue = number(upperValue, .upperValue, &problems)
    }

    private func readBaseline(into statement: inout PlanStatement, _ problems: inout [PlanStatement.Field: Problem]) {
        let words = trimmed(baseline)
        guard !words.isEmpty else { return }
        let direction = PlanIndicator.Baseline.Direction(rawValue: trimmed(baselineDirection))
        if direction == nil { problems[.baseline] = .unknown }
        statement.baseline = PlanIndicator.Baseline(
            year: year(baselineYear, .baseline, &problems),
            text: words,
            direction: direction ?? .up
        )
    }

    private func number(
        _ text: String,
        _ field: PlanStatement.Field,
        _ problems: inout [PlanStatement.Field: Problem]
    ) -> FixedPoint? {
        // People paste numbers as they are printed.
        let digits = trimmed(text).filter { $0 != "," && !$0.isWhitespace }
        guard !digits.isEmpty else { return nil }
        let value = FixedPoint(digits)
        if value == nil { problems[field] = .notNumber }
        return value
    }

    private func year(
        _ text: String,
        _ field: PlanStatement.Field,
        _ problems: inout [PlanStatement.Field: Problem]
    ) -> Int? {
        let digits = trimmed(text)
        guard !digits.isEmpty else { return nil }
        guard let year = Int(digits), Period.years.contains(year) else {
            problems[field] = .notYear
            return nil
        }
        return year
    }

    private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension PlanStatement {
    /// What does not fit together.
    fileprivate func check(_ problems: inout [Field: PlanReviewRefusal.FieldProblem]) {
        func note(_ field: Field, _ problem: PlanReviewRefusal.FieldProblem) {
            problems[field] = problems[field] ?? problem
        }
        if name.isEmpty { note(.name, .missing) }
        if quote.isEmpty { note(.quote, .missing) }
        for (field, text) in [(Field.name, name), (.unit, unit ?? ""), (.qualifier, qualifier), (.scope, scope)]
        where text.count > PlanStatementInput.longestName { note(field, .tooLong) }
        if quote.count > PlanStatementInput.longestQuote { note(.quote, .tooLong) }
        switch kind {
        case .target, .rule, .baselineFact: if value == nil { note(.value, .missing) }
        case .milestone: break
        case .qualitative:
            if value != nil { note(.value, .unwanted) }
            if comparator != nil { note(.comparator, .unwanted) }
        }
        if value != nil, comparator == nil { note(.comparator, .missing) }
        if value == nil, comparator != nil { note(.value, .missing) }
        if let value, unit == PlanIndicator.yearUnit,
            !(value.mantissa(atExponent: 0).map { Period.years.contains(Int($0)) } ?? false)
        {
            note(.value, .notYear)
        }
        guard comparator == .between else {
            if upperValue != nil { note(.upperValue, .unwanted) }
            return
        }
        if upperValue == nil { note(.upperValue, .missing) }
        if let value, let upperValue, upperValue <= value { note(.upperValue, .notLarger) }
    }
}
