package import PeakPlanning

/// The indicators in use (指标目录): those that ship with the program and the bureau's own, and the files that could not
/// be used.
package struct IndicatorCatalogue: Sendable {
    /// The indicators, ordered by id.
    package let definitions: [IndicatorDefinition]
    /// The files that could not be used, in the order they were read.
    package let refusals: [IndicatorRefusal]
    private let byID: [String: IndicatorDefinition]

    /// Reads the files of both folders; an own file replaces the shipped one with its id.
    ///
    /// - Parameters:
    ///   - shipped: names and texts of the program's files.
    ///   - own: names and texts of the bureau's files.
    ///   - unreadable: own files that could not even be read.
    ///   - runner: prepares every query, so that what cannot run is known at once.
    package init(
        shipped: [(file: String, text: String)],
        own: [(file: String, text: String)] = [],
        unreadable: [IndicatorRefusal] = [],
        runner: IndicatorRunner
    ) {
        var refusals = unreadable
        func read(_ files: [(file: String, text: String)], isOwn: Bool) -> [String: IndicatorDefinition] {
            var found: [String: IndicatorDefinition] = [:]
            for (file, text) in files.sorted(by: { $0.file < $1.file }) {
                do throws(IndicatorRefusal) {
                    let indicator = try IndicatorDefinition(file: file, text: text, isOwn: isOwn)
                    if found[indicator.id] != nil {
                        throw IndicatorRefusal(file: file, reason: .duplicateID(indicator.id))
                    }
                    if let refusal = runner.refusal(of: indicator) { throw refusal }
                    found[indicator.id] = indicator
                } catch {
                    refusals.append(error)
                }
            }
            return found
        }
        byID = read(shipped, isOwn: false).merging(read(own, isOwn: true)) { _, own in own }
        self.refusals = refusals
        definitions = byID.values.sorted { $0.id < $1.id }
    }

    /// The indicator of an id.
    package subscript(_ id: String) -> IndicatorDefinition? { byID[id] }

    /// The indicator that answers a target, and with which variant; `nil` where none does.
    ///
    /// Of several the one that asks for most of the target's words is taken, of equals the bureau's own, then the first
    /// by id.
    ///
    /// - Parameters:
    ///   - target: the target.
    ///   - headings: the headings it stands under, which may say what it is about.
    /// - Returns: the binding of the best indicator.
    package func binding(for target: PlanIndicator, under headings: String = "") -> IndicatorBinding? {
        var best: (indicator: IndicatorDefinition, rank: Int)?
        for indicator in definitions {
            guard let specificity = indicator.specificity(for: target, under: headings) else { continue }
            let rank = specificity * 2 + (indicator.isOwn ? 1 : 0)
            if rank > best?.rank ?? -1 { best = (indicator, rank) }
        }
        return best?.indicator.answer(to: target, under: headings)
    }

    /// The indicators that a person may choose for a target, ordered by id.
    package func comparable(with target: PlanIndicator) -> [IndicatorDefinition] {
        definitions.filter { $0.isComparable(with: target) }
    }
}
