public import Units

/// A plan as it was published (实施方案): what the city says it will do, and by when.
public struct Plan: Hashable, Sendable {
    /// The title (标题), such as 连云港市城乡建设领域碳达峰实施方案; empty where the text has none.
    public var title: String
    /// The city or province it is for, from its title; `nil` where the title names none.
    public var city: String?
    /// The province it lies in, from the title or the first paper that the text follows; `nil` where none is named.
    public var province: String?
    /// Who issued it (印发单位), in the order of the signature.
    public var issuers: [String]
    /// The day of issue (印发日期).
    public var date: CivilDay?
    /// Tasks in the order of the text; sections without a responsible department that state an indicator are among them.
    public var tasks: [PlanTask]
    /// What the reader could not make sense of: broken numbering, and every statement of ``unread``, however many.
    public var findings: [DataFinding]
    /// Why it is no plan that can be followed; `nil` where it is one.
    public var refusal: PlanRefusal?

    /// All departments that it names, each once, in the order of the text.
    public var departments: [String] {
        var known: Set<String> = []
        return tasks.flatMap(\.departments).map(\.name).filter { known.insert($0).inserted }
    }

    /// Creates a plan.
    public init(
        title: String,
        city: String? = nil,
        province: String? = nil,
        issuers: [String] = [],
        date: CivilDay? = nil,
        tasks: [PlanTask] = [],
        findings: [DataFinding] = [],
        refusal: PlanRefusal? = nil
    ) {
        self.title = title
        self.city = city
        self.province = province
        self.issuers = issuers
        self.date = date
        self.tasks = tasks
        self.findings = findings
        self.refusal = refusal
    }
}

extension Plan {
    /// How many statements that were not understood are shown where a page or a terminal lists findings.
    public static let shownUnread = 20

    /// The findings without the statements that are too many to show.
    public var shownFindings: [DataFinding] {
        var left = Self.shownUnread
        return findings.filter { finding in
            guard finding.rule == UnreadStatement.rule else { return true }
            left -= 1
            return left >= 0
        }
    }

    /// Every statement that looks like a target and was not understood (未识别语句), in the order of the text.
    public var unread: [UnreadStatement] { findings.compactMap(UnreadStatement.init) }
}

/// One task of a plan (任务), or a section that states an aim.
public struct PlanTask: Hashable, Sendable {
    /// The task's own number where numbering runs through the plan (`14`), else its path (`4.2.1`), with `-1`, `-2` for
    /// each paragraph that has its own responsible departments.
    public var id: String
    /// The section it stands in, such as `四、重点任务 / （二）提高新建建筑节能低碳水平`.
    public var section: String
    /// The heading without its arabic number; that of a section keeps its own, such as （一）.
    public var heading: String
    /// The text as published, the responsible departments included, without the heading; a newline parts paragraphs.
    public var text: String
    /// The bracket that names who is responsible, without the bracket; empty where there is none.
    public var responsibility: String
    /// Responsible departments (责任部门), the leading one first; marks lie in ``text``.
    public var departments: [PlanActor]
    /// Whether the list ends in 等, so that others may be responsible too.
    public var isOpenEnded: Bool
    /// Who carries it out (具体实施), such as 各县区.
    public var executors: [PlanActor]
    /// What the text says that can be followed or checked, in the order of the text.
    public var indicators: [PlanIndicator]

    /// Creates a task.
    public init(
        id: String,
        section: String,
        heading: String,
        text: String,
        responsibility: String = "",
        departments: [PlanActor] = [],
        isOpenEnded: Bool = false,
        executors: [PlanActor] = [],
        indicators: [PlanIndicator] = []
    ) {
        self.id = id
        self.section = section
        self.heading = heading
        self.text = text
        self.responsibility = responsibility
        self.departments = departments
        self.isOpenEnded = isOpenEnded
        self.executors = executors
        self.indicators = indicators
    }
}

/// A department or body as a plan names it (责任主体), and where.
public struct PlanActor: Hashable, Sendable {
    /// The name as written, such as 市住建局.
    public var name: String
    /// Where it stands. [UTF-8 bytes of the task's text]
    public var mark: Range<Int>

    /// Creates an actor.
    public init(name: String, mark: Range<Int>) {
        self.name = name
        self.mark = mark
    }
}
