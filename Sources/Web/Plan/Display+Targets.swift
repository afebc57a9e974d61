import PeakPlanning
import Texts
import Units
import Workflows

extension Display {
    /// A unit as plans print it, in the symbols people read; unknown ones stay as they are.
    func printedUnit(_ unit: String?) -> String? {
        guard let unit, !unit.isEmpty else { return nil }
        let key = TextKey("unit.printed.\(unit)")
        return texts.contains(key) ? texts[key] : unit
    }

    /// Number and unit in one piece; a percent sign stands close.
    func measured(_ number: String, _ unit: String?) -> String {
        guard let unit = printedUnit(unit) else { return number }
        return unit == "%" ? "\(number)%" : "\(number) \(unit)"
    }

    /// What a target demands, such as `≥ 35%` or `力争 50%`.
    func goal(_ indicator: PlanIndicator) -> String {
        let demand = indicator.isDeadline ? deadline(indicator) : amount(indicator)
        let qualifier = qualifierWord(indicator.qualifier)
        let isPlain = indicator.comparator == .atLeast || indicator.comparator == .equal
        let text = qualifier.map { "\($0) \(isPlain ? demand.bare : demand.compared)" } ?? demand.compared
        guard let baseline = indicator.baseline else { return text }
        return baseline.year.map { texts["goal.baseline", text, "\($0)"] } ?? texts["goal.relative", text]
    }

    /// What a target demands; where its number names a standard, also the share that shall follow it.
    func goal(_ line: TargetLine) -> String {
        guard line.measurement?.goal != nil, let value = line.judged.value else { return goal(line.indicator) }
        return texts["goal.coverage", goal(line.indicator), measured(number(value), line.judged.unit)]
    }

    private func deadline(_ indicator: PlanIndicator) -> (bare: String, compared: String) {
        let text = texts["goal.notAfter", indicator.value.map { "\($0)" } ?? indicator.year.map(String.init) ?? ""]
        return (text, text)
    }

    private func amount(_ indicator: PlanIndicator) -> (bare: String, compared: String) {
        guard let value = indicator.value else { return (texts["goal.implied"], texts["goal.implied"]) }
        var number = indicator.isCalendarYear ? "\(value)" : self.number(value)
        if let upper = indicator.upperValue { number += "–\(self.number(upper))" }
        let bare = measured(number, indicator.unit)
        if indicator.isImplied {
            // A single thing is done or not: its count says nothing more.
            let text = indicator.unit == "%" ? texts["goal.impliedAs", bare] : texts["goal.implied"]
            return (text, text)
        }
        return (bare, indicator.comparator?.sign.map { "\($0) \(bare)" } ?? bare)
    }

    /// How binding a target is, in a word; what only repeats the comparison has none.
    private func qualifierWord(_ qualifier: String) -> String? {
        let key = TextKey("goal.qualifier.\(qualifier)")
        return !qualifier.isEmpty && texts.contains(key) ? texts[key] : nil
    }

    /// How a target stands, in a word.
    func word(_ status: TargetProgress.Status) -> String { texts[TextKey("target.status.\(status.rawValue)")] }

    /// The address of a task's page.
    func taskLink(_ task: String, number: Int? = nil) -> String {
        link("/plan/tasks/\(task.percentEncoded)\(number.map { "#t\($0)" } ?? "")")
    }

    /// The address of a measurement's explanation.
    func explanationLink(_ measurement: Measurement, year: Int, in place: Jurisdiction.ID?) -> String {
        let query = [
            place.map { "jurisdiction=\($0.rawValue)" }, measurement.variant.map { "variant=\($0.id.percentEncoded)" },
        ].compactMap(\.self)
        let tail = query.isEmpty ? "" : "?\(query.joined(separator: "&"))"
        return link("/explain/indicators/\(measurement.indicator.id.percentEncoded)/\(year)\(tail)")
    }
}

extension TargetProgress.Status {
    /// The class of sign and word together.
    var style: String { "st-\(rawValue)" }
    /// The class of the sign alone.
    var mark: String { "sg-\(rawValue)" }
    /// What matters most comes first.
    static let byConsequence: [TargetProgress.Status] = [
        .missed, .behind, .atRisk, .noEvidence, .notReached, .noData, .onTrack, .superseded, .incentive, .done,
    ]
    /// In the order in which people count them.
    static let counted: [TargetProgress.Status] = [
        .done, .onTrack, .atRisk, .behind, .missed, .notReached, .noEvidence, .noData, .superseded, .incentive,
    ]
    /// What somebody has to account for.
    static let late: [TargetProgress.Status] = [.missed, .behind]
    /// Whether it is counted even where no target stands so.
    var isUsual: Bool { [.done, .onTrack, .atRisk, .behind, .noData].contains(self) }
}

extension PlanIndicator.Comparator {
    /// The sign before a number; a range has none.
    var sign: String? {
        switch self {
        case .atLeast: "≥"
        case .moreThan: ">"
        case .atMost: "≤"
        case .lessThan: "<"
        case .equal: "="
        case .between: nil
        }
    }
}

extension PlanIndicator {
    /// Whether the number is a year of the calendar, which is never grouped.
    var isCalendarYear: Bool {
        unit == Self.yearUnit && (value?.mantissa(atExponent: 0).map { Period.years.contains(Int($0)) } ?? false)
    }

    /// Whether the number is the year itself: something is due not after it.
    var isDeadline: Bool {
        guard let year, let value else { return false }
        return value == FixedPoint(mantissa: Int64(year)) && comparator != .atLeast && comparator != .moreThan
    }
}

/// How the numbers of one target are written: goal, values and gap alike (小数位).
struct TargetNumbers: Sendable {
    let decimals: Int
    let isYear: Bool
    private let display: Display

    init(_ indicator: PlanIndicator, series: [YearValue], display: Display) {
        self.display = display
        isYear = indicator.isDeadline
        let goal = indicator.value
        let printed = goal.map { max(0, -$0.exponent) } ?? 0
        let isWhole = series.allSatisfy { $0.value == $0.value.rounded() } && printed == 0
        let isLarge = (goal?.doubleValue ?? 0) >= 100 && indicator.unit != "%"
        decimals = isWhole ? 0 : isLarge ? printed : printed + 1
    }

    func text(_ value: Double?) -> String {
        guard isYear, let value, value.isFinite, let year = Int(exactly: value.rounded()) else {
            return display.numbers.decimal(value, decimals: decimals)
        }
        return "\(year)"
    }

    func signed(_ gap: Double?) -> String { display.numbers.signed(gap, decimals: decimals) }
}
