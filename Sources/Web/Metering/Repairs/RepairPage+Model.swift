import Buildings
import Metering
import Texts
import Units
import Workflows

/// What the page of a meter's repairs shows (读数修复页).
struct RepairPage: Sendable {
    /// A repair in the list.
    struct Row: Sendable {
        let number: String
        let words: String
        let reason: String
        let decided: String
        /// Who took it back, when and why; `nil` while it is in force.
        let undone: String?
        let undoHref: String?
        /// Whose figures it bears on.
        let figures: [Link]
    }

    let notice: Notice?
    let tabs: [Link]
    let form: RepairForm?
    let rows: [Row]
    let past: [Row]
    let rowsTitle: String
    let back: Link
    /// What came in as it came in, to decide by.
    let findings: [FindingLine]
}

/// A form that lays a repair over readings, or takes one back (修复表单).
struct RepairForm: Sendable {
    let address: String
    let title: String
    let lead: String
    let submit: String
    let cancel: String
    let isDangerous: Bool
    let problem: FormProblem?
    /// The action, or the number of the repair that is taken back.
    let hidden: Hidden
    let swaps: ChoiceField?
    let fields: [Field]
    let reason: ReviewForm.Lines

    /// What the form sends without asking.
    struct Hidden: Sendable {
        let name: String
        let value: String
    }
}

extension RepairPage {
    init(
        _ detail: MeterDetail,
        repairs: [MeterRepair],
        action: RepairAction?,
        undo: Repair.ID?,
        asked: (from: String, to: String),
        draft: FormDraft,
        notice: Notice?,
        display: Display
    ) {
        let texts = display.texts
        let meter = detail.meter
        let address = "/metering/\(meter.id.rawValue)"
        let words = RepairWords(devices: detail.devices, carrier: meter.item.carrier, display: display)
        self.notice = notice
        tabs = RepairController.actions.map { one in
            Link(
                href: display.link("\(address)/repair?act=\(one.rawValue)"),
                text: texts[TextKey("repair.act.\(one.rawValue)")],
                isCurrent: undo == nil && one == action
            )
        }
        if let undo, let repair = repairs.first(where: { $0.id == undo && $0.undo == nil }) {
            form = RepairForm(undoing: repair, words, address: address, draft, display)
        } else {
            form = action.map { RepairForm($0, detail, asked: asked, address: address, draft, display) }
        }
        rows = repairs.filter { $0.undo == nil }.reversed().map { Row($0, words, meter, display) }
        past = repairs.filter { $0.undo != nil }.reversed().map { Row($0, words, meter, display) }
        rowsTitle = rows.isEmpty ? texts["repair.none"] : texts["repair.standing", display.numbers.integer(rows.count)]
        back = Link(href: display.link(address), text: texts["repair.back", meter.code])
        findings = detail.findings.suffix(40).reversed().map { FindingLine($0, mayRepair: true, display) }
    }
}

extension RepairPage.Row {
    init(_ repair: MeterRepair, _ words: RepairWords, _ meter: MeterSummary, _ display: Display) {
        number = "\(repair.id.rawValue)"
        self.words = words.change(repair.repair.change)
        reason = repair.reason
        decided = words.decided(repair)
        undone = words.undone(repair)
        undoHref =
            repair.undo == nil ? display.link("/metering/\(meter.id.rawValue)/repair?undo=\(repair.id.rawValue)") : nil
        let interval = repair.repair.interval
        let months = Set(
            [CivilDay(containing: interval.lowerBound), CivilDay(closing: interval.upperBound)].map(\.month)
        )
        figures = months.sorted().map { month in
            Link(
                href: display.link("/explain/buildings/\(meter.building.id.rawValue)/\(month)"),
                text: display.dates.month(month)
            )
        }
    }
}

extension RepairForm {
    init(
        _ action: RepairAction,
        _ detail: MeterDetail,
        asked: (from: String, to: String),
        address: String,
        _ draft: FormDraft,
        _ display: Display
    ) {
        let texts = display.texts
        self.address = "\(address)/repairs"
        title = texts[TextKey("repair.act.\(action.rawValue)")]
        lead = texts[TextKey("repair.lead.\(action.rawValue)")]
        submit = texts[TextKey("repair.submit.\(action.rawValue)")]
        cancel = display.link("\(address)/repair")
        isDangerous = false
        problem = draft.problem
        hidden = Hidden(name: "action", value: action.rawValue)
        reason = draft.repairReason
        func from(_ label: TextKey) -> Field {
            draft.field("from", label, stored: asked.from, hint: "repair.field.time.hint", isRequired: true)
        }
        let to = draft.field("to", "repair.field.to", stored: asked.to, hint: "repair.field.to.hint", isRequired: true)
        switch action {
        case .invalid, .undo:
            fields = [from("repair.field.from"), to]
            swaps = nil
        case .register:
            fields = [
                from("repair.field.at"),
                draft.field("value", "repair.field.register", hint: "repair.field.register.hint", isRequired: true),
            ]
            swaps = nil
        case .estimate:
            fields = [
                from("repair.field.from"), to,
                draft.field("value", "repair.field.amount", hint: "repair.field.amount.hint"),
            ]
            swaps = nil
        case .swap:
            let instants = detail.devices.dropFirst().map(\.validFrom.description).reversed()
            swaps = draft.choice(
                "from",
                "repair.field.swap",
                instants.map { ($0, String($0.hasSuffix(":00") ? $0.dropLast(3) : $0[...])) },
                stored: asked.from,
                hint: instants.isEmpty ? "repair.field.swap.none" : "repair.field.swap.hint"
            )
            fields = [
                draft.field("value", "repair.field.end", hint: "repair.field.register.hint"),
                draft.field("start", "repair.field.start", hint: "repair.field.register.hint"),
            ]
        }
    }

    init(
        undoing repair: MeterRepair,
        _ words: RepairWords,
        address: String,
        _ draft: FormDraft,
        _ display: Display
    ) {
        let texts = display.texts
        self.address = "\(address)/repairs/undo"
        title = texts["repair.undo.title", "\(repair.id.rawValue)"]
        lead = words.title(repair)
        submit = texts["repair.undo"]
        cancel = display.link("\(address)/repair")
        isDangerous = true
        problem = draft.problem
        hidden = Hidden(name: "repair", value: "\(repair.id.rawValue)")
        swaps = nil
        fields = []
        reason = draft.repairReason
    }
}

extension FormDraft {
    /// Why a repair is decided or taken back.
    fileprivate var repairReason: ReviewForm.Lines {
        ReviewForm.Lines(
            id: "\(prefix)-reason",
            name: "reason",
            label: texts["repair.field.reason"],
            value: typed?["reason"] ?? "",
            hint: nil,
            error: problems["reason"],
            rows: "2",
            isRequired: true
        )
    }
}
