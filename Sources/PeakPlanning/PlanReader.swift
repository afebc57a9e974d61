import Units

/// Reads the text of a plan as it was published (方案解析).
///
/// Headings make tasks, the bracket at the end of a paragraph names who is responsible, and a small grammar reads what
/// each task states. Every rule is about the language of such plans; none knows a place or a certain plan. The time
/// taken grows with the length of the text.
public struct PlanReader: Sendable {
    /// The largest text that is read. [UTF-8 bytes]
    public static let sizeLimit = 4 << 20

    /// The words that it reads by.
    public let lexicon: Lexicon

    /// Creates a reader with its words.
    public init(lexicon: Lexicon) { self.lexicon = lexicon }

    /// Reads any text.
    ///
    /// ``Plan/refusal`` says where it is no plan; nothing is read from one that is too large or no text at all.
    public func read(_ text: String) -> Plan {
        if let refusal = Self.refusal(of: text) { return Plan(title: "", refusal: refusal) }
        let words = lexicon.structure
        let lines = Self.lines(of: text, words: words)
        let front = FrontMatter(lines: lines, words: words)
        let body = lines.enumerated().dropFirst(front.bodyStart).filter { !front.signature.contains($0.offset) }
        let outline = Outline(lines: body.map(\.element), words: lexicon)
        var numbering = Numbering(isRunning: outline.hasRunningNumbers)
        var unread: [DataFinding] = []
        let tasks = outline.nodes.flatMap {
            self.tasks(of: $0, in: outline, front: front, numbering: &numbering, unread: &unread)
        }
        var plan = Plan(title: front.title, city: front.city, province: front.province, issuers: front.issuers)
        plan.date = front.date
        plan.tasks = tasks
        plan.findings = numbering.findings + unread
        plan.refusal = Self.refusal(of: plan, isNumbered: outline.isNumbered)
        return plan
    }

    private func tasks(
        of node: OutlineNode,
        in outline: Outline,
        front: FrontMatter,
        numbering: inout Numbering,
        unread: inout [DataFinding]
    ) -> [PlanTask] {
        let name = numbering.name(node)
        let drafts = TaskDraft.drafts(of: node, words: lexicon.structure)
        if drafts.isEmpty, let item = node.item {
            return [PlanTask(id: numbering.unique(name), section: "", heading: item.title, text: "")]
        }
        return drafts.enumerated().compactMap { index, draft in
            var task = PlanTask(draft)
            var reader = IndicatorReader(
                passage: Passage(draft.text, omitting: draft.responsibility.places + draft.tablePlaces),
                words: lexicon,
                isPast: draft.isPast,
                issueYear: front.date?.year.number
            )
            task.indicators = reader.read()
            let isWhole = !outline.isNumbered
            let isEmpty = task.departments.isEmpty && task.indicators.isEmpty && reader.unread.isEmpty
            guard node.item != nil || !isEmpty || isWhole else { return nil }
            task.id = numbering.unique(drafts.count > 1 ? "\(name)-\(index + 1)" : isWhole ? "1" : name)
            if isWhole { task.heading = front.title }
            unread += reader.unread.map {
                UnreadStatement(task: task.id, words: $0.words, mark: $0.mark)
                    .finding(about: draft.heading.isEmpty ? front.title : draft.heading)
            }
            unread += draft.tables.map { $0.finding(in: task) }
            return task
        }
    }

    private static func lines(of text: String, words: StructureWords) -> [PlanLine] {
        text.utf8.split(whereSeparator: { (0x0A...0x0D).contains($0) }).compactMap {
            PlanLine(Substring($0), words: words)
        }
    }

    /// Why a text is not even read.
    private static func refusal(of text: String) -> PlanRefusal? {
        if text.utf8.count > sizeLimit { return .tooLarge }
        var replaced = 0
        var signs = 0
        for scalar in text.unicodeScalars where !Sign.isBlank(scalar) {
            if scalar.value < 0x20 { return .notText }
            if scalar.value == 0xFFFD { replaced += 1 }
            signs += 1
        }
        if signs == 0 { return .empty }
        return replaced * 100 > signs ? .notText : nil
    }

    private static func refusal(of plan: Plan, isNumbered: Bool) -> PlanRefusal? {
        if plan.title.isEmpty, !isNumbered { return .notAPlan }
        return plan.tasks.contains { !$0.departments.isEmpty } ? nil : plan.title.isEmpty ? .notAPlan : .noDepartments
    }
}

extension PlanTask {
    init(_ draft: TaskDraft) {
        self.init(
            id: "",
            section: draft.section,
            heading: draft.heading,
            text: draft.text.source,
            responsibility: draft.responsibility.text,
            departments: draft.responsibility.departments,
            isOpenEnded: draft.responsibility.isOpenEnded,
            executors: draft.responsibility.executors
        )
    }
}
