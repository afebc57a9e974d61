package import Access
import PeakPlanning
import Store
public import Units

extension Platform {
    /// Keeps what is expected of every target that is not decided yet, for the city and each of its districts, once a
    /// civil month (留存预测).
    ///
    /// A target is not decided while its year is not over. Peaks have no odds, incentives are not judged, and with fewer
    /// than three values nothing is forecast: none of them is kept. Any number of calls a month keeps one round.
    @discardableResult
    package func keepForecasts(by actor: Actor) async throws -> ForecastRoundReport {
        let today = CivilDay(containing: now())
        if let known = try await store.forecastRound(of: today.month) {
            return ForecastRoundReport(day: known.day, count: known.count, isNew: false)
        }
        var forecasts: [KeptForecast] = []
        for place in try await jurisdictions(scope: .all) {
            guard let view = try await plan(jurisdiction: place.id, scope: .all) else { break }
            forecasts += view.targets.compactMap { KeptForecast($0, of: place.id, in: currentYear) }
        }
        guard let kept = try await store.keep(forecasts, on: today, by: actor, now: now()) else {
            return ForecastRoundReport(day: nil, count: 0, isNew: false)
        }
        return ForecastRoundReport(day: kept.round.day, count: kept.round.count, isNew: kept.isNew)
    }

    /// Kept forecasts beside what came, those of earlier plans among them, and what the rule would have said a year before
    /// the targets of the plan in force that are decided; `nil` before a plan was imported or where the place is unknown.
    public func forecastReview(jurisdiction: Jurisdiction.ID?, scope: Scope) async throws -> ForecastReview? {
        guard let view = try await plan(jurisdiction: jurisdiction, scope: scope) else { return nil }
        let kept = Dictionary(grouping: try await store.forecasts(of: view.jurisdiction.id)) { $0.forecast.item }
        let rounds = try await store.forecastRounds()
        let open = view.targets.filter { line in
            line.progress.verdict == nil && line.indicator.item.map { kept[$0] != nil } ?? false
        }
        let earlier = try await planLineage(jurisdiction: jurisdiction, scope: scope)?.earlier ?? []
        let decided =
            view.targets.map { ($0, nil) } + earlier.flatMap { plan in plan.lines.map { ($0.target, plan.facts) } }
        return ForecastReview(
            facts: view.facts,
            jurisdiction: view.jurisdiction,
            roundCount: rounds.count,
            lastRound: rounds.last.map { ForecastRoundReport(day: $0.day, count: $0.count, isNew: false) },
            openCount: open.count,
            nextYear: open.compactMap(\.indicator.year).min(),
            kept: ForecastResults(
                lines: decided.compactMap { line, plan in
                    line.indicator.item.flatMap { kept[$0] }.flatMap { ForecastLine(line, of: plan, kept: $0) }
                }
            ),
            backcast: ForecastResults(lines: view.targets.compactMap(ForecastLine.init(backcast:)))
        )
    }
}

extension TargetLine {
    /// What its values are held against; `nil` where that is no number, or no indicator answers it.
    fileprivate var asked: KeptForecast.Asked? {
        guard let measurement, let judgement = measurement.judgement(of: indicator) else { return nil }
        return KeptForecast.Asked(
            goal: judgement.goal,
            comparator: judgement.comparator.rawValue,
            indicator: IndicatorBinding(indicator: measurement.indicator.id, variant: measurement.variant?.id).text
        )
    }
}

extension KeptForecast {
    /// What is expected of a target; `nil` where nothing is to be kept, as where the goal's own year is known already.
    fileprivate init?(_ line: TargetLine, of place: Jurisdiction.ID, in currentYear: Int) {
        guard let item = line.indicator.item, let year = line.indicator.year, let outlook = line.progress.outlook,
            let range = outlook.interval, let odds = outlook.odds, let asked = line.asked,
            let last = line.measurement?.points(for: line.indicator, in: currentYear).last, last.year < year
        else { return nil }
        self.init(
            item: item,
            jurisdiction: place,
            asked: asked,
            method: outlook.method,
            lastYear: last.year,
            goalYear: year,
            expected: outlook.expected,
            range: range,
            odds: odds,
            status: line.progress.status.rawValue
        )
    }
}

extension ForecastLine {
    /// Of a decided target the forecast that was kept nearest to the end of the year before; `nil` where the target is
    /// not decided, asked for something else when it was forecast, or the goal's own year was used.
    fileprivate init?(
        _ line: TargetLine,
        of plan: PlanFacts?,
        kept: [(day: CivilDay, forecast: KeptForecast)]
    ) {
        guard let year = line.indicator.year, let verdict = line.progress.verdict, verdict == .met || verdict == .missed
        else { return nil }
        let begin = CivilYear(year).days.lowerBound.number
        let rounds = kept.filter {
            $0.forecast.goalYear == year && $0.forecast.lastYear < year && $0.forecast.asked == line.asked
        }
        let chosen = rounds.min { abs($0.day.number - begin) < abs($1.day.number - begin) }
        guard let chosen else { return nil }
        self.init(
            target: line,
            plan: plan,
            madeOn: chosen.day,
            lastYear: chosen.forecast.lastYear,
            expected: chosen.forecast.expected,
            range: chosen.forecast.range,
            odds: chosen.forecast.odds,
            verdict: verdict
        )
    }

    /// Of a decided target what the rule says with the values up to the year before its own; `nil` where it is not
    /// decided, or is no quantity: a date that is known today was not known then.
    fileprivate init?(backcast line: TargetLine) {
        guard let year = line.indicator.year, let measurement = line.measurement, !line.indicator.isPeak,
            measurement.indicator.unit != PlanIndicator.yearUnit,
            let verdict = line.progress.verdict, verdict == .met || verdict == .missed,
            let judgement = measurement.judgement(of: line.indicator)
        else { return nil }
        let known = measurement.points(for: line.indicator, in: year).filter { $0.year < year && $0.value.isFinite }
        let outlook = judgement.progress(of: known, in: year).outlook
        self.init(
            target: line,
            plan: nil,
            madeOn: nil,
            lastYear: known.last?.year,
            expected: outlook?.expected,
            range: outlook?.interval,
            odds: outlook?.odds,
            verdict: verdict
        )
    }
}
