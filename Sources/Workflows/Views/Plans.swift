public import Carbon
public import PeakPlanning
public import Units

/// The city's plan with how each of its targets stands.
public struct PlanView: Sendable {
    /// Title, issuers, date.
    public let facts: PlanFacts
    /// The place whose values are shown: the city, or one of its districts.
    public let jurisdiction: Jurisdiction
    /// The civil year that is under way.
    public let currentYear: Int
    /// Sections in the order of the text.
    public let sections: [PlanSection]

    /// The lines of all sections.
    public var targets: [TargetLine] { sections.flatMap(\.targets) }
    /// How many targets stand how.
    public var counts: [TargetProgress.Status: Int] {
        targets.reduce(into: [:]) { $0[$1.progress.status, default: 0] += 1 }
    }
}

/// What the plan says about itself.
public struct PlanFacts: Sendable, Hashable {
    /// The title (标题).
    public let title: String
    /// Who issued it.
    public let issuers: [String]
    /// The day of issue.
    public let date: CivilDay?
    /// How often its text was replaced, from 1.
    public let revision: Int
    /// When it was imported.
    public let importedAt: Instant
}

/// A first-level section of the plan (篇章).
public struct PlanSection: Sendable {
    /// The heading with its number, such as `三、推进绿色低碳城市建设`.
    public let heading: String
    /// Its tasks.
    public let tasks: [TaskSummary]
    /// Its targets and milestones, which somebody must follow.
    public let targets: [TargetLine]
}

/// A task in a list.
public struct TaskSummary: Sendable, Hashable {
    /// The number, as in ``PlanTask/id``.
    public let id: String
    /// The heading.
    public let heading: String
    /// The section with its subsection.
    public let section: String
    /// The responsible departments, the leading one first.
    public let departments: [String]
}

/// One target with the number that answers it.
public struct TargetLine: Sendable {
    /// The task's number.
    public let task: String
    /// Which of the task's indicators it is, from 1.
    public let number: Int
    /// What the plan says.
    public let indicator: PlanIndicator
    /// The department that answers for it; `nil` where the plan names none.
    public let lead: String?
    /// What was measured; `nil` where no indicator answers this target.
    public let measurement: Measurement?
    /// How it stands.
    public let progress: TargetProgress
    /// Who must report what is missing: the reporter of the indicator's quantities, else the leading department.
    public let reporter: String?

    /// What its values are compared with; see ``Measurement/judged(_:)``.
    public var judged: PlanIndicator { measurement?.judged(indicator) ?? indicator }
}

/// What an indicator measured for a target.
public struct Measurement: Sendable {
    /// The indicator.
    public let indicator: IndicatorFacts
    /// Which of its variants the target means; `nil` where it has only one.
    public let variant: IndicatorVariant?
    /// What the values must reach where the target's own number names a grade or a standard (全面执行75%标准: a coverage
    /// of 100); `nil` where that number is the goal.
    public let goal: FixedPoint?
    /// Values by year, ascending; years without data are left out.
    public let series: [YearValue]
    /// Whether any of it was generated.
    public let isSynthetic: Bool
    /// Why the indicator could not be computed; `nil` where it could.
    public let failure: IndicatorRefusalFacts?

    /// The target as its values are compared with it: where ``goal`` stands for the printed number, that in the
    /// indicator's unit, with nothing else changed.
    public func judged(_ target: PlanIndicator) -> PlanIndicator {
        guard let goal else { return target }
        var judged = target
        judged.value = goal
        judged.upperValue = nil
        judged.comparator = .atLeast
        judged.unit = indicator.unit
        return judged
    }

    /// The latest value.
    public var latest: YearValue? { series.last }

    /// The value that a goal of a year is judged by: the latest one up to it, or the latest of all.
    public func value(upTo year: Int?) -> YearValue? {
        guard let year else { return latest }
        return series.last { $0.year <= year } ?? latest
    }
}

/// The value of a year and how it is known.
public struct YearValue: Sendable, Hashable {
    /// The year.
    public let year: Int
    /// The value, in the indicator's unit.
    public let value: Double
    /// How it is known.
    public let share: DataShare
}

/// What an indicator is.
public struct IndicatorFacts: Sendable, Hashable {
    /// The id, such as `roof_pv_coverage`.
    public let id: String
    /// The name.
    public let name: Bilingual
    /// The unit as plans print it; `nil` where dimensionless.
    public let unit: String?
    /// Whether less is better.
    public let isLowerBetter: Bool
    /// The formula in words.
    public let formula: Bilingual
    /// The clause it follows.
    public let clause: Bilingual
    /// What is disputed about the method, which reading is the default, and why; `nil` where nothing is (方法说明).
    public let method: Bilingual?
    /// The quantities it reads.
    public let quantities: [QuantityFacts]
    /// Who reports them by default.
    public let reporter: Bilingual
    /// Its variants, such as usable or whole roof area; empty where it has only one meaning.
    public let variants: [IndicatorVariant]
    /// Whether the bureau added it itself.
    public let isOwn: Bool
}

/// A variant of an indicator (口径): the same name with another scope or boundary.
public struct IndicatorVariant: Sendable, Hashable {
    /// The id, such as `usable`.
    public let id: String
    /// The name.
    public let name: Bilingual
}

