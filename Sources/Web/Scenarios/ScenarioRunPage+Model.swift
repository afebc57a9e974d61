import Scenarios
import Texts
import Units
import Workflows

/// What the page of one run shows (情景结果页).
struct ScenarioRunPage: Sendable {
    let notice: Notice?
    let id: String
    let title: String
    let liveAddress: String
    let isActive: String
    let isRunning: Bool
    let state: String
    let stateStyle: String
    let percent: String
    let failure: String?
    let result: ScenarioResultPlate?
    let unreadable: Bool
    let mayRun: Bool
    let inputs: [Fact]
    let files: [Fact]
    let repeated: Notice?
    let fileAddress: String
    let dataAddress: String
    let pathwayAddress: String
    let compareAddress: String
    let address: String
}

extension ScenarioRunPage {
    /// - Parameters:
    ///   - run: the run.
    ///   - report: what it came to; `nil` before it ended.
    ///   - failure: why its job failed.
    ///   - notice: what was just done.
    ///   - mayRun: whether the reader may run it again or stop it.
    ///   - display: the language.
    init(
        _ run: ScenarioRun,
        _ report: ScenarioReport?,
        failure: String?,
        notice: Notice?,
        mayRun: Bool,
        _ display: Display
    ) {
        let texts = display.texts
        let address = "\(ScenarioQuery.path)/runs/\(run.id)"
        self.notice = notice
        self.failure = failure
        self.mayRun = mayRun
        id = "\(run.id)"
        title = display.name(run.title)
        liveAddress = "/api/v1/scenarios/runs/\(run.id)"
        isActive = run.isActive ? "true" : "false"
        isRunning = run.isActive
        state = texts[TextKey("job.state.\(run.state.rawValue)")]
        stateStyle = ScenarioPage.Run(run, display).style
        percent = display.numbers.percent(run.progress, decimals: 0)
        result = report.map { ScenarioResultPlate($0, display) }
        unreadable = run.state == .done && report == nil
        inputs = Self.inputs(run, report, display)
        files = run.inputs.files.map { file in
            Fact(name: file.name, figure: Figure(String(file.sha256.prefix(16))), note: nil)
        }
        repeated = run.repeats.map { Self.words($0, texts) }
        fileAddress = "/api/v1/scenarios/runs/\(run.id)/years.csv"
        dataAddress = "/api/v1/scenarios/runs/\(run.id)"
        pathwayAddress = display.link(
            (["\(ScenarioQuery.path)?file=\(run.scenario.percentEncoded)"]
                + run.inputs.strengths.sorted { $0.key < $1.key }.map {
                    "\(ScenarioQuery.prefix)\($0.key.percentEncoded)=\($0.value)"
                }).joined(separator: "&")
        )
        compareAddress = display.link("\(ScenarioQuery.path)/compare?a=\(run.id)")
        self.address = address
    }

    private static func words(_ repeats: (run: Int64, isSame: Bool?), _ texts: Localizer) -> Notice {
        switch repeats.isSame {
        case true?: .done(texts["scenarios.repeat.same", "\(repeats.run)"])
        case false?: .problem(texts["scenarios.repeat.other", "\(repeats.run)"])
        case nil: Notice(mark: "sg-none", role: "status", text: texts["scenarios.repeat.open", "\(repeats.run)"])
        }
    }

    private static func inputs(_ run: ScenarioRun, _ report: ScenarioReport?, _ display: Display) -> [Fact] {
        let (texts, inputs) = (display.texts, run.inputs)
        func fact(_ key: TextKey, _ value: String) -> Fact { Fact(name: texts[key], figure: Figure(value), note: nil) }
        let strengths = inputs.strengths.sorted { $0.key < $1.key }.map { name, value in
            "\(report.map { display.drawn("measures.\(name)", $0) } ?? name) \(display.numbers.decimal(value, decimals: 2))"
        }
        let closed = inputs.closed.map { closed in
            texts[
                closed.is_synthetic ? "scenarios.closed.synthetic" : "scenarios.closed",
                closed.years.map { "\($0.year)" }.joined(separator: ", "),
                texts[TextKey("scenarios.closed.\(closed.source.rawValue)")],
                texts[TextKey("scenarios.basis.\(closed.basis)")],
                display.numbers.percent(closed.spread, decimals: 0),
                display.numbers.percent(closed.correlation, decimals: 0)
            ]
        }
        let measured = (inputs.measured ?? []).compactMap { item in
            item.answer.map { answer in
                fact(
                    "scenarios.measured",
                    texts[
                        "scenarios.measured.value",
                        item.query.kind,
                        "\(item.query.from)–\(item.query.to)",
                        display.numbers.decimal(answer.median),
                        "\(answer.buildings)",
                        display.numbers.percent(answer.share)
                    ]
                )
            }
        }
        return measured + [
            fact("scenarios.run.draws", display.numbers.integer(inputs.draws)),
            fact("scenarios.run.seed", "\(inputs.seed)"),
            fact(
                "scenarios.run.strengths",
                strengths.isEmpty ? texts["scenarios.run.asWritten"] : display.joined(strengths)
            ),
            fact("scenarios.run.closed", closed ?? texts["scenarios.closed.none"]),
            fact("scenarios.run.version", run.version),
            fact("scenarios.run.who", run.person ?? NumberStyle.none),
            fact("scenarios.run.when", display.dates.minute(run.createdAt)),
            fact("scenarios.run.result", run.resultSHA256.map { String($0.prefix(16)) } ?? NumberStyle.none),
        ]
    }
}
