/// Reads what a task's text states (指标识别): sentence by sentence, clause by clause.
///
/// A year holds from where it stands to the end of its sentence, or until another year. A measure without somebody to
/// have it (资源化利用率) takes the one before it in the sentence. What a clause yields is decided by ``Statement``.
struct IndicatorReader {
    let passage: Passage
    let words: Lexicon
    /// Whether the section looks back, so that its numbers are facts.
    let isPast: Bool
    /// The year of issue; what was to be reached before it is a fact.
    let issueYear: Int?

    private(set) var indicators: [PlanIndicator] = []
    /// What looks like a target but was not understood: its first words, and where it stands in the task's text.
    private(set) var unread: [(words: String, mark: Range<Int>)] = []
    private var years: [YearInForce] = []
    /// Where the clause before began, when it held nothing but a year.
    private var openStart: Int?
    /// The clauses of the sentence.
    private var sentence: [Range<Int>] = []
    /// Clauses of the sentence with a number that made no row.
    private var open: [OpenClause] = []
    /// The subject of the last statement in the sentence.
    private var subject: Range<Int>?
    /// What the last change under the year in force is compared with.
    private var baseline: (year: Int?, range: Range<Int>)?
    /// What all changes of the sentence are compared with, such as 与2020年相比 in a clause of its own.
    private var leadingBaseline: (year: Int?, range: Range<Int>)?
    /// Whether the sentence tells what is, as in 截至目前, until a year stands in it.
    private var isUntilNow = false
    /// The years of the clause before, when it held nothing else.
    private var openYears: [TimePhrase] = []

    /// A clause with a number and its unit that made no row.
    struct OpenClause {
        let range: Range<Int>
        /// The place of the year in force.
        let year: Int?
        /// Whether it says what is to be done or by when, in more than a length of time.
        let isAim: Bool
    }

    /// A year and what was made of it.
    struct YearInForce {
        let phrase: TimePhrase
        let isFact: Bool
        /// The clauses it governs so far begin and end here.
        var aim: Range<Int>?
        /// Where the words begin that are quoted for an aim without a number.
        let start: Int
        var isUsed = false
        var hasPeak = false
    }

    /// How many numbers a clause may hold.
    private static let mostNumbers = 16

    init(passage: Passage, words: Lexicon, isPast: Bool, issueYear: Int?) {
        self.passage = passage
        self.words = words
        self.isPast = isPast
        self.issueYear = issueYear
    }

    /// Reads the whole text.
    mutating func read() -> [PlanIndicator] {
        for sentence in passage.sentences {
            years = []
            openStart = nil
            subject = nil
            baseline = nil
            leadingBaseline = nil
            openYears = []
            isUntilNow = false
            open = []
            self.sentence = sentence
            for clause in sentence { read(Clause(clause, of: passage, words: words)) }
            if !isPast { addAims() }
            for clause in open where clause.isAim { note(unread: clause.range) }
        }
        unread.sort { $0.mark.lowerBound < $1.mark.lowerBound }
        return indicators.sorted { $0.quoteMark.lowerBound < $1.quoteMark.lowerBound }
    }

    private mutating func read(_ clause: Clause) {
        note(clause)
        let content = contentRange(of: clause)
        let start = openStart ?? clause.range.lowerBound
        if content.isEmpty {
            openStart = start
            openYears = Array(clause.lastGoals(words.aims, passage.scalars))
            return
        }
        let leadingYears = openYears
        openStart = nil
        openYears = []
        let said = trimmedLead(clause.range)
        let isBaseline = clause.baselines.first.map { said.clamped(to: $0.range) == said } ?? false
        // A table whose form was lost makes a clause of very many numbers.
        guard clause.quantities.count <= Self.mostNumbers else { return note(unread: start..<clause.range.upperBound) }
        let statement = Statement(
            clause: clause,
            passage: passage,
            words: words,
            year: years.last?.phrase,
            leadingYears: leadingYears,
            isFact: isPast || years.last?.isFact ?? isUntilNow,
            start: start,
            lastSubject: subject,
            lastBaseline: baseline ?? leadingBaseline,
            isRule: isRule(clause.range)
        )
        let found = statement.indicators()
        subject = found.subject ?? (clause.quantities.isEmpty ? statement.measuredContent : nil) ?? subject
        baseline = clause.baselines.last ?? baseline
        if isBaseline { leadingBaseline = baseline }
        if found.isUnread {
            note(unread: start..<clause.range.upperBound)
        } else if found.rows.isEmpty, !statement.isFact, !clause.quantities.isEmpty || !clause.looseUnits.isEmpty {
            open.append(
                OpenClause(
                    range: start..<clause.range.upperBound,
                    year: years.indices.last,
                    isAim: statement.saysWhatToDo && clause.countsThings(words.quantities)
                )
            )
        }
        let isYearUsed = found.rows.contains { $0.year != nil } && !years.isEmpty
        if let last = years.indices.last {
            // What is not understood makes no aim either.
            if isYearUsed || (found.isUnread && years[last].aim == nil) { years[last].isUsed = true }
            if years[last].aim == nil { years[last].aim = content }
            // One peak a year, however often it is named.
            if found.rows.contains(where: \.isPeak) {
                if years[last].hasPeak { return }
                years[last].hasPeak = true
            }
        }
        indicators += found.rows
    }

