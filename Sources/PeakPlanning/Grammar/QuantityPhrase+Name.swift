extension QuantityPhrase {
    /// A name for what the number measures.
    func name(_ production: Statement.Production) -> String {
        let naming = statement.naming
        switch production {
        case .level, .amount: return naming.counted(measured + object, quantity.measure)
        case .change, .multiple: return measured + changeName
        case .count: return naming.counted(actor + verbBetween + object, quantity.measure)
        case .share: return share
        case .standard: return standard
        case .threshold: return threshold
        default: return measured
        }
    }

    /// To what the number applies.
    func scope(_ production: Statement.Production) -> String {
        let naming = statement.naming
        switch production {
        case .share: return naming.name(shareParts.noun)
        case .threshold: return naming.name(naming.noun(following))
        case .level:
            let bearer = naming.bearer(bearingSubject)
            // A long measure such as 综合利用率 leaves a whole noun before it, 比例 often does not.
            return bearingSubject.count - bearer.count >= 4 ? naming.name(bearer) : ""
        default: return ""
        }
    }

    /// The subject; before a bare measure whoever has it, behind it what it is a part of.
    private var measured: String {
        if let name = dealtName { return name }
        let naming = statement.naming
        // Nothing before the number: still what the clause before was about.
        var name = naming.name(subject.isEmpty ? lastSubject ?? subject : subject)
        if naming.isBareMeasure(subject), let last = lastSubject {
            name = naming.joined(naming.name(naming.bearer(last)), name)
        } else if let last = lastSubject, statement.isScope(subject) {
            // 公共建筑能耗下降8%，居住建筑下降5%.
            name += naming.name(naming.bearer(last).upperBound..<last.upperBound)
        }
        guard let reference = quantity.reference else { return name }
        let suffixes = words.aims.suffixes
        return name + suffixes.occupies + naming.name(naming.trim(reference)) + suffixes.share
    }

    /// A noun behind a number that is no attribute of it, as in 达到83%节能要求, or what a task is about.
    private var object: String {
        isAttributive && (!isTied || isTask) ? statement.naming.name(statement.naming.noun(following)) : ""
    }

    private var changeName: String {
        switch quantity.relation {
        case .rise(let name), .fall(let name):
            let isShare =
                isPercentage || quantity.measure.map { words.quantities.measures[$0.unicodeScalars] == nil } ?? true
            let verb = statement.naming.name(quantity.relationRange)
            return isShare ? name : statement.naming.counted(verb, quantity.measure)
        default: return ""
        }
    }

    /// The subject with its verb; a verb such as 打造 that says nothing about what is counted is left out.
    private var actor: String {
        let isGeneric =
            words.aims.genericVerbs.length(at: subject.lowerBound, in: scalars, upTo: subject.upperBound)
            == subject.count
        return isGeneric ? "" : statement.naming.name(subject)
    }

    /// The verb between a comparing word and its number, as in 至少使用一种.
    private var verbBetween: String { quantity.reference.map(statement.naming.name) ?? "" }

    private var shareParts: (noun: Range<Int>, predicate: Range<Int>) {
        let link = words.quantities.links.length(at: following.lowerBound, in: scalars, upTo: following.upperBound) ?? 0
        let start = following.lowerBound + link
        let verb = words.aims.sharePredicates.first(in: start..<following.upperBound, of: scalars)?.lowerBound
        let split = verb ?? following.upperBound
        return (start..<split, split..<following.upperBound)
    }

    /// 60%以上的A达到B becomes 达到B的A比例, with the words before it in front.
    private var share: String {
        let (noun, predicate) = shareParts
        let naming = statement.naming
        return naming.name(subject) + naming.name(predicate) + words.aims.suffixes.of + naming.name(noun)
            + words.aims.suffixes.share
    }

    /// 全面执行75%节能设计标准: the subject and the standard, without the verb between them.
    private var standard: String {
        let naming = statement.naming
        var end = subject.upperBound
        if let verb = levelVerb, verb.lowerBound >= subject.lowerBound, verb.upperBound <= end { end = verb.lowerBound }
        let bearer = naming.name(naming.trim(subject.lowerBound..<end))
        let object = naming.name(following)
        guard isPercentage else { return naming.counted(bearer + object, quantity.measure) }
        if end < subject.upperBound { return bearer + object }
        let signs = Array(object.unicodeScalars)
        let isRate = words.aims.rateNouns.length(endingAt: signs.count, in: signs, from: 0) != nil
        return bearer + object + (isRate ? words.aims.suffixes.rate : words.aims.suffixes.share)
    }

    /// The least or most that makes a rule apply.
    private var threshold: String {
        let naming = statement.naming
        let suffix = words.aims.suffixes.threshold
        let part = naming.trim(naming.lastPart(subject))
        let noun = naming.name(naming.noun(following))
        let isVerb = words.aims.goalVerbs.length(at: part.lowerBound, in: scalars, upTo: part.upperBound) == part.count
        if isTied, !part.isEmpty, !isVerb { return naming.name(part) + suffix }
        return naming.counted((isTied && !isVerb ? "" : naming.name(part)) + noun, quantity.measure) + suffix
    }
}
