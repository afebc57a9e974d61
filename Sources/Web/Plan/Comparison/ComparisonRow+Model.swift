import PeakPlanning
import Texts
import Units
import Workflows

/// What several plans say about the same, plan by plan (对照行).
struct ComparisonRow: Sendable {
    /// What one plan says about it; nothing where it is silent.
    struct Cell: Sendable {
        let label: String
        let statements: [Statement]
    }

    /// One statement; those of one plan are never merged.
    struct Statement: Sendable {
        let goal: String
        let goalTag: String?
        let year: String?
        /// What it is besides a target, such as a standing requirement.
        let kind: String?
        /// Its name, where that is not the row's.
        let name: String?
        let scope: String?
        let quote: String
        let task: String
        let taskHref: String?
    }

    /// In what the plans differ, in the words of each.
    struct Difference: Sendable {
        let word: String
        let parts: [Part]
    }

    /// What a plan means by it, or several.
    struct Part: Sendable {
        let plan: String
        let planTag: String?
        let text: String
        let tag: String?
    }

    let name: String
    let nameTag: String?
    /// How the indicator is computed; `nil` where no single one measures them.
    let href: String?
    let differences: [Difference]
    let cells: [Cell]
}

extension ComparisonRow {
    init(_ row: PlanComparison.Row, _ view: PlanComparisonView, _ columns: [ComparisonPage.Plan], _ display: Display) {
        let facts = row.subject.flatMap { view.indicators[$0] }
        let words = row.statements.first?.words ?? ""
        name = facts.map { display.name($0.name) } ?? words
        nameTag = display.foreignTag(name)
        href = facts.map { display.link("/explain/indicators/\($0.id.percentEncoded)") }
        let shown = name
        cells = columns.indices.map { number in
            let isInForce = view.chosen[number].origin == .inForce
            return Cell(
                label: columns[number].label,
                statements: row.statements.filter { $0.plan == number }.map {
                    Statement($0, under: shown, isInForce: isInForce, display)
                }
            )
        }
        differences = PlanDifference.allCases.filter(row.differences.contains).map { difference in
            Difference(
                word: display.texts[TextKey("comparison.difference.\(difference.rawValue)")],
                parts: Self.parts(row, difference, view.indicators, columns, display)
            )
        }
    }

    /// What each plan means, plans that mean the same together.
    private static func parts(
        _ row: PlanComparison.Row,
        _ difference: PlanDifference,
        _ indicators: [String: IndicatorFacts],
        _ columns: [ComparisonPage.Plan],
        _ display: Display
    ) -> [Part] {
        var parts: [(text: String, plans: [String])] = []
        for (number, column) in columns.enumerated() {
            var meanings: [String] = []
            for statement in row.statements where statement.plan == number {
                let meaning = display.meaning(of: statement, in: difference, indicators)
                if !meanings.contains(meaning) { meanings.append(meaning) }
            }
            guard !meanings.isEmpty else { continue }
            let text = meanings.joined(separator: display.texts["list.semicolon"])
            if let known = parts.firstIndex(where: { $0.text == text }) {
                parts[known].plans.append(column.label)
            } else {
                parts.append((text, [column.label]))
            }
        }
        return parts.map { part in
            let plan = display.joined(part.plans)
            return Part(
                plan: plan,
                planTag: display.foreignTag(plan),
                text: part.text,
                tag: display.foreignTag(part.text)
            )
        }
    }
}

extension ComparisonRow.Statement {
    fileprivate init(_ statement: ComparedStatement, under row: String, isInForce: Bool, _ display: Display) {
        let indicator = statement.indicator
        let words = statement.words
        goal = display.goal(indicator)
        goalTag = display.foreignTag(goal)
        year = indicator.isDeadline ? nil : indicator.year.map(String.init)
        kind = indicator.kind == .target ? nil : display.texts[TextKey("target.kind.\(indicator.kind.rawValue)")]
        name = words == row ? nil : words
        scope = indicator.scope.isEmpty || words.contains(indicator.scope) ? nil : indicator.scope
        quote = indicator.quote
        task = statement.task
        taskHref = isInForce ? display.taskLink(statement.task) : nil
    }
}

extension ComparedStatement {
    /// Its name, or where it has none what was read.
    var words: String { indicator.name.isEmpty ? indicator.quote : indicator.name }
}

extension Display {
    /// What a statement means, in one respect.
    fileprivate func meaning(
        of statement: ComparedStatement,
        in difference: PlanDifference,
        _ indicators: [String: IndicatorFacts]
    ) -> String {
        let facts = statement.subject.flatMap { indicators[$0] }
        switch difference {
        case .scope:
            // Words of plans: joined as plans join them.
            let words = statement.scopes.sorted().joined(separator: "\u{3001}")
            return words.isEmpty ? texts["comparison.none.scope"] : words
        case .variant:
            let variant = facts?.variants.first { $0.id == statement.variant }
            return variant.map { name($0.name) } ?? texts["comparison.none.variant"]
        case .indicator: return facts.map { name($0.name) } ?? texts["comparison.none.indicator"]
        case .unit: return printedUnit(statement.indicator.unit) ?? texts["unit.none"]
        case .baseline: return statement.indicator.baseline.map(words) ?? texts["comparison.none.baseline"]
        }
    }

    private func words(_ baseline: PlanIndicator.Baseline) -> String {
        let way = baseline.direction == .up ? "up" : "down"
        return baseline.year.map { texts[TextKey("comparison.baseline.\(way)"), "\($0)"] }
            ?? texts[TextKey("comparison.baseline.\(way).base")]
    }
}
