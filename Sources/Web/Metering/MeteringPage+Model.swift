import Metering
import Texts
import Units
import Workflows

/// What the metering page shows.
struct MeteringPage: Sendable {
    /// A rule and how often it found something.
    struct Rule: Sendable {
        let status: String
        let word: String
        let name: String
        let href: String
        let count: String
        let isCurrent: Bool
    }

    /// One finding.
    struct Finding: Sendable {
        let day: String
        let href: String
        let meter: String
        let status: String
        let word: String
        let text: String
    }

    let years: [Link]
    let title: String
    let subtitle: String
    let calendar: CompletenessCalendar
    let share: ShareBar
    let dataAddress: String
    let source: String
    let facts: [Fact]
    let rulesTitle: String
    let rules: [Rule]
    let findingsTitle: String
    let findings: [Finding]
    let allFindings: String?
    let moreFindings: String?
    let meters: MeterTable
    /// What comes in just now; `nil` for who sees only part of the city.
    let live: LivePlate?
    /// Which part of the city the page is about.
    let part: MeteringPart
    /// The load as it is now; `nil` where no electricity is metered.
    let load: LoadPlate?
    /// The meters with gaps on the day that was asked for.
    let gaps: DayGapsPlate?
    let year: String
    let shownDay: String?
    let hiddenFields: [HiddenField]

    /// What the form for a day keeps.
    struct HiddenField: Sendable {
        let name: String
        let value: String
    }
}

extension MeteringPage {
    init(
        _ view: MeteringView,
        state: DataState,
        meters: Page<MeterSummary>,
        isFirst: Bool,
        news: (list: ListNews, count: Int, isOnly: Bool),
        findings: Page<MeterFinding>,
        rule: String?,
        live: LivePlate?,
        part: MeteringPart,
        load: LoadCurve?,
        day: (day: CivilDay, gaps: [DayGap])?,
        display: Display
    ) {
        let texts = display.texts
        self.live = live
        let address = "/metering?year=\(view.year.number)\(part.query)"
        let year = display.year(view.year)
        years = display.years("/metering", shown: view.year, state: state, keeping: part.query)
        let total = DataShare(view.days)
        title = Self.title(view, total, display)
        subtitle = texts["metering.subtitle", year]
        calendar = CompletenessCalendar(
            view.days,
            year: view.year,
            shown: day?.day,
            address: address,
            display: display
        )
        self.part = part
        self.load = load.map { LoadPlate($0, isAlone: part.rows.isEmpty, query: part.query, display: display) }
        gaps = day.map { DayGapsPlate($0.gaps, on: $0.day, address: "\(address)#cal-h", display: display) }
        self.year = "\(view.year.number)"
        shownDay = day.map { "\($0.day)" }
        hiddenFields = part.query.split(separator: "&").compactMap { field in
            let parts = field.split(separator: "=")
            return parts.count == 2 ? HiddenField(name: String(parts[0]), value: String(parts[1])) : nil
        }
        share = ShareBar(total, display)
        dataAddress = "/api/v1/metering/completeness?year=\(view.year.number)\(part.query)"
        source = texts["metering.source", display.numbers.integer(part.query.isEmpty ? state.meterCount : meters.total)]
        facts =
            view.statistics.map { statistics in
                [
                    Fact(name: texts["figure.readings"], figure: display.readings(statistics.readings), note: nil),
                    Fact(name: texts["figure.meterDays"], figure: display.count(statistics.meterDays), note: nil),
                ]
            } ?? []
        rulesTitle =
            view.findings.isEmpty
            ? texts["metering.rules.none"]
            : texts["metering.rules.title", display.numbers.integer(view.findings.reduce(0) { $0 + $1.count })]
        rules = view.findings.map { Rule($0, address: address, current: rule, display) }
        findingsTitle = rule.map { texts["metering.findings.of", display.name(rule: $0)] } ?? texts["metering.findings"]
        self.findings = findings.rows.map { Finding($0, display) }
        allFindings = rule == nil ? nil : display.link("\(address)#findings")
        let kept = rule.map { "&rule=\($0)" } ?? ""
        moreFindings = findings.next.map {
            display.link("\(address)\(kept)&findings_cursor=\($0.percentEncoded)#findings")
        }
        let shown = news.isOnly ? "\(address)&changed=1" : address
        let part = ListNewsPart(
            news.list,
            count: news.count,
            of: meters.total,
            href: "\(address)&changed=1#meters",
            display
        )
        self.meters = MeterTable(
            meters.rows,
            title: texts["metering.meters.title", display.numbers.integer(meters.total)],
            subtitle: texts["metering.meters.subtitle", year],
            showsBuilding: true,
            news: part,
            all: news.isOnly ? display.link("\(address)#meters") : nil,
            first: isFirst ? nil : display.link("\(shown)#meters"),
            next: meters.next.map { display.link("\(shown)&cursor=\($0.percentEncoded)#meters") },
            display: display
        )
    }

    private static func title(_ view: MeteringView, _ total: DataShare, _ display: Display) -> String {
        let poor = view.days.filter { $0.share.observed < 0.9 }.count
        let known = display.numbers.percent(total.observed)
        return poor == 0
            ? display.texts["metering.title.good", known]
            : display.texts["metering.title.poor", known, display.numbers.integer(poor)]
    }
}

extension DataShare {
    /// The share of many days together.
    init(_ days: [DayCoverage]) {
        self.init(
            covered: days.reduce(0) { $0 + $1.coveredSeconds },
            estimated: days.reduce(0) { $0 + $1.estimatedSeconds },
            expected: days.reduce(0) { $0 + $1.expectedSeconds }
        )
    }
}

extension MeteringPage.Rule {
    init(_ count: FindingCount, address: String, current: String?, _ display: Display) {
        status = count.severity.status
        word = display.texts[count.severity.key]
        name = display.name(rule: count.rule)
        href = display.link("\(address)&rule=\(count.rule)#findings")
        self.count = display.numbers.integer(count.count)
        isCurrent = count.rule == current
    }
}

extension MeteringPage.Finding {
    init(_ finding: MeterFinding, _ display: Display) {
        day = "\(finding.day)"
        href = display.link("/metering/\(finding.meter.rawValue)?day=\(finding.day)")
        meter = finding.finding.subject
        status = finding.finding.severity.status
        word = display.texts[finding.finding.severity.key]
        text = display.words(finding.finding)
    }
}

extension Display {
    /// A number of readings, in the scale people say it.
    func readings(_ count: Int) -> Figure {
        let column = Column(largest: Double(count), unit: "", texts: texts)
        guard column.scale != .one else { return self.count(count) }
        return Figure(column.text(Double(count)), column.unit.filter { $0 != " " })
    }
}
