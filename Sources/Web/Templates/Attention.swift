import PeakPlanning
import Texts
import Units
import Workflows

/// One thing that wants attention: a work item or a kind of finding.
struct AttentionLine: Sendable {
    let mark: String
    let word: String
    let text: String
    /// Words of the plan before the text; `nil` where there are none.
    var subject: String?
    let href: String?
    let note: String
    /// Words of the plan before the note.
    var noteSubject: String?

    init(_ item: AttentionItem, _ display: Display) {
        let isOverdue = item.kind == "import.failed"
        mark = isOverdue ? "sg-off" : "sg-risk"
        word = display.texts[isOverdue ? "severity.error" : "severity.warning"]
        text = display.texts.text(TextKey("workitem.\(item.kind).title"), item.evidence)
        href = display.link(item.path)
        note =
            item.due.map { display.texts["attention.due", display.dates.day($0)] }
            ?? display.texts["attention.since", display.dates.minute(item.createdAt)]
    }

    init(_ count: FindingCount, year: CivilYear, _ display: Display) {
        mark = count.severity.mark
        word = display.texts[count.severity.key]
        text = display.name(rule: count.rule)
        href = display.link("/metering?year=\(year.number)&rule=\(count.rule)#findings")
        note = display.texts["attention.meterDays", display.numbers.integer(count.count)]
    }

    /// A target that was missed or is off track.
    init(_ line: TargetLine, _ display: Display) {
        let row = TargetRow(line, currentYear: 0, place: nil, display: display)
        mark = line.progress.status.mark
        word = row.word
        subject = row.name
        let value = display.measured(row.value.number, line.judged.unit)
        text =
            row.hasForecast
            ? display.texts[
                "attention.target.ahead",
                value,
                row.year,
                row.goal,
                display.measured(row.forecast, line.judged.unit)
            ] : display.texts["attention.target.due", value, row.year, row.goal]
        href = row.href
        noteSubject = line.lead
        note = display.texts["attention.target.gap", row.gap]
    }

    /// Targets of one status together.
    init(_ count: Int, _ status: TargetProgress.Status, _ display: Display) {
        mark = status.mark
        word = display.word(status)
        text = display.texts[TextKey("attention.targets.\(status.rawValue)"), display.numbers.integer(count)]
        href = display.link("/plan?status=\(status.rawValue)")
        note = display.texts["attention.targets.note"]
    }

    /// Graver signs first.
    var consequence: Int {
        ["sg-missed", "sg-off", "sg-risk", "sg-unproven", "sg-none"].firstIndex(of: mark) ?? 5
    }
}

extension DataFinding.Severity {
    /// The sign beside the word.
    var mark: String {
        switch self {
        case .error: "sg-off"
        case .warning: "sg-risk"
        case .notice: "sg-none"
        }
    }

    /// The class of sign and word together.
    var status: String { "st-\(mark.dropFirst(3))" }
    var key: TextKey { TextKey("severity.\(rawValue)") }
}

/// A reservation beside a figure, with its sign.
struct WarningLine: Sendable {
    let status: String
    let word: String
    let text: String
    /// Why and by whom it was accepted; `nil` where it stands as it is.
    var waived: String?

    init(_ finding: DataFinding, _ display: Display) {
        status = finding.severity.status
        word = display.name(rule: finding.rule)
        let carrier = EnergyCarrier(rawValue: finding.subject).map(display.name)
        text = (carrier.map { "\($0)\(display.texts["list.colon"])" } ?? "") + display.words(finding)
    }
}
