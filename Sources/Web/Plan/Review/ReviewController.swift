import Access
import HTTPTypes
import Hummingbird
import PeakPlanning
import Texts
import Workflows

/// Checking what was read from the plan (方案校对): the text, the items, and what people decide about them.
enum ReviewController {
    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, try exchange.reviewQuery(exchange.query), FormDraft(texts: exchange.texts))
    }

    /// One item, or all that were ticked off together; each is kept for itself.
    static func accept(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, nil) { platform, form, text in
            let items = form.picks(in: text)
            guard !items.isEmpty else { throw PlanReviewRefusal.notFound }
            try await platform.acceptReading(of: items, note: form["reason"] ?? "", actor: exchange.actor)
        }
    }

    static func correct(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .correct) { platform, form, text in
            try await platform.correctReading(
                of: try form.reference(in: text),
                to: PlanStatementInput(form),
                reason: form["reason"] ?? "",
                actor: exchange.actor
            )
        }
    }

    static func add(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .add) { platform, form, text in
            try await platform.addItem(
                PlanStatementInput(form),
                text: text,
                reason: form["reason"] ?? "",
                actor: exchange.actor
            )
        }
    }

    static func reject(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .reject) { platform, form, text in
            let reason = form["reason"] ?? ""
            try await platform.rejectReading(of: try form.reference(in: text), reason: reason, actor: exchange.actor)
        }
    }

    static func withdraw(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .withdraw) { platform, form, text in
            let reason = form["reason"] ?? ""
            try await platform.withdrawReview(of: try form.reference(in: text), reason: reason, actor: exchange.actor)
        }
    }

    static func assign(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .assign) { platform, form, text in
            try await platform.assign(
                try form.reference(in: text),
                lead: form["lead"] ?? "",
                binding: form["binding"] ?? "",
                reason: form["reason"] ?? "",
                actor: exchange.actor
            )
        }
    }

    /// Decides, and leads back; what is refused is shown again in the form that it came from.
    private static func act(
        _ exchange: Exchange,
        _ act: ReviewQuery.Act?,
        _ work: (Platform, FormFields, Int64) async throws -> Void
    ) async throws -> Response {
        let form = try await exchange.form()
        guard let text = form["text"].flatMap({ Int64($0) }) else { throw WebError.badParameter("text") }
        var query = try exchange.reviewQuery { form[$0] }
        do {
            try await work(exchange.site.platform, form, text)
            // Back to the task where the form stood, which a correction may have left.
            return exchange.seeOther(query.path(task: form["page"] ?? query.task, item: query.item), .saved)
        } catch let refusal as PlanReviewRefusal {
            if refusal == .notFound { throw WebError.notFound }
            var draft = FormDraft(texts: exchange.texts, prefix: "rv", typed: form)
            draft.refuse(refusal)
            query.task = form["page"] ?? query.task
            query.act = act
            return try await show(exchange, query, draft, refusal.status)
        }
    }

    private static func show(
        _ exchange: Exchange,
        _ query: ReviewQuery,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        guard let view = try await platform.planReview() else {
            return try PlanController.empty(exchange, state: try await platform.dataState(scope: exchange.scope))
        }
        if let task = query.task, !view.tasks.contains(where: { $0.task.id == task }) { throw WebError.notFound }
        var assignment: ReviewAssignment?
        if query.act == .assign, let item = query.item { assignment = try await platform.assignment(of: item) }
        let model = ReviewPage(
            view,
            assignment: assignment,
            query: query,
            draft: draft,
            canWrite: !exchange.principal.roles.isDisjoint(with: .reviewers),
            notice: exchange.doneNotice,
            display: exchange.display
        )
        let head = PageHead(
            section: .plan,
            title: exchange.texts["review.title"],
            crumbs: [Link(href: exchange.display.link("/plan"), text: exchange.texts["nav.plan"])],
            modules: ["review"],
            version: PlanController.version(view.facts, exchange)
        )
        return try await exchange.freshPage("review", head, model, status: status, at: "/plan/review")
    }
}

extension PlanStatementInput {
    /// What was typed.
    init(_ form: FormFields) {
        self.init()
        task = form["task"] ?? ""
        kind = form["kind"] ?? ""
        name = form["name"] ?? ""
        comparator = form["comparator"] ?? ""
        value = form["value"] ?? ""
        upperValue = form["upper_value"] ?? ""
        unit = form["unit"] ?? ""
        year = form["year"] ?? ""
        baseline = form["baseline"] ?? ""
        baselineYear = form["baseline_year"] ?? ""
        baselineDirection = form["baseline_direction"] ?? ""
        qualifier = form["qualifier"] ?? ""
        scope = form["scope"] ?? ""
        quote = form["quote"] ?? ""
    }
}

extension PlanReviewRefusal {
    /// How a form that it refuses is answered.
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .changed, .textReplaced, .nothingToWithdraw: .conflict
        default: .unprocessableContent
        }
    }
}

extension FormDraft {
    /// Puts a refusal beside the fields that it is about, or above the form.
    ///
    /// - Parameters:
    ///   - refusal: why nothing was kept.
    ///   - page: whose own words it is put in, where the page has any.
    mutating func refuse(_ refusal: PlanReviewRefusal, in page: String = "review") {
        switch refusal {
        case .fields(let fields):
            for (field, problem) in fields {
                problems[field.rawValue] = texts[TextKey("review.problem.\(problem.rawValue)")]
            }
        case .noReason: problems["reason"] = texts["field.missing"]
        case .reasonTooLong(let limit):
            problems["reason"] = texts["review.refusal.reasonTooLong", texts.numbers.integer(limit)]
        default:
            let own = TextKey("\(page).refusal.\(refusal.name)")
            general = texts.contains(own) ? texts[own] : texts[TextKey("review.refusal.\(refusal.name)")]
        }
    }
}
