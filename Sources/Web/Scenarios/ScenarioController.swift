import Access
import HTTPTypes
import Hummingbird
import Scenarios
import Texts
import Units
import Workflows

/// Scenarios (情景): a pathway with sliders, what is asked of a run, the runs so far, the bureau's own files.
enum ScenarioController {
    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, try ScenarioQuery(exchange))
    }

    /// Queues a run and leads on to it.
    static func run(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var query = try ScenarioQuery(strengths: form["strengths"])
        query.file = form["file"]
        var draft = FormDraft(texts: exchange.texts, prefix: "run", typed: form)
        let request = try draft.runRequest(query)
        guard !draft.hasProblems else { return try await show(exchange, query, draft, nil, .unprocessableContent) }
        do {
            let id = try await exchange.site.platform.submit(request, by: exchange.actor)
            return exchange.seeOther("\(ScenarioQuery.path)/runs/\(id)")
        } catch let refusal as ScenarioRunRefusal {
            guard refusal == .tooMany else { throw WebError(refusal) }
            draft.general = exchange.texts["scenarios.run.tooMany"]
            return try await show(exchange, query, draft, draft.problem, .tooManyRequests)
        }
    }

    /// Takes in a file of the bureau; one that cannot be used is shown with all that is wrong with it.
    static func upload(_ exchange: Exchange) async throws -> Response {
        let texts = exchange.texts
        do {
            guard let file = try await ScenarioUpload.receive(exchange) else { throw WebError.badParameter("file") }
            let kept = try await exchange.site.platform.keepScenarioFile(
                file.name,
                bytes: file.bytes,
                by: exchange.actor
            )
            let address = "\(ScenarioQuery.path)?file=\(kept.name.percentEncoded)"
            return exchange.seeOther(address, kept.isNew ? .scenarioKept : .scenarioSame)
        } catch let refusal as ScenarioRefusal {
            let lines = refusal.problems.lines(texts)
            let problem = FormProblem(text: texts["scenarios.upload.refused", "\(lines.count)"], lines: lines)
            return try await show(exchange, ScenarioQuery(), nil, problem, .unprocessableContent)
        }
    }

    private static func show(
        _ exchange: Exchange,
        _ query: ScenarioQuery,
        _ draft: FormDraft? = nil,
        _ problem: FormProblem? = nil,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let (display, texts) = (exchange.display, exchange.texts)
        let choices = try await platform.scenarioChoices()
        guard let file = query.file ?? Platform.first(of: choices)?.file,
            choices.contains(where: { $0.file == file })
        else { throw WebError.notFound }
        var problem = problem
        var pathway: PathwayPlate?
        do {
            pathway = try await platform.scenarioPathway(file, strengths: query.strengths).map {
                PathwayPlate($0, file: file, display)
            }
        } catch let refusal as ScenarioRefusal {
            problem = FormProblem(text: texts["scenarios.unusable", file], lines: refusal.problems.lines(texts))
        } catch let refusal as ScenarioRunRefusal {
            throw WebError(refusal)
        }
        let mayRun = !exchange.principal.roles.isDisjoint(with: .reviewers)
        let runs = try await platform.scenarioRuns(before: exchange.query("cursor").flatMap { Int64($0) }, limit: 31)
        let draft = draft ?? FormDraft(texts: texts, prefix: "run")
        let model = ScenarioPage(
            notice: exchange.doneNotice,
            problem: problem,
            choices: choices.map { choice in
                Choice(value: choice.file, text: display.name(choice.title), isCurrent: choice.file == file)
            },
            pathway: pathway,
            runForm: mayRun && pathway != nil
                ? ScenarioPage.RunForm(draft, file: file, strengths: query.strengths) : nil,
            mayUpload: mayRun,
            uploadHint: texts["scenarios.upload.hint", "\(Platform.scenarioFileLimit >> 20)"],
            runs: runs.prefix(30).map { ScenarioPage.Run($0, display) },
            runsTitle: texts["scenarios.runs"],
            hasTwoRuns: runs.count { $0.state == .done } > 1,
            next: runs.count > 30 ? display.link("\(ScenarioQuery.path)?cursor=\(runs[29].id)") : nil
        )
        let head = PageHead(
            section: .scenarios,
            title: texts["nav.scenarios"],
            modules: pathway == nil ? [] : ["scenario"]
        )
        return try await exchange.freshPage("scenarios", head, model, status: status, at: ScenarioQuery.path)
    }
}

extension FormDraft {
    /// What is asked of a run; what cannot be is noted beside its field.
    fileprivate mutating func runRequest(_ query: ScenarioQuery) throws -> ScenarioRunRequest {
        guard let file = query.file else { throw WebError.badParameter("file") }
        func whole(_ name: String, _ range: ClosedRange<Int>) -> Int? {
            let number = typed?[name].flatMap { Int($0) }
            if number.map(range.contains) != true {
                problems[name] = texts["scenarios.run.between", "\(range.lowerBound)", "\(range.upperBound)"]
            }
            return number
        }
        let draws = whole("draws", ScenarioRunRequest.draws)
        let seed = whole("seed", 0...Int.max)
        let spread = whole("spread", ScenarioRoutes.spreads)
        let correlation = whole("correlation", ScenarioRoutes.correlations)
        return ScenarioRunRequest(
            scenario: file,
            strengths: query.strengths,
            draws: draws ?? 0,
            seed: UInt64(max(0, seed ?? 0)),
            searchesEffort: typed?["effort"] == "1",
            basis: typed?["basis"].flatMap(Anchoring.Basis.init(rawValue:)),
            accuracy: Anchoring.Accuracy(
                spread: Double(spread ?? 0) / 100,
                correlation: Double(correlation ?? 0) / 100
            )
        )
    }
}
