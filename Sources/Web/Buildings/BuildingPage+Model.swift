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
    let facts: [Fact]
    let items: ChartFrame?
    let carbon: ChartFrame?
    let meters: MeterTable
    /// Which meters count for the total, and why; `nil` where there is none.
    let structure: StructurePlate?
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
        _ detail: BuildingDetail,
        state: DataState,
        hasCharts: Bool,
        explanation: ExplanationModel?,
        structure: BuildingStructure?,
        itemName: (EnergyItemCode) -> String,
        display: Display
    ) {
        let texts = display.texts
        let building = detail.building
        let address = "/buildings/\(building.id.rawValue)"
        let period = "\(building.id.rawValue)/\(detail.year.number)"
        hasData = !building.summary.account.lines.isEmpty
        yearText = display.year(detail.year)
        years = display.years(address, shown: detail.year, state: state)
        explanationAddress = display.link("/explain/buildings/\(period)")
        self.explanation = explanation
        facts = Self.facts(building, year: detail.year, display)
        items = ChartFrame(
            items: detail.months.map { ($0.month, $0.breakdowns[.electricity]) },
            of: detail,
            explanation: explanationAddress,
            itemName: itemName,
            hasCharts: hasCharts,
            display: display
        )
        carbon = hasData ? Self.carbonChart(detail, explanationAddress, hasCharts, display) : nil
        meters = MeterTable(
            detail.meters,
            title: texts["building.meters", display.numbers.integer(detail.meters.count)],
            subtitle: texts["metering.meters.subtitle", yearText],
            showsBuilding: false,
            display: display
        )
        self.structure = structure.map { StructurePlate($0, display) }
        register = Self.register(detail, display)
        registerTitle = texts["building.register"]
        revision = texts["building.revision", "\(building.revision)"]
        codes = detail.codes.map { Entry($0, texts) }
    }

    private static func carbonChart(
        _ detail: BuildingDetail,
        _ explanation: String,
        _ hasCharts: Bool,
        _ display: Display
    ) -> ChartFrame {
        let months = detail.months.map { ($0.month, $0.account) }
        let account = detail.building.summary.account
        let column = display.carbonColumn(months.map(\.1.total).max() ?? .zero)
        let id = detail.building.id.rawValue
        let text = ChartFrame.MonthsText(
            id: "scopes",
            title: display.scopeFinding(account) ?? display.texts["overview.title.plain"],
            subtitle: display.texts["chart.carbonByMonth", column.unit, display.year(detail.year)],
            dataAddress: "/api/v1/buildings/\(id)/account?year=\(detail.year.number)",
            explanation: explanation,
            sources: display.factorWords(account),
            share: ShareBar(account.share, display)
        )
        return ChartFrame(months: months, text: text, hasCharts: hasCharts, display: display)
    }

    private static func facts(_ building: BuildingSummary, year: CivilYear, _ display: Display) -> [Fact] {
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
            Fact(
                name: texts["figure.electricityIntensity"],
                figure: isKnown ? display.intensity(summary.electricityIntensity, in: year) : Figure(NumberStyle.none),
                note: isKnown ? display.amount(summary.account.amount(.electricity), of: .electricity).line : nil
            ),
            Fact(
                name: texts["figure.carbon"],
                figure: isKnown ? display.carbon(summary.account.total) : Figure(NumberStyle.none),
                note: isKnown ? display.intensity(summary.carbonIntensity, in: year).line : nil
            ),
            Fact(
                name: texts["figure.area"],
                figure: display.area(registration.grossFloorArea),
                note: size.isEmpty ? nil : size.joined(separator: texts["list.clause"])
            ),
            Fact(
                name: texts["figure.completeness"],
                figure: isKnown ? display.percent(summary.account.share.observed) : Figure(NumberStyle.none),
                note: isKnown ? completeness.text : texts["building.noReadings"]
            ),
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

extension BuildingPage.Entry {
    init(_ code: DatedCode, _ texts: Localizer) {
        name = texts[TextKey("code.scheme.\(code.scheme)")]
        value = code.code
        note = code.validFrom.map { texts["code.from", texts.dates.day($0)] }
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
