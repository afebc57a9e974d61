extension QuantityPhrase {
    /// How sure the reader is of the row, by what it had to take from elsewhere.
    func confidence(_ kind: PlanIndicator.Kind, _ production: Statement.Production) -> Confidence {
        var reasons = statement.reasons(kind, production)
        if takesOverSubject(production) { reasons.append(.inheritedSubject) }
        if isWithoutSubject(production) { reasons.append(.noSubject) }
        if takesOverBaseline { reasons.append(.inheritedBaseline) }
        if subject.count > Naming.longest { reasons.append(.cutName) }
        if quantity.reference != nil { reasons.append(.distantComparison) }
        switch quantity.certainty {
        case .certain: break
        case .weak: reasons.append(.weakUnit)
        case .unknown: reasons.append(.unknownUnit)
        }
        if quantity.isMultiple { reasons.append(.valueInWords) }
        return Confidence(reasons)
    }

    /// Whether who has the measure is named by an earlier number's words only.
    private func takesOverSubject(_ production: Statement.Production) -> Bool {
        guard lastSubject != nil, production != .share, production != .count else { return false }
        return statement.naming.isBareMeasure(subject) || subject.isEmpty
    }

    private func isWithoutSubject(_ production: Statement.Production) -> Bool {
        switch production {
        case .level, .amount, .change, .multiple: subject.isEmpty && lastSubject == nil && !isAttributive
        default: false
        }
    }
}

extension Statement {
    /// What makes any row of the statement less sure.
    func reasons(_ kind: PlanIndicator.Kind, _ production: Production) -> [Confidence.Reason] {
        var reasons: [Confidence.Reason] = []
        if kind != .rule, let year, year.range.lowerBound < start { reasons.append(.inheritedYear) }
        if kind == .target, goal == nil { reasons.append(.noYear) }
        switch production {
        case .age, .issue, .building, .zero: reasons.append(.rareRule)
        default: break
        }
        return reasons
    }
}
