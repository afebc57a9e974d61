/// Words that name a year (时间短语).
struct TimePhrase {
    enum Role: Equatable {
        /// 到2025年: by when something is to be reached.
        case goal
        /// 截至2020年底, 2007年起: when something was.
        case past
        /// 较2023年: what is compared with.
        case baseline
        /// 2005年之前建成: how old something is.
        case age(PlanIndicator.Comparator)
        /// A year that leads to nothing.
        case mention
    }

    let role: Role
    let year: Int
    /// Where it stands with the words around it, such as 到2025年.
    let range: Range<Int>
    /// Whether something holds from it on, as in 自2026年起.
    var isStart = false
}

extension TimeWords {
    /// The time phrase whose year or period begins at a place; nothing before `start` belongs to it.
    func phrase(
        at place: Int,
        in clause: Range<Int>,
        after start: Int,
        of passage: Passage,
        _ aims: AimWords
    )
        -> TimePhrase?
    {
        let scalars = passage.scalars
        if let period = period(at: place, in: clause, of: passage) {
            if let lead = baselineLeads.length(endingAt: place, in: scalars, from: start),
                notBaselineLeads.length(endingAt: place, in: scalars, from: start) == nil
            {
                return TimePhrase(role: .baseline, year: period.year, range: place - lead..<period.end)
            }
            if let tail = baselineTails.length(at: period.end, in: scalars, upTo: clause.upperBound) {
                let lead = baselineOpenings.length(endingAt: place, in: scalars, from: start) ?? 0
                return TimePhrase(role: .baseline, year: period.year, range: place - lead..<period.end + tail)
            }
            let lead = goalLeads.length(endingAt: place, in: scalars, from: start) ?? 0
            let isPast =
                pastLeads.length(endingAt: place, in: scalars, from: start) != nil
                || pastTails.length(endingAt: period.end, in: scalars, from: place) != nil
            return TimePhrase(role: isPast ? .past : .goal, year: period.year, range: place - lead..<period.end)
        }
        guard let number = year(at: place, in: clause, scalars), place == clause.lowerBound || !isJoined(place, scalars)
        else { return nil }
        if let age = age(after: number.end, in: clause, scalars) {
            return TimePhrase(role: .age(age.comparator), year: number.year, range: place..<age.end)
        }
        var end = number.end
        let isPast = pastTails.length(at: end, in: scalars, upTo: clause.upperBound)
        let tail = goalTails.length(at: end, in: scalars, upTo: clause.upperBound)
        end += isPast ?? tail ?? 0
        let role: TimePhrase.Role
        var lead = 0
        if let length = originLeads.length(endingAt: place, in: scalars, from: start),
            links.length(at: end, in: scalars, upTo: clause.upperBound) != nil
        {
            (role, lead) = (.baseline, length)
        } else if let length = baselineLeads.length(endingAt: place, in: scalars, from: start),
            notBaselineLeads.length(endingAt: place, in: scalars, from: start) == nil
        {
            (role, lead) = (.baseline, length)
            end += baselineTails.length(at: end, in: scalars, upTo: clause.upperBound) ?? 0
        } else if let length = baselineTails.length(at: end, in: scalars, upTo: clause.upperBound) {
            (role, lead) = (.baseline, baselineOpenings.length(endingAt: place, in: scalars, from: start) ?? 0)
            end += length
        } else if let length = pastLeads.length(endingAt: place, in: scalars, from: start) {
            (role, lead) = (.past, length)
        } else if let length = goalLeads.length(endingAt: place, in: scalars, from: start) {
            (role, lead) = (isPast == nil ? .goal : .past, length)
        } else if isPast != nil {
            role = .past
        } else {
            let isLed = aims.qualifiers.length(endingAt: place, in: scalars, from: start) != nil
            // 2025年、2030年 name two goals; 占比2025年达到30% names one.
            let joint = aims.numberJoints.length(at: start, in: scalars, upTo: place)
            let isNext = start > clause.lowerBound && joint == place - start
            // 其中2023年450个.
            let isBehindLead =
                aims.leadIns.length(at: clause.lowerBound, in: scalars, upTo: place) == place - clause.lowerBound
            let isReached = reaching.length(at: end, in: scalars, upTo: clause.upperBound) != nil
            let isGoal =
                isLed || tail != nil || place == clause.lowerBound || isNext || isBehindLead || isReached
                || isDealt(number.end, in: clause, scalars, aims)
            role = isGoal ? .goal : .mention
        }
        let isStart = startTails.length(at: number.end, in: scalars, upTo: clause.upperBound) != nil
        return TimePhrase(role: role, year: number.year, range: place - lead..<end, isStart: isStart)
    }

