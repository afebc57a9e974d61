import PeakPlanning
import Texts
import Units
import Workflows

/// What a page shows of one target (指标行): the same on the plan's page, the task's and the indicator's.
struct TargetRow: Sendable {
    let task: String
    let taskHref: String
    let number: String
    let href: String
    let mark: String
    let name: String
    /// To what it applies, where the name does not say so.
    let scope: String?
    let value: Figure
    let valueYear: String?
    let explanation: String?
    let goal: String
    /// The language of goal and unit, where it is not the page's.
    let goalTag: String?
    let year: String
    let gap: String
    let gapStyle: String
    let spark: Sparkline?
    let forecast: String
    let hasForecast: Bool
    /// The probability that the target is met, in words; `nil` where there is none.
    let odds: String?
    /// The range of the forecast.
    let range: String?
    let status: String
    let word: String
    /// Why it stands so, step by step.
    let reasons: [ReasonLine]
    /// The two ways to read “before a year”; empty for other targets.
    let readings: [PeakReadingLine]
    let lead: String
    /// Who must report what is missing; `nil` where there is data.
    let missing: Quoted?
    let hasNoData: Bool
    /// Whether a value behind it is newer than the reader's last look.
    var isNew = false
    /// The targets of earlier plans whose place it has taken.
    var predecessors: [Predecessor] = []

    init(_ line: TargetLine, currentYear: Int, place: Jurisdiction.ID?, display: Display) {
        let indicator = line.indicator
        let series = line.measurement?.series ?? []
        // A standard that all shall follow is judged by the share that does.
        let demand = line.judged
        let numbers = TargetNumbers(demand, series: series, display: display)
        let judged = line.measurement?.value(upTo: indicator.year)
        task = line.task
        taskHref = display.taskLink(line.task)
        number = "\(line.number)"
        href = display.taskLink(line.task, number: line.number)
        mark = line.progress.status.mark
        name = indicator.name
        scope = indicator.scope.isEmpty || indicator.name.contains(indicator.scope) ? nil : indicator.scope
        value = Figure(numbers.text(judged?.value), display.printedUnit(demand.unit))
        valueYear = numbers.isYear ? nil : judged.map { "\($0.year)" }
        explanation = line.measurement.flatMap { measurement in
            (judged?.year ?? indicator.year).map { display.explanationLink(measurement, year: $0, in: place) }
        }
        goal = display.goal(line)
        goalTag = display.foreignTag(goal)
        year = indicator.year.map(String.init) ?? NumberStyle.none
        gap = numbers.signed(line.progress.gap)
        gapStyle = (line.progress.gap ?? 0) < 0 ? "gap-neg" : "gap-pos"
        let number = numbers.isYear ? nil : demand.value?.doubleValue
        spark = Sparkline(
            series.map { ($0.year, $0.value) },
            goal: number,
            until: currentYear,
            expected: indicator.year.flatMap { year in
                line.progress.outlook.map { (year, $0.expected, $0.interval) }
            }
        )
        forecast = numbers.text(line.progress.forecast)
        hasForecast = line.progress.forecast != nil
        odds = line.progress.odds.map { display.texts["target.odds", display.numbers.percent($0, decimals: 0)] }
        range = line.progress.outlook?.interval.map {
            display.texts["target.odds.range", display.range($0, numbers, demand.unit)]
        }
        status = line.progress.status.style
        word = display.word(line.progress.status)
        reasons = display.reasons(line, numbers)
        readings = line.progress.peakReadings.map {
            PeakReadingLine(year: "\($0.year)", style: $0.status.style, word: display.word($0.status))
        }
        lead = line.lead ?? NumberStyle.none
        hasNoData = series.isEmpty
        if let failure = line.measurement?.failure {
            missing = display.quoted("plan.notComputed.by", failure.file)
        } else {
            missing = series.isEmpty ? line.reporter.map { display.quoted("plan.noData.by", $0) } : nil
        }
    }
}
