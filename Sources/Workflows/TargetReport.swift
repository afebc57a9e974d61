import PeakPlanning
public import Units

/// The targets of the plan with what answers them, for the command line (目标清单).
public struct TargetReport: Codable, Sendable {
    /// One target or milestone.
    public struct Target: Codable, Sendable {
        /// The task's number.
        public var task: String
        /// What is measured.
        public var name: String
        /// How a value must compare.
        public var comparator: String?
        /// The goal as printed; two values for a range.
        public var goal: [String]
        /// The unit as printed.
        public var unit: String?
        /// The goal of the values where the printed number names a grade or a standard; `nil` where it is the goal.
        public var measured_goal: String?
        /// The unit of the values; `nil` where no indicator answers it.
        public var measured_unit: String?
        /// By which year.
        public var year: Int?
        /// 力争, 争取 and the like; empty where there is none.
        public var qualifier: String
        /// The indicator that answers it; `nil` where none does.
        public var indicator: String?
        /// The indicator's variant; `nil` where it has none.
        public var variant: String?
        /// Who must report.
        public var reporter: String?
        /// The latest value that counts for the goal.
        public var value: Double?
        /// The year of that value.
        public var value_year: Int?
        /// Why its indicator could not be computed: a text key, then its arguments; empty where it could.
        public var failure: [String]
        /// How it stands; the raw value of `TargetProgress.Status`.
        public var status: String
    }

    /// An indicator that answers one of the targets.
    public struct Indicator: Codable, Sendable {
        /// The id.
        public var id: String
        /// The Chinese name.
        public var name: String
        /// The formula in words.
        public var formula: String
        /// The clause it follows.
        public var clause: String
        /// The method note; `nil` where nothing is disputed.
        public var method: String?
        /// The variants to choose from, the default first: id and name.
        public var variants: [[String]]
        /// The quantities that must be reported: name and unit; empty where it is computed.
        public var quantities: [[String]]
        /// Who reports them by default.
        public var reporter: String
    }

    /// The plan's title.
    public var title: String
    /// The targets in the order of the text.
    public var targets: [Target]
    /// The indicators that answer them, in the order of the targets.
    public var indicators: [Indicator]
    /// Whether values were generated.
    public var is_synthetic: Bool
}

extension Platform {
    /// The targets of the plan; `nil` before a plan was imported.
    public func targetReport(scope: Scope) async throws -> TargetReport? {
        guard let view = try await plan(jurisdiction: nil, scope: scope) else { return nil }
        var known: Set<String> = []
        let indicators = view.targets.compactMap(\.measurement?.indicator).filter { known.insert($0.id).inserted }
        return TargetReport(
            title: view.facts.title,
            targets: view.targets.map(TargetReport.Target.init),
            indicators: indicators.map(TargetReport.Indicator.init),
            is_synthetic: try await dataState(scope: scope).isSynthetic
        )
    }
}

extension TargetReport.Indicator {
    fileprivate init(_ facts: IndicatorFacts) {
        self.init(
            id: facts.id,
            name: facts.name.zh,
            formula: facts.formula.zh,
            clause: facts.clause.zh,
            method: facts.method?.zh,
            variants: facts.variants.map { [$0.id, $0.name.zh] },
            quantities: facts.quantities.map { [$0.name.zh, $0.unit.zh] },
            reporter: facts.reporter.zh
        )
    }
}

extension TargetReport.Target {
    fileprivate init(_ line: TargetLine) {
        let target = line.indicator
        let shown = line.measurement?.value(upTo: target.year)
        self.init(
            task: line.task,
            name: target.name,
            comparator: target.comparator?.rawValue,
            goal: [target.value, target.upperValue].compactMap { $0?.description },
            unit: target.unit,
            measured_goal: line.measurement?.goal.map { "\($0)" },
            measured_unit: line.measurement?.indicator.unit,
            year: target.year,
            // A qualifier that is the verb itself is said by the comparator already.
            qualifier: target.qualifier == target.verb ? "" : target.qualifier,
            indicator: line.measurement?.indicator.id,
            variant: line.measurement?.variant?.id,
            reporter: line.reporter,
            value: shown?.value,
            value_year: shown?.year,
            failure: line.measurement?.failure.map { [$0.textKey] + $0.arguments } ?? [],
            status: line.progress.status.rawValue
        )
    }
}