    /// The words that compare with what is, at a place; 改造后 only at the beginning of a clause.
    func baseline(at place: Int, in clause: Range<Int>, _ scalars: [Unicode.Scalar]) -> Range<Int>? {
        let length = baselinePhrases.length(at: place, in: scalars, upTo: clause.upperBound)
        return length.map { place..<place + $0 }
    }

    /// Four digits and 年, with the month and day that may follow; the last year of 2024-2030年.
    private func year(at place: Int, in clause: Range<Int>, _ scalars: [Unicode.Scalar]) -> (year: Int, end: Int)? {
        guard let first = fourDigits(at: place, in: clause, scalars) else { return nil }
        var (value, end) = (first, place + 4)
        if let sign = rangeSigns.length(at: end, in: scalars, upTo: clause.upperBound),
            let last = fourDigits(at: end + sign, in: clause, scalars), first < last
        {
            (value, end) = (last, end + sign + 4)
        }
        guard let unit = year.length(at: end, in: scalars, upTo: clause.upperBound) else { return nil }
        end += unit
        for _ in 0..<2 {
            let part = scalars[end..<min(end + 2, clause.upperBound)].prefix(while: Sign.isDigit)
            guard !part.isEmpty,
                let unit = dateUnits.length(at: end + part.count, in: scalars, upTo: clause.upperBound)
            else { break }
            end += part.count + unit
        }
        return (value, end)
    }

    /// Whether a year is the first of several that 分别 deals out, as in 县城2025年、2030年处理率分别达到95%、98%.
    private func isDealt(_ end: Int, in clause: Range<Int>, _ scalars: [Unicode.Scalar], _ aims: AimWords) -> Bool {
        guard let joint = aims.numberJoints.length(at: end, in: scalars, upTo: clause.upperBound),
            year(at: end + joint, in: clause, scalars) != nil
        else { return false }
        return aims.respectively.first(in: end..<min(end + Naming.longest, clause.upperBound), of: scalars) != nil
    }

    private func fourDigits(at place: Int, in clause: Range<Int>, _ scalars: [Unicode.Scalar]) -> Int? {
        guard place < clause.upperBound else { return nil }
        let digits = scalars[place..<min(place + 5, clause.upperBound)].prefix(while: Sign.isDigit)
        guard digits.count == 4, let value = Int(String(scalars: digits)), (1900...2100).contains(value) else {
            return nil
        }
        return value
    }

    /// Whether a number is the second part of something longer, as in `2015-2017`.
    private func isJoined(_ place: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        let before = scalars[place - 1]
        return Sign.isLatin(before) || before == "-" || before == "." || before == "/"
    }

    private func age(
        after place: Int,
        in clause: Range<Int>,
        _ scalars: [Unicode.Scalar]
    ) -> (
        comparator: PlanIndicator.Comparator, end: Int
    )? {
        guard let tail = ageTails.word(at: place, in: scalars, upTo: clause.upperBound),
            let verb = ageVerbs.length(at: place + tail.length, in: scalars, upTo: clause.upperBound)
        else { return nil }
        let end = place + tail.length + verb
        // 建成的…, but not 底前建成….
        if ageLinks.length(at: end, in: scalars, upTo: clause.upperBound) != nil { return (tail.value, end) }
        // 建成、面积1万平方米以上的…, but not 建成、投用….
        guard end + 1 < clause.upperBound, scalars[end] == Sign.listComma,
            ageVerbs.length(at: end + 1, in: scalars, upTo: clause.upperBound) == nil,
            ageLinks.first(in: end + 1..<clause.upperBound, of: scalars) != nil
        else { return nil }
        return (tail.value, end)
    }

    /// A five-year period with or without quotation marks, and the words behind it.
    private func period(at place: Int, in clause: Range<Int>, of passage: Passage) -> (year: Int, end: Int)? {
        let closing = passage.closing(of: place)
        let inner = closing == nil ? place : place + 1
        guard let word = periods.word(at: inner, in: passage.scalars, upTo: closing ?? clause.upperBound) else {
            return nil
        }
        if let closing, inner + word.length != closing { return nil }
        let end = closing.map { $0 + 1 } ?? inner + word.length
        let tail = periodTails.length(at: end, in: passage.scalars, upTo: clause.upperBound)
        // Without marks and a word such as 期间 it may be a part of another word.
        guard closing != nil || tail != nil else { return nil }
        return (word.value, end + (tail ?? 0))
    }
}
