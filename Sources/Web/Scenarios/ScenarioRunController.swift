import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// One run of a scenario (情景运行).
enum ScenarioRunController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let run = try await exchange.scenarioRun()
        let display = exchange.display
        var failure: String?
        if run.state == .failed, let job = run.job, let found = try await platform.job(job)?.failure {
            failure = exchange.texts.text(TextKey("job.failure.\(found.key)"), found.evidence)
        }
        let model = ScenarioRunPage(
            run,
            try await platform.scenarioReport(ofRun: run.id),
            failure: failure,
            notice: exchange.doneNotice,
            mayRun: !exchange.principal.roles.isDisjoint(with: .reviewers),
            display
        )
        let head = PageHead(
            section: .scenarios,
            title: display.name(run.title),
            crumbs: [
                Link(href: display.link(ScenarioQuery.path), text: exchange.texts["nav.scenarios"]),
                Link(href: "", text: exchange.texts["scenarios.run.number", "\(run.id)"]),
            ],
            modules: run.isActive ? ["jobs"] : []
        )
        return try await exchange.freshPage("scenariorun", head, model)
    }

    /// Queues the same run once more.
    static func again(_ exchange: Exchange) async throws -> Response {
        do {
            let run = try exchange.number("id")
            guard let id = try await exchange.site.platform.repeatScenarioRun(run, by: exchange.actor) else {
                throw WebError.notFound
            }
            return exchange.seeOther("\(ScenarioQuery.path)/runs/\(id)")
        } catch let refusal as ScenarioRunRefusal {
            throw WebError(refusal)
        }
    }

    /// Asks the job of a run to stop and leads back to it.
    static func cancel(_ exchange: Exchange) async throws -> Response {
        let run = try await exchange.scenarioRun()
        if let job = run.job { _ = try await exchange.site.platform.cancel(job: job, by: exchange.actor) }
        return exchange.seeOther("\(ScenarioQuery.path)/runs/\(run.id)")
    }

    /// The years of a run as a table for a spreadsheet, in kilotonnes.
    static func file(_ exchange: Exchange) async throws -> Response {
        let run = try await exchange.scenarioRun()
        guard let report = try await exchange.site.platform.scenarioReport(ofRun: run.id) else {
            throw WebError.notFound
        }
        var columns: [(String, [Double])] = report.emissions_ktco2.sorted { $0.key < $1.key }
            .map { ("\($0.key)_ktco2", $0.value) }
        if let odds = report.odds {
            columns += [
                ("p10_ktco2", odds.p10_ktco2), ("p50_ktco2", odds.p50_ktco2), ("p90_ktco2", odds.p90_ktco2),
            ]
        }
        columns.append(("without_measures_ktco2", report.without_measures_ktco2))
        columns += report.measures.map { ("reduction_\($0.id)_ktco2", $0.reduction_ktco2) }
        columns += report.districts.map { ("district_\($0.code)_ktco2", $0.emissions_ktco2) }
        let rows = report.years.enumerated().map { place, year in
            ["\(year)"] + columns.map { "\($0.1[place])" }
        }
        return try CSVFile(name: "scenario-run-\(run.id).csv", header: ["year"] + columns.map(\.0), rows: rows)
            .response()
    }
}

extension Exchange {
    /// The run that the address names.
    func scenarioRun() async throws -> ScenarioRun {
        guard let run = try await site.platform.scenarioRun(try number("id")) else { throw WebError.notFound }
        return run
    }
}
