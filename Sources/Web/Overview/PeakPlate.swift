import Carbon
import PeakPlanning
import Texts
import Units
import Workflows

/// Whether the sector will peak in time, as far as its history says (达峰判断): emissions by year, the highest so far.
///
/// No odds: those come with scenarios, and none was computed.
struct PeakPlate: Sendable {
    let chart: ChartFrame
    let question: String
    let answer: Figure
    let facts: [Fact]
}

extension EmissionHistory {
    /// The scopes within the boundary, largest at the bottom of a column.
    var scopes: [EmissionScope] { boundary == .direct ? [.direct] : EmissionScope.stacked }
}

extension EmissionHistory.Boundary {
    /// What is measured within it.
    var quantity: TextKey { TextKey("peak.quantity.\(rawValue)") }
    /// The same in a word.
    var shortQuantity: TextKey { TextKey("peak.short.\(rawValue)") }
}

extension PeakPlate {
    /// Nothing without a single year.
    ///
    /// - Parameters:
    ///   - history: the emissions.
    ///   - readings: how “before a year” may be read, and how each reading stands.
    ///   - hasCharts: whether the chart can be drawn.
    ///   - display: the language.
    init?(_ history: EmissionHistory, readings: [PeakReading], hasCharts: Bool, display: Display) {
        guard let last = history.years.last else { return nil }
        let texts = display.texts
        let boundary = history.boundary
        let latest = last.total(boundary)
        let year = display.dates.year(CivilYear(last.year))
        question = texts["peak.latest", year, texts[history.boundary.shortQuantity]]
        answer = display.sectorColumn(latest).figure(latest.kilograms)
        facts = Self.facts(history, readings, last: last, display)
        chart = Self.chart(history, hasCharts: hasCharts, display)
    }

    private static func facts(
        _ history: EmissionHistory,
        _ readings: [PeakReading],
        last: EmissionHistory.Year,
        _ display: Display
    ) -> [Fact] {
        let texts = display.texts
        let boundary = history.boundary
        let peak = history.years.first { $0.year == history.peakYear }
        let before = history.years.last { $0.year == last.year - 1 }?.total(boundary)
        let change = before.flatMap { $0 > .zero ? last.total(boundary) / $0 - 1 : nil }
        return [
            peak.map { peak in
                let figure = display.sectorColumn(peak.total(boundary)).figure(peak.total(boundary).kilograms)
                let isLast = peak.year == last.year
                return Fact(
                    name: texts["peak.highest"],
                    figure: Figure("\(peak.year)"),
                    note: isLast ? texts["peak.highest.last"] : figure.line
                )
            },
            Fact(
                name: texts["peak.change"],
                figure: Figure(display.numbers.signed(change.map { $0 * 100 }), "%"),
                note: nil
            ),
            history.deadline.map {
                let read = readings.map { "\u{2264}\u{A0}\($0.year) \(display.word($0.status))" }
                let note = (read + [texts["peak.odds"]]).joined(separator: texts["list.clause"])
                return Fact(name: texts["peak.deadline"], figure: Figure("\($0)"), note: note)
            },
        ].compactMap(\.self)
    }

    private static func chart(_ history: EmissionHistory, hasCharts: Bool, _ display: Display) -> ChartFrame {
        let texts = display.texts
        let column = display.sectorColumn(history.years.map { $0.total(history.boundary) }.max() ?? .zero)
        let scopes = history.scopes
        let title = display.peakFinding(history)
        let subtitle =
            history.deadline.map {
                texts["peak.subtitle", texts[history.boundary.quantity], column.unit, "\($0)"]
            } ?? texts["peak.subtitle.plain", texts[history.boundary.quantity], column.unit]
        let rows = history.years.map { year in
            ChartFrame.Row(
                "\(year.year)",
                scopes.map { column.text(year.byScope[$0]?.kilograms) }
                    + (scopes.count > 1 ? [column.text(year.total(history.boundary).kilograms)] : [])
            )
        }
        let years = [history.years.first, history.years.last].compactMap { $0.map { "\($0.year)" } }
        return ChartFrame(
            id: "peak",
            title: title,
            subtitle: subtitle,
            label: "\(title) – \(subtitle)",
            keys: scopes.map { ChartFrame.Key(code: $0.rawValue, name: display.name($0), color: $0.color) },
            plot: hasCharts
                ? ChartFrame.Plot(
                    kind: "history",
                    source: "/api/v1/emissions",
                    series: "scopes",
                    values: "carbon_kgco2",
                    factor: "\(column.factor)",
                    unit: column.unit
                ) : nil,
            dataAddress: "/api/v1/emissions",
            explanation: history.years.last.map { display.link("/explain/sector/\($0.year)") },
            sources: [
                texts["peak.source", years.joined(separator: "–")],
                texts["peak.boundary", texts[history.boundary.quantity]],
            ],
            share: nil,
            caption: column.unit,
            headings: [texts["column.year"]] + scopes.map(display.name)
                + (scopes.count > 1 ? [texts["column.total"]] : []),
            rows: rows
        )
    }
}

extension Display {
    /// A column of emissions of a whole sector; English says kilotonnes where Chinese says 10⁴ t.
    func sectorColumn(_ largest: CarbonMass) -> Column {
        texts.language == .en && largest >= .tonnes(10_000)
            ? Column(largest: largest.kilograms, base: 1e6, unit: texts["unit.ktCO2"], texts: texts)
            : carbonColumn(largest)
    }

    /// A title that says whether the emissions still rise.
    func peakFinding(_ history: EmissionHistory) -> String {
        let name = texts[history.boundary.quantity]
        guard let last = history.years.last, let peakYear = history.peakYear, history.years.count > 1,
            let peak = history.years.first(where: { $0.year == peakYear })?.total(history.boundary), peak > .zero
        else { return texts["peak.title.plain", name] }
        if peakYear == last.year { return texts["peak.title.rising", name, "\(last.year)"] }
        let drop = 1 - last.total(history.boundary) / peak
        let key: TextKey = drop < 0.02 ? "peak.title.slight" : "peak.title.past"
        return texts[key, name, "\(peakYear)", "\(last.year)", numbers.percent(drop)]
    }
}
