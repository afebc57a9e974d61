import Units

extension Statement {
    /// What a clause without a number promises all the same: a peak, a standard issued, a thing completed, 全部.
    func implied() -> [PlanIndicator] {
        if let row = peak() ?? zero() ?? issue() ?? completion() ?? all() { return [row] }
        return []
    }

    /// What the clause says, without its year and the words that lead in.
    var content: Range<Int> {
        let start = clause.goal?.range.upperBound ?? clause.range.lowerBound
        return naming.trim(min(start, clause.range.upperBound)..<clause.range.upperBound)
    }

    /// The measure that a clause without a number ends in, as in 逐步提高热泵占比: what the numbers behind it are about.
    var measuredContent: Range<Int>? {
        var range = content
        for verbs in [words.quantities.changes.words, words.quantities.falls.words] {
            if let verb = verbs.first(in: range, of: scalars) {
                range = naming.trim(verb.upperBound..<range.upperBound)
            }
        }
        let measure = words.aims.bareMeasures.length(endingAt: range.upperBound, in: scalars, from: range.lowerBound)
        return measure.flatMap { $0 < range.count ? range : nil }
    }

    private func peak() -> PlanIndicator? {
        guard let goal,
            let length = words.aims.peaking.length(
                endingAt: clause.range.upperBound,
                in: scalars,
                from: clause.range.lowerBound
            )
        else { return nil }
        let verb = clause.range.upperBound - length..<clause.range.upperBound
        let subject = naming.trim(min(content.lowerBound, verb.lowerBound)..<verb.lowerBound)
        return row(
            .milestone,
            naming.name(subject) + words.aims.suffixes.peak,
            (.atMost, goal.year, words.times.yearUnit),
            verb: verb,
            .peak
        )
    }

    private func issue() -> PlanIndicator? {
        guard let goal, let verb = verb(words.aims.issuing) else { return nil }
        return row(.milestone, naming.name(content), (.atMost, goal.year, words.times.yearUnit), verb: verb, .issue)
    }

    private func completion() -> PlanIndicator? {
        guard goal != nil else { return nil }
        if let verb = verb(words.aims.completing) {
            return row(.milestone, naming.name(content), (.equal, 100, "%"), verb: verb, .completion)
        }
        guard let verb = verb(words.aims.building) else { return nil }
        return row(.milestone, naming.name(content), (.equal, 1, words.aims.suffixes.one), verb: verb, .building)
    }

    /// 全部 or 全面 before a verb: everything that the subject names.
    private func all() -> PlanIndicator? {
        var place = content.lowerBound
        while let word = words.aims.all.first(in: place..<clause.range.upperBound, of: scalars) {
            let verbs = goal == nil ? words.aims.standingVerbs : words.aims.allVerbs
            let isWhole = words.aims.wholly.length(at: word.lowerBound, in: scalars, upTo: word.upperBound) != nil
            if let verb = verbs.length(at: word.upperBound, in: scalars, upTo: clause.range.upperBound),
                word.lowerBound > content.lowerBound, goal != nil || isWhole
            {
                let kind: PlanIndicator.Kind = goal == nil ? .rule : isWhole ? .target : .milestone
                let verb = word.lowerBound..<word.upperBound + verb
                return row(kind, naming.name(content), (.equal, 100, "%"), verb: verb, .all)
            }
            place = word.upperBound
        }
        return nil
    }

    /// A verb with which the content begins and that has an object.
    private func verb(_ verbs: Vocabulary) -> Range<Int>? {
        var start = content.lowerBound
        while let lead = words.aims.all.length(at: start, in: scalars, upTo: content.upperBound)
            ?? words.aims.qualifiers.length(at: start, in: scalars, upTo: content.upperBound)
        {
            start += lead
        }
        guard let length = verbs.length(at: start, in: scalars, upTo: content.upperBound),
            start + length + 1 < content.upperBound
        else { return nil }
        return start..<start + length
    }

    private func confidence(_ kind: PlanIndicator.Kind, _ production: Production) -> Confidence {
        let isImplied = production != .peak && production != .issue
        return Confidence(reasons(kind, production) + (isImplied ? [.impliedValue] : []))
    }

    private func row(
        _ kind: PlanIndicator.Kind,
        _ name: String,
        _ value: (comparator: PlanIndicator.Comparator, number: Int, unit: String),
        verb: Range<Int>,
        _ production: Production
    ) -> PlanIndicator {
        let text = passage.text
        let quote = text.bytes(of: start..<clause.range.upperBound)
        let year = goal.map { text.bytes(of: $0.range) }
        return PlanIndicator(
            kind: kind,
            name: name,
            comparator: value.comparator,
            value: FixedPoint(mantissa: Int64(value.number)),
            unit: value.unit,
            year: goal?.year,
            yearPhrase: year.map(text.original),
            verb: text.text(verb),
            qualifier: naming.qualifier(in: start..<clause.range.upperBound) ?? "",
            quote: text.original(quote),
            isImplied: production != .peak && production != .issue,
            quoteMark: quote,
            yearMark: year,
            production: production.rawValue,
            confidence: confidence(kind, production)
        )
    }
}
