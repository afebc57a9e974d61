import Documents
import HTTPTypes
import Hummingbird
import PeakPlanning
import Texts
import Workflows

/// Importing a plan in the browser (导入方案): first what it would do, then, confirmed, the import itself.
enum PlanImportController {
    static func page(_ exchange: Exchange) async throws -> Response { try await show(exchange, nil) }

    /// Takes in a file or pasted text and shows what its import would do; nothing is written yet.
    static func preview(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        do {
            var form = try UploadForm(exchange, pasted: "pasted.txt")
            guard let received = try await form.receive() else {
                let words = exchange.texts["planimport.nothing"]
                return try await show(exchange, FormProblem(text: words, lines: []), .unprocessableContent)
            }
            do {
                switch try await platform.preview(received.file) {
                case .own(let preview): return try await show(exchange, preview)
                case .reference(let preview): return try await show(exchange, preview, draft(exchange))
                }
            } catch {
                await ImportController.discard(received.file, exchange)
                throw error
            }
        } catch let failure as PlanFile.Failure {
            return try await refused(exchange, failure.words)
        } catch let error as WebError {
            switch error {
            case .wrongContent, .uploadTooLarge:
                let problem = FormProblem(text: error.title(exchange.texts), lines: [error.advice(exchange.texts)])
                return try await show(exchange, problem, error.status)
            default: throw error
            }
        }
    }

    static func confirm(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let job = try await exchange.site.platform.confirm(
            try ticket(form),
            choices: PlanChoices(
                isAsPublished: form["as_published"] == "1",
                place: try place(form),
                seen: try seen(form)
            ),
            language: exchange.language,
            by: exchange.actor
        )
        guard let job else { return try await expired(exchange) }
        return exchange.seeOther("/jobs/\(job)")
    }

    /// Shows what the import of the same file would do if it were something else to the plan in force.
    static func previewAgain(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let place = try place(form) else { throw WebError.badParameter("place") }
        return try await showAgain(exchange, form, as: place, draft(exchange))
    }

    /// Keeps the plan of another place for comparison.
    static func confirmReference(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let result = try await exchange.site.platform.confirmReference(
            try ticket(form),
            place: form["place"] ?? "",
            by: exchange.actor
        )
        guard let result else { return try await expired(exchange) }
        guard result.failure.isEmpty else {
            var draft = draft(exchange)
            draft.typed = form
            guard draft.refuseReference(result.failure) else { return try await refused(exchange, result.failure) }
            // The file still waits for the right answer.
            return try await showAgain(exchange, form, as: .next, draft, .unprocessableContent)
        }
        return exchange.seeOther(ComparisonQuery.path, result.isNew ? .referenceKept : .referenceSame)
    }

    static func decline(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let isGone = try await exchange.site.platform.decline(try ticket(form), by: exchange.actor)
        return isGone ? exchange.seeOther("/plan/import") : try await expired(exchange)
    }

    /// Says why a text is not taken; of a file only its name.
    private static func refused(_ exchange: Exchange, _ words: [String]) async throws -> Response {
        let arguments = words.dropFirst().map { word in
            word.hasPrefix("/") ? word.split(separator: "/").last.map(String.init) ?? word : word
        }
        let text = exchange.texts.text(TextKey("job.failure.\(words.first ?? "other")"), arguments)
        return try await show(exchange, FormProblem(text: text, lines: []), .unprocessableContent)
    }

    private static func expired(_ exchange: Exchange) async throws -> Response {
        let problem = FormProblem(text: exchange.texts["planimport.expired"], lines: [])
        return try await show(exchange, problem, .conflict)
    }

    private static func ticket(_ form: FormFields) throws -> UploadTicket {
        guard let id = form["upload"], let sum = form["sha256"] else { throw WebError.badParameter("upload") }
        return UploadTicket(id: id, sha256: sum)
    }

    private static func place(_ form: FormFields) throws -> PlanPlace? {
        guard let code = form["place"] else { return nil }
        guard let place = PlanPlace(rawValue: code) else { throw WebError.badParameter("place") }
        return place
    }

    /// The text that a preview was made against; `nil` before there was one.
    private static func seen(_ form: FormFields) throws -> Int64? {
        guard let text = form["seen"] else { return nil }
        guard let number = Int64(text) else { throw WebError.badParameter("seen") }
        return number == 0 ? nil : number
    }

    private static func show(
        _ exchange: Exchange,
        _ problem: FormProblem?,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let limit = min(exchange.site.settings.uploadLimit, ProseLimits().packedBytes)
        let megabytes = exchange.display.numbers.integer(limit >> 20)
        let model = PlanImportPage(problem: problem, hint: exchange.texts["planimport.file.hint", megabytes])
        return try await exchange.freshPage("planimport", head(exchange), model, status: status, at: "/plan/import")
    }

    private static func showAgain(
        _ exchange: Exchange,
        _ form: FormFields,
        as place: PlanPlace,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        do {
            switch try await exchange.site.platform.preview(again: try ticket(form), as: place) {
            case .own(let preview): return try await show(exchange, preview)
            case .reference(let preview): return try await show(exchange, preview, draft, status)
            case nil: return try await expired(exchange)
            }
        } catch let failure as PlanFile.Failure {
            return try await refused(exchange, failure.words)
        }
    }

    private static func show(_ exchange: Exchange, _ preview: PlanPreview) async throws -> Response {
        let model = PlanPreviewPage(preview, display: exchange.display)
        return try await exchange.freshPage("planpreview", head(exchange), model, at: "/plan/import")
    }

    private static func draft(_ exchange: Exchange) -> FormDraft { FormDraft(texts: exchange.texts, prefix: "pr") }

    private static func show(
        _ exchange: Exchange,
        _ preview: ReferencePreview,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let state = try await exchange.site.platform.dataState(scope: exchange.scope)
        let model = ReferencePreviewPage(preview, city: state.city, draft: draft, display: exchange.display)
        let head = head(exchange)
        return try await exchange.freshPage("planreference", head, model, status: status, at: "/plan/import")
    }

    private static func head(_ exchange: Exchange) -> PageHead {
        PageHead(
            section: .plan,
            title: exchange.texts["planimport.title"],
            crumbs: [Link(href: exchange.display.link("/plan"), text: exchange.texts["nav.plan"])]
        )
    }
}
