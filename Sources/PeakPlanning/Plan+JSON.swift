public import Foundation
import Units

extension Plan {
    /// The plan as JSON (机读文件): title, tasks, indicators and what was not understood; absent fields as `null`, the same
    /// bytes every time.
    ///
    /// - Parameter lexicon: the words that the plan was read with; they say what units mean.
    /// - Returns: UTF-8 text.
    /// - Throws: what the encoder throws.
    public func json(_ lexicon: Lexicon) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(PlanFile(self, lexicon))
    }
}

/// The JSON form of a plan.
private struct PlanFile: Encodable {
    let plan: Front
    let tasks: [Task]
    /// Statements that look like targets and were not understood.
    let unread: [Unread]
    /// What else is odd about the text, such as broken numbering.
    let findings: [Finding]

    init(_ plan: Plan, _ lexicon: Lexicon) {
        self.plan = Front(plan)
        tasks = plan.tasks.map { Task($0, lexicon) }
        unread = plan.unread.map(Unread.init)
        findings = plan.findings.filter { UnreadStatement($0) == nil }.map(Finding.init)
    }

    struct Front: Encodable {
        let plan: Plan

        init(_ plan: Plan) { self.plan = plan }

        enum Key: String, CodingKey {
            case title, city, province, issuer, date, counts
        }

        func encode(to encoder: any Encoder) throws {
            var row = encoder.container(keyedBy: Key.self)
            try row.encode(plan.title, forKey: .title)
            try row.encode(plan.city, forKey: .city)
            try row.encode(plan.province, forKey: .province)
            try row.encode(plan.issuers, forKey: .issuer)
            try row.encode(plan.date?.description, forKey: .date)
            try row.encode(Counts(plan), forKey: .counts)
        }
    }

    struct Counts: Encodable {
        let tasks: Int
        let indicatorsByKind: [String: Int]
        let departments: [String]

        enum CodingKeys: String, CodingKey {
            case tasks, departments
            case indicatorsByKind = "indicators_by_kind"
        }

        init(_ plan: Plan) {
            tasks = plan.tasks.count
            let kinds = plan.tasks.flatMap(\.indicators).map(\.kind.rawValue)
            indicatorsByKind = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
            departments = plan.departments.sorted()
        }
    }

    struct Task: Encodable {
        let id: String
        let section: String
        let heading: String
        let text: String
        let departments: [String]
        let executors: [String]
        let isOpenEnded: Bool
        let responsibility: String
        /// Only where it is true: a section that nobody answers for.
        let isSectionOnly: Bool?
        let indicators: [IndicatorFile]

        enum CodingKeys: String, CodingKey {
            case id, section, heading, text, departments, executors, indicators
            case isOpenEnded = "departments_open_ended"
            case responsibility = "responsibility_text"
            case isSectionOnly = "section_only"
        }

        init(_ task: PlanTask, _ lexicon: Lexicon) {
            id = task.id
            section = task.section
            heading = task.heading
            text = task.text
            departments = task.departments.map(\.name)
            executors = task.executors.map(\.name)
            isOpenEnded = task.isOpenEnded
            responsibility = task.responsibility
            isSectionOnly = task.departments.isEmpty && task.executors.isEmpty ? true : nil
            indicators = task.indicators.map { IndicatorFile($0, in: task.text, lexicon) }
        }
    }

    struct Unread: Encodable {
        let task: String
        let text: String
        /// Bytes of the task's text.
        let range: [Int]

        init(_ statement: UnreadStatement) {
            task = statement.task
            text = statement.words
            range = [statement.mark.lowerBound, statement.mark.upperBound]
        }
    }

    struct Finding: Encodable {
        let rule: String
        let subject: String
        let evidence: [String]

        init(_ finding: DataFinding) {
            rule = finding.rule
            subject = finding.subject
            evidence = finding.evidence
        }
    }
}