    /// Whether the sentence says what must be done, such as 执行.
    private var isRequirement: Bool {
        sentence.contains { clause in
            words.aims.modals.first(in: clause, of: passage.scalars) != nil
                || words.aims.standingVerbs.first(in: clause, of: passage.scalars) != nil
        }
    }

    /// Whether a clause says what must be; 要求 at its end is a noun.
    private func isRule(_ clause: Range<Int>) -> Bool {
        words.aims.modals.first(in: clause, of: passage.scalars).map { $0.upperBound < clause.upperBound } ?? false
    }

    private mutating func note(unread range: Range<Int>) {
        unread.append((passage.text.text(range.prefix(Naming.longest)), passage.text.bytes(of: range)))
    }

    /// Puts the clause's years into force.
    private mutating func note(_ clause: Clause) {
        let content = trimmedLead(clause.range)
        let now = words.times.untilNow.length(at: content.lowerBound, in: passage.scalars, upTo: content.upperBound)
        if now != nil { isUntilNow = true }
        for phrase in clause.times where phrase.role == .goal || phrase.role == .past {
            baseline = nil
            let isBefore = issueYear.map { phrase.year < $0 }
            // 自2026年起执行…: without a day of issue it is taken for what holds, not for what was.
            let wasThen = issueYear.map { phrase.year <= $0 } ?? !(phrase.isStart && isRequirement)
            let isFact = phrase.role == .past ? wasThen : isBefore ?? false
            years.append(YearInForce(phrase: phrase, isFact: isFact, start: openStart ?? clause.range.lowerBound))
        }
    }

    /// What a clause says besides its year, from the year on or, where that ends the clause, before it.
    private func contentRange(of clause: Clause) -> Range<Int> {
        guard let goal = clause.goal else { return clause.range }
        let after = goal.range.upperBound..<clause.range.upperBound
        if !after.isEmpty { return after }
        let years = clause.lastGoals(words.aims, passage.scalars)
        return trimmedLead(clause.range.lowerBound..<(years.first ?? goal).range.lowerBound)
    }

    private func trimmedLead(_ range: Range<Int>) -> Range<Int> { Naming(passage, words).trim(range) }

    /// One aim for each year that governs no number.
    private mutating func addAims() {
        for (index, year) in years.enumerated() where !year.isUsed && !year.isFact {
            guard let aim = year.aim else { continue }
            let naming = Naming(passage, words)
            // A number that is a condition of the aim is quoted with it.
            let governed = open.last { $0.year == index }?.range.upperBound
            let quote = year.start..<max(aim.upperBound, governed ?? 0)
            open.removeAll { $0.year == index }
            indicators.append(
                PlanIndicator(
                    kind: .qualitative,
                    name: naming.name(naming.trim(aim)),
                    year: year.phrase.year,
                    yearPhrase: passage.text.original(passage.text.bytes(of: year.phrase.range)),
                    qualifier: naming.qualifier(in: quote) ?? "",
                    quote: passage.text.original(passage.text.bytes(of: quote)),
                    quoteMark: passage.text.bytes(of: quote),
                    yearMark: passage.text.bytes(of: year.phrase.range),
                    production: Statement.Production.aim.rawValue,
                    confidence: Confidence(naming.trim(aim).count > Naming.longest ? [.cutName] : [])
                )
            )
        }
    }
}
