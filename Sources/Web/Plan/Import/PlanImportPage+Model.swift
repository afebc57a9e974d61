import PeakPlanning
import Texts
import Workflows

/// What the page shows on which a plan is handed in (导入页).
struct PlanImportPage: Sendable {
    let problem: FormProblem?
    /// Which files are taken.
    let hint: String
}

/// What an import would do, for whoever confirms it (导入预览页).
struct PlanPreviewPage: Sendable {
    /// A fact of the text.
    struct Line: Sendable {
        let name: String
        let text: String
        let tag: String?
    }

    /// An item that would come, change or go.
    struct Item: Sendable {
        let task: String
        let name: String
        let before: String?
        let after: String?
    }

    /// Items of one fate.
    struct Group: Sendable {
        let title: String
        let items: [Item]
        /// How many more there are than are listed.
        let more: String?
    }

    let title: String
    let lead: String
    let isSame: Bool
    let facts: [Line]
    let groups: [Group]
    let broken: [String]
    let findings: [String]
    let upload: String
    let sha256: String
    let submit: String
    /// What a person said it is; `nil` where its title says that.
    let chosen: String?
    /// The text that it was compared with; `nil` where there was none.
    let seen: String?
    /// What it may be taken for instead; `nil` where there is nothing to choose.
    let other: Other?

    /// Another way to take a text.
    struct Other: Sendable {
        let place: String
        let hint: String
        let action: String
    }
}

extension PlanPreviewPage {
    /// How many items of one fate are listed; a first import brings them all.
    private static let listed = 60

    init(_ preview: PlanPreview, display: Display) {
        let texts = display.texts
        let plan = preview.plan
        title = plan.title
        lead =
            preview.isSame
            ? texts["planimport.same", "\(preview.revision)"]
            : preview.corrects.map { texts["planimport.corrects", "\($0)", "\(preview.revision)"] }
                ?? texts["planimport.begins", "\(preview.revision)"]
        isSame = preview.isSame
        facts = Line.facts(of: plan, display)
        func item(_ before: PlanStatement?, _ after: PlanStatement?) -> Item {
            let shown = after ?? before
            return Item(
                task: shown?.task ?? "",
                name: shown.map { $0.name.isEmpty ? $0.quote : $0.name } ?? "",
                before: before.map(display.demand),
                after: after.map(display.demand)
            )
        }
        func group(_ key: TextKey, _ items: [Item]) -> Group? {
            let rest = items.count - Self.listed
            return items.isEmpty
                ? nil
                : Group(
                    title: texts[key, display.numbers.integer(items.count)],
                    items: Array(items.prefix(Self.listed)),
                    more: rest > 0 ? texts["planimport.more", display.numbers.integer(rest)] : nil
                )
        }
        groups = [
            group("planimport.changed", preview.changed.map { item($0.before, $0.after) }),
            group("planimport.gone", preview.gone.map { item($0, nil) }),
            group("planimport.added", preview.added.map { item(nil, $0) }),
        ].compactMap(\.self)
        broken = preview.broken.map(display.words)
        findings = preview.findings.map(display.words)
        upload = preview.upload.id
        sha256 = preview.upload.sha256
        submit = texts["planimport.confirm"]
        chosen = preview.chosen?.rawValue
        seen = preview.seen.map { "\($0)" }
        let otherPlace: PlanPlace = preview.place == .next ? .correction : .next
        other =
            preview.isFirst || preview.isSame
            ? nil
            : Other(
                place: otherPlace.rawValue,
                hint: texts[TextKey("planimport.place.\(otherPlace.rawValue)")],
                action: texts[TextKey("planimport.place.\(otherPlace.rawValue).preview")]
            )
    }
}

extension PlanPreviewPage.Line {
    /// What a text says about itself, and how much was read from it.
    static func facts(of plan: Plan, _ display: Display) -> [Self] {
        func line(_ key: TextKey, _ text: String) -> Self {
            Self(
                name: display.texts[key],
                text: text.isEmpty ? NumberStyle.none : text,
                tag: display.foreignTag(text)
            )
        }
        let statements = plan.tasks.flatMap(\.indicators)
        return [
            line("planimport.city", plan.city ?? ""),
            line("planimport.issuers", plan.issuers.joined(separator: "\u{3001}")),
            line("planimport.date", display.dates.day(plan.date)),
            line("planimport.tasks", display.numbers.integer(plan.tasks.count)),
            line("planimport.targets", display.numbers.integer(statements.count(where: \.isTracked))),
            line("planimport.statements", display.numbers.integer(statements.count)),
        ]
    }
}

extension Display {
    /// What a statement demands, with its year.
    fileprivate func demand(_ statement: PlanStatement) -> String {
        let indicator = PlanIndicator(
            kind: statement.kind,
            name: statement.name,
            comparator: statement.comparator,
            value: statement.value,
            upperValue: statement.upperValue,
            unit: statement.unit,
            year: statement.year,
            baseline: statement.baseline,
            qualifier: statement.qualifier,
            scope: statement.scope,
            quote: statement.quote,
            quoteMark: 0..<0,
            production: PlanStatement.humanProduction
        )
        let words = statement.value == nil ? texts[TextKey("target.kind.\(statement.kind.rawValue)")] : goal(indicator)
        return statement.year.map { "\(words) · \($0)" } ?? words
    }
}
