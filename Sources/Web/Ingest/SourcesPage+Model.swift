import Access
import Texts
import Units
import Workflows

/// What the page of sources shows (采集来源页).
struct SourcesPage: Sendable {
    /// One source.
    struct Row: Sendable {
        let name: String
        let kind: String
        let reach: String
        let last: String
        let readings: String
        let refused: String
        let expires: String
        let isClosed: Bool
        let tokenAddress: String?
        let closeAddress: String?
    }

    /// A source to be registered.
    struct Form: Sendable {
        let problem: FormProblem?
        let name: Field
        let kind: ChoiceField
        let place: ChoiceField
        let subject: Field
        let days: Field
    }

    let notice: Notice?
    let title: String
    let rows: [Row]
    let form: Form?
}

extension SourcesPage.Row {
    init(
        _ view: IngestSourceView,
        places: [Jurisdiction.ID: String],
        mayAdd: Bool,
        mayClose: Bool,
        _ display: Display
    ) {
        let texts = display.texts
        name = view.source.name
        kind = texts[TextKey("source.kind.\(view.source.kind.rawValue)")]
        reach =
            switch view.source.reach {
            case .city: texts["source.reach.city"]
            case .jurisdiction(let id): places[id] ?? NumberStyle.none
            case .organisation, .building: view.reachName ?? NumberStyle.none
            }
        last = view.lastAt.map(texts.dates.minute) ?? texts["token.never"]
        readings = texts.numbers.integer(Int(view.readings))
        refused = texts.numbers.integer(Int(view.refused))
        isClosed = view.isClosed
        expires =
            view.isClosed
            ? texts["source.closed"]
            : view.tokenExpires.map { texts.dates.day(CivilDay(containing: $0)) } ?? texts["token.expired"]
        let address = "\(SourcesController.path)/\(view.source.id)"
        tokenAddress = mayAdd && !view.isClosed ? "\(address)/token" : nil
        closeAddress = mayClose && !view.isClosed ? "\(address)/close" : nil
    }
}

extension SourcesPage.Form {
    init(_ draft: FormDraft, places: [(value: String, text: String)]) {
        problem = draft.problem
        name = draft.field("name", "source.name", hint: "source.name.hint", isRequired: true)
        kind = draft.choice(
            "kind",
            "source.kind",
            IngestSource.Kind.allCases.map { ($0.rawValue, draft.texts[TextKey("source.kind.\($0.rawValue)")]) }
        )
        place = draft.choice("place", "source.place", places, none: "source.reach.city")
        subject = draft.field("subject", "source.subject", hint: "source.subject.hint")
        days = draft.field("days", "source.days", stored: "365", type: "number", isRequired: true)
    }
}
