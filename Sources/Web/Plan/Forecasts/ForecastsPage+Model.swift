import PeakPlanning
import Texts
import Units
import Workflows

/// What the page about past odds shows (预测得失).
struct ForecastsPage: Sendable {
    /// A forecast beside what came.
    struct Row: Sendable {
        let task: String
        let name: String
        /// The earlier plan that it is of.
        let plan: Quoted?
        let href: String
        let year: String
        let goal: String
        let goalTag: String?
        /// When it was kept, or up to which year its values reach.
        let basis: String
        let forecast: String
        let range: String?
        let odds: String
        let value: Figure
        let valueTag: String?
        let style: String
        let word: String
        let hit: String
    }

    /// One figure of the score.
    struct Score: Sendable {
        let name: String
        let value: String
    }

    /// Forecasts with similar odds.
    struct Band: Sendable {
        let odds: String
        let count: String
        let mean: String
        let came: String
    }

    /// Forecasts with their scores.
    struct Part: Sendable {
        let title: String
        /// What the column of ``Row/basis`` is called.
        let basisName: String
        let scores: [Score]
        let bands: [Band]
        let rows: [Row]
    }

    let places: [Choice]
    let rounds: String
    let hasRounds: Bool
    let command: String
    let open: String?
    let kept: Part
    let backcast: Part
    let dataAddress: String
    let planAddress: String
    let source: Quoted

    init(_ review: ForecastReview, places: [Jurisdiction], display: Display) {
        let texts = display.texts
        let shown = review.jurisdiction
        self.places = places.map {
            Choice(
                value: $0.kind == .city ? "" : "\($0.id.rawValue)",
                text: display.name($0),
                isCurrent: $0.id == shown.id
            )
        }
        hasRounds = review.lastRound != nil
        rounds =
            review.lastRound.map { last in
                texts[
                    "forecasts.rounds",
                    display.numbers.integer(review.roundCount),
                    display.dates.day(last.day),
                    display.numbers.integer(last.count)
                ]
            } ?? texts["forecasts.rounds.none"]
        command = "tanfeng plan forecast"
        open = review.nextYear.map { texts["forecasts.open", display.numbers.integer(review.openCount), "\($0)"] }
        kept = Part(review.kept, none: "forecasts.heading.none", basis: "column.madeOn", display)
        backcast = Part(review.backcast, none: "forecasts.backcast.none", basis: "column.asOf", display)
        let query = shown.kind == .city ? "" : "?district=\(shown.id.rawValue)"
        dataAddress = "/api/v1/plan/forecasts\(query)"
        planAddress = display.link("/plan\(query)")
        source = display.quoted("plan.source", review.facts.title, display.dates.day(review.facts.date))
    }
}

extension ForecastsPage.Part {
    fileprivate init(_ results: ForecastResults, none: TextKey, basis: TextKey, _ display: Display) {
        let texts = display.texts
        let score = results.score
        func brier(_ value: Double) -> String { display.numbers.decimal(value, decimals: 3) }
        title =
            score.map {
                texts[
                    "forecasts.heading.scored",
                    display.numbers.integer($0.count),
                    display.numbers.integer($0.hits),
                    brier($0.brier)
                ]
            } ?? texts[none]
        basisName = texts[basis]
        scores =
            score.map { score in
                [
                    ("count", display.numbers.integer(score.count)), ("came", display.numbers.integer(score.cameCount)),
                    ("hits", "\(display.numbers.integer(score.hits)) (\(display.odds(score.hitRate)))"),
                    ("brier", brier(score.brier)), ("reference", brier(score.reference)),
                ].map { ForecastsPage.Score(name: texts[TextKey("forecasts.score.\($0)")], value: $1) }
            } ?? []
        bands = (score?.bands ?? []).map { band in
            func whole(_ share: Double) -> String { display.numbers.percent(share, decimals: 0) }
            return ForecastsPage.Band(
                odds: texts["forecasts.band", whole(band.low), whole(band.high)],
                count: display.numbers.integer(band.count),
                mean: display.odds(band.meanOdds),
                came: display.odds(band.cameShare)
            )
        }
        rows = results.lines.map { ForecastsPage.Row($0, display) }
    }
}

extension ForecastsPage.Row {
    fileprivate init(_ line: ForecastLine, _ display: Display) {
        let texts = display.texts
        let target = line.target
        let values = TargetNumbers(target.judged, series: target.measurement?.series ?? [], display: display)
        let unit = target.judged.unit
        task = target.task
        name = target.indicator.name
        plan = line.plan.map { display.quoted("forecasts.plan", $0.title, display.dates.day($0.date)) }
        href = plan == nil ? display.taskLink(target.task, number: target.number) : display.link("/plan/lineage")
        year = target.indicator.year.map(String.init) ?? NumberStyle.none
        goal = display.goal(target)
        goalTag = display.foreignTag(goal)
        basis = line.madeOn.map(display.dates.day) ?? line.lastYear.map(String.init) ?? NumberStyle.none
        forecast = values.text(line.expected)
        range = line.range.map {
            texts["target.range", values.text($0.lowerBound), values.text($0.upperBound)]
        }
        odds = line.odds.map(display.odds) ?? texts["forecasts.tooShort"]
        value = Figure(
            values.text(target.measurement?.value(upTo: target.indicator.year)?.value),
            display.printedUnit(unit)
        )
        valueTag = value.unit.flatMap(display.foreignTag)
        style = target.progress.status.style
        word = display.word(target.progress.status)
        hit = line.isHit.map { texts[$0 ? "forecasts.hit.yes" : "forecasts.hit.no"] } ?? NumberStyle.none
    }
}
