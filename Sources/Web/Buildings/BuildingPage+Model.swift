import Buildings
import Carbon
import Metering
import Texts
import Units
import Workflows

/// What the page of one building shows.
struct BuildingPage: Sendable {
    /// A line of the register.
    struct Entry: Sendable {
        let name: String
        let value: String
        let note: String?
    }

    let years: [Link]
    let facts: [OverviewPage.Fact]
    let items: ChartFrame?
    let carbon: ChartFrame?
    let meters: MeterTable
    let register: [Entry]
    let registerTitle: String
    let revision: String
    let codes: [Entry]
    let explanation: ExplanationModel?
    let explanationAddress: String
    let yearText: String
    let hasData: Bool
}

extension BuildingPage {
    init(
        _ detail: BuildingDetail, state: DataState, hasCharts: Bool, explanation: ExplanationModel?,
        itemName: (EnergyItemCode) -> String, regions: @escaping (String) -> String, display: Display
    ) {
        let texts = display.texts
        let building = detail.building
        let account = building.summary.account
        let address = "/buildings/\(building.id.rawValue)"
        let period = "\(building.id.rawValue)/\(detail.year.number)"
        hasData = !account.lines.isEmpty
        yearText = display.dates.year(detail.year)
        years = display.years(address, shown: detail.year, state: state)
        explanationAddress = display.link("/explain/buildings/\(period)")
        self.explanation = explanation
        facts = Self.facts(building, display)
        let months = detail.months.map { ($0.month, $0.breakdowns[.electricity]) }
        items = ChartFrame(
            items: months, id: building.id, year: detail.year, share: account.share(of: .electricity),
            explanation: explanationAddress, meters: detail.meters.filter { $0.item.carrier == .electricity }.count,
            itemName: itemName, hasCharts: hasCharts, display: display)
        let accounts = detail.months.map { ($0.month, $0.account) }
        let column = display.carbonColumn(accounts.map(\.1.total).max() ?? .zero)
        carbon =
            hasData
            ? ChartFrame(
                months: accounts,
                text: ChartFrame.MonthsText(
                    id: "scopes", title: display.scopeFinding(account) ?? texts["overview.title.plain"],
                    subtitle: texts["chart.carbonByMonth", column.unit, yearText],
                    dataAddress: "/api/v1\(address)/account?year=\(detail.year.number)", explanation: explanationAddress,
                    sources: display.factorWords(account, regions: regions), share: ShareBar(account.share, display)),
                hasCharts: hasCharts, display: display)
            : nil
        meters = MeterTable(
            detail.meters, title: texts["building.meters", display.numbers.integer(detail.meters.count)],
            subtitle: texts["metering.meters.subtitle", yearText], showsBuilding: false, display: display)
        register = Self.register(detail, display)
        registerTitle = texts["building.register"]
        revision = texts["building.revision", "\(building.revision)"]
        codes = detail.codes.map { code in
            Entry(
                name: texts[TextKey("code.scheme.\(code.scheme)")], value: code.code,
                note: code.validFrom.map { texts["code.from", display.dates.day($0)] })
        }
    }

    private static func facts(_ building: BuildingSummary, _ display: Display) -> [OverviewPage.Fact] {
        let texts = display.texts
        let registration = building.registration
        let summary = building.summary
        let isKnown = !summary.account.lines.isEmpty
        let completeness = ShareBar(summary.account.share, display)
        let size = [
            registration.floorsAbove.map { texts["building.floors", "\($0)"] },
            registration.completedYear.map { texts["building.completed", "\($0.number)"] },
        ].compactMap(\.self)
        return [
            OverviewPage.Fact(
                name: texts["figure.electricityIntensity"],
                figure: isKnown ? display.intensity(summary.electricityIntensity) : Figure(NumberStyle.none),
                note: isKnown ? display.amount(summary.account.amount(.electricity), of: .electricity).line : nil),
            OverviewPage.Fact(
                name: texts["figure.carbon"],
                figure: isKnown ? display.carbon(summary.account.total) : Figure(NumberStyle.none),
                note: isKnown ? display.intensity(summary.carbonIntensity).line : nil),
            OverviewPage.Fact(
                name: texts["figure.area"], figure: display.area(registration.grossFloorArea),
                note: size.isEmpty ? nil : display.joined(size)),
            OverviewPage.Fact(
                name: texts["figure.completeness"],
                figure: isKnown ? display.percent(summary.account.share.known) : Figure(NumberStyle.none),
                note: isKnown ? completeness.text : texts["building.noReadings"]),
        ]
    }

    private static func register(_ detail: BuildingDetail, _ display: Display) -> [Entry] {
        let texts = display.texts
        let registration = detail.building.registration
        func entry(_ key: TextKey, _ value: String?, note: String? = nil) -> Entry? {
            value.map { Entry(name: texts[key], value: $0, note: note) }
        }
        func party(_ key: TextKey, _ party: Party?) -> Entry? {
            entry(key, party?.name, note: party?.creditCode?.text)
        }
        return [
            entry("register.kind", display.name(registration.kind)),
            entry("register.district", detail.building.jurisdiction.map(display.name) ?? registration.districtName),
            entry("register.zone", detail.functionalZone.map(display.name) ?? registration.functionalZone),
            entry("register.address", registration.address),
            entry("register.area", display.area(registration.grossFloorArea).line),
            entry("register.heatedArea", registration.heatedFloorArea.map { display.area($0).line }),
            party("register.owner", registration.owner),
            party("register.user", registration.user),
            party("register.responsible", registration.responsibleParty),
        ].compactMap(\.self)
    }
}

extension OperationalAccount {
    /// How the amount of one carrier is known.
    func share(of carrier: EnergyCarrier) -> DataShare? {
        let activities = lines.map(\.activity).filter { $0.carrier == carrier }
        guard let first = activities.first else { return nil }
        return activities.dropFirst().reduce(first) { $0 + $1 }.share
    }
}
