import Texts
import Units
import Workflows

/// What the page of one reported value shows (填报项页).
struct ReportPage: Sendable {
    /// A revision.
    struct Revision: Sendable {
        let number: String
        let value: String
        let reporter: String
        let author: String
        let time: String
        let evidence: String?
        let reason: String?
    }

    /// A value of another year or a building.
    struct Other: Sendable {
        let name: String
        let code: String?
        let href: String
        let value: String
    }

    /// What is typed.
    struct Form: Sendable {
        let action: String
        let place: String
        let year: String
        let population: String
        let building: String?
        let seen: String
        let problem: FormProblem?
        let doubts: [String]
        let isConfirmed: Bool
        let value: Field
        let fields: [Field]
        let reason: Field?
        let submit: String
    }

    let notice: Notice?
    let title: String
    let meaning: String
    let unit: String
    let status: String
    let state: String
    let value: Figure
    let note: String?
    let scopes: [Link]
    let form: Form?
    let lookOnly: Bool
    let targets: [Link]
    let reporters: String
    let history: [Revision]
    let others: [Other]
    let buildings: [Other]
    /// The way to one building's value; `nil` where there is none.
    let building: BuildingForm?
    let missingAddress: String

    /// The form that asks for a building.
    struct BuildingForm: Sendable {
        let action: String
        let place: String
        let year: String
        let population: String
        let code: Field
    }
}

extension ReportPage {
    init(_ detail: ReportDetail, draft: FormDraft, doubts: [ReportDoubt], notice: Notice?, display: Display) {
        let texts = display.texts
        let line = detail.line
        self.notice = notice
        let place = detail.building.map { "\(display.name(line.place)) · \($0.name)" } ?? display.name(line.place)
        title = texts["report.title", place, "\(line.year)"]
        meaning = display.name(line.meaning)
        unit = display.name(line.quantity.unit)
        status = line.state.status
        state = texts[TextKey("report.state.\(line.state.rawValue)")]
        value = Figure(line.value.map(display.quantity) ?? NumberStyle.none, unit)
        note = detail.standsForDistricts ? texts["report.standsForDistricts"] : nil
        scopes = detail.scopes.map { scope in
            let path = "/reports/\(line.quantity.id)?year=\(line.year)&district=\(line.place.id.rawValue)"
            return Link(
                href: display.link("\(path)&population=\(scope.id.percentEncoded)"),
                text: display.name(scope.name),
                isCurrent: scope.id == line.scope
            )
        }
        form = line.mayWrite ? Form(detail, draft: draft, doubts: doubts, display) : nil
        lookOnly = !line.mayWrite
        targets = ReportsPage.Group.targets(line.targets, display)
        var seen: Set<String> = []
        reporters = display.joined(line.targets.map { display.name($0.reporter) }.filter { seen.insert($0).inserted })
        history = detail.history.map { Revision($0, display) }
        others = detail.others.map { other in
            Other(
                name: "\(other.year)",
                code: nil,
                href: display.link(line.path.replacing("year=\(line.year)", with: "year=\(other.year)")),
                value: display.quantity(other.value)
            )
        }
        buildings = detail.buildings.map { building in
            Other(
                name: building.name,
                code: building.code,
                href: display.link("\(line.path)&building=\(building.code.percentEncoded)"),
                value: display.quantity(building.value)
            )
        }
        building =
            line.isByBuilding && detail.building == nil
            ? BuildingForm(
                action: "/reports/\(line.quantity.id.percentEncoded)",
                place: "\(line.place.id.rawValue)",
                year: "\(line.year)",
                population: line.scope,
                code: draft.field("building", "report.building", hint: "report.building.hint", isRequired: true)
            ) : nil
        missingAddress = display.link("/reports?year=\(line.year)&show=missing")
    }
}

extension ReportPage.Form {
    fileprivate init(_ detail: ReportDetail, draft: FormDraft, doubts: [ReportDoubt], _ display: Display) {
        let texts = display.texts
        let line = detail.line
        let last = detail.history.first
        action = "/reports/\(line.quantity.id.percentEncoded)"
        place = "\(line.place.id.rawValue)"
        year = "\(line.year)"
        population = line.scope
        building = detail.building?.code
        seen = "\(last?.number ?? 0)"
        problem = draft.problem
        self.doubts = doubts.map { doubt in
            texts[
                TextKey("report.doubt.\(doubt.kind.rawValue)"),
                display.name(doubt.quantity.name),
                "\(display.quantity(doubt.value)) \(display.name(doubt.quantity.unit))"
            ]
        }
        isConfirmed = draft.typed?["confirmed"] != nil
        value = draft.field("value", "report.value", stored: last?.value.plainText ?? "", isRequired: true)
        fields = [
            draft.field("reporter", "report.reporter", stored: detail.reporter, isRequired: true),
            draft.field(
                "evidence",
                "report.evidence",
                stored: last?.evidence ?? "",
                hint: "report.evidence.hint",
                isRequired: true
            ),
        ]
        reason =
            last == nil && draft.problems["reason"] == nil
            ? nil : draft.field("reason", "report.reason", hint: "report.reason.hint", isRequired: true)
        submit = texts[last == nil ? "report.submit" : "report.submit.correct"]
    }
}

extension ReportPage.Revision {
    fileprivate init(_ revision: ReportRevision, _ display: Display) {
        let texts = display.texts
        number = "\(revision.number)"
        value = display.quantity(revision.value)
        reporter = revision.reporter
        author =
            revision.isSynthetic
            ? texts["report.author.synthetic"]
            : revision.author.map { display.name($0) } ?? revision.file ?? texts["report.author.machine"]
        time = display.dates.minute(revision.time)
        evidence = revision.evidence
        reason = revision.reason
    }
}

extension Double {
    /// The number as one types it: no grouping, no zeros behind.
    fileprivate var plainText: String { self == rounded() && abs(self) < 1e15 ? "\(Int64(self))" : "\(self)" }
}