/// A quantity that departments report (填报量).
public struct QuantityFacts: Sendable, Hashable {
    /// The id, such as `roof.pv_area`.
    public let id: String
    /// The name.
    public let name: Bilingual
    /// The unit in both languages.
    public let unit: Bilingual
}

/// A task with its whole text, for its own page.
public struct TaskView: Sendable {
    /// Title, issuers, date of the plan.
    public let facts: PlanFacts
    /// The place whose values are shown: the city, or what the reader sees first of it.
    public let jurisdiction: Jurisdiction
    /// The task with the marks of what was read from its text.
    public let task: PlanTask
    /// The targets and milestones among its indicators, with what was measured.
    public let targets: [TargetLine]
    /// The districts and functional zones that `各县区、功能板块` stands for; empty where the task names no executors.
    public let executors: [Jurisdiction]
    /// The task before it.
    public let previous: TaskSummary?
    /// The task after it.
    public let next: TaskSummary?
}

/// Everything the explanation page of an indicator shows.
public struct IndicatorExplanation: Sendable {
    /// What it is.
    public let indicator: IndicatorFacts
    /// The variant shown.
    public let variant: IndicatorVariant?
    /// The place.
    public let jurisdiction: Jurisdiction
    /// The year.
    public let year: Int
    /// The value; `nil` where there is no data.
    public let value: Double?
    /// The numerator and the denominator it was divided from; `nil` where it is no ratio.
    public let numerator: Double?
    /// The denominator; `nil` where it is no ratio.
    public let denominator: Double?
    /// How it is known.
    public let share: DataShare
    /// What the numerator is the sum of, largest first.
    public let parts: [IndicatorPart]
    /// The reported values it was computed from, summed by quantity.
    public let inputs: [IndicatorInput]
    /// Values of all years.
    public let series: [YearValue]
    /// The targets of the plan that it answers.
    public let targets: [TargetLine]
    /// Whether any of it was generated.
    public let isSynthetic: Bool
    /// Why it could not be computed; `nil` where it could.
    public let failure: IndicatorRefusalFacts?
    /// The SQL it was computed with.
    public let statement: String
    /// The change number of the data.
    public let generation: Int64
}

/// A part of an indicator's numerator.
public struct IndicatorPart: Sendable {
    /// What the part is.
    public enum Subject: Sendable, Hashable {
        /// A building.
        case building(Int64)
        /// A place.
        case jurisdiction(Int64)
        /// A segment of the sector, such as `urban_home`.
        case segment(String)
        /// A carrier.
        case carrier(String)
    }

    /// What it is.
    public let subject: Subject
    /// Its name; for a segment or carrier its code, whose words stand under `segment.<code>` or `carrier.<code>`.
    public let name: Bilingual
    /// Its part of the numerator.
    public let contribution: Double
    /// Its part of the denominator.
    public let weight: Double?
}

/// A reported quantity behind an indicator.
public struct IndicatorInput: Sendable {
    /// What was reported.
    public let quantity: QuantityFacts
    /// Of which population; empty where there is only one.
    public let scope: String
    /// The sum over the place, or the mean of what may not be summed. [the quantity's unit]
    public let value: Double
    /// Whether ``value`` is a mean.
    public let isMean: Bool
    /// Number of reports.
    public let count: Int
    /// Who reported.
    public let reporters: [String]
    /// The documents that were named for it.
    public let evidence: [String]
}

/// All indicators, and the files that were refused.
public struct IndicatorList: Sendable {
    /// The indicators by id.
    public let indicators: [IndicatorFacts]
    /// How many targets of the plan each answers.
    public let answers: [String: Int]
    /// Files that cannot be used.
    public let refusals: [IndicatorRefusalFacts]
}

/// Why a file cannot be used as an indicator, or an indicator gave no answer.
public struct IndicatorRefusalFacts: Sendable, Hashable {
    /// The file's name, or the indicator's id.
    public let file: String
    /// The line it is about, counted from 1; `nil` where unknown.
    public let line: Int?
    /// The key of the words, such as `indicator.refusal.writes`.
    public let textKey: String
    /// Arguments of the words.
    public let arguments: [String]
}

/// The sector's emissions by year (历史排放), from statistics and factors.
public struct EmissionHistory: Sendable {
    /// Which scopes the plan's peak is about: only direct emissions, or the whole sector.
    public enum Boundary: String, Sendable {
        /// 直接碳排放.
        case direct
        /// 全部门.
        case sector
    }

    /// One year.
    public struct Year: Sendable {
        /// The year.
        public let year: Int
        /// Emissions by scope. [kg CO₂]
        public let byScope: [EmissionScope: CarbonMass]

        /// Emissions within a boundary.
        public func total(_ boundary: Boundary) -> CarbonMass {
            boundary == .direct
                ? byScope[.direct] ?? .zero : byScope.values.reduce(.zero) { $0 + $1 }
        }
    }

    /// The boundary the plan's target is about.
    public let boundary: Boundary
    /// Years, ascending.
    public let years: [Year]
    /// The year of the highest emissions so far.
    public let peakYear: Int?
    /// By which year the plan wants them to have peaked; `nil` where it does not say.
    public let deadline: Int?
    /// Whether any of it was generated.
    public let isSynthetic: Bool
}
