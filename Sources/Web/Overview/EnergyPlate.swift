import Carbon
import Texts
import Units
import Workflows

/// What the metered buildings emitted, month by month (监测建筑运行碳排放).
struct EnergyPlate: Sendable {
    let years: [Link]
    let hasYears: Bool
    let chart: ChartFrame
    let name: String
    let total: Figure
    let intensity: Figure
    let sizes: [Fact]
}

extension EnergyPlate {
    init(_ overview: Overview, state: DataState, hasCharts: Bool, display: Display) {
        let texts = display.texts
        let account = overview.summary.account
        let year = display.year(overview.year)
        years = display.years("/", shown: overview.year, state: state)
        hasYears = years.count > 1
        name = texts["overview.question", year]
        total = display.carbon(account.total)
        intensity = display.intensity(overview.summary.carbonIntensity, in: overview.year)
        let path = state.city.map { "/explain/jurisdictions/\($0.id.rawValue)/\(overview.year.number)" } ?? "/carbon"
        let column = display.carbonColumn(overview.months.map(\.account.total).max() ?? .zero)
        chart = ChartFrame(
            months: overview.months.map { ($0.month, $0.account) },
            text: ChartFrame.MonthsText(
                id: "year",
                title: display.scopeFinding(account) ?? texts["overview.title.plain"],
                subtitle: texts["chart.carbonMetered", column.unit, year],
                dataAddress: "/api/v1/carbon/accounts?year=\(overview.year.number)",
                explanation: display.link(path),
                sources: [],
                share: ShareBar(account.share, display)
            ),
            hasCharts: hasCharts,
            display: display
        )
        sizes = [
            Fact(name: texts["nav.buildings"], figure: display.count(state.buildingCount, "unit.buildings"), note: nil),
            Fact(name: texts["figure.area"], figure: display.area(overview.summary.floorArea), note: nil),
        ]
    }
}
