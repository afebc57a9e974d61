package import PeakPlanning
package import Units

/// The indicator that answers a target, and with which parameter.
package struct IndicatorBinding: Sendable, Hashable {
    /// The indicator's id.
    package let indicator: String
    /// The variant's id; `nil` where there is nothing to choose.
    package let variant: String?

    /// Creates a binding.
    package init(indicator: String, variant: String? = nil) {
        self.indicator = indicator
        self.variant = variant
    }

    /// Reads `id` or `id/variant`, as a person's choice is kept.
    package init(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(indicator: parts.first ?? "", variant: parts.count > 1 ? parts[1] : nil)
    }

    /// `id` or `id/variant`.
    package var text: String { variant.map { "\(indicator)/\($0)" } ?? indicator }
}

extension IndicatorDefinition {
    /// How it answers a target or milestone of a plan; `nil` where it does not.
    ///
    /// - Parameters:
    ///   - target: the target; its name and scope are searched for the words asked for.
    ///   - headings: the headings it stands under, which may say what it is about.
    /// - Returns: the binding with the variant that the target asks for.
    package func answer(to target: PlanIndicator, under headings: String = "") -> IndicatorBinding? {
        guard specificity(for: target, under: headings) != nil else { return nil }
        return IndicatorBinding(indicator: id, variant: variant(for: target.searchedText)?.id)
    }

    /// How much of a target's words it asks for, of several ways the most; `nil` where it does not answer it.
    ///
    /// Of two indicators that answer a target, the one that asks for more is meant.
    func specificity(for target: PlanIndicator, under headings: String) -> Int? {
        guard target.isTracked, measures(target) else { return nil }
        return answers.filter { $0.fits(target, under: headings) }.map(\.length).max()
    }

    /// What its value must reach where the target's own number says something else; see ``Answer/goal``.
    package func goal(for target: PlanIndicator, under headings: String = "") -> FixedPoint? {
        let fitting = answers.filter { $0.fits(target, under: headings) }
        if let best = fitting.max(by: { $0.length < $1.length }) { return best.goal }
        // A person chose it: a number in another unit than the value's can never be the goal itself.
        return target.unit == unit ? nil : answers.first { $0.unit == target.unit }?.goal
    }

    /// Whether a person may choose it for a target: its values can be compared with what the target demands.
    package func isComparable(with target: PlanIndicator) -> Bool {
        target.isTracked && measures(target) && (unit == target.unit || answers.contains { $0.unit == target.unit })
    }

    /// Whether it is a change where the target demands one, and a level where it does not: a leakage of 9 % proves no fall
    /// by 10 %.
    private func measures(_ target: PlanIndicator) -> Bool { (target.baseline != nil) == isChange }

    /// The variant with most words in the text, of equals the first; the first one where none fits.
    private func variant(for text: String) -> Variant? {
        let fitting = variants.filter { !$0.words.isEmpty && $0.words.allSatisfy(text.contains) }
        return fitting.reduce(nil) { best, next in (best?.words.count ?? 0) >= next.words.count ? best : next }
            ?? variants.first
    }
}

extension IndicatorDefinition.Answer {
    fileprivate func fits(_ target: PlanIndicator, under headings: String) -> Bool {
        let text = target.searchedText
        return unit == target.unit && (printed == nil || printed == target.value)
            && words.allSatisfy(text.contains) && !excluded.contains(where: text.contains)
            && context.allSatisfy { text.contains($0) || headings.contains($0) }
    }

    fileprivate var length: Int { (words + context).reduce(0) { $0 + $1.count } }
}

extension PlanIndicator {
    fileprivate var searchedText: String { name + "\n" + scope }
}
